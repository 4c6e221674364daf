import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.credentials.queries import requirement_sets_of
from endorsement_plugin.editor.blocks.requirements import RequirementsBlock, compile_clauses
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.forms.queries import open_applications_of
from endorsement_plugin.models import RequirementSet
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.requirements.sets.changes import Change, difference
from endorsement_plugin.requirements.sets.granting import BY_ITSELF, said_of_addon

from .base import family_of
from .comparing import asked_of, grouped, tables
from .editing_credentials import CredentialPageForm
from .granting import parts_of, sentence_of
from .presenting import OfferedMixin, PresentedMixin
from .pricing import PricedMixin
from .renewing import RenewedMixin


class CredentialIndexPageMixin(OfferedMixin):
    """The credentials of an association side by side."""

    intro = RichTextField(blank=True)

    content_panels_own = [FieldPanel("intro"), *OfferedMixin.offered_panels]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        association = association_for(request)
        keep_time_of(association)
        credentials = self.credentials()
        codes = {page.code for page in credentials}
        asked = asked_of(credentials, timezone.localdate())
        for page in credentials:
            page.mark = asked.mark(page)
        chosen = [code for code in request.GET.getlist("with")[:50] if code in codes]
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association,
            "credentials": credentials,
            "groups": grouped(credentials),
            "chosen": chosen,
            "tables": tables(credentials, chosen, asked),
        }

    def credentials(self) -> "list[CredentialPageMixin]":
        """Those that visitors can read, in the order that their editors gave them."""
        children = self.get_children().live().public().specific()
        pages = [page for page in children if isinstance(page, CredentialPageMixin)]
        return sorted(pages, key=lambda page: page.position)


class CredentialPageMixin(PricedMixin, RenewedMixin, PresentedMixin):
    """A credential: whom it is for, and what it demands. The demands are authored here and nowhere else."""

    base_form_class = CredentialPageForm
    mark = ""
    """How it is come by, in a line, for lists: “Add-on to IFS”. Whoever makes a list sets it."""

    code = models.CharField(max_length=20, help_text="As written after a name: IFS.")
    scope = models.CharField(max_length=200, blank=True, help_text="“Prevention and early intervention”")
    age_band = models.CharField("ages", max_length=100, blank=True, help_text="“Birth to three”")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers are listed first.")
    summary = models.TextField(blank=True, help_text="One sentence for lists of credentials.")
    example_roles = models.TextField(blank=True, help_text="One on each line: “Home visitor”.")
    body = RichTextField(blank=True)
    requirements = StreamField(RequirementsBlock(), blank=True)
    granted_for = ParentalManyToManyField(
        "endorsement_plugin.Credential",
        blank=True,
        related_name="+",
        verbose_name="granted to everybody who holds all of these",
        help_text="Tick two or more, and nobody applies for this credential: whoever comes to hold the last "
        "of them is granted it. Leave all empty for a credential that people apply for.",
    )
    provisional_label = models.CharField(
        "called",
        max_length=40,
        blank=True,
        help_text="What your association calls an endorsement as long as it is provisional: “Emerging”.",
    )
    provisional_months = models.PositiveSmallIntegerField(
        "for how many months",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Then tick “May follow later” at the requirements that may still be missing. Empty: it is "
        "never granted provisionally.",
    )
    effective_from = models.DateField(
        "in force from",
        default=timezone.localdate,
        help_text="Applications started from this day on are held to the requirements as published here.",
    )
    change_note = models.CharField(
        "why they change",
        max_length=400,
        blank=True,
        help_text="For your colleagues, on the page “Requirements over time”. It may stay empty.",
    )

    content_panels_own = [
        MultiFieldPanel(
            [
                FieldPanel("code"),
                FieldPanel("scope"),
                FieldPanel("age_band"),
                FieldPanel("summary"),
                FieldPanel("example_roles"),
                FieldPanel("position"),
            ],
            heading="The credential",
        ),
        *PresentedMixin.presented_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("effective_from"), FieldPanel("requirements"), FieldPanel("change_note")],
            heading="Requirements",
        ),
        MultiFieldPanel(
            [FieldPanel("provisional_months"), FieldPanel("provisional_label")],
            heading="Granted provisionally",
        ),
        FieldPanel("granted_for", widget=CheckboxSelectMultiple, heading="Granted for holding others"),
        *PricedMixin.priced_panels,
    ]

    class Meta:
        abstract = True

    @property
    def roles(self) -> list[str]:
        """The example roles, one by one."""
        return [line.strip() for line in self.example_roles.splitlines() if line.strip()]

    def clauses(self) -> list[dict[str, Any]]:
        """The requirements as a requirement set keeps them."""
        return compile_clauses(self.requirements)

    def source(self) -> list[dict[str, Any]]:
        """The requirements as they stand on the page, to be written on from there."""
        written: list[dict[str, Any]] = json.loads(
            json.dumps(self.requirements.get_prep_value(), cls=DjangoJSONEncoder)
        )
        return written

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        association = association_for(request)
        keep_time_of(association)
        is_preview = self.previews_rules(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association,
            **self._demands(is_preview),
            **self._granting(is_preview),
            "forms": list(open_applications_of(family_of(self), timezone.localdate())),
        }

    def _granting(self, is_preview: bool) -> dict[str, Any]:
        """What it is granted for, if nobody applies for it."""
        parts = list(self.granted_for.all()) if is_preview else parts_of(family_of(self))
        return {"parts": parts, "granted_to": sentence_of(parts), "granted_by_itself": BY_ITSELF}

    def _demands(self, is_preview: bool) -> dict[str, Any]:
        """Visitors read the published set, editors in a preview what the page says now."""
        if is_preview:
            clauses = self.clauses()
            said = {"requirements": sentences(clauses), "addon": said_of_addon(parse(clauses))}
            return {**said, "effective_from": self.effective_from}
        in_force, coming = requirement_sets_of(family_of(self), timezone.localdate())
        return {
            "requirements": sentences(in_force.clauses) if in_force else [],
            "addon": said_of_addon(parse(in_force.clauses)) if in_force else "",
            "effective_from": in_force.effective_from if in_force else None,
            "coming": _changes(in_force, coming),
        }


@dataclass(frozen=True)
class Coming:
    """What is to be demanded from a day on, as a difference from what is demanded until then."""

    day: date
    changes: list[Change]


def _changes(in_force: RequirementSet | None, coming: list[RequirementSet]) -> list[Coming]:
    """Other words alone change nothing for anybody, so they are left out."""
    until = [in_force.clauses if in_force else [], *(one.clauses for one in coming)]
    told = [
        Coming(
            one.effective_from,
            [change for change in difference(before, one.clauses) if not change.words_only],
        )
        for before, one in zip(until, coming, strict=False)
    ]
    return [one for one in told if one.changes]


def sentences(clauses: list[dict[str, Any]]) -> list[str]:
    """One sentence for each requirement, with how it is counted where that needs saying."""
    return [_said(clause) for clause in parse(clauses)]


def _said(clause: Clause) -> str:
    return f"{clause.sentence}. {clause.explanation}" if clause.explanation else clause.sentence
