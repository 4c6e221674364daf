"""The policies of an association, one policy, and its being written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Association, Credential, RenewalPolicy
from endorsement_plugin.permissions import (
    associations_edited_by,
    associations_run_by,
    policies_read_by,
    policies_written_by,
)
from endorsement_plugin.policies.actions import (
    IS_PUBLISHED,
    OtherFee,
    begin_policy,
    refuse_other_fee,
    write_policy,
)
from endorsement_plugin.policies.contents import before, days_of, differences, topics_of
from endorsement_plugin.requirements.sets.dated import Place, place_of
from endorsement_plugin.screens.associations import AssociationMenuItem

from .forms import WholePolicyForm

LIST, BEGIN, SHOW, EDIT, LOOK = (
    *("endorsement_policies", "endorsement_policy_begin", "endorsement_policy"),
    *("endorsement_policy_edit", "endorsement_policy_look"),
)
ICON = "history"
TITLE = "Renewal policies"
FOLDER = "endorsement_plugin/admin/policies"


class PoliciesMenuItem(AssociationMenuItem):
    """The way to them, for whoever runs an association."""

    def __init__(self) -> None:
        super().__init__(
            "Renewal policies", reverse(LIST), name="renewal-policies", icon_name=ICON, order=161
        )


class PoliciesView(WagtailAdminTemplateMixin, TemplateView):
    """For the association as a whole and for each credential, what was, is and will be the rule."""

    template_name = f"{FOLDER}/list.html"
    page_title = TITLE
    header_icon = ICON

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Four queries, however many policies there are."""
        user = self.request.user
        writes = {*associations_edited_by(user).values_list("pk", flat=True)}
        policies = [
            *policies_read_by(user).select_related("credential").order_by("-effective_from", "-number")
        ]
        credentials = [*Credential.objects.filter(retired=False).order_by("position", "code")]
        groups = []
        for association in associations_run_by(user).order_by("name"):
            theirs = [one for one in credentials if one.association_id == association.pk]
            rows = [_family(association, one, policies) for one in (None, *theirs)]
            groups.append((association, association.pk in writes, rows))
        return super().get_context_data(groups=groups, **kwargs)


def _family(
    association: Association, credential: Credential | None, policies: list[RenewalPolicy]
) -> tuple[Credential | None, list[tuple[RenewalPolicy, Place]]]:
    key = credential.pk if credential else None
    family = [one for one in policies if one.credential_id == key and one.association_id == association.pk]
    day = today(association)
    return credential, [(one, place_of(one, family, day, association.zone)) for one in family]


class BeginView(View):
    """A draft, from the last policy or from nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """To where it is written."""
        association = get_object_or_404(
            associations_edited_by(request.user), code=request.POST.get("association", "")
        )
        code = request.POST.get("credential", "")
        credential = get_object_or_404(Credential, association=association, code=code) if code else None
        row = begin_policy(
            association=association, credential=credential, by=request.user, today=today(association)
        )
        return redirect(EDIT, pk=row.pk)


class OnePolicyView(WagtailAdminTemplateMixin):
    """A page about one policy: a 404 for whoever works for another association."""

    header_icon = ICON
    request: HttpRequest
    policy: RenewalPolicy
    page_title = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = self.rows(request.user).select_related("association__site", "credential", "published_by")
        self.policy = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.policy.association)

    def rows(self, user: Any) -> Any:
        """Those that the visitor may see here."""
        return policies_read_by(user)

    @property
    def family(self) -> list[RenewalPolicy]:
        """All policies for the same credentials."""
        row = self.policy
        rows = RenewalPolicy.objects.filter(association=row.association_id, credential=row.credential_id)
        return [*rows.select_related("association")]

    def get_page_title(self) -> str:
        """Which policy."""
        return self.page_title or str(self.policy)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all policies, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(LIST), "label": "Renewal policies"},
            {"url": reverse(SHOW, args=[self.policy.pk]), "label": str(self.policy)},
        ]


class PolicyView(OnePolicyView, TemplateView):
    """A policy in sentences and days, and what can be done with it."""

    template_name = f"{FOLDER}/policy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the difference to the one before it."""
        row, family = self.policy, self.family
        day = today(row.association)
        return super().get_context_data(
            policy=row,
            place=place_of(row, family, day, row.association.zone),
            may_write=policies_written_by(self.request.user).filter(pk=row.pk).exists(),
            **looked_at(row, before(row, family), day),
            **kwargs,
        )


def looked_at(policy: RenewalPolicy, earlier: RenewalPolicy | None, day: Any) -> dict[str, Any]:
    """What a policy comes to: sentences, the days of somebody granted it today, and what is new in it."""
    return {
        "topics": topics_of(policy),
        "days": days_of(policy.cycle, day),
        "granted": day,
        "changes": differences(earlier, policy),
        "earlier": earlier,
    }


class EditPolicyView(OnePolicyView, TemplateView):
    """A draft, written; what it comes to stands beside it."""

    template_name = f"{FOLDER}/edit.html"
    form: WholePolicyForm

    def rows(self, user: Any) -> Any:
        return policies_written_by(user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is published stays as it is."""
        if self.policy.published_at is not None:
            messages.info(request, IS_PUBLISHED)
            return redirect(SHOW, pk=self.policy.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = WholePolicyForm(instance=self.policy)
        if "publishing" in request.GET:
            self._refuse_publishing(request.GET["publishing"])
        return super().get(request, *args, **kwargs)

    def _refuse_publishing(self, day: str) -> None:
        """Why it was not published from this day on, beside the field."""
        try:
            refuse_other_fee(self.policy, parse_date(day) or today(self.policy.association))
        except OtherFee as refusal:
            self.form.refuse("one_fee", refusal.message)
        except ValueError:  # no day of any month
            return

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or only look at what it says."""
        self.form = WholePolicyForm(request.POST, instance=self.policy)
        if not self.form.is_valid() or request.POST.get("then") == "look":
            return super().get(request, *args, **kwargs)
        values = self.form.values(before(self.policy, self.family))
        try:
            write_policy(policy=self.policy.pk, by=request.user, values=values)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return super().get(request, *args, **kwargs)
        messages.success(request, "Saved as a draft. Nobody is held to it before you publish it.")
        return redirect(SHOW, pk=self.policy.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form=self.form, policy=self.policy, **kwargs)
        return {**context, **self._looked_at()}

    def _looked_at(self) -> dict[str, Any]:
        earlier = before(self.policy, self.family)
        if self.form.is_bound and not self.form.is_valid():
            return {"incomplete": True}
        said = self.form.said(earlier) if self.form.is_bound else self.policy
        return looked_at(said, earlier, today(self.policy.association))


class LookView(EditPolicyView):
    """What a form says as it is typed, in a fragment: nothing is kept."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = WholePolicyForm(request.POST, instance=self.policy)
        return render(request, f"{FOLDER}/look.html", {"policy": self.policy, **self._looked_at()})
