"""An association's own way of approval, and what its people change about it."""

from typing import Any

from django.db import transaction
from django.db.models.fields.files import FieldFile
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.files import forget_file
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.rules.windows import said

from .queries import roles_in, without_workflow
from .rules import changeable


@transaction.atomic
def ensure_workflow(*, association: Association) -> bool:
    """Have what is submitted for moderation approved by the association's editors; whether that is new.

    What somebody has set up for its home page, or has switched off, stays as it is.
    """
    locked = lock(Association).get(pk=association.pk)
    if not without_workflow().filter(pk=locked.pk).exists():
        return False
    name = f"{locked.short_name} editors"
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(locked.editors)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=locked.site.root_page)
    return True


@transaction.atomic
def change_settings(*, association: Association, by: Visitor, changes: dict[str, Any]) -> list[str]:
    """Set what differs, and append an event for each; the names of the settings that did.

    Raises NotAllowed, before anything is set, if one of them is not this person's to change.
    """
    locked = lock(Association).get(pk=association.pk)
    roles = roles_in(by, locked)
    if not changes.keys() <= changeable(roles):
        raise NotAllowed("Some of these settings are changed by others of your association.")
    changed = {
        name: getattr(locked, name) for name, value in changes.items() if getattr(locked, name) != value
    }
    for name in changed:
        setattr(locked, name, changes[name])
    locked.clean_fields(exclude={field.name for field in locked._meta.fields} - changed.keys())
    locked.save(update_fields=list(changed))
    _forget_former(changed.get("logo"))
    AssociationEvent.objects.bulk_create(
        AssociationEvent(
            association=locked,
            actor_id=by.pk,
            role=", ".join(sorted(roles)),
            setting=name,
            before=_said(name, before),
            after=_said(name, changes[name]),
        )
        for name, before in changed.items()
    )
    return list(changed)


def _forget_former(logo: FieldFile | None) -> None:
    """Remove the file of a logo that was replaced or taken away, once no row names it any more."""
    if logo:
        forget_file(logo.storage, logo.name)


def _said(name: str, value: Any) -> str:
    """A setting as the history tells it."""
    if name == "logo":
        return "a logo" if value else ""
    return said(value) if name == "windows" else str(value)
