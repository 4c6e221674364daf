"""The fixed cast: one person per role, always the same names, for tests about who may do what."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from endorsement_plugin.models import Application, Association, Credential, Person, Reference
from review_queue.models import Pool, PoolMembership, PoolRole, Qualification, Reviewer
from tests.factories.applications import add_reference, make_application
from tests.factories.credentials import make_application_form, make_association, make_credential
from tests.factories.people import make_coordinator, make_editor, make_person, make_superuser, make_user


@dataclass(frozen=True)
class Cast:
    """Everybody, with the association and credential they meet at."""

    association: Association
    other_association: Association
    credential: Credential
    pool: Pool
    applicant: Person
    other_applicant: Person
    coordinator: User
    other_coordinator: User
    editor: User
    other_editor: User
    clearer: User
    chief: User
    reviewer_a: User
    reviewer_b: User
    adjudicator: User
    outsider: User
    superuser: User
    auditor: User


def make_cast() -> Cast:
    """Write the whole cast. AIMH HI is the default Site; the others belong to MI-AIMH."""
    association = make_association()
    other = make_association("mi-aimh", "mi-aimh.localhost")
    credential = make_credential(association)
    make_application_form(credential)
    pool, _ = Pool.objects.get_or_create(code="hawaii", defaults={"name": "Hawaii"})
    return Cast(
        association=association,
        other_association=other,
        credential=credential,
        pool=pool,
        applicant=make_person(),
        other_applicant=make_person("otto.other@example.org", "Otto", "Other"),
        coordinator=make_coordinator(association),
        other_coordinator=make_coordinator(other, "connie.coordinator@example.org"),
        editor=make_editor(association),
        other_editor=make_editor(other, "edgar.editor@example.org"),
        clearer=make_queue_staff(pool, "clara.clearer@example.org", PoolRole.Role.CLEARER),
        chief=make_queue_staff(pool, "charles.chief@example.org", PoolRole.Role.CHIEF),
        reviewer_a=make_reviewer(pool, "rosalind.reviewer@example.org"),
        reviewer_b=make_reviewer(pool, "rupert.reviewer@example.org"),
        adjudicator=make_reviewer(pool, "ada.adjudicator@example.org", may_adjudicate=True),
        outsider=make_user("olga.outsider@example.org"),
        superuser=make_superuser(),
        auditor=make_user("aude.auditor@example.org"),
    )


def make_queue_staff(pool: Pool, email: str, role: str) -> User:
    """Clears or leads the pool."""
    user = make_user(email)
    PoolRole.objects.get_or_create(pool=pool, user=user, role=role)
    return user


def make_reviewer(
    pool: Pool, email: str, tags: tuple[str, ...] = ("IMHS", "IMHM"), *, may_adjudicate: bool = False
) -> User:
    """Scores for the pool and holds these qualifications."""
    user = make_user(email)
    reviewer, _ = Reviewer.objects.get_or_create(user=user, defaults={"may_adjudicate": may_adjudicate})
    PoolMembership.objects.get_or_create(pool=pool, reviewer=reviewer)
    for tag in tags:
        Qualification.objects.get_or_create(reviewer=reviewer, tag=tag)
    return user


def give_referee_link(application: Application | None = None) -> tuple[Reference, str]:
    """A referee who has been written to, and the path of the link in the mail."""
    from endorsement_plugin.references.links import new_link, reference_path

    application = application or make_application(state="submitted")
    reference = add_reference(application, state="sent", sent_at=timezone.now())
    reference.form_version = application.association.forms.get(kind="reference").versions.first()
    reference.expires_at = timezone.now() + timedelta(days=30)
    new_link(reference)
    reference.save()
    return reference, reference_path(reference)
