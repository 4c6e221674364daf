from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import expand_db_html

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.definitions.names import KnownNames, key_from
from endorsement_plugin.definitions.parsing import parse
from endorsement_plugin.editor.blocks.definition import VERSION, compile_steps
from endorsement_plugin.editor.blocks.sections import PLAIN_FEATURES
from endorsement_plugin.editor.blocks.steps import ExamStepsBlock, StepsBlock
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.forms.preview import shown_steps

from .base import PagePart
from .credentials import CredentialPageMixin
from .editing import AssociationPageForm, ExamPaperPageForm


class FormPageMixin(PagePart):
    """A form written in the CMS, in the field `body` that a subclass adds.

    Publishing compiles it; what was filled in never depends on the page again.
    """

    form_kind: ClassVar[str]
    designation = ""
    age_band = ""
    """Whom the form is for, where it is not for all."""
    base_form_class = AssociationPageForm
    steps_template = "endorsement_plugin/pages/form_steps.html"

    intro = RichTextField(blank=True, features=PLAIN_FEATURES)

    content_panels_own = [FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        abstract = True

    def form_name(self) -> str:
        """What exports call the form; fixed when it is first published."""
        return key_from(self.slug) or self.form_kind

    def credential_family(self) -> UUID | None:
        """The credential whose page this one is below, if any."""
        pages = self.get_ancestors().order_by("-depth").specific(defer=True)
        families = (page.translation_key for page in pages if isinstance(page, CredentialPageMixin))
        return next(families, None)

    def compiled(self, name: str, names: KnownNames) -> dict[str, Any]:
        """The form's JSON as it stands on the page."""
        return {
            "version": VERSION,
            "kind": self.form_kind,
            "name": name,
            "title": self.title,
            "intro": expand_db_html(self.intro),
            "steps": compile_steps(self.body, names),
        }

    def show_steps(self, request: HttpRequest) -> HttpResponse:
        """All steps on one page, to read and try, with nothing to send."""
        definition = parse(self.compiled(self.form_name(), KnownNames()))
        context = {
            "page": self,
            "association": association_for(request),
            "definition": definition,
            "steps": shown_steps(definition),
        }
        return TemplateResponse(request, self.steps_template, context)


class PrivateFormPageMixin(FormPageMixin):
    """A form that is met when it is due, by those it is meant for. Its page is for its editors only."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.permissions_for_user(request.user).can_edit():
            raise Http404
        return self.show_steps(request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.show_steps(request)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []


class ReferenceFormPageMixin(PrivateFormPageMixin):
    """What referees are asked."""

    form_kind = "reference"
    body = StreamField(StepsBlock(), verbose_name="steps")

    class Meta:
        abstract = True


ROUND = "The code of the round that scores this paper. The chief reviewer finds it on the page of the round."


class ExamPaperPageMixin(PrivateFormPageMixin):
    """An exam: vignettes, and questions whose shared answers two reviewers score."""

    form_kind = "exam"
    base_form_class = ExamPaperPageForm
    round_code = models.SlugField(
        "review round", help_text="The code of the round whose rubric and policy score this paper."
    )
    designation = models.CharField(
        "only for this designation",
        max_length=40,
        blank=True,
        help_text="“Clinical” for clinical applicants, who say so in the question named designation. Empty: "
        "for everybody who has no paper of their own.",
    )
    age_band = models.CharField(
        "only for this age band",
        max_length=100,
        blank=True,
        help_text="“Birth to three” for applicants who choose that option in the question named age_band. "
        "Empty: for everybody who has no paper of their own.",
    )
    body = StreamField(ExamStepsBlock(), verbose_name="steps")

    content_panels_own = [
        FieldPanel("intro"),
        FieldPanel("round_code", help_text=ROUND),
        FieldPanel("designation"),
        FieldPanel("age_band"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    def compiled(self, name: str, names: KnownNames) -> dict[str, Any]:
        return {**super().compiled(name, names), "round": self.round_code}
