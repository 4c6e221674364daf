"""Who asked to be erased, what that would do, and what was done."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.desk.badges import badge
from endorsement_plugin.desk.base import Step
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import Erasure
from endorsement_plugin.permissions import erasures_coordinated_by
from endorsement_plugin.privacy.actions.asking import approve_erasure, decline_erasure
from endorsement_plugin.privacy.queries import preview_of
from endorsement_plugin.record.reasons import LONGEST
from review_queue.typed.fields import Paragraphs

from . import columns
from .base import DeskViewSet, OnScreenMixin

NAME = "endorsement_erasures"


class ErasuresView(OnScreenMixin, IndexView):
    """What the visitor's associations were asked to erase, the newest first. Once done it names nobody."""

    any_permission_required = ["view"]
    page_title = "Requests for erasure"
    table_classname = "listing desk-list"
    default_ordering = "-asked_at"
    is_searchable = False

    def get_base_queryset(self) -> QuerySet[Erasure]:
        """Never another association's."""
        rows = erasures_coordinated_by(self.request.user)
        return rows.select_related("association", "person__user", "decided_by")

    @cached_property
    def columns(self) -> list[Column]:
        """Who asked, when, and what became of it."""
        return [
            TitleColumn("person", label="Who", accessor=_who, get_url=self.page_of),
            Column("state", label="State", accessor=lambda row: badge(row.status), sort_key="state"),
            columns.DayColumn("asked_at", label="Asked", sort_key="asked_at"),
            columns.DayColumn("done_at", label="Erased", sort_key="done_at"),
        ]

    def page_of(self, row: Erasure) -> str:
        """What it would do."""
        return reverse(f"{NAME}:inspect", args=[row.pk])

    def get_list_buttons(self, instance: Erasure) -> list[Any]:
        """None: the title leads to all of it."""
        return []


def _who(row: Erasure) -> str:
    return str(row.person) if row.person else "Somebody without a name"


class DeclineForm(forms.Form):
    """Why not."""

    reason = Paragraphs(
        label="Why it is not erased",
        help_text="The person reads this.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
        error_messages={"required": "Write why it is not erased."},
    )


class ErasureView(Step):
    """One request, with a preview in words; erase it, or decline with a reason."""

    template_name = "endorsement_plugin/admin/erasure.html"
    page_title = "Request for erasure"
    header_icon = "bin"
    form_class = DeclineForm
    done = "Declined. The person reads why."
    erasure: Erasure

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The request, or a 404."""
        super().setup(request, *args, **kwargs)
        rows = erasures_coordinated_by(request.user).select_related("association__site", "person__user")
        self.erasure = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.erasure.association)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Erase needs no more than the press; declining needs a reason."""
        if request.POST.get("then") != "erase":
            return super().post(request, *args, **kwargs)
        try:
            approve_erasure(erasure=self.erasure.pk, by=request.user)
        except Incomplete as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.message)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "It is being erased. Reload this page in a minute.")
        return redirect(f"{NAME}:inspect", pk=self.erasure.pk)

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        decline_erasure(erasure=self.erasure.pk, by=self.request.user, reason=form.cleaned_data["reason"])

    def get_success_url(self) -> str:
        """Back to the requests."""
        return reverse(f"{NAME}:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the requests, this one."""
        listed = {"url": reverse_lazy(f"{NAME}:index"), "label": "Requests for erasure"}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": _who(self.erasure)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What erasing would do now."""
        row = self.erasure
        preview = preview_of(row.person, row.association) if row.person and row.state == "asked" else None
        return super().get_context_data(erasure=row, association=row.association, preview=preview, **kwargs)


class ErasureViewSet(DeskViewSet):
    """Reading, carrying out and declining."""

    model = Erasure
    name = NAME
    url_prefix = "endorsement/erasures"
    icon = "bin"
    menu_label = "Erasure"
    menu_order = 450
    index_view_class = ErasuresView

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and one."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", ErasureView.as_view(), name="inspect"),
        ]
