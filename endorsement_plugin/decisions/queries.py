"""The decision sheet: what the findings say, what they propose, and the letter that would go out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from endorsement_plugin.assessment.queries import assess_evidence, assessment_of
from endorsement_plugin.exams.queries.retakes import wait_after
from endorsement_plugin.fees.queries import holding, unsettled
from endorsement_plugin.mail.letters import Letter, address_of, compose
from endorsement_plugin.mail.queries import coordinators_of
from endorsement_plugin.models import Answer, Application, Association, Decision, Fee, Reference, Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.policies.queries import first_due, first_dues
from endorsement_plugin.portfolio.facts import DECIDING, facts_of
from endorsement_plugin.portfolio.holdings import Holdings, holdings_of
from endorsement_plugin.portfolio.judging import judged_of
from endorsement_plugin.portfolio.queries import gather, judged, with_answers
from endorsement_plugin.portfolio.sittings import exam_passed, part_results
from endorsement_plugin.portfolio.standings import Named, Standings, standings_of
from endorsement_plugin.record.writers import has_entered
from endorsement_plugin.requirements.deadlines import provisional_until
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import SittingState

Outcome = Decision.Outcome

NUMBER = "{number}"
"""Stands in a letter for the number that the endorsement gets when it is granted."""

PLACEHOLDER = re.compile(r"\{\s*[A-Za-z][A-Za-z _.-]{0,30}\}")
"""Anything that looks as if something were filled in for it."""

SAME_HAND = "You entered something of this application from paper. Another coordinator decides about it."


def is_same_hand(by: Visitor, application: Application) -> bool:
    """Whether somebody else has to decide: whoever entered any of it from paper does not, where there is a
    coordinator who entered nothing. Where all have, only whoever began it does not; and an only coordinator
    decides, for nobody else could ever.
    """
    if application.entered_by_id is None or not has_entered(by, application):
        return False
    others = coordinators_of(application.association).exclude(pk__in=[by.pk, application.person.user_id or 0])
    entered = application.events.filter(from_paper=True).exclude(actor=None).values("actor")
    return others.exclude(pk__in=entered).exists() or (by.pk == application.entered_by_id and others.exists())


TO_WRITE = "[Write here"
"""Begins the places of a draft that a person must fill in."""


@dataclass(frozen=True)
class DecisionSheet:
    """What a coordinator decides by. `letters` has one draft for each outcome that is offered."""

    application: Application
    assessment: Assessment
    proposed: Outcome
    letters: dict[Outcome, Letter]
    fees: tuple[Fee, ...] = ()
    """What must be settled before it is decided."""

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What a person judged against."""
        return tuple(finding for finding in self.assessment.findings if finding.doubt)

    @property
    def to_weigh(self) -> bool:
        """Whether only such a judgment stands against endorsing, so that a person may tick it."""
        return bool(self.unmet) and all(finding.only_doubt for finding in self.unmet)

    @property
    def may_be_ticked(self) -> bool:
        """Whether it can be endorsed together with others: only a person's judgment may speak against it."""
        return not self.fees and (self.proposed is Outcome.ENDORSED or self.to_weigh)

    @property
    def tick(self) -> str:
        """What a tick on the list says yes to: this application with these doubts, and no others."""
        key = str(self.application.pk)
        words = "\n".join(finding.doubt for finding in self.doubts)
        return f"{key}:{sha256(words.encode()).hexdigest()[:16]}" if words else key

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """What speaks against endorsing."""
        return self.assessment.unmet("exam")

    @property
    def endorsing(self) -> Letter:
        """The draft for an endorsement."""
        return self.letters[Outcome.ENDORSED]

    @property
    def letter(self) -> Letter:
        """The draft for the proposed outcome."""
        return self.letters[self.proposed]


def decision_sheet(application: Application, today: date) -> DecisionSheet:
    """The sheet of one application as things stand today."""
    fees = unsettled(application, Holds.DECISION)
    due = first_due(application.credential, today)
    return _sheet(application, assessment_of(application, today), today, due, fees)


