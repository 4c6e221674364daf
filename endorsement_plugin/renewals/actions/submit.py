"""A holder renews: what was logged is measured, what is asked for is signed, and both are kept."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, Stale, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Endorsement, Renewal
from endorsement_plugin.people.names import is_name_of
from endorsement_plugin.permissions import Visitor, endorsements_of
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.renewals.letters import tell_renewed, tell_submitted
from endorsement_plugin.renewals.queries.periods import Period, Statement, period_of
from endorsement_plugin.renewals.queries.progress import KEPT, Progress, progress_of
from endorsement_plugin.renewals.rules import Phase, Signing, agreed_name
from endorsement_plugin.rules.states import RenewalState

from .freezing import freeze, sign
from .opening import row_of
from .renewing import fees_before, refuse_unless_active, renew_or_wait

CHANGED = "How this is renewed was changed after you opened this page. Read it again; nothing was sent."
OTHER_WORDS = "A statement has changed since you opened this page. Please read it again; nothing was signed."
MOVED = "When {number} is due was changed after you opened this page. Read it again; nothing was sent."
NO_POLICY = "{association} has not published how {number} is renewed. Write to {email}."
UNSIGNED = "It is not renewed yet: something is missing."
NAME_MISSING = "Type your name to sign."
NAME_DIFFERS = "This is not the name that your endorsement has, “{name}”. Sign with that name."


def submit_renewal(*, endorsement: int, by: Visitor, signing: Signing, today: date) -> Renewal:
    """The same as `submit_renewals` for one."""
    return submit_renewals(endorsements=[endorsement], by=by, signing=signing, today=today)[0]


@transaction.atomic
def submit_renewals(
    *, endorsements: Sequence[int], by: Visitor, signing: Signing, today: date
) -> list[Renewal]:
    """Renew these endorsements of one's own, all or none, and write one receipt.

    Each is renewed at once, unless it was drawn for the audit or a fee is settled first: then it waits. Its
    fees fall due. Sending it again, by a double click or a retry, gives the same and adds nothing. Raises
    NotAllowed; WrongState outside of its time, and for one that is not active; Stale for what was changed
    since the page was read; Incomplete with all that is missing.
    """
    rows = _locked(by, endorsements)
    sent = {row.pk: before for row in rows if (before := _sent_before(row, signing)) is not None}
    periods = [period_of(row) for row in rows if row.pk not in sent]
    for period in periods:
        _refuse_unless_open(period, signing, today)
    measured = [progress_of(one, today, signed=True) for one in periods]
    problems = [*_unsigned(rows, periods, signing), *(one for each in measured for one in _missing(each))]
    if problems:
        raise Incomplete(UNSIGNED, problems)
    new = {one.period.endorsement.pk: _submit(one, by, signing, today) for one in measured}
    _tell(list(new.values()))
    return [(sent | new)[pk] for pk in endorsements]


def _locked(by: Visitor, endorsements: Sequence[int]) -> list[Endorsement]:
    rows = lock(Endorsement, endorsements_of(by)).select_related(
        "person__user", "credential", "association__site"
    )
    found = list(rows.filter(pk__in=endorsements).order_by("pk"))
    if not found or len(found) != len({*endorsements}):
        raise NotAllowed("This is not your endorsement.")
    return found


def _sent_before(row: Endorsement, signing: Signing) -> Renewal | None:
    """What was sent from this page, or of this period, already."""
    due = signing.seen[row.number][0] if row.number in signing.seen else row.renewal_due
    there = lock(Renewal).filter(endorsement=row, due=due, state__in=KEPT).first()
    if there is None and due != row.renewal_due:
        raise Stale(MOVED.format(number=row.number), 0)
    return there


def _refuse_unless_open(period: Period, signing: Signing, today: date) -> None:
    row = period.endorsement
    refuse_unless_active(row)
    if period.policy is None:
        association = row.association
        raise WrongState(
            NO_POLICY.format(association=association.name, number=row.number, email=association.email)
        )
    if not period.may_be_submitted:
        raise WrongState(f"The renewal of {row.number} is now “{period.state.label}”.")
    if period.phase(today) in {Phase.EARLY, Phase.OVER}:
        raise WrongState(period.in_words(today))
    if row.number in signing.seen and signing.seen[row.number][1] != period.policy.pk:
        raise Stale(CHANGED, period.renewal.revision if period.renewal else 1)


def _unsigned(rows: Sequence[Endorsement], periods: Sequence[Period], signing: Signing) -> list[Problem]:
    """What is not signed, and whether it is signed with another name."""
    statements: dict[str, Statement] = {one.digest: one for each in periods for one in each.statements}
    if not statements:
        return []
    if signing.agreed - statements.keys():
        raise Stale(OTHER_WORDS, 1)
    problems = [
        Problem("required", f"Tick the box to say that you agree: {one.title}.", (agreed_name(digest),))
        for digest, one in statements.items()
        if digest not in signing.agreed
    ]
    if not signing.typed_name.strip():
        return [*problems, Problem("required", NAME_MISSING, ("typed_name",))]
    if not is_name_of(rows[0].person, signing.typed_name):
        words = NAME_DIFFERS.format(name=rows[0].person.name)
        return [*problems, Problem("name_differs", words, ("typed_name",))]
    return problems


def _missing(progress: Progress) -> list[Problem]:
    number = progress.period.endorsement.number
    return [
        Problem(
            "requirement_unmet",
            f"{finding.sentence}: {finding.progress or 'not shown yet'}.",
            (number, finding.clause_id),
            params={"sentence": finding.sentence, "value": finding.value, "minimum": finding.minimum},
        )
        for finding in progress.unmet
    ]


def _submit(progress: Progress, by: Visitor, signing: Signing, today: date) -> Renewal:
    period = progress.period
    renewal = row_of(period)
    freeze(renewal, progress)
    sign(renewal, period, signing.typed_name.strip())
    renewal.submitted_at, renewal.submitted_on = timezone.now(), today
    renewal.origin = Renewal.Origin.HOLDER
    record_renewal_event(renewal, "submitted", by=by, role="holder")
    renew_or_wait(renewal, period.endorsement, by=by, role="holder", today=today)
    return renewal


def _tell(renewals: Sequence[Renewal]) -> None:
    """One letter for what was renewed, one for what waits for the audit."""
    renewed = [one for one in renewals if one.status is RenewalState.RENEWED]
    waiting = [one for one in renewals if one.status is not RenewalState.RENEWED]
    if renewed:
        tell_renewed(renewed)
    if waiting:
        tell_submitted(waiting, list(dict.fromkeys(fee for one in waiting for fee in fees_before(one))))
