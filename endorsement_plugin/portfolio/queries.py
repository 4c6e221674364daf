"""What an application is judged by, read into plain values.

What people judged against an application: its referees, and whoever looked at the transcripts.

For the association alone. What applicants read is measured without it: a referee may write in confidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.models import Application, EvidenceEntry, Reference, Transcript
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.requirements.evidence import Entry, Evidence, PartResult, Referee, Signed
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.rules.file_reasons import BY_HAND
from endorsement_plugin.rules.judgments import doubt, unknowns
from endorsement_plugin.rules.states import ReferenceState, TranscriptState

from .facts import DECIDING, Facts, facts_in, facts_of
from .holdings import Holdings, holdings_of
from .judging import Judged, judged_of, weighed
from .sittings import exam_passed, part_results, read_sittings
from .standings import Named, Standings, standings_of

GONE = (ReferenceState.REPLACED, ReferenceState.DECLINED)
"""Referees who are not asked any more."""

# While it can still be changed, a transcript that nobody has looked at counts: its applicant has done what
# can be done. Once submitted only what a person has verified counts.
_UNSEEN = (TranscriptState.UPLOADED, TranscriptState.QUARANTINED, TranscriptState.ACCEPTED)


def portfolio_of(application: Application, by: Visitor | None = None) -> QuerySet[EvidenceEntry]:
    """The portfolio as it is used for this application: the person's own.

    While a coordinator enters it from paper for somebody who has an account, only what was entered for it:
    what else they have put into their portfolio they have shown to nobody. `by` is whoever looks.
    """
    entries = application.person.evidence.all()
    owner = application.person.user_id
    if not application.is_on_paper or owner is None or (by is not None and by.pk == owner):
        return entries
    return entries.filter(entered_for=application)


def entries_of(application: Application) -> list[AbstractEvidence]:
    """The entries that count: the portfolio, of the kinds the form asks for, or what was submitted of it."""
    if not application.is_editable and application.submitted_at:
        return list(application.evidence.all())
    kinds = application.definition.evidence_kinds
    return list(portfolio_of(application).filter(kind__in=kinds))


def evidence_for(application: Application) -> Evidence:
    """Everything the requirements are measured against, as the association sees it.

    At most nine queries, and those of `standings_of` and `holdings_of` where a requirement asks for them.
    """
    transcripts = list(application.transcripts.all())
    sittings = read_sittings(application)
    references, entries = list(with_answers(application.references.all())), entries_of(application)
    evidence = gather(
        application,
        entries=entries,
        transcripts=transcripts,
        references=references,
        with_answers=True,
        standings=known_of(application, entries, references),
        signed=dict(application.attestations.values_list("block_id", "digest")),
        facts=facts_about(application),
        exam_passed=exam_passed(sittings),
        exam_parts=part_results(sittings),
    )
    of_entries = judged_of(entries, application.entry_judgments.all())
    return judged(evidence, references, transcripts, of_entries)


def judged(
    evidence: Evidence,
    references: Iterable[Reference],
    transcripts: Iterable[Transcript],
    of_entries: Mapping[str, Judged],
) -> Evidence:
    """The same with what people judged against. No query if the references' answers were read already."""
    return replace(
        evidence,
        entries=weighed(evidence.entries, of_entries),
        doubted_references=doubted(references),
        refused_transcripts=refused(transcripts),
    )


