"""What every step of a coordinator with an endorsement has in common."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.desk.base import Step, letter_note
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import endorsements_decided_by

from .file import NAMESPACE, address


class EndorsementStepView(Step):
    """A step with an endorsement that the visitor may move."""

    header_icon = "success"
    letter = True
    """Whether the holder gets one, which is said when it is done."""
    endorsement: Endorsement

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The endorsement, or a 404 for anybody who may not decide about it: nobody moves their own."""
        super().setup(request, *args, **kwargs)
        rows = endorsements_decided_by(request.user)
        with_them = rows.select_related("person__user", "credential", "association__site")
        self.endorsement = get_object_or_404(with_them, pk=kwargs["pk"])
        keep_time_of(self.endorsement.association)

    def said_when_done(self) -> str:
        """The words that it is done, and what has become of the letter."""
        return f"{self.done} {letter_note(self.endorsement.person)}" if self.letter else self.done

    def get_success_url(self) -> str:
        """Back to the file of the endorsement."""
        return address(self.endorsement)

    def get_page_subtitle(self) -> str:
        """Whose, and which."""
        return f"{self.endorsement.name}, {self.endorsement.number}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, endorsements, this one, this step."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Endorsements"},
            {"url": address(self.endorsement), "label": self.endorsement.number},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says."""
        return super().get_context_data(
            step=self, endorsement=self.endorsement, back=self.get_success_url(), **kwargs
        )
