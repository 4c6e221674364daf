"""Links and pictures in texts: Draftail is handed addresses and file names for their numbers."""

from typing import Any

from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.images import get_image_model
from wagtail.images.rich_text.contentstate import ImageElementHandler
from wagtail.models import Page

from .visibility import is_told

_page_link = PageLinkElementHandler.get_attribute_data
_document_link = DocumentLinkElementHandler.get_attribute_data
_image = ImageElementHandler.create_entity


def wrap() -> None:
    """From now on a text keeps what it refers to, and says no more of it than the visitor may know."""
    PageLinkElementHandler.get_attribute_data = _page_link_told
    DocumentLinkElementHandler.get_attribute_data = _document_link_told
    ImageElementHandler.create_entity = _image_told


def _page_link_told(handler: Any, attrs: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = _page_link(handler, attrs)
    return data if is_told(Page, data["id"]) else {"id": data["id"], "url": None, "parentId": None}


def _document_link_told(handler: Any, attrs: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = _document_link(handler, attrs)
    return data if not data or is_told(get_document_model(), data["id"]) else {"id": data["id"]}


def _image_told(handler: Any, *args: Any) -> Any:
    entity = _image(handler, *args)
    if not is_told(get_image_model(), entity.data["id"]):
        entity.data["src"] = ""
    return entity