def _sheet(
    application: Application, assessment: Assessment, today: date, due: date, fees: Sequence[Fee]
) -> DecisionSheet:
    return DecisionSheet(
        application=application,
        assessment=assessment,
        proposed=proposal(application, assessment),
        letters={
            outcome: draft(application, outcome, assessment, today, due)
            for outcome in offered(application, assessment)
        },
        fees=tuple(fees),
    )


def offered(application: Application, assessment: Assessment) -> list[Outcome]:
    """What may be decided. Provisionally, only where nothing is missing but what may follow later."""
    unmet = assessment.unmet("exam")
    rest = bool(application.credential.provisional_months) and all(one.may_follow for one in unmet)
    return [one for one in Outcome if one is not Outcome.PROVISIONAL or (rest and unmet)]


def decision_sheets(
    applications: QuerySet[Application], today: Callable[[Association], date]
) -> list[DecisionSheet]:
    """One sheet for each submitted application, in the same order: eleven queries, however many there are.

    Up to six more where requirements depend on what supervisors and referees are, one where they ask for
    another endorsement, and one where exams were sat.
    """
    rows = applications.select_related(
        "person__user", "requirement_set", "form_version", "credential", "association__site"
    ).prefetch_related(
        "evidence",
        "entry_judgments",
        "attestations",
        "transcripts",
        Prefetch("answers", Answer.objects.filter(DECIDING), to_attr="deciding"),
        Prefetch("references", with_answers(Reference.objects.all())),
        Prefetch("fees", holding(Holds.DECISION), to_attr="holding"),
        Prefetch("sittings", Sitting.objects.select_related("paper").prefetch_related("parts")),
    )
    read = list(rows)
    known = standings_of(Named(row, [*row.evidence.all()], [*row.references.all()]) for row in read)
    held = holdings_of(read)
    dues = first_dues({row.credential: today(row.association) for row in read})
    return [
        _sheet(row, assess_evidence(row, evidence, day), day, dues[row.credential_id], row.holding)
        for row in read
        for evidence in [_evidence_read(row, known.get(row.pk, {}), held.get(row.pk, ()))]
        for day in [today(row.association)]
    ]


def _evidence_read(row: Any, standings: Standings, holdings: Holdings) -> Evidence:
    references, transcripts = row.references.all(), row.transcripts.all()
    evidence = gather(
        row,
        entries=row.evidence.all(),
        transcripts=[*transcripts],
        references=references,
        with_answers=True,
        standings=standings,
        holdings=holdings,
        signed={signed.block_id: signed.digest for signed in row.attestations.all()},
        facts=facts_of(row.deciding),
        exam_passed=exam_passed(row.sittings.all()),
        exam_parts=part_results(row.sittings.all()),
    )
    of_entries = judged_of(row.evidence.all(), row.entry_judgments.all())
    return judged(evidence, references, transcripts, of_entries)


def proposal(application: Application, assessment: Assessment) -> Outcome:
    """Endorse when everything is met and nobody judged against, provisionally if all else may follow later,
    else defer: declining is only ever chosen.
    """
    unmet = assessment.unmet("exam")
    if not unmet:
        return Outcome.ENDORSED
    weighed = not any(one.doubt for one in unmet)
    return (
        Outcome.PROVISIONAL
        if weighed and Outcome.PROVISIONAL in offered(application, assessment)
        else Outcome.DEFERRED
    )


def draft(
    application: Application, outcome: Outcome, assessment: Assessment, today: date, due: date
) -> Letter:
    """The letter as it would go out if nobody edited it. `due`: when it would be renewed first."""
    sitting = _last_sitting(application)
    return compose(
        outcome.value,
        application,
        # What a referee judged in confidence is no business of a letter's.
        unmet=[finding for finding in assessment.unmet("exam") if not finding.only_doubt],
        sitting=sitting,
        sit_again=wait_after(filter(None, [sitting]), application.association),
        number=NUMBER,
        granted_on=today,
        renewal_due=due,
        until=provisional_until(today, application.credential.provisional_months or 0),
        link=address_of(application.association, reverse("endorsement:application", args=[application.pk])),
    )


def _last_sitting(application: Application) -> Sitting | None:
    rows = (row for row in application.sittings.all() if row.status is not SittingState.CLOSED)
    return max(rows, key=lambda row: row.number, default=None)
