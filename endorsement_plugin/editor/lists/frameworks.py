"""Frameworks of competencies: written, published, and written anew."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, WagtailAdminTemplateMixin

from endorsement_plugin.errors import Refusal
from endorsement_plugin.locks import lock
from endorsement_plugin.models import CompetencyArea, CompetencyFramework
from endorsement_plugin.requirements.evidence_kinds import with_detail
from endorsement_plugin.vocabulary.actions import next_version, publish_framework
from endorsement_plugin.vocabulary.names import value_for
from review_queue.typed.cleaning import clean
from review_queue.typed.folding import alike

from .base import ListForm, ListViewSet, OwnEditView, OwnerPanel, OwnListView, own_form, own_row, theirs

NAME = "endorsement_frameworks"
KINDS = [(kind.value, kind.label) for kind in with_detail("areas")]
TWICE = "Another area above is called so."


class AreaForm(WagtailAdminModelForm):
    """One area. Nothing ticked: any evidence may count for it."""

    kinds = forms.MultipleChoiceField(
        choices=KINDS,
        required=False,
        widget=CheckboxSelectMultiple,
        label="May be shown by",
        help_text="Nothing ticked: by any of these.",
    )

    def clean_label(self) -> str:
        """Without what nobody sees."""
        return clean(self.cleaned_data["label"])

    class Meta:
        model = CompetencyArea
        fields = ["domain", "label", "kinds"]


AREA = [FieldPanel("domain"), FieldPanel("label"), FieldPanel("kinds")]


class AreasPanel(InlinePanel):
    """Areas one below the other, each with the form above."""

    def get_form_options(self) -> dict[str, Any]:
        """With that form."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = AreaForm
        return options


class FrameworkForm(ListForm):
    """A version that is being written. A later version is called as the first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number > 1:
            self.fields["name"].disabled = True
        else:
            self.unique = "name"  # type: ignore[misc]

    def clean_name(self) -> str:
        """Without what nobody sees."""
        return clean(self.cleaned_data["name"])

    def is_valid(self) -> bool:
        """Each area once. Values stay through all versions; a new area gets one."""
        valid: bool = super().is_valid()
        seen: set[str] = set()
        for area in self._areas():
            label = alike(area.cleaned_data.get("label", ""))
            if label and label in seen:
                area.add_error("label", TWICE)
                valid = False
            seen.add(label)
        return valid

    def save(self, commit: bool = True) -> Any:
        taken = {area.instance.value for area in self._areas()}
        for area in self._areas():
            if not area.instance.value and area.cleaned_data.get("label"):
                area.instance.value = value_for(area.cleaned_data["label"], taken, "area")
                taken.add(area.instance.value)
        return super().save(commit)

    def _areas(self) -> list[Any]:
        return [area for area in self.formsets["areas"].forms if not self._is_left_out(area)]

    def _is_left_out(self, area: Any) -> bool:
        return bool(not hasattr(area, "cleaned_data") or area.cleaned_data.get("DELETE"))


class FrameworksView(OwnListView):
    """Every version; a published one is read, one that is being written is changed."""

    @property
    def columns(self) -> list[Column]:  # type: ignore[override]
        """Which version, and since when it can be used."""
        return [
            TitleColumn("name", label="Framework", get_url=_address, sort_key="name"),
            Column("number", label="Version", sort_key="number"),
            DateColumn("published_at", label="Published", sort_key="published_at"),
            Column("association", label="Association"),
        ]

    def get_list_buttons(self, instance: CompetencyFramework) -> list[Any]:
        """None: the title leads to all there is to do."""
        return []


class AddFrameworkView(CreateView):
    """A first version, which is to be published next."""

    def get_success_url(self) -> str:
        """To where it can be read and published."""
        return _address(self.object)


class EditFrameworkView(OwnEditView):
    """What is published stays as it is."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the page that shows it, where the next version is begun."""
        row = own_row(request.user, CompetencyFramework, kwargs["pk"])
        if row.is_published:
            return self._stays(row)
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, unless somebody has published it since: they cannot until it is saved."""
        with transaction.atomic():
            rows = lock(CompetencyFramework, theirs(self.request.user, CompetencyFramework))
            row = rows.get(pk=self.object.pk)
            answer: HttpResponse = self._stays(row) if row.is_published else super().form_valid(form)
        return answer

    def _stays(self, row: CompetencyFramework) -> HttpResponse:
        messages.info(self.request, "This version is published and stays as it is. Begin the next one.")
        return redirect(_address(row))

    def get_success_url(self) -> str:
        """To where it can be read and published."""
        return _address(self.object)


class FrameworkView(WagtailAdminTemplateMixin, TemplateView):
    """A version by domains, with the way on: publish it, change it, or begin the next one."""

    template_name = "endorsement_plugin/admin/framework.html"
    header_icon = "folder-open-inverse"
    framework: CompetencyFramework

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The version, or a 404 for anybody who does not write it."""
        super().setup(request, *args, **kwargs)
        self.framework = own_row(request.user, CompetencyFramework, kwargs["pk"])

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """One of the two buttons."""
        begin = request.POST.get("then") == "next"
        try:
            row = (next_version if begin else publish_framework)(framework=pk, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect(_address(self.framework))
        if begin:
            return redirect(reverse(f"{NAME}:edit", args=[row.pk]))
        messages.success(request, f"“{row}” is published. Requirements can use it from now on.")
        return redirect(_address(row))

    def get_page_title(self) -> str:
        """Which version."""
        return str(self.framework)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this version."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": "Competency frameworks"},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The areas under their domains, in the order in which they were written."""
        words, domains = dict(KINDS), dict[str, list[tuple[str, str]]]()
        for area in self.framework.areas.all():
            shown_by = ", ".join(words.get(kind, kind) for kind in area.kinds) or "any evidence"
            domains.setdefault(area.domain, []).append((area.label, shown_by))
        edit = reverse(f"{NAME}:edit", args=[self.framework.pk])
        return super().get_context_data(framework=self.framework, domains=domains, edit=edit, **kwargs)


class FrameworkViewSet(ListViewSet):
    model = CompetencyFramework
    name = NAME
    url_prefix = "endorsement/frameworks"
    icon = "folder-open-inverse"
    menu_label = "Competency frameworks"
    menu_order = 300
    index_view_class = FrameworksView
    add_view_class = AddFrameworkView
    edit_view_class = EditFrameworkView
    search_fields = ["name"]
    search_backend_name = None
    panels = [OwnerPanel(), FieldPanel("name"), AreasPanel("areas", AREA, "Areas", "Area")]

    def get_edit_handler(self) -> Any:
        """With the form that knows whose list it is."""
        return own_form(self, FrameworkForm)

    def get_urlpatterns(self) -> list[URLPattern]:
        """With a page for each version."""
        return [*super().get_urlpatterns(), path("<uuid:pk>/", FrameworkView.as_view(), name="show")]


def _address(row: CompetencyFramework) -> str:
    return reverse(f"{NAME}:show", args=[row.pk])
