"""What people have begun or been given by a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page

from endorsement_plugin.definitions.fields import ReferencesSection
from endorsement_plugin.forms.queries import current_versions
from endorsement_plugin.models import (
    Application,
    Credential,
    Endorsement,
    Form,
    FormVersion,
    Reference,
    Sitting,
)
from endorsement_plugin.rules.states import (
    AWAITS_OUTCOME,
    OPEN_APPLICATION,
    ReferenceState,
    SittingState,
)

UNDER_WAY = AWAITS_OUTCOME | {SittingState.SCHEDULED, SittingState.OPEN}
ASKED = (ReferenceState.DRAFT, ReferenceState.SENT, ReferenceState.OPENED)


@dataclass(frozen=True)
class Standing:
    """How much stands on some pages. Aliases and translations carry nothing: their originals do."""

    applications: int = 0
    """Being written, read or decided."""
    sittings: int = 0
    """Not scored yet."""
    references: int = 0
    """Asked for and not written yet."""
    forms: int = 0
    """Open application forms elsewhere that send referees one of these forms."""
    endorsements: int = 0
    decided: int = 0

    @property
    def under_way(self) -> list[str]:
        """In words, what would be torn apart without the page."""
        begun = _words(
            (self.applications, "1 open application is held to it", "{} open applications are held to it"),
            (self.sittings, "1 exam sitting is under way", "{} exam sittings are under way"),
            (self.references, "1 reference is awaited", "{} references are awaited"),
        )
        return [*begun, *self.sent_by]

    @property
    def sent_by(self) -> list[str]:
        """In words, the forms that need it."""
        return list(
            _words(
                (
                    self.forms,
                    "1 application form sends it to referees",
                    "{} application forms send it to referees",
                )
            )
        )

    @property
    def past(self) -> list[str]:
        """In words, what was finished by it and stays as it is."""
        return list(
            _words(
                (self.endorsements, "1 endorsement was granted by it", "{} endorsements were granted by it"),
                (self.decided, "1 application has been decided", "{} applications have been decided"),
            )
        )


def _words(*counted: tuple[int, str, str]) -> Iterator[str]:
    for count, one, many in counted:
        if count:
            yield one if count == 1 else many.format(count)


def standing_on(pages: Iterable[int]) -> Standing:
    """What stands on the pages with these primary keys. Six queries; seven for a form of referees."""
    of = list(pages)
    applications = Application.objects.filter(
        Q(credential__page__in=of) | Q(form_version__form__page__in=of) | Q(credential__in=_last_papers(of))
    )
    sittings = Sitting.objects.filter(paper__form__page__in=of, state__in=UNDER_WAY)
    references = Reference.objects.filter(form_version__form__page__in=of, state__in=ASKED)
    open_states = sorted(OPEN_APPLICATION)
    return Standing(
        applications=applications.filter(state__in=open_states).count(),
        sittings=sittings.count(),
        references=references.count(),
        forms=_sending(of),
        endorsements=Endorsement.objects.filter(credential__page__in=of).count(),
        decided=applications.exclude(state__in=open_states).count(),
    )


def _sending(pages: list[int]) -> int:
    """Open application forms, not themselves among the pages, that send referees one of these forms."""
    sent = Form.objects.filter(page__in=pages, kind=Form.Kind.REFERENCE)
    families = {str(family) for family in sent.values_list("family", flat=True)}
    if not families:
        return 0
    associations = sent.values("association")
    forms = Form.objects.filter(association__in=associations, kind=Form.Kind.APPLICATION, is_open=True)
    versions = current_versions(forms.exclude(page__in=pages))
    return sum(bool(families & _sends(version)) for version in versions)


def _last_papers(pages: list[int]) -> QuerySet[Credential]:
    """The credentials that have no other open exam paper for those who sit one on these pages."""
    papers = Form.objects.filter(kind=Form.Kind.EXAM, is_open=True)
    same = Q(designation="") | Q(designation__iexact=OuterRef("designation"))
    others = papers.exclude(page__in=pages).filter(same, credential=OuterRef("credential"))
    return Credential.objects.filter(forms__in=papers.filter(~Exists(others), page__in=pages))


def _sends(version: FormVersion) -> set[str]:
    """The families of the reference forms that it sends."""
    fields = [field for step in version.parsed.steps for field in step.fields]
    return {field.form for field in fields if isinstance(field, ReferencesSection)}


def rules_of(page: Page, *, below: bool = True) -> set[int]:
    """The associations, by primary key, whose published rules are written on this page, or below it."""
    pages = page.get_descendants(inclusive=True) if below else Page.objects.filter(pk=page.pk)
    written = [kind.objects.filter(page__in=pages.values("pk")) for kind in (Credential, Form)]
    return {found for rows in written for found in rows.values_list("association", flat=True)}
