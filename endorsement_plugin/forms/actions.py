""" """

from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Site

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.definitions.changes import rebuilt, rehomed
from endorsement_plugin.definitions.hashes import structure_hash, text_hash
from endorsement_plugin.definitions.names import KnownNames, known_names
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock, update_or_create
from endorsement_plugin.models import Application, Association, Credential, Form, FormVersion, StepDraft
from endorsement_plugin.permissions import Visitor, forms_published_by
from endorsement_plugin.record.events import record_event
from endorsement_plugin.rules.states import ApplicationState

from .queries import drafts_behind


@transaction.atomic
def close_form(*, family: UUID) -> None:
    """No new application, reference or sitting begins with this form. What was filled in stays."""
    Form.objects.filter(family=family).update(is_open=False)


class FormSource(Protocol):
    """The page a form is written on."""

    pk: int
    title: str
    translation_key: UUID
    locale: Locale
    form_kind: str
    designation: str
    age_band: str

    def get_site(self) -> Site | None: ...
    def credential_family(self) -> UUID | None: ...
    def form_name(self) -> str: ...
    def compiled(self, name: str, names: KnownNames) -> dict[str, Any]: ...


@transaction.atomic
def publish_form(
    *, page: FormSource, by: AbstractBaseUser | None = None, revision_id: int | None = None
) -> FormVersion | None:
    """Make what the page says the form's current version, and open the form.

    The same content again makes no version. A change of wording alone reaches drafts at once; a change of
    structure leaves each draft on the version it was started with, until the form's editor moves it. A page
    below no association's home page makes no form: None.
    """
    association = association_of(page)
    if association is None:
        return None
    form = _form(page, association)
    versions = list(form.versions.all())
    definition = page.compiled(form.name, known_names([version.parsed for version in versions]))
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
    defaults = {
        "page_id": page.pk,
        "title": page.title,
        "designation": page.designation.strip(),
        "age_band": page.age_band.strip(),
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
        Form, family=page.translation_key, defaults=defaults, create_defaults={**defaults, **first}
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


@transaction.atomic
def move_drafts(*, form: UUID, by: Visitor) -> int:
    """Bring every draft of this form to its current version; how many were moved. `form` is its family.

    Answers stay with their questions, also when a question has gone to another step; what is not asked any
    more is kept, unseen. Steps that were rebuilt have to be completed again. What was submitted never moves.
    Raises NotAllowed for whoever does not publish the form's page.
    """
    form_row = forms_published_by(by).filter(family=form).first()
    if form_row is None:
        raise NotAllowed("This is not a form that you publish.")
    locked = lock(Form).get(pk=form_row.pk)
    version = locked.versions.first()
    if version is None:
        return 0
    drafts = lock(Application, drafts_behind(locked)).select_related("form_version")
    moved = list(drafts.order_by("pk"))
    for application in moved:
        _move(application, version, by)
    return len(moved)


def _move(application: Application, version: FormVersion, by: Visitor) -> None:
    again = rebuilt(application.definition, version.parsed)
    drafts = {draft.step: draft for draft in application.drafts.all()}
    answers = rehomed({step: draft.answers for step, draft in drafts.items()}, version.parsed)
    application.form_version = version
    application.revision += 1
    application.save(update_fields=["form_version", "revision", "changed_at"])
    for step, given in answers.items():
        draft = drafts.get(step) or StepDraft(application=application, step=step)
        if step in again:  # a page of it that is still open is refused, and shown again with what was typed
            draft.completed, draft.revision = False, application.revision
        draft.answers = given
        draft.save()
    record_event(application, "form_moved", by=by, role="editor", detail=f"version {version.number}")
