"""What is chosen: nobody chooses what they may not know of, or is told its title by asking for its number."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from wagtail.admin.forms.pages import CopyForm, MoveForm, ParentChooserForm, WagtailAdminPageForm
from wagtail.admin.views.chooser import ExternalLinkView
from wagtail.admin.views.pages.bulk_actions import move as bulk_move
from wagtail.admin.widgets import BaseChooser
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import policy_registry

from .visibility import WORK, is_told, visible, visible_pages
from .visitor import current_visitor

HIDDEN = "Something of another association"
NOT_YOURS = (
    "A page, an image or a document that you chose is not public, and belongs to another association. "
    "Choose another one where it says “{}”."
)
Chosen = tuple[int, str]
"""A content type and a primary key."""

_value_data = BaseChooser.get_value_data
_post_clean = WagtailAdminPageForm._post_clean
_convert_link = ExternalLinkView.post


def wrap() -> None:
    """From now on choosers, and the forms that they stand in, know who is looking."""
    BaseChooser.get_value_data = _without_title
    WagtailAdminPageForm._post_clean = _post_clean_visible
    ExternalLinkView.post = _convert_own
    for form, field in (
        (CopyForm, "new_parent_page"),
        (MoveForm, "new_parent_page"),
        (ParentChooserForm, "parent_page"),
        (bulk_move.MoveForm, "chooser"),
    ):
        _narrow(form, field)


def _without_title(chooser: Any, value: Any) -> dict[str, Any] | None:
    """What is shown of a value; of what the visitor may not know, that it is there."""
    data: dict[str, Any] | None = _value_data(chooser, value)
    if not data or is_told(chooser.model_class, data["id"]):
        return data
    hidden: dict[str, Any] = dict.fromkeys(data, "") | {"id": data["id"]}
    return hidden | {chooser.display_title_key: HIDDEN, "preview": {"url": "", "width": "", "height": ""}}


def _narrow(form: Any, name: str) -> None:
    original = form.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        user, field = current_visitor(), self.fields.get(name)
        if user is not None and field is not None:
            field.queryset = visible_pages(user, Page.objects.all())

    form.__init__ = init


def _post_clean_visible(form: Any) -> None:
    """Refuse what has been chosen now and is not the visitor's to know. What was there before may stay."""
    before = _chosen(form.instance)
    _post_clean(form)
    user = current_visitor()
    if user is None:
        return
    chosen = _chosen(form.instance) - before
    things = [thing for thing in map(_thing, chosen) if thing is not None]
    if len(visible(user, things)) < len(things):
        form.add_error(NON_FIELD_ERRORS, NOT_YOURS.format(HIDDEN))


def _chosen(page: Page) -> set[Chosen]:
    """What the page's fields, blocks and texts refer to."""
    found = ReferenceIndex._extract_references_from_object(page)
    return {(content_type, key) for content_type, key, *_ in found}


def _thing(chosen: Chosen) -> Any:
    content_type, key = chosen
    model = ContentType.objects.get_for_id(content_type).model_class()
    if model is None or not (issubclass(model, Page) or hasattr(model, "collection")):
        return None
    return model._default_manager.filter(pk=key).first()


def _convert_own(view: Any, request: HttpRequest) -> HttpResponse:
    """Addresses become links to pages on the visitor's own sites; others stay addresses."""
    works_on = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(request.user, WORK)
    own = set(Site.objects.filter(root_page__in=works_on.values("pk")).values_list("pk", flat=True))
    paths = [path for path in Site.get_site_root_paths() if path[0] in own]
    request._wagtail_cached_site_root_paths = paths  # type: ignore[attr-defined]
    answer: HttpResponse = _convert_link(view, request)
    return answer
