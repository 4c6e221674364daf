"""Which paper a candidate may sit next, and from when: the rule after an exam that was not passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from endorsement_plugin.clock import local
from endorsement_plugin.models import Application, Association, Form, FormVersion, Sitting
from endorsement_plugin.portfolio.queries import those_that_count
from endorsement_plugin.requirements.deadlines import retake_from
from endorsement_plugin.rules.states import SittingState

UNSEEN = frozenset({SittingState.SCHEDULED, SittingState.CLOSED})
"""In these the candidate has not read the paper, unless it was begun."""


@dataclass(frozen=True)
class NextSitting:
    """What the rule says.

    `paper` is None if none is published; `seen` if the candidate has read it and the association asks for
    another; `opens_from` is the end of the wait, None without one; `replaces` is the sitting not passed.
    """

    paper: FormVersion | None
    seen: bool
    opens_from: date | None
    replaces: Sitting | None


def next_sitting(application: Application) -> NextSitting:
    """What this candidate may sit next. Exams of earlier applications for the credential count."""
    sat = list(_sat(application))
    seen = {sitting.paper.form_id for sitting in sat if sitting.opened_at or sitting.status not in UNSEEN}
    papers = list(_papers(application))
    paper = next(
        (version for version in papers if version.form_id not in seen), papers[0] if papers else None
    )
    return NextSitting(
        paper=paper,
        seen=paper is not None and paper.form_id in seen and application.association.retake_other_paper,
        opens_from=wait_after(sat, application.association),
        replaces=_not_passed(sitting for sitting in sat if sitting.application_id == application.pk),
    )


def end_of_wait(application: Application) -> date | None:
    """From when an exam that was not passed may be sat again; None if there is none, or no wait."""
    return wait_after(_sat(application), application.association)


def wait_after(sat: Iterable[Sitting], association: Association) -> date | None:
    """The end of the association's wait after the latest exam not passed among these."""
    months = association.retake_after_months
    days = [
        local(sitting.handed_in_at, association).date()
        for sitting in sat
        if sitting.status is SittingState.FAILED and sitting.handed_in_at is not None
    ]
    return retake_from(max(days), months) if days and months else None


def _sat(application: Application) -> QuerySet[Sitting]:
    same = Sitting.objects.filter(
        application__person=application.person_id, application__credential=application.credential_id
    )
    return same.select_related("paper")


def _papers(application: Application) -> QuerySet[FormVersion]:
    papers = FormVersion.objects.filter(
        form__credential=application.credential_id, form__kind=Form.Kind.EXAM, form__is_open=True
    )
    return papers.order_by("-published_at", "-number")


def _not_passed(sat: Iterable[Sitting]) -> Sitting | None:
    failed = (sitting for sitting in those_that_count(sat) if sitting.status is SittingState.FAILED)
    return next(failed, None)
