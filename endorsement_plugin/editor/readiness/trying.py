"""What a portfolio would amount to under what a credential's page says now. Nothing of it is kept."""

from collections.abc import Iterator, Sequence
from decimal import DecimalException
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import today
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.requirements.assess import assess
from endorsement_plugin.requirements.clauses import Clause, parse

from .sample import SampleForm, evidence_of

TRY = "endorsement_try"


class TryView(WagtailAdminTemplateMixin, TemplateView):
    """The numbers stand in the address, so that colleagues can be sent what one has tried."""

    template_name = "endorsement_plugin/admin/try.html"
    page_title = "Try it"
    header_icon = "tasks"
    page: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The newest draft, or a 404 for anybody who does not write the page."""
        super().setup(request, *args, **kwargs)
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if (
            not isinstance(page, CredentialPageMixin)
            or not page.permissions_for_user(request.user).can_edit()
        ):
            raise Http404
        self.page = page.get_latest_revision_as_object()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        clauses = _clauses(self.page)
        form = SampleForm(clauses or (), request.GET or None)
        context = {"form": form, "page": self.page, "is_readable": clauses is not None}
        measured = _measured(self.page, form, clauses or ())
        return self.render_to_response(self.get_context_data(**context, **measured))

    def get_page_subtitle(self) -> str:
        """Of which credential."""
        return str(self.page.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the page, this."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.title},
            {"url": "", "label": self.page_title},
        ]


def _clauses(page: Any) -> tuple[Clause, ...] | None:
    """What the draft demands; None as long as its blocks cannot be read."""
    try:
        return parse(page.clauses())
    except (KeyError, TypeError, ValueError, DecimalException):
        return None


def _measured(page: Any, form: SampleForm, clauses: Sequence[Clause]) -> dict[str, Any]:
    """The findings, and what became of each entry."""
    association = association_of(page)
    if association is None or not form.is_valid():
        return {"findings": [], "accounts": []}
    day = today(association)
    evidence = evidence_of(form.cleaned_data, clauses, day)
    assessment = assess(clauses, evidence, day)
    titles = {entry.id: entry.title for entry in evidence.entries}
    accounts = [(titles[entry], account) for entry, account in assessment.by_entry.items()]
    return {"findings": list(assessment.findings), "accounts": accounts}


def header_button(page: Any, user: Visitor, **kwargs: Any) -> Iterator[Button]:
    """On the page of a credential that this person writes."""
    if isinstance(page, CredentialPageMixin) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button("Try it", url=reverse(TRY, args=[page.pk]), icon_name="tasks", priority=66)
