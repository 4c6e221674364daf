"""Begin with a credential that another association has published: its structure as drafts of one's own."""

import re
from typing import Any

from django.db import transaction
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail.query import PageQuerySet

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.editor.blocks.clause import ClauseBlock
from endorsement_plugin.editor.page_mixins.application_forms import ApplicationFormPageMixin
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.editor.page_mixins.forms import ReferenceFormPageMixin
from endorsement_plugin.permissions import Visitor

OF_CREDENTIAL = (
    *("code", "scope", "age_band", "summary", "example_roles"),
    *("provisional_months", "provisional_label"),
)
LEFT = ClauseBlock.not_compiled | {"id"}
"""Of a block: its key, and the notes that its editors write to each other."""

LINKS = re.compile(r"</?a\b[^>]*>|<embed\b[^>]*>", re.IGNORECASE)


def offered_to(place: Page) -> PageQuerySet:
    """The credentials that visitors can read on the sites of other associations."""
    site = place.get_site()
    pages = Page.objects.live().public().type(CredentialPageMixin).filter(alias_of=None)
    return pages.not_descendant_of(site.root_page, inclusive=True) if site else pages.none()


@transaction.atomic
def borrow(*, page: Any, to: Page, by: Visitor) -> Any:
    """A draft below `to` with what the page has published, and its application form with it; the draft.

    Links, pictures, files and dates stay with their association, and so does its form for referees: the copy
    names the one of the association it comes to, if that has just one.
    """
    copy = type(page)(
        title=page.title,
        slug=find_available_slug(to, page.slug),
        body=_plain(page.body),
        requirements=_as_new(page.requirements),
        **{name: getattr(page, name) for name in OF_CREDENTIAL},
    )
    _keep(copy, to, by)
    forms = page.get_children().live().public().type(ApplicationFormPageMixin)
    for form in forms.specific():
        _keep(_form(form, to), copy, by)
    return copy


def _form(form: Any, to: Page) -> Any:
    steps = _as_new(form.body)
    for step in steps:
        for field in step["value"]["fields"]:
            if field["type"] == "references":
                field["value"]["form"] = _reference_form(to)
    return type(form)(title=form.title, slug=form.slug, intro=_plain(form.intro), body=steps)


def _reference_form(to: Page) -> int | None:
    association = association_of(to)
    if association is None:
        return None
    own = Page.objects.descendant_of(association.site.root_page).type(ReferenceFormPageMixin)
    found = own.filter(alias_of=None).values_list("pk", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def _keep(page: Any, parent: Page, by: Visitor) -> None:
    """As a draft of who copies it."""
    for field in ("requirements", "body"):
        if isinstance(value := getattr(page, field, None), list):
            setattr(page, field, page._meta.get_field(field).stream_block.to_python(value))
    page.live, page.owner, page.locale = False, by, parent.locale
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)


def _as_new(stream: Any) -> list[dict[str, Any]]:
    """The blocks as they are stored, without their ids, without links and without what only editors read."""
    found: list[dict[str, Any]] = _stripped(stream.get_prep_value())
    return found


def _stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _stripped(part) for name, part in value.items() if name not in LEFT}
    if isinstance(value, list):
        return [_stripped(part) for part in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(html: str) -> str:
    return LINKS.sub("", html)
