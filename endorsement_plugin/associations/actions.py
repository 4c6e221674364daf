"""An association's own way of approval."""

from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association

from .queries import without_workflow


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
