"""A policy of renewal, and people who hold an endorsement: one for each thing that can come after it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from association.founding.forms import Written
from endorsement_plugin.clock import today
from endorsement_plugin.editor.blocks.renewing import RenewalBlock, StatementsBlock, as_kept
from endorsement_plugin.models import (
    Association,
    Credential,
    Endorsement,
    EvidenceEntry,
    Person,
    RegistryEntry,
    RenewalPolicy,
)
from endorsement_plugin.policies.actions import begin_policy, publish_policy, write_policy
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.registry.actions.grant import all_held, new_endorsement
from endorsement_plugin.registry.forms import facets_from
from endorsement_plugin.rules.states import EndorsementState

FACETS = ("county", "discipline", "languages")


def ensure_policy(association: Association, facts: Written, editor: User) -> None:
    """Written and published as an editor would; a policy that is there stays."""
    if RenewalPolicy.objects.filter(association=association).exists():
        return
    day = today(association)
    row = begin_policy(association=association, credential=None, by=editor, today=day)
    requirements = RenewalBlock().to_python(_blocks(facts["requirements"], "type"))
    statements = StatementsBlock().to_python(
        [{"type": "attestation", "value": statement} for statement in facts["statements"]]
    )
    values = {**facts["policy"], **as_kept(requirements, statements)}
    write_policy(policy=row.pk, by=editor, values=values)
    from_day, note = facts["effective_from"], facts["note"]
    publish_policy(policy=row.pk, by=editor, effective_from=from_day, note=note, today=day)


def _blocks(written: list[Written], kind: str) -> list[Written]:
    return [
        {"type": one[kind], "value": {name: value for name, value in one.items() if name != kind}}
        for one in written
    ]


def ensure_endorsees(association: Association, facts: Written, people: dict[str, User]) -> None:
    """Each with what they hold and have logged; somebody who is there stays."""
    day = today(association)
    for one in facts["endorsees"]:
        person = _person(one, people.get(one["email"]))
        if not all_held([person]).exists():
            _endorse(association, person, one, day)


def _person(written: Written, user: User | None) -> Person:
    given, _, family = written["name"].partition(" ")
    names = {"given_name": given, "family_name": family, "contact_email": "" if user else written["email"]}
    if user is not None:
        return Person.objects.get_or_create(user=user, defaults=names)[0]
    return Person.objects.get_or_create(**names, user=None)[0]


def _endorse(association: Association, person: Person, written: Written, day: date) -> None:
    credential = Credential.objects.get(association=association, code=written["credential"])
    state = written.get("state", EndorsementState.ACTIVE)
    until, since = written.get("inactive_until"), written.get("since")
    row = new_endorsement(
        person=person,
        credential=credential,
        number=_number(association, day - timedelta(days=written["granted"])),
        origin=Endorsement.Origin.IMPORT,
        state=state,
        inactive_reason=written.get("inactive_reason", ""),
        inactive_until=day + timedelta(days=until) if until else None,
        state_since=day + timedelta(days=since) if since is not None else None,
        granted_on=day - timedelta(days=written["granted"]),
        renewal_due=day + timedelta(days=written["due"]),
        listed=written["listed"],
    )
    row.save(force_insert=True)
    record_endorsement_event(row, "moved_in", by=None, role="system")
    if any(name in written for name in FACETS):
        shown: dict[str, Any] = {name: written[name] for name in FACETS}
        shown |= {f"shows_{name}": True for name in FACETS}
        entry = RegistryEntry.objects.create(person=person, association=association, **shown)
        for facet in facets_from(shown):
            facet.entry, facet.association = entry, association
            facet.save()
    for training in written.get("trainings", []):
        _log(person, training, day, _areas(association))


def _areas(association: Association) -> dict[str, str]:
    """What an entry keeps for an area of the policy, by its label."""
    policy = RenewalPolicy.objects.filter(association=association).latest("number")
    quotas = [quota for clause in policy.clauses for quota in clause.get("quotas", [])]
    return {quota["label"]: quota["area"] for quota in quotas}


def _log(person: Person, training: Written, day: date, areas: dict[str, str]) -> None:
    when = day - timedelta(days=training["days_ago"])
    EvidenceEntry.objects.create(
        person=person,
        kind="training",
        title=training["title"],
        organization=training["organization"],
        started_on=when,
        ended_on=when,
        hours=Decimal(training["hours"]),
        areas=[areas[label] for label in training.get("areas", [])],
    )


def _number(association: Association, granted: date) -> str:
    prefix = f"{association.code.upper()}-{granted.year}-"
    return f"{prefix}{association.endorsements.filter(number__startswith=prefix).count() + 1:05d}"
