"""What every list has in common: whose it is, and that nobody else gets any of it."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from endorsement_plugin.permissions import Visitor, associations_edited_by
from review_queue.typed.folding import alike

TAKEN = "Your association has this in its list already."


def theirs(user: Visitor, model: type[Model]) -> QuerySet[Any]:
    """The rows of this list that the visitor writes."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, {"change"})


def own_row(user: Visitor, model: type[Model], pk: object) -> Any:
    """One of them, or a 404."""
    try:
        return get_object_or_404(theirs(user, model), pk=UUID(str(pk)))
    except ValueError as error:
        raise Http404 from error


class OwnListView(IndexView):
    """The rows of the visitor's own associations."""

    any_permission_required = ["change"]
    table_classname = "listing desk-list"
    add_item_label = "Add"  # with a name, the heading has no room on a phone

    def get_base_queryset(self) -> QuerySet[Any]:
        """Never another association's."""
        return theirs(self.request.user, self.model).select_related("association")


class OwnEditView(EditView):
    """A row of the visitor's own; for everybody else there is none."""

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        """The row, or a 404."""
        return own_row(self.request.user, self.model, self.object_pk)


class ListForm(WagtailAdminModelForm):
    """Whose list it is, is asked of those who write several."""

    unique: ClassVar[str] = ""
    """What nothing else in the list is called, however it is spelled."""
    compared = staticmethod(alike)
    """By what two of these are the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = associations_edited_by(self.for_user)
        field = self.fields["association"]
        field.queryset, field.empty_label = own, None
        if not self.instance._state.adding:
            field.disabled = True
        elif len(own) == 1:
            self.initial["association"] = own[0].pk
            field.widget, field.required = forms.HiddenInput(), False
        self.own = own

    def clean_association(self) -> Any:
        """The only one there is, where nothing else can be meant."""
        return self.cleaned_data.get("association") or self.own[0]

    def clean(self) -> dict[str, Any]:
        """Refuse what is in the list."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if (said := values.get(self.unique)) and self._is_listed(said, values.get("association")):
            self.add_error(self.unique, ValidationError(TAKEN, code="unique"))
        return values

    def _is_listed(self, said: str, association: Any) -> bool:
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        listed = others.filter(association=association).values_list(self.unique, flat=True)
        return self.compared(said) in map(self.compared, listed)


class OwnerPanel(FieldPanel):
    """Whose list it is; no heading without a field for those who write one."""

    def __init__(self) -> None:
        super().__init__("association")

    def clone_kwargs(self) -> dict[str, Any]:
        """None: there is one field it is about."""
        return {}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and not self.bound_field.is_hidden)


class ListViewSet(ModelViewSet):
    """To read, add and change; nothing is copied or deleted, not even as a URL."""

    index_view_class = OwnListView
    edit_view_class = OwnEditView
    copy_view_enabled = False
    list_per_page = 50
    pk_path_converter = "uuid"

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: writing an association's pages is the permission, and it is set on the association."""
        return Permission.objects.none()

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the pages that are left out below."""
        return super().get_edit_view_kwargs(
            **{"delete_url_name": None, "history_url_name": None, "usage_url_name": None, **kwargs}
        )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """As above."""
        left_out = {"delete_url_name": None, "history_url_name": None, "usage_url_name": None}
        return {**super().get_common_view_kwargs(**kwargs), **left_out}

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and a page for each row."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<uuid:pk>/", self.edit_view, name="edit"),
        ]


def own_form(viewset: ListViewSet, form: type[ListForm]) -> Any:
    """The panels of a list, with its own form."""
    return ObjectList(viewset.panels, base_form_class=form).bind_to_model(viewset.model)
