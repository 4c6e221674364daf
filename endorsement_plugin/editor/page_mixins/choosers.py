from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.editor.blocks.choosing import ChooserBlock, is_public, key_of, nodes_of
from endorsement_plugin.editor.blocks.sections import PLAIN_FEATURES
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.rules.choosing import Node, Walk, at_most, walk

from .base import PagePart
from .comparing import asked_of
from .editing import AssociationPageForm

LONGEST = 1000
"""Characters of an address that are read: far more than the answers of any chooser."""


@dataclass(frozen=True)
class Given:
    """A question that was answered: what was asked, the answer, its reason, and where one answers again."""

    question: str
    answer: str
    reason: str
    again: str


@dataclass(frozen=True)
class Recommended:
    """A page that visitors can read, in the language of the chooser, and why this one."""

    page: Any
    reason: str
    mark: str
    """How it is come by, where people do not simply apply for it."""


class ChooserPageMixin(PagePart):
    """One question a page, up to a recommendation. The answers stand in the address and nowhere else."""

    base_form_class = AssociationPageForm
    preview_modes = [("", "First question"), ("whole", "All questions and outcomes")]
    whole_template = "endorsement_plugin/pages/chooser_whole.html"

    intro = RichTextField(blank=True, features=PLAIN_FEATURES)
    body = StreamField(ChooserBlock(), verbose_name="questions and outcomes")

    content_panels_own = [FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if mode_name == "whole":
            context = {"page": self, "association": association_for(request), "blocks": self._read_through()}
            return TemplateResponse(request, self.whole_template, context)
        return super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        keys = [key for key in request.GET.get("a", "")[:LONGEST].split(".") if key]
        stored = self._stored()
        nodes = nodes_of(stored)
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association_for(request),
            **self._reached(stored, nodes, walk(nodes, keys)),
        }

    def _stored(self) -> list[dict[str, Any]]:
        # As stored: reading the blocks themselves would fetch the pages of every outcome.
        return list(self.body.raw_data)

    def _read_through(self) -> list[dict[str, Any]]:
        """Every block as stored; an outcome with the titles of what it recommends, as visitors read them."""
        stored = [(block, block["value"].get("pages") or []) for block in self._stored()]
        chosen = {part["value"].get("page") for _, parts in stored for part in parts}
        pages = Page.objects.filter(pk__in=filter(None, chosen))
        titles = {page.pk: page.title for page in pages if is_public(page)}
        return [
            {
                **block,
                "recommended": [(titles.get(part["value"].get("page")), part["value"]) for part in parts],
            }
            for block, parts in stored
        ]

    def _reached(self, stored: list[dict[str, Any]], nodes: list[Node], way: Walk | None) -> dict[str, Any]:
        """What the page at the end of this way shows."""
        if way is None:
            return {"given": []}
        block, keys = stored[way.place], _keys(nodes, way)
        context: dict[str, Any] = {"given": _given(stored, way, keys), "outdated": bool(way.rest)}
        if block["type"] == "question":
            to_come = at_most(nodes, way.place)
            return context | {
                "question": block["value"],
                "answers": [_way_on(answer, keys) for answer in block["value"].get("answers") or []],
                "number": len(keys) + 1,
                "at_most": len(keys) + to_come,
            }
        return context | {"outcome": block["value"], "recommended": self._recommended(way.place)}

    def _recommended(self, place: int) -> list[Recommended]:
        """Of the outcome's pages those that are there for visitors."""
        parts = [part.value for part in self.body[place].value["pages"] if part.value["page"]]
        pages = [(self._in_own_language(part["page"]), part["reason"] or "") for part in parts]
        live = [(page.specific, reason) for page, reason in pages if is_public(page)]
        asked = asked_of([page for page, _ in live], timezone.localdate())
        return [Recommended(page, reason, asked.mark(page)) for page, reason in live]

    def _in_own_language(self, page: Any) -> Any:
        """Its translation that visitors can read, else itself: a translated chooser keeps what was chosen."""
        if page.locale_id == self.locale_id:
            return page
        return page.get_translations().live().filter(locale_id=self.locale_id).first() or page


def _keys(nodes: Sequence[Node], way: Walk) -> list[str]:
    return [nodes[node].ways[answer].key for node, answer in way.steps]


def _address(keys: Sequence[str]) -> str:
    return f"?a={'.'.join(keys)}" if keys else "?"


def _way_on(answer: dict[str, Any], keys: Sequence[str]) -> dict[str, str]:
    return {"label": answer["value"].get("label", ""), "url": _address([*keys, key_of(answer)])}


def _given(stored: list[dict[str, Any]], way: Walk, keys: Sequence[str]) -> list[Given]:
    given = []
    for number, (node, answer) in enumerate(way.steps):
        question = stored[node]["value"]
        value = question["answers"][answer]["value"]
        again = _address(keys[:number])
        given.append(Given(question["text"], value["label"], value.get("reason") or "", again))
    return given
