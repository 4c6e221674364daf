from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.forms.moving import rebuilt, rehomed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Application, Form, FormVersion, StepDraft
from endorsement_plugin.permissions import Visitor, forms_published_by
from endorsement_plugin.queries.forms import drafts_behind

from .events import record_event


@transaction.atomic
def move_drafts(*, form: UUID, by: Visitor) -> int:
    """Bring every draft of this form to its current version; how many were moved. `form` is its family.

    Answers stay with their questions, also when a question has gone to another step; what is not asked any
    more is kept, unseen. Steps that were rebuilt have to be completed again. What was submitted never moves.
    Raises NotAllowed for whoever does not publish the form's page.
    """
    found = forms_published_by(by).filter(family=form).first()
    if found is None:
        raise NotAllowed("This is not a form that you publish.")
    locked = lock(Form).get(pk=found.pk)
    version = locked.versions.first()
    if version is None:
        return 0
    drafts = lock(Application, drafts_behind(locked)).select_related("form_version")
    moved = list(drafts.order_by("pk"))
    for application in moved:
        _move(application, version, by)
    return len(moved)


def _move(application: Application, version: FormVersion, by: Visitor) -> None:
    again = rebuilt(application.form_version.definition, version.definition)
    drafts = {draft.step: draft for draft in application.drafts.all()}
    answers = rehomed({step: draft.answers for step, draft in drafts.items()}, version.definition)
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
