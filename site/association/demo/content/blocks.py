"""Blocks of a StreamField, from the way they are written in fixtures/ to the way Wagtail stores them."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from association.founding.forms import Written

PageId = Callable[[str], int]


def stored(written: list[Written], page_id: PageId) -> list[Written]:
    """The blocks with pages chosen by path. Saving gives each block its id."""
    return [{"type": block["type"], "value": _value(block.get("value"), page_id)} for block in written]


def _value(value: Any, page_id: PageId) -> Any:
    if isinstance(value, list):
        return [_value(item, page_id) for item in value]
    if isinstance(value, dict):
        return {name: _chosen(name, item, page_id) for name, item in value.items()}
    return value.strip() if isinstance(value, str) else value


def _chosen(name: str, value: Any, page_id: PageId) -> Any:
    return page_id(value) if name == "page" else _value(value, page_id)


def finder(home: Page) -> PageId:
    """Finds pages below this home page by their path: "credentials/ifs"."""

    def page_id(path: str) -> int:
        return int(Page.objects.get(url_path=f"{home.url_path}{path}/").pk)

    return page_id
