"""Which forms are open."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from endorsement_plugin.models import Application, Credential, Form, FormVersion, RequirementSet
from endorsement_plugin.rules.states import ApplicationState


def open_form(family: UUID, day: date) -> tuple[Form | None, list[dict[str, Any]]]:
    """The form of a page, unless it is closed, and the clauses its credential demands on a day.

    One query, the credential's page included.
    """
    in_force = RequirementSet.objects.by(day).filter(credential=OuterRef("credential"))
    newest = Subquery(in_force.values("clauses")[:1])
    forms = Form.objects.filter(family=family, is_open=True, credential__retired=False)
    form = forms.select_related("credential__page").annotate(clauses=newest).first()
    if form is not None and form.clauses is None:
        form = None
    return form, (form.clauses or []) if form else []


def open_applications_of(credential: UUID, day: date) -> QuerySet[Form]:
    """The open application forms of a credential, with their pages."""
    return Form.objects.filter(
        Exists(RequirementSet.objects.by(day).filter(credential=OuterRef("credential"))),
        credential__family=credential,
        credential__retired=False,
        kind=Form.Kind.APPLICATION,
        is_open=True,
    ).select_related("page")


def open_application_forms(credential: UUID) -> QuerySet[Form]:
    """The same whatever the day, also of a credential that demands nothing yet."""
    return Form.objects.filter(credential__family=credential, kind=Form.Kind.APPLICATION, is_open=True)


def can_be_applied_for(credential: Credential) -> bool:
    """Whether a credential has an open application form. One query; none for one that is retired."""
    return not credential.retired and open_application_forms(credential.family).exists()


def current_versions(forms: QuerySet[Form]) -> QuerySet[FormVersion]:
    """The newest version of each of these forms, with its form. One query."""
    newest = FormVersion.objects.filter(form=OuterRef("form")).order_by("-number").values("number")
    versions = FormVersion.objects.filter(form__in=forms, number=Subquery(newest[:1]))
    return versions.select_related("form").order_by("form__title", "form")


def drafts_behind(form: Form) -> QuerySet[Application]:
    """Applications being written on a version of this form whose structure is not the current one's."""
    version = form.versions.first()
    drafts = Application.objects.filter(state=ApplicationState.DRAFT, form_version__form=form)
    return drafts.exclude(form_version__structure_hash=version.structure_hash) if version else drafts.none()


def was_rebuilt(form: Form, revision_id: int | None) -> bool:
    """Whether this revision of the page made a version with another structure than the one before."""
    latest = list(form.versions.all()[:2])
    if len(latest) < 2 or revision_id is None or latest[0].revision_id != revision_id:
        return False
    return latest[0].structure_hash != latest[1].structure_hash
