"""How credentials are shown beside what they demand. No rule depends on any of it."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.editor.blocks.beside import DownloadsBlock, VideosBlock
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.editor.blocks.windows import WindowsBlock

from .base import PagePart
from .beside import dates, downloads, videos

REACHED = RegexValidator(r"^(https?://|mailto:)\S+$", "Begin with https:// or mailto:, without blanks.")


class OfferedMixin(PagePart):
    """What an association says of all its credentials, wherever one has nothing of its own."""

    windows = StreamField(
        WindowsBlock(),
        blank=True,
        verbose_name="dates",
        help_text="When applications are taken up, if not as your association’s settings say.",
    )
    appointment = models.CharField(
        "appointments",
        max_length=500,
        blank=True,
        validators=[REACHED],
        help_text="Where to ask for one before applying: https://… or mailto:…",
    )
    downloads = StreamField(DownloadsBlock(), blank=True)

    offered_panels = [
        MultiFieldPanel(
            [FieldPanel("windows"), FieldPanel("appointment"), FieldPanel("downloads")],
            heading="For all credentials",
        )
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "dates": dates([self.windows], association_for(request)),
            "appointment": self.appointment,
            "downloads": downloads([self.downloads]),
        }


class PresentedMixin(PagePart):
    """What an association says of one credential."""

    local_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="What your association calls it, if that is not the title. Both are shown, with the code.",
    )
    windows = StreamField(
        WindowsBlock(),
        blank=True,
        verbose_name="dates",
        help_text="When applications are taken up, if not as the page above, or your settings, say.",
    )
    downloads = StreamField(DownloadsBlock(), blank=True)
    videos = StreamField(VideosBlock(), blank=True)

    presented_panels = [
        FieldPanel("local_name"),
        MultiFieldPanel(
            [FieldPanel("windows"), FieldPanel("downloads"), FieldPanel("videos")], heading="Beside the text"
        ),
    ]

    class Meta:
        abstract = True

    @property
    def called(self) -> str:
        """The association's own name for it; without one, the title with the code."""
        return self.local_name or f"{self.title} ({self.code})"  # type: ignore[attr-defined]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        above = self.get_parent().specific
        offered = above if isinstance(above, OfferedMixin) else None
        return {
            **super().get_context(request, *args, **kwargs),
            "dates": dates([self.windows, *([offered.windows] if offered else [])], association_for(request)),
            "appointment": offered.appointment if offered else "",
            "downloads": downloads([self.downloads, *([offered.downloads] if offered else [])]),
            "videos": videos(self.videos, request.GET.get("video", "")),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As the template has it; the response's `frames_from` names the site of the video that plays."""
        response: Any = super().serve(request, *args, **kwargs)
        shown = [video.player for video in response.context_data["videos"] if video.playing]
        response.frames_from = [one.host for one in shown]
        return response  # type: ignore[no-any-return]
