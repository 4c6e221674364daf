"""Which paper a candidate may sit next, and from when: the rule after an exam that was not passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from endorsement_plugin.clock import local
from endorsement_plugin.models import Application, Association, Form, FormVersion, Sitting
from endorsement_plugin.portfolio.queries import facts_about
from endorsement_plugin.portfolio.sittings import part_results, those_that_count
from endorsement_plugin.requirements.deadlines import approval_until, retake_from
from endorsement_plugin.requirements.exams.rules import ExamRules
from endorsement_plugin.requirements.exams.terms import Part
from endorsement_plugin.requirements.feeding.papers import Whom, fitting
from endorsement_plugin.rules.states import SittingState

from .parts import rules_of

UNSEEN = frozenset({SittingState.SCHEDULED, SittingState.CLOSED})
"""In these the candidate has not read the paper, unless it was begun."""


@dataclass(frozen=True)
class NextSitting:
    """What the rule says.

    `paper` is None if none is published; `seen` if the candidate has read it and the association asks for
    another; `opens_from` is the end of the wait, None without one; `replaces` is the sitting not passed.
    `rules` are what the requirements say; `parts` those of the next sitting, empty for an exam sat as a
    whole; `used_up` is how often it was sat if it may not be sat more often, else 0. `candidate` is what
    the applicant said of themselves, where papers are for some only.
    """

    paper: FormVersion | None
    seen: bool
    opens_from: date | None
    replaces: Sitting | None
    rules: ExamRules
    parts: tuple[Part, ...]
    used_up: int
    candidate: Whom

    def open_until(self, approved: date) -> date | None:
        """The last day on which a sitting approved that day may be begun; None without a limit."""
        months = self.rules.valid_months
        return approval_until(approved, months) if months else None


def next_sitting(application: Application) -> NextSitting:
    """What this candidate may sit next, on a paper for their designation and age band, or for everybody.

    Exams of earlier applications for the credential count.
    """
    sat = list(_sat(application))
    seen = {sitting.paper.form_id for sitting in sat if sitting.opened_at or sitting.status not in UNSEEN}
    published = list(_papers(application))
    candidate = _candidate(application) if any(whom_of(one.form).words for one in published) else Whom()
    papers = fitting(published, candidate, lambda version: whom_of(version.form))
    paper = next(
        (version for version in papers if version.form_id not in seen), papers[0] if papers else None
    )
    own = [sitting for sitting in sat if sitting.application_id == application.pk]
    rules = rules_of(application)
    parts = rules.still_to_sit(part_results(own))
    written = not parts or any(part.on_paper for part in parts)
    again = paper is not None and paper.form_id in seen and application.association.retake_other_paper
    return NextSitting(
        paper=paper,
        seen=again and written,
        opens_from=wait_after(sat, application.association),
        replaces=_not_passed(own),
        rules=rules,
        parts=parts,
        used_up=_used_up(sat, rules),
        candidate=candidate,
    )


def whom_of(paper: Form) -> Whom:
    """Whom an exam paper is for."""
    return Whom(paper.designation, paper.age_band)


def _candidate(application: Application) -> Whom:
    facts = facts_about(application)
    return Whom(facts.designation, facts.age_band)


def end_of_wait(application: Application) -> date | None:
    """From when an exam that was not passed may be sat again; None if there is none, or no wait."""
    return wait_after(_sat(application), application.association)


def wait_after(sat: Iterable[Sitting], association: Association) -> date | None:
    """The end of the wait after the exams not passed among these: the requirements', or the association's."""
    ends = [
        retake_from(local(at, association).date(), months)
        for sitting in sat
        if sitting.status is SittingState.FAILED
        for at in [sitting.handed_in_at or sitting.closed_at]
        for months in [sitting.wait_months or association.retake_after_months]
        if at is not None and months
    ]
    return max(ends, default=None)


def _sat(application: Application) -> QuerySet[Sitting]:
    same = Sitting.objects.filter(
        application__person=application.person_id, application__credential=application.credential_id
    )
    return same.select_related("paper").prefetch_related("parts")


def _papers(application: Application) -> QuerySet[FormVersion]:
    papers = FormVersion.objects.filter(
        form__credential=application.credential_id, form__kind=Form.Kind.EXAM, form__is_open=True
    )
    return papers.select_related("form").order_by("-published_at", "-number")


def _used_up(sat: Iterable[Sitting], rules: ExamRules) -> int:
    times = sum(sitting.status in {SittingState.PASSED, SittingState.FAILED} for sitting in sat)
    return times if rules.attempts and times >= rules.attempts else 0


def _not_passed(sat: Iterable[Sitting]) -> Sitting | None:
    failed = (sitting for sitting in those_that_count(sat) if sitting.status is SittingState.FAILED)
    return next(failed, None)
