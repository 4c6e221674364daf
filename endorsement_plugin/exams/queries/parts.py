"""An exam by its parts: what its requirements say, and whose outcome a coordinator types in."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from endorsement_plugin.models import Application, Sitting, SittingPart
from endorsement_plugin.portfolio.queries import facts_about
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.exams.rules import ExamRules, exam_depends_on_designation, exam_rules
from endorsement_plugin.rules.states import AWAITS_OUTCOME, SittingState

BEFORE_ITS_OUTCOME = frozenset({SittingState.SCHEDULED, SittingState.OPEN, *AWAITS_OUTCOME})


def rules_of(application: Application) -> ExamRules:
    """What its requirements ask of its exam. One query, if it depends on the designation."""
    clauses = parse(application.requirement_set.clauses)
    asked = facts_about(application).designation if exam_depends_on_designation(clauses) else ""
    return exam_rules(clauses, asked)


def parts_to_type(sitting: Sitting | None, *, by_hand: bool) -> list[SittingPart]:
    """The parts whose outcome is the coordinator's to type in now. Reads the sitting's parts.

    What is sat elsewhere may come at any time before the outcome of the whole; what was written here once it
    is handed in, and only where nobody else scores it: `by_hand`, or it came back unscored.
    """
    if sitting is None or sitting.status not in BEFORE_ITS_OUTCOME:
        return []
    here = sitting.status in AWAITS_OUTCOME and (by_hand or bool(sitting.returned_because))
    return [part for part in sitting.parts.all() if not part.outcome and (here or not part.on_paper)]


def with_parts_to_type(sittings: QuerySet[Sitting], *, today: object) -> QuerySet[Sitting]:
    """Those that wait for what a coordinator types in of a part that is sat elsewhere.

    Where something is written here, it waits once that is handed in; else from the day of the exam.
    """
    parts = SittingPart.objects.filter(sitting=OuterRef("pk"))
    waits = sittings.filter(Exists(parts.filter(outcome="", on_paper=False)))
    elsewhere = Q(~Exists(parts.filter(on_paper=True)), state=SittingState.SCHEDULED, opens_on__lte=today)
    return waits.filter(elsewhere | Q(state__in=AWAITS_OUTCOME))
