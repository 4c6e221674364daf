"""Which association a request is for.

In whose name the review queue's letters go out, and who approves its pages.
"""

from typing import Protocol

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from wagtail.models import GroupApprovalTask, Site, Workflow, WorkflowPage

from endorsement_plugin.associations.prepared import Prepared
from endorsement_plugin.models import Association, FeeLine
from endorsement_plugin.permissions import Visitor, associations_coordinated_by, associations_edited_by
from endorsement_plugin.rules.money import CURRENCIES, faults_of

_OF_A_SITE = Prepared(lambda site: Association.objects.filter(site=site).order_by("pk")[:1], site=int)


class Placed(Protocol):
    """A page, as far as its place goes."""

    def get_site(self) -> Site | None: ...


def remember_association(request: HttpRequest, association: Association) -> None:
    """Note the association of this request's Site, where a view has read it already."""
    request._endorsement_association = association  # type: ignore[attr-defined]


def association_for(request: HttpRequest) -> Association | None:
    """The association of the Site the request came to, read once per request; None on a Site without one."""
    if not hasattr(request, "_endorsement_association"):
        site = Site.find_for_request(request)
        association = _OF_A_SITE.first(site=site.pk) if site else None
        request._endorsement_association = association  # type: ignore[attr-defined]
    return request._endorsement_association  # type: ignore[attr-defined,no-any-return]


def sender_of(pool: str) -> tuple[str, str] | None:
    """Name and address of the association whose exams this pool scores, for `REVIEW_QUEUE["SENDER_OF"]`.

    None for a pool that several associations share: one of their names would say whose candidate it is.
    """
    senders = Association.objects.filter(review_pool=pool).values_list("name", "email")[:2]
    return senders[0] if len(senders) == 1 else None


def association_of(page: Placed) -> Association | None:
    """The association whose Site a page is in."""
    return Association.objects.filter(site=page.get_site()).first()


def roles_in(user: Visitor, association: Association) -> set[str]:
    """What this person is for the association: editor, coordinator, both or nothing. Two queries."""
    asked = {"editor": associations_edited_by, "coordinator": associations_coordinated_by}
    return {role for role, theirs in asked.items() if theirs(user).filter(pk=association.pk).exists()}


def without_workflow() -> QuerySet[Association]:
    """Associations with editors whom no task has ever asked, and without a workflow for their home page."""
    asked = GroupApprovalTask.objects.filter(groups=OuterRef("editors"))
    given = WorkflowPage.objects.filter(page=OuterRef("site__root_page"))
    return Association.objects.filter(~Exists(asked), ~Exists(given), editors__isnull=False)


def is_answered(workflow: Workflow) -> bool:
    """Whether somebody is there to approve what is submitted: no task asks groups without members."""
    asking = GroupApprovalTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return not asking.exclude(groups__user__is_active=True).exists()


def uncharged_in(association: Association, currency: str) -> str:
    """Why its published fees cannot be charged in this currency, in a sentence; empty if they can."""
    lines = FeeLine.objects.filter(credential__association=association, credential__retired=False)
    for line in lines.select_related("credential") if currency in CURRENCIES else ():
        if faults_of(line.amount, currency):
            code = line.credential.code
            return f"“{line.label}” of {code} is charged in smaller parts than {currency} has."
    return ""