def gather(
    application: Application,
    *,
    entries: Iterable[AbstractEvidence],
    transcripts: Sequence[Transcript],
    references: Iterable[Reference],
    signed: Mapping[str, str],
    facts: Facts,
    exam_passed: bool | None = None,
    exam_parts: Sequence[PartResult] = (),
    standings: Standings | None = None,
    holdings: Holdings | None = None,
    with_answers: bool = False,
) -> Evidence:
    """Put rows that were read already into the values that rules understand.

    No query; `with_answers` those of the referees' answers, unless they were read already; and without
    `holdings` one of the registry where the requirements ask for another endorsement.
    """
    states = [row.status for row in transcripts]
    statements = _signed(application.definition, signed)
    unseen = sum(state in _UNSEEN for state in states)
    verified = states.count(TranscriptState.VERIFIED)
    known = standings or {}
    if holdings is None:
        holdings = holdings_of([application]).get(application.pk, ())
    named = [row for row in references if row.status not in GONE]
    return Evidence(
        entries=tuple(entry_of(row, known) for row in entries),
        references_named=len(named),
        references_received=sum(row.status is ReferenceState.RECEIVED for row in named),
        referees=tuple(_referee(row, known, with_answers=with_answers) for row in named),
        transcripts_accepted=verified + unseen if application.is_editable else verified,
        transcripts_unseen=unseen,
        submitted=not application.is_editable,
        submitted_on=_submitted_on(application),
        signed=frozenset(one.name for one in statements),
        statements=tuple(statements),
        verified_as=tuple(row.standard for row in transcripts if row.status is TranscriptState.VERIFIED),
        exam_passed=exam_passed,
        exam_parts=tuple(exam_parts),
        designation=facts.designation,
        holdings=holdings,
        denied=facts.denied,
    )


def entry_of(row: AbstractEvidence, standings: Standings) -> Entry:
    """One entry as the plain value that rules understand, with what is known of its giver."""
    held = {name: getattr(row, name) for name in EVIDENCE_KINDS[row.kind].counted}
    counted: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in held.items()
    }
    key = str(getattr(row, "origin", row.pk))
    return Entry(kind=row.kind, id=key, standings=standings.get(key, ()), **counted)


def _referee(row: Reference, standings: Standings, *, with_answers: bool) -> Referee:
    received = row.answered_at if row.status is ReferenceState.RECEIVED else None
    return Referee(
        role=row.role,
        received_on=timezone.localdate(received) if received else None,
        unknown=unknowns(row.answers.all()) if with_answers and received else 0,
        standings=standings.get(str(row.pk), ()),
    )


def _signed(definition: FormDefinition, digests: Mapping[str, str]) -> list[Signed]:
    """The statements whose words, as they stand in the form, are those that were signed."""
    return [
        Signed(one.name, one.version)
        for one in definition.sections(AttestationSection)
        if one.id in digests and digests[one.id] == one.sha256
    ]


def known_of(
    application: Application, entries: Sequence[AbstractEvidence], references: Sequence[Reference]
) -> Standings:
    """What the association knows of the people in an application, once it was submitted."""
    if application.is_editable:
        return {}
    return standings_of([Named(application, entries, references)]).get(application.pk, {})


def facts_about(application: Application) -> Facts:
    """The answers that decide which requirements apply, as they stand: one query."""
    if not application.is_editable and application.submitted_at:
        return facts_of(application.answers.filter(DECIDING))
    answers: dict[str, Any] = {}
    for draft in application.drafts.all():
        answers |= draft.answers
    return facts_in(application.definition, answers)


def _submitted_on(application: Application) -> date | None:
    """The day on which it was submitted as it stands now; None while it can still be changed."""
    if application.is_editable or not application.submitted_at:
        return None
    return timezone.localdate(application.submitted_at)


def with_answers(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """The references that count, with what each says: two queries, however many there are."""
    return references.exclude(state=ReferenceState.REPLACED).prefetch_related("answers")


def doubted(references: Iterable[Reference]) -> tuple[str, ...]:
    """One sentence for each reference that does not recommend. No query if the answers were read already."""
    received = [row for row in references if row.status is ReferenceState.RECEIVED]
    said = [(row, doubt(row.answers.all())) for row in received]
    return tuple(f"{row.name} {words}." for row, words in said if words)


def refused(transcripts: Iterable[Transcript]) -> tuple[str, ...]:
    """One sentence for each transcript that a person refused and no later, verified one stands in for."""
    rows = list(transcripts)
    return tuple(
        f"“{row.original_name}” was refused: {row.note}"
        for row in rows
        if row.status is TranscriptState.REFUSED and row.reason == BY_HAND and not _replaced(row, rows)
    )


def _replaced(refused: Transcript, among: Iterable[Transcript]) -> bool:
    return any(
        row.status is TranscriptState.VERIFIED
        and row.block_id == refused.block_id
        and row.uploaded_at > refused.uploaded_at
        for row in among
    )
