from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Site

from endorsement_plugin.forms.hashes import structure_hash, text_hash
from endorsement_plugin.locks import update_or_create
from endorsement_plugin.models import Application, Association, Credential, Form, FormVersion
from endorsement_plugin.rules.names import KnownNames, known_names
from endorsement_plugin.rules.states import ApplicationState


class FormSource(Protocol):
    """The page a form is written on."""

    pk: int
    title: str
    translation_key: UUID
    locale: Locale
    form_kind: str

    def get_site(self) -> Site | None: ...
    def credential_family(self) -> UUID | None: ...
    def form_name(self) -> str: ...
    def compiled(self, name: str, known: KnownNames) -> dict[str, Any]: ...


@transaction.atomic
def publish_form(
    *, page: FormSource, by: AbstractBaseUser | None = None, revision_id: int | None = None
) -> FormVersion | None:
    """Make what the page says the form's current version, and open the form.

    The same content again makes no version. A change of wording alone reaches drafts at once; a change of
    structure leaves each draft on the version it was started with, until the form's editor moves it. A page
    below no association's home page makes no form: None.
    """
    association = Association.objects.filter(site=page.get_site()).first()
    if association is None:
        return None
    form = _form(page, association)
    versions = list(form.versions.all())
    definition = page.compiled(form.name, known_names([version.definition for version in versions]))
    hashes = {"structure_hash": structure_hash(definition), "text_hash": text_hash(definition)}
    if versions and all(getattr(versions[0], name) == value for name, value in hashes.items()):
        return versions[0]
    version = FormVersion.objects.create(
        form=form,
        number=versions[0].number + 1 if versions else 1,
        definition=definition,
        published_by_id=by.pk if by else None,
        revision_id=revision_id,
        **hashes,
    )
    _bring_drafts_along(version)
    return version


def _form(page: FormSource, association: Association) -> Form:
    """The form of this page, open and locked. It stays with the association it was first published for."""
    known = {
        "page_id": page.pk,
        "title": page.title,
        "is_open": True,
        "credential": _credential(page),
    }
    first = {
        "association": association,
        "kind": page.form_kind,
        "name": page.form_name(),
        "language": page.locale.language_code,
    }
    form, _ = update_or_create(
        Form, family=page.translation_key, defaults=known, create_defaults={**known, **first}
    )
    return form


def _credential(page: FormSource) -> Credential | None:
    family = page.credential_family()
    return Credential.objects.filter(family=family).first() if family else None


def _bring_drafts_along(version: FormVersion) -> None:
    Application.objects.filter(
        state=ApplicationState.DRAFT,
        form_version__form=version.form,
        form_version__structure_hash=version.structure_hash,
    ).update(form_version=version)
