"""Images and documents in the admin's own API, and in the public one."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page, ReferenceIndex

from endorsement_plugin.editor.page_mixins.private import public

from .visibility import visible_files


class OwnImages(ImagesAdminAPIViewSet):
    """Those of the collections that the visitor uses."""

    def get_queryset(self) -> QuerySet[Any]:
        return visible_files(self.request.user, super().get_queryset())


class OwnDocuments(DocumentsAdminAPIViewSet):
    """Those of the collections that the visitor uses."""

    def get_queryset(self) -> QuerySet[Any]:
        return visible_files(self.request.user, super().get_queryset())


def admin_endpoints(router: Any) -> None:
    """For the hook `construct_admin_api`."""
    router.register_endpoint("images", OwnImages)
    router.register_endpoint("documents", OwnDocuments)


def narrow_public_lists() -> None:
    """From now on the public API lists files that a public page shows; to a token, the owner's too.

    Called with the URLs: the API's modules can be imported only after every app is ready.
    """
    if not apps.is_installed("wagtail.api.v3"):
        return
    from wagtail.documents.api.v3 import router as documents
    from wagtail.images.api.v3 import router as images

    documents.get_documents_queryset = _narrowed(documents.get_documents_queryset)
    images.get_images_queryset = _narrowed(images.get_images_queryset)


def _narrowed(original: Any) -> Any:
    def queryset(request: HttpRequest) -> QuerySet[Any]:
        found = original(request)
        shown = found.filter(pk__in=shown_publicly(found.model))
        return shown | visible_files(request.user, found) if request.user.is_authenticated else shown

    return queryset


def shown_publicly(kind: type[Any]) -> list[int]:
    """Of these files, by primary key, those that a live page which everybody may read refers to."""
    pages = public(Page.objects.live().public()).annotate(key=Cast("pk", CharField()))
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=pages.values("key"),
        to_content_type=ContentType.objects.get_for_model(kind),
    )
    return [int(pk) for pk in references.values_list("to_object_id", flat=True).distinct()]
