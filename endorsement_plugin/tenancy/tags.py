"""Tags of images and documents: who types or filters sees those of the files that are theirs to use."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin import filters
from wagtail.admin.views import tags as views

from endorsement_plugin.permissions import Visitor

from .visibility import visible_files
from .visitor import current_visitor

_autocomplete = views.autocomplete
_popular = filters.popular_tags_for_model


def wrap_completion() -> None:
    """From now on typing completes with the visitor's own tags. Called before the admin's URLs are loaded."""
    views.autocomplete = _complete


def wrap() -> None:
    """From now on lists and choosers offer the visitor's own tags."""
    filters.popular_tags_for_model = _popular_of_visitor
    if apps.is_installed("wagtail.images"):
        from wagtail.images.views import chooser

        chooser.popular_tags_for_model = _popular_of_visitor


def visible_tags(user: Visitor) -> QuerySet[Tag]:
    """Those of the images and documents of the collections that they use; a superuser's are all."""
    if getattr(user, "is_superuser", False):
        return Tag.objects.all()
    return Tag.objects.filter(pk__in=_on_files(user).values("tag"))


def _on_files(user: Visitor) -> QuerySet[TaggedItem]:
    tagged = ContentType.objects.filter(pk__in=TaggedItem.objects.values("content_type"))
    mine = Q(pk__in=[])
    for kind in tagged:
        model: Any = kind.model_class()
        if model is not None and hasattr(model, "collection"):
            files = visible_files(user, model._default_manager.all())
            mine |= Q(content_type=kind, object_id__in=files.values("pk"))
    return TaggedItem.objects.filter(mine)


def _complete(request: HttpRequest, app_name: str = "", model_name: str = "") -> HttpResponse:
    """As Wagtail's own, of what is visible. A host's own kind of tags is the host's to keep apart."""
    if app_name and (app_name, model_name) != (Tag._meta.app_label, Tag._meta.model_name):
        answer: HttpResponse = _autocomplete(request, app_name, model_name)
        return answer
    term = request.GET.get("term", "")
    found = visible_tags(request.user).filter(name__istartswith=term) if term else Tag.objects.none()
    names = found.order_by("name").values_list("name", flat=True)
    return JsonResponse(list(names[: views.TAGS_AUTOCOMPLETE_LIMIT]), safe=False)


def _popular_of_visitor(model: Any, count: int = 10) -> QuerySet[Tag]:
    user = current_visitor()
    if user is None or getattr(user, "is_superuser", False):
        every: QuerySet[Tag] = _popular(model, count)
        return every
    kind = ContentType.objects.get_for_model(model)
    items = _on_files(user).filter(content_type=kind)
    return (
        Tag.objects.filter(taggit_taggeditem_items__in=items)
        .annotate(item_count=Count("taggit_taggeditem_items"))
        .order_by("-item_count")[:count]
    )
