"""What a credential needs before anybody can apply for it and be scored, and where each is mended."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import Page, Revision

from endorsement_plugin.associations.queries import association_of
from endorsement_plugin.clock import local, today
from endorsement_plugin.credentials.queries import requirement_sets_of
from endorsement_plugin.editor.page_actions.refusing import publishing
from endorsement_plugin.editor.page_mixins.application_forms import ApplicationFormPageMixin
from endorsement_plugin.editor.page_mixins.base import family_of
from endorsement_plugin.editor.page_mixins.feeding import demanded_of
from endorsement_plugin.editor.page_mixins.forms import ReferenceFormPageMixin
from endorsement_plugin.editor.page_mixins.granting import parts_of, sentence_of
from endorsement_plugin.exams.queries.retakes import whom_of
from endorsement_plugin.fees.queries import fee_lines_of
from endorsement_plugin.forms.queries import can_be_applied_for, current_versions
from endorsement_plugin.models import Association, Credential, Form, FormVersion, RequirementSet
from endorsement_plugin.requirements.clauses import Clause, everyone, parse
from endorsement_plugin.requirements.feeding.papers import Whom, needs_paper, unserved
from endorsement_plugin.requirements.feeding.sections import unfed, unshown_ways
from endorsement_plugin.requirements.wording import spelled

from .papers import exam_points
from .point import Point, page_to_add_below, page_to_edit

NOT_GRANTED = (
    "is the code of no credential here. If it is not a typing error: it counts where a coordinator confirms "
    "it."
)
NOT_HELD = "is the code of none of your credentials, and an endorsement counts here if your registry has it."


def points_of(page: Any) -> list[Point]:
    """Everything, in the order in which it is made. About the page's own family, or its original's."""
    association = association_of(page)
    if association is None:
        return [Point("This page is not below the home page of an association.", False)]
    family, day = family_of(page), today(association)
    if parts := parts_of(family):
        return [*_parts(page, parts)]
    in_force, coming = requirement_sets_of(family, day)
    applied, papers = _open_forms(family)
    demanded = demanded_of(page, day)
    return [
        _in_force(page, in_force, coming),
        *_forms(page, applied),
        *_feeds(page, applied, demanded, [whom_of(paper.form) for paper in papers]),
        *exam_points(association, papers, applied),
        *(_referees(applied) if applied else _no_referees(page, association, demanded)),
        *_payable(association, family),
        *_scheduled(page, association),
        *_past(page, association, in_force, day),
        *_codes(association, demanded),
    ]


def _parts(page: Any, parts: list[Credential]) -> Iterator[Point]:
    """Of a credential that nobody applies for: whether people can come to hold what it is granted for."""
    if not page.live:
        yield Point("The page is not published.", False)
    yield Point(sentence_of(parts), True)
    for part in parts:
        is_open = can_be_applied_for(part)
        words = "can be applied for." if is_open else "cannot be applied for: it has no open form."
        yield Point(f"{part.name} ({part.code}) {words}", is_open, page_to_edit(part.page_id))


def _open_forms(family: UUID) -> tuple[list[FormVersion], list[FormVersion]]:
    """The application forms and the exam papers of a credential. One query."""
    versions = list(current_versions(Form.objects.filter(credential__family=family, is_open=True)))
    applied = [one for one in versions if one.form.kind == Form.Kind.APPLICATION]
    return applied, [one for one in versions if one.form.kind == Form.Kind.EXAM]


def doubts_of(page: Any) -> list[str]:
    """What its editor may not have meant, in words: ways and papers for nobody, codes of no credential."""
    association = association_of(page)
    if association is None or parts_of(family_of(page)):
        return []
    demanded = demanded_of(page, today(association))
    applied, papers = _open_forms(family_of(page))
    points = [
        *_feeds(page, applied, demanded, []),
        *exam_points(association, papers, applied),
        *_codes(association, demanded),
    ]
    return [point.words for point in points if point.is_doubtful]


def missing_of(page: Any) -> list[Point]:
    """What is not there."""
    return [point for point in points_of(page) if not point.is_there]


def to_look_at(page: Any) -> list[Point]:
    """What is not there, and the days that have passed: nobody opens a page to find that out."""
    return [point for point in points_of(page) if not point.is_there or point.has_passed]


def _in_force(page: Any, in_force: RequirementSet | None, coming: list[RequirementSet]) -> Point:
    if not page.live:
        return Point("The page is not published.", False)
    if in_force:
        return Point(f"Its requirements are in force since {_day(in_force.effective_from)}.", True)
    if coming:
        return Point(f"Its requirements are in force only from {_day(coming[0].effective_from)}.", False)
    return Point("No requirements are in force: publish the page.", False)


def _forms(page: Any, applied: list[FormVersion]) -> Iterator[Point]:
    for version in applied:
        yield Point(f"The form “{version.form.title}” is open.", True, page_to_edit(version.form.page_id))
    if applied:
        return
    drafts = Page.objects.child_of(page).type(ApplicationFormPageMixin)
    for draft in drafts:
        yield Point(f"The form “{draft.title}” is not published.", False, page_to_edit(draft.pk))
    if not drafts:
        yield Point("There is no application form.", False, page_to_add_below(page))


def _feeds(
    page: Any, applied: list[FormVersion], demanded: Sequence[Sequence[Clause]], papers: list[Whom]
) -> Iterator[Point]:
    """Per form, in words that name the requirement; `papers` say whom each is for."""
    for version in applied:
        title, steps, path = version.form.title, version.parsed.steps, page_to_edit(version.form.page_id)
        # A missing paper is a point of its own.
        lacks = [words for clauses in demanded for _, words in unfed(clauses, steps)]
        for words in dict.fromkeys(lacks):
            yield Point(f"“{title}”: {words}", False, path)
        ways = dict.fromkeys(words for clauses in demanded for words in unshown_ways(clauses, steps))
        for words in ways:
            yield Point(f"“{title}”: {words}", True, path, is_doubtful=True)
        if not lacks and not ways:
            yield Point(f"“{title}” asks for all that counts.", True, path)
        lacks = [words for clauses in demanded for _, words in unserved(clauses, steps, papers) if papers]
        for words in dict.fromkeys(lacks):
            yield Point(f"“{title}”: {words}", False, page_to_add_below(page))
    if any(needs_paper(clauses) for clauses in demanded) and not papers:
        yield Point("An exam is asked for, and no paper is published.", False, page_to_add_below(page))


def _referees(applied: list[FormVersion]) -> Iterator[Point]:
    families = {family for version in applied if (family := version.parsed.reference_form)}
    for form in Form.objects.filter(family__in=families):
        if form.is_open:
            yield Point(f"Referees get “{form.title}”.", True, page_to_edit(form.page_id))
        else:
            words = f"Referees’ form “{form.title}” is not published."
            yield Point(words, False, page_to_edit(form.page_id))


def _payable(association: Association, family: UUID) -> Iterator[Point]:
    """Who owes something reads how to pay it."""
    if not fee_lines_of([family])[family]:
        return
    if association.how_to_pay.strip():
        yield Point("Fees are charged, and applicants read how to pay.", True)
    else:
        path = reverse("endorsement_association", args=[association.code])
        yield Point("Fees are charged, and how to pay them is not written yet.", False, path)


def _no_referees(
    page: Any, association: Association, demanded: Sequence[Sequence[Clause]]
) -> Iterator[Point]:
    """Before there is a form to apply with: it cannot be published without one for referees."""
    asks = any("references" in one.sources for clauses in demanded for one in everyone(clauses))
    forms = Form.objects.filter(association=association, kind=Form.Kind.REFERENCE, is_open=True)
    if not asks or forms.exists():
        return
    draft = Page.objects.descendant_of(association.site.root_page).type(ReferenceFormPageMixin).first()
    place = page_to_edit(draft.pk) if draft else page_to_add_below(page.get_parent())
    yield Point("No form for referees is published.", False, place)


def _scheduled(page: Any, association: Association) -> Iterator[Point]:
    """What will not go live at its time, of the page and those below it: nobody is there then to be told."""
    pages = [str(pk) for pk in page.get_descendants(inclusive=True).values_list("pk", flat=True)]
    waiting = Revision.page_revisions.filter(object_id__in=pages).exclude(approved_go_live_at=None)
    for revision in waiting.order_by("approved_go_live_at", "pk"):
        at = _day(local(revision.approved_go_live_at, association).date())
        for reason in publishing([revision.as_object()]):
            yield Point(f"Scheduled for {at}: {reason}", False, page_to_edit(int(revision.object_id)))


def _past(page: Any, association: Association, in_force: RequirementSet | None, day: date) -> Iterator[Point]:
    """Days that have passed hinder nobody, and may be meant; they are told."""
    if page.expire_at and page.live:
        words = f"The page is withdrawn on {_day(local(page.expire_at, association).date())}."
        yield Point(words, True, is_doubtful=True)
    for stored in in_force.clauses if in_force else ():
        for passed in sorted(one for one in _last_days(stored) if one < day):
            (clause,) = parse([stored])
            words = f"“{clause.sentence}” names {_day(passed)} as a last day. It has passed."
            yield Point(words, True, page_to_edit(page.pk), is_doubtful=True, has_passed=True)


def _codes(association: Association, demanded: Sequence[Sequence[Clause]]) -> Iterator[Point]:
    """A category that nobody grants here may be one of elsewhere, or a typing error."""
    codes = list(Credential.objects.values_list("association", "code"))
    granted = {spelled(code) for _, code in codes}
    own = {spelled(code) for owner, code in codes if owner == association.pk}
    every = [clause for clauses in demanded for clause in everyone(clauses)]
    # What no form asks for, the registry of the association says.
    named = [(not clause.sources, code) for clause in every for code in clause.categories]
    for is_held, code in dict.fromkeys(named):
        if spelled(code) not in (own if is_held else granted):
            yield Point(f"“{code}” {NOT_HELD if is_held else NOT_GRANTED}", True, is_doubtful=True)


def _last_days(stored: Any, name: str = "") -> Iterator[date]:
    """What a stored requirement calls `until`, however deep."""
    if isinstance(stored, dict):
        for key, value in stored.items():
            yield from _last_days(value, key)
    elif isinstance(stored, list):
        for value in stored:
            yield from _last_days(value, name)
    elif name == "until" and isinstance(stored, str) and stored:
        with suppress(ValueError):
            yield date.fromisoformat(stored)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
