"""What credentials cost, as visitors and programs read it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.credentials.queries import is_translation
from endorsement_plugin.editor.blocks.fees import FeeLinesBlock, compile_fees
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.fees.queries import fee_lines_of, line_values
from endorsement_plugin.models import Credential, FeeLine
from endorsement_plugin.rules.fees import Terms

from .base import PagePart, family_of


class PricedMixin(PagePart):
    """What a credential costs. Published with the page; what has fallen due by then stays as it is."""

    fees = StreamField(
        FeeLinesBlock(),
        blank=True,
        help_text="What you charge, for what, and when. What has fallen due for somebody stays as it was.",
    )

    priced_panels = [FieldPanel("fees")]

    class Meta:
        abstract = True

    def fee_terms(self) -> list[Terms]:
        """The lines as they are published."""
        return compile_fees(self.fees)

    @property
    def fee_lines(self) -> list[dict[str, Any]]:
        """What is published, for the API."""
        family: UUID = family_of(self)
        return [line_values(line) for line in fee_lines_of([family])[family]]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "fees": self._shown(request)}

    def previews_rules(self, request: HttpRequest) -> bool:
        """Whether this shows an editor the rules that the page says now, instead of those that are published.

        A translation makes no rules: its preview has those that visitors read.
        """
        is_preview = bool(getattr(request, "is_preview", False))
        return is_preview and not (self.pk and is_translation(self))

    def _shown(self, request: HttpRequest) -> list[FeeLine]:
        """Visitors read what is published, editors in a preview what the page says now."""
        association = association_for(request)
        if self.previews_rules(request) and association:
            credential = Credential(association=association)
            return [FeeLine(credential=credential, **vars(line)) for line in self.fee_terms()]
        family: UUID = family_of(self)
        return fee_lines_of([family])[family]
