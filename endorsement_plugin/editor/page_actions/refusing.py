"""Why something must not be done to a page; an empty list if it may."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.models import Page, Site

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.credentials.codes import code_taken
from endorsement_plugin.credentials.queries import is_translation
from endorsement_plugin.editor.blocks.faults import Fault
from endorsement_plugin.editor.page_mixins.application_forms import ApplicationFormPageMixin
from endorsement_plugin.editor.page_mixins.base import family_of
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.editor.page_mixins.editing import (
    OUTSIDE,
    AssociationPageForm,
    faults_of_steps,
    round_missing,
)
from endorsement_plugin.editor.page_mixins.editing_credentials import strange_fees, strange_rows
from endorsement_plugin.editor.page_mixins.feeding import faults_of_credential, faults_of_paper, needed_paper
from endorsement_plugin.editor.page_mixins.forms import (
    ExamPaperPageMixin,
    FormPageMixin,
    ReferenceFormPageMixin,
)
from endorsement_plugin.editor.page_mixins.granting import (
    faults_of_granting,
    faults_of_provisional,
    nobody_applies,
)
from endorsement_plugin.requirements.feeding.papers import Whom
from endorsement_plugin.requirements.wording import both

from .standing import rules_of, standing_on
from .unfinished import unfinished

AS_DRAFTS = (
    "“{title}” cannot be published by copying it: credentials and forms are copied as drafts. Publishing "
    "each copy from its own page checks its code, its sections, its reviewers’ round and its referees’ form "
    "there. Copy again without publishing."
)
THEIRS = "“{title}” makes rules for {owner}, and stays with it. {other}"
COPY_IT = "Copy it there: the copy becomes that association’s own."
NOT_OUTSIDE = "It has to stay below that association’s home page."
NO_MIRROR = (
    "“{title}” cannot be mirrored in another association: it would show rules that are not that one’s. "
    "Copy it there instead."
)
NO_CONVERSION = (
    "“{title}” mirrors a credential or a form, and cannot become one of its own while visitors see it. "
    "Delete the mirror and copy the original: the copy begins as a draft, with a code of its own."
)
STANDS = "“{title}” cannot be deleted: {standing}. {instead}"
UNPUBLISH = (
    "Unpublish it instead: nobody starts anything new with it, what has begun goes on to its end, "
    "and then it can be deleted."
)
BELOW = (
    "“{title}” cannot be deleted with all that is below it: {titles}. Delete what is below it first, or ask "
    "whoever runs this site."
)
LIVE = "“{title}” is published, so only somebody who publishes pages can delete it."
SENT = (
    "“{title}” cannot be unpublished: an open application form sends it to referees, and nobody could be "
    "asked for a reference. Give that form another one, or unpublish that form first."
)
SHOWN = "Take it out of those forms first."


def copying(page: Page, *, below: bool, live: bool) -> list[str]:
    """Of a copy of the page, with those below it or alone, published at once or not."""
    pages = page.get_descendants(inclusive=True) if below else Page.objects.filter(pk=page.pk)
    refused = _making_rules(pages.live()) if live else []
    return [AS_DRAFTS.format(title=found.title) for found in refused[:1]]


def moving(page: Page, to: Page) -> list[str]:
    """Of the page with all below it, to a place below `to`."""
    if Site.objects.filter(root_page__in=page.get_descendants(inclusive=True).values("pk")).exists():
        return []  # an association that moves with its home page stays itself
    there = association_of(to)
    if rules_of(page) <= {there.pk if there else 0}:
        return []
    owner = association_of(page)
    other = COPY_IT if there else NOT_OUTSIDE
    return [THEIRS.format(title=page.title, owner=owner or "another association", other=other)]


def mirroring(page: Page, to: Page, *, below: bool) -> list[str]:
    """Of an alias of the page, with those below it or alone."""
    there = association_of(to)
    strange = rules_of(page, below=below) - {there.pk if there else 0}
    return [NO_MIRROR.format(title=page.title)] if strange else []


def converting(page: Page) -> list[str]:
    """Of an alias that is to become a page of its own."""
    rules = page.live and isinstance(page.specific, (CredentialPageMixin, FormPageMixin))
    return [NO_CONVERSION.format(title=page.title)] if rules else []


def publishing(pages: Iterable[Any]) -> list[str]:
    """Of pages as their newest drafts have them, without the page's form having been asked: one for each,
    with all that is wrong with it.
    """
    found = [(page, dict.fromkeys(filter(None, _unpublishable(page)))) for page in pages]
    return [f"“{page.title}” cannot be published. {' '.join(reasons)}" for page, reasons in found if reasons]


def unpublishing(page: Page) -> list[str]:
    """Of one page: an exam that an open form leads to, or the form that it sends referees."""
    specific = page.specific
    if isinstance(specific, ReferenceFormPageMixin) and page.live and standing_on([page.pk]).forms:
        return [SENT.format(title=page.title)]
    reason = needed_paper(page) if isinstance(specific, ExamPaperPageMixin) else ""
    return [reason] if reason else []


def deleting(page: Page) -> list[str]:
    """Of the page with all below it."""
    below = page.get_descendants(inclusive=True)
    standing = standing_on(below.values_list("pk", flat=True))
    if not standing.under_way:
        return [reason for paper in below.type(ExamPaperPageMixin) for reason in _kept(page, paper)]
    instead = SHOWN if standing.under_way == standing.sent_by else UNPUBLISH
    return [STANDS.format(title=page.title, standing=both(standing.under_way), instead=instead)]


def deleting_whole(page: Page) -> list[str]:
    """Of the page, for somebody who may change it and has no right to delete it; never empty."""
    titles = [f"“{title}”" for title in page.get_children().values_list("title", flat=True)[:5]]
    below = [BELOW.format(title=page.title, titles=both(titles))] if titles else []
    return below or [LIVE.format(title=page.title)]


def _kept(page: Page, paper: Page) -> list[str]:
    """Why a paper that would be deleted with the page cannot be; with its credential it may."""
    return unpublishing(paper) if isinstance(page.specific, ExamPaperPageMixin) else []


def _unpublishable(page: Any) -> Iterator[str]:
    """What its form would say, but not of the day of requirements: it is today then."""
    if page.alias_of_id:
        return
    if faults := list(unfinished(page)):
        yield from faults  # what is missing cannot be compiled, so nothing more is asked
        return
    association = association_of(page)
    if association is None and issubclass(page.base_form_class, AssociationPageForm):
        yield OUTSIDE
    if not isinstance(page, (CredentialPageMixin, FormPageMixin)) or is_translation(page):
        return
    if isinstance(page, CredentialPageMixin):
        yield code_taken(association, page.code, page.translation_key)
        yield from _words(strange_rows(page.requirements, association))
        yield from _words(strange_fees(page.fees, page.clauses(), association))
        yield from _words(faults_of_credential(page.translation_key, page.clauses()))
        chosen, demands = list(page.granted_for.all()), bool(page.requirements)
        yield from faults_of_granting(page.translation_key, association, chosen, demands=demands)
        months, label = page.provisional_months, page.provisional_label
        yield from (words for _, words in faults_of_provisional(months, label, page.clauses()))
    elif isinstance(page, ApplicationFormPageMixin):
        yield nobody_applies(family_of(page.get_parent()))
        yield from _words(faults_of_steps(page.body, page.get_parent()))
    elif isinstance(page, ExamPaperPageMixin):
        yield round_missing(page.round_code, association)
        whom = Whom(page.designation, page.age_band)
        yield from faults_of_paper(family_of(page.get_parent()), page.pk, whom)


def _words(faults: Iterable[Fault]) -> Iterator[str]:
    return (words for _, words in faults)


def _making_rules(pages: Any) -> list[Page]:
    return list(pages.type(CredentialPageMixin, FormPageMixin))
