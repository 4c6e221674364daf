"""Put a page in the tree and publish it, as an editor would by pressing the buttons."""

from typing import Any, TypeVar

from django.contrib.auth.models import User
from wagtail.fields import StreamField
from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def publish_below(parent: Page, page: AnyPage, editor: User | None) -> AnyPage:
    """Add the page as the last child and publish it. ValidationError if the admin would refuse it."""
    page.live = False
    parent.add_child(instance=page)
    return publish(page, editor)


def publish(page: AnyPage, editor: User | None) -> AnyPage:
    """Publish what the page holds now. ValidationError if the admin would refuse it."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            setattr(page, field.name, field.stream_block.clean(getattr(page, field.name)))
    page.full_clean()
    page.save_revision(user=editor).publish(user=editor)
    page.refresh_from_db()
    return page


def child(parent: Page, slug: str) -> Page | None:
    """The page with this slug below `parent`, if there is one."""
    page = parent.get_children().filter(slug=slug).first()
    return page.specific if page else None


def ensure_draft(
    parent: Page, kind: type[Page], facts: dict[str, Any], editor: User | None, **fields: Any
) -> tuple[Page, bool]:
    """The page of this slug, kept as a draft if it is missing, and whether it was."""
    existing = child(parent, facts["slug"])
    if existing:
        return existing, False
    page = _filled(kind, facts, fields)
    page.live, page.owner = False, editor
    parent.add_child(instance=page)
    page.save_revision(user=editor)
    return page, True


def ensure(parent: Page, kind: type[Page], facts: dict[str, Any], editor: User | None, **fields: Any) -> Page:
    """The page of this slug, made and published if it is missing. Stream fields may be given as blocks."""
    existing = child(parent, facts["slug"])
    return existing or publish_below(parent, _filled(kind, facts, fields), editor)


def _filled(kind: type[Page], facts: dict[str, Any], fields: dict[str, Any]) -> Page:
    page = kind(title=facts["title"], slug=facts["slug"])
    if "intro" in facts:
        page.intro = facts["intro"].strip()
    for name, value in fields.items():
        field = kind._meta.get_field(name)
        setattr(page, name, field.stream_block.to_python(value) if hasattr(field, "stream_block") else value)
    return page
