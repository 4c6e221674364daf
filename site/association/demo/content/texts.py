"""The home page and the pages of text."""

from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from association.demo.content.blocks import finder, stored
from association.founding.publishing import child, publish, publish_below
from association.home.models import HomePage, StandardPage


def ensure_texts(home: HomePage, facts: dict[str, Any], editor: User | None) -> None:
    """Add the pages of text that are missing, shown in the menu unless they say otherwise."""
    for written in facts.get("pages", []):
        if child(home, written["slug"]) is None:
            page = StandardPage(title=written["title"], slug=written["slug"], lede=written["lede"])
            page.show_in_menus = written.get("in_menu", True)
            page.body = _field(StandardPage, "body", written.get("body", []), home)
            publish_below(home, page, editor)


def write_home(home: HomePage, written: dict[str, Any], editor: User | None) -> None:
    """Fill the home page, last of all because it links to the others. A published one stays as it is."""
    if home.live:
        return
    actions = [{"type": "action", "value": action} for action in written.get("actions", [])]
    home.headline, home.lede = written["headline"], written["lede"]
    home.actions = _field(HomePage, "actions", actions, home)
    home.body = _field(HomePage, "body", written["body"], home)
    publish(home, editor)


def _field(model: type[Page], name: str, written: list[dict[str, Any]], home: Page) -> Any:
    block = model._meta.get_field(name).stream_block
    return block.to_python(stored(written, finder(home)))
