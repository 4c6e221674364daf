"""What search engines and messengers are told of a page."""

from html import unescape
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.text import Truncator

register = template.Library()

WORDS = 30


@register.simple_tag
def description_of(page: Any) -> str:
    """What its editor wrote for this, else what the page says first: its summary, lede or introduction."""
    for name in ("search_description", "summary", "lede", "intro"):
        said = " ".join(unescape(strip_tags(str(getattr(page, name, "") or ""))).split())
        if said:
            return Truncator(said).words(WORDS)
    return ""


@register.simple_tag
def title_of(page: Any) -> str:
    """What the page is called where it is linked to."""
    names = ("seo_title", "headline", "called", "title")
    return next(filter(None, (getattr(page, name, "") for name in names)), "")
