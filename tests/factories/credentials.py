"""Associations, their credentials, and what is published for them."""

import hashlib
import json
from datetime import date
from typing import Any
from uuid import UUID

from wagtail.models import Page, Site

from endorsement_plugin.models import Association, Credential, Form, FormVersion, RequirementSet
from tests.factories import definitions

FIRST_DAY = date(2025, 1, 1)


def make_association(code: str = "aimh-hi", hostname: str = "localhost", **fields: Any) -> Association:
    """An association with a Site of its own; `localhost` is the default one. A code always gives the same."""
    found = Association.objects.filter(code=code).first()
    if found:
        return found
    values = {
        "name": f"Association {code}",
        "short_name": code.upper(),
        "email": f"office@{code}.example.org",
        "review_pool": "hawaii",
    }
    return Association.objects.create(site=_site(hostname), code=code, **(values | fields))


def _site(hostname: str) -> Site:
    found = Site.objects.filter(hostname=hostname).first()
    if found:
        return found
    home = Page.get_first_root_node().add_child(
        instance=Page(title=hostname, slug=hostname.replace(".", "-"))
    )
    return Site.objects.create(hostname=hostname, root_page=home, is_default_site=not Site.objects.exists())


def make_credential(association: Association | None = None, code: str = "IFS", **fields: Any) -> Credential:
    """A category of endorsement. The same code of the same association gives the same."""
    association = association or make_association()
    values = {"name": "Infant Family Specialist", "age_band": "0 to 3", "scope": "Prevention"}
    credential, _ = Credential.objects.get_or_create(
        association=association, code=code, defaults=values | fields
    )
    return credential


def make_requirements(
    credential: Credential, clauses: list[dict[str, Any]] | None = None, **fields: Any
) -> RequirementSet:
    """The next published set of what the credential demands; without clauses, nothing."""
    number = RequirementSet.objects.filter(credential=credential).count() + 1
    values = {"number": number, "clauses": clauses or [], "effective_from": FIRST_DAY}
    values["digest"] = _digest(values["clauses"])
    return RequirementSet.objects.create(credential=credential, **(values | fields))


def make_form(
    credential: Credential,
    definition: dict[str, Any],
    kind: str = "application",
    family: UUID | None = None,
) -> FormVersion:
    """A published form, version 1. A reference form belongs to the whole association."""
    form = Form(
        association=credential.association,
        credential=None if kind == "reference" else credential,
        kind=kind,
        name=definition["name"],
        title=definition["title"],
    )
    if family:
        form.family = family
    form.save()
    return publish(form, definition)


def publish(form: Form, definition: dict[str, Any]) -> FormVersion:
    """The next version of the form."""
    return FormVersion.objects.create(
        form=form,
        number=form.versions.count() + 1,
        definition=definition,
        structure_hash=_digest(definition),
        text_hash=_digest(definition),
    )


def make_application_form(credential: Credential | None = None) -> FormVersion:
    """The sample application form with its reference form, and requirements that ask for nothing."""
    credential = credential or make_credential()
    if not credential.requirement_sets.exists():
        make_requirements(credential)
    reference = make_form(credential, definitions.reference_form(), kind="reference")
    return make_form(credential, definitions.application_form(str(reference.form.family)))


def make_exam_paper(credential: Credential) -> FormVersion:
    """The sample exam paper of the credential."""
    return make_form(credential, definitions.exam_paper(), kind="exam")


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
