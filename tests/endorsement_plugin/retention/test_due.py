"""When the time of each kind is over, to the day, and what keeps a row beyond that."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from endorsement_plugin.imports.actions.forget import forget_imports
from endorsement_plugin.models import (
    Application,
    Endorsement,
    ExamFile,
    Import,
    Mail,
    MaskingDetails,
    Renewal,
    Response,
    RetentionHold,
    RetentionTerm,
    Sitting,
)
from endorsement_plugin.retention.queries.due import Term, due, numbers, over, preview, terms_of
from endorsement_plugin.retention.rules.kinds import KEEPINGS
from endorsement_plugin.retention.rules.terms import Kind, Need, before
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.fees import make_fee
from tests.factories.people import make_coordinator, make_person
from tests.factories.retention import association_of, audited_document, decided, made, somebody, whole
from tests.factories.sittings import make_appeal

pytestmark = pytest.mark.django_db

THEN = datetime(2020, 1, 15, 12, 0, tzinfo=UTC)
MONTHS = 72
LAST, OVER = date(2026, 1, 15), date(2026, 1, 16)
"""The last day on which what is of THEN is kept, and the first one without it."""

PARTS = (Kind.DECLINED, Kind.ENDORSED, Kind.TRANSCRIPTS, Kind.REFERENCES, Kind.EXAM_ANSWERS)


def why(kind: Kind, row: Any, day: date = OVER) -> list[str]:
    """Why it stays: empty for what goes; no line at all before its time is over."""
    found = over(Term(kind, MONTHS), association_of(row), day).filter(pk=row.pk)
    return list(found.values_list("need", flat=True))


@pytest.fixture(autouse=True)
def _in_utc(settings: Any) -> None:
    settings.TIME_ZONE = "UTC"


@pytest.mark.parametrize("kind", Kind)
def test_it_is_kept_to_its_last_day_and_goes_on_the_next(kind):
    row = made(kind, THEN)
    association_of(row).__class__.objects.update(time_zone="UTC")
    assert why(kind, row, LAST) == []
    assert why(kind, row, OVER) == [""]
    assert [one.pk for one in due(Term(kind, MONTHS), association_of(row), OVER)] == [row.pk]
    assert not due(Term(kind, None), association_of(row), date(2100, 1, 1)).exists()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.EXPORTS, Kind.IMPORTS}])
def test_a_hold_keeps_all_kinds_until_it_is_lifted_and_is_of_one_person_and_association(kind):
    row = made(kind, THEN)
    association = association_of(row)
    cora, other = make_coordinator(association), make_association("mi-aimh", "mi-aimh.localhost")
    RetentionHold.objects.create(
        association=association, person=make_person("eva@example.org"), reason="r", set_by=cora
    )
    RetentionHold.objects.create(association=other, person=somebody(), reason="r", set_by=cora)
    assert why(kind, row) == [""]
    hold = RetentionHold.objects.create(association=association, person=somebody(), reason="r", set_by=cora)
    assert why(kind, row) == [Need.HELD]
    hold.lifted_at = THEN
    hold.save()
    assert why(kind, row) == [""]


@pytest.mark.parametrize("kind", PARTS)
def test_what_an_exam_that_is_scored_again_needs_stays(kind):
    row = made(kind, THEN)
    sitting = Sitting.objects.get()
    appeal = make_appeal(sitting)
    assert why(kind, row) == [Need.SCORED]
    appeal.stopped_at = THEN
    appeal.save()
    assert why(kind, row) == [""]
    Sitting.objects.update(state="in_scoring")
    assert why(kind, row) == [Need.SCORED]


@pytest.mark.parametrize("kind", [Kind.TRANSCRIPTS, Kind.REFERENCES, Kind.EXAM_ANSWERS])
def test_what_was_decided_and_is_open_again_stays(kind):
    row = made(kind, THEN)
    Application.objects.update(state="ready")
    assert why(kind, row) == [Need.OPEN]
    Application.objects.update(state="deferred")
    assert why(kind, row) == [Need.OPEN]


def test_by_what_an_exam_would_have_been_masked_goes_also_where_nothing_was_written():
    row = made(Kind.EXAM_ANSWERS, THEN)
    Response.objects.all().delete()
    ExamFile.objects.all().delete()
    Sitting.objects.update(draft={})
    assert why(Kind.EXAM_ANSWERS, row) == []
    MaskingDetails.objects.create(sitting=Sitting.objects.get(), people="Bartleby Vane")
    assert why(Kind.EXAM_ANSWERS, row) == [""]


@pytest.mark.parametrize("kind", [Kind.ENDORSED])
def test_what_a_provisional_endorsement_is_completed_by_stays(kind):
    row = made(kind, THEN)
    held = make_endorsement(row.person, row.credential, application=row)
    Endorsement.objects.filter(pk=held.pk).update(state="provisional", provisional_until=LAST)
    assert why(kind, row) == [Need.PROVISIONAL]
    Endorsement.objects.filter(pk=held.pk).update(state="inactive", inactive_reason="requested")
    assert why(kind, row) == [Need.PROVISIONAL], "it comes back as provisional"
    Endorsement.objects.filter(pk=held.pk).update(state="active", inactive_reason="")
    assert why(kind, row) == [""]


def test_a_draft_counts_from_the_last_file_or_referee_that_was_added_and_from_no_reading():
    row = made(Kind.DRAFTS, THEN)
    event = row.events.create(action="transcript_uploaded", role="applicant")
    assert why(Kind.DRAFTS, row) == []
    row.events.filter(pk=event.pk).update(at=THEN - timedelta(days=1))
    assert why(Kind.DRAFTS, row, LAST) == []
    row.events.create(action="transcript_downloaded", role="applicant")
    assert why(Kind.DRAFTS, row) == [""]


def test_a_draft_for_which_a_fee_was_charged_stays():
    row = made(Kind.DRAFTS, THEN)
    make_fee(row)
    assert why(Kind.DRAFTS, row) == [Need.FEE]


@pytest.mark.parametrize("state", ["open", "submitted", "in_audit", "sent_back"])
def test_a_document_of_a_renewal_that_runs_stays(state):
    row = audited_document(THEN, somebody(), state)
    assert why(Kind.AUDIT_DOCUMENTS, row) == [Need.RENEWING]
    Renewal.objects.update(state="not_renewed")
    assert why(Kind.AUDIT_DOCUMENTS, row) == [""]


def test_a_document_counts_from_the_last_outcome_of_its_audit():
    row = audited_document(THEN, somebody())
    event = row.renewal.events.create(action="audit_reopened", role="coordinator")
    assert why(Kind.AUDIT_DOCUMENTS, row) == []
    event.delete()
    row.renewal.events.create(action="audit_document_read", role="coordinator")
    assert why(Kind.AUDIT_DOCUMENTS, row) == [""], "that somebody read it lengthens nothing"


def test_an_import_that_a_worker_has_stays():
    row = made(Kind.IMPORTS, THEN)
    Import.objects.update(state="undoing")
    assert why(Kind.IMPORTS, row) == [Need.BUSY]


def test_an_import_that_made_something_of_a_person_who_is_held_stays():
    row = made(Kind.IMPORTS, THEN)
    held = make_endorsement(somebody(), make_credential())
    row.rows.update(endorsement=held)
    said = {"person": somebody(), "reason": "r", "set_by": row.uploaded_by}
    other = make_association("mi-aimh", "mi-aimh.localhost")
    RetentionHold.objects.create(association=other, **said)
    assert why(Kind.IMPORTS, row) == [""]
    hold = RetentionHold.objects.create(association=row.association, **said)
    assert why(Kind.IMPORTS, row) == [Need.HELD]
    assert forget_imports() == 0
    hold.delete()
    assert forget_imports() == 1


def test_a_letter_counts_from_the_end_of_its_application():
    row = made(Kind.LETTERS, THEN)
    Application.objects.update(changed_at=THEN + timedelta(days=30))
    assert why(Kind.LETTERS, row) == []
    Application.objects.update(changed_at=THEN - timedelta(days=900), state="submitted")
    assert why(Kind.LETTERS, row) == [Need.OPEN]
    Mail.objects.update(sent_at=None)
    assert why(Kind.LETTERS, row) == [], "what never went out waits"


def test_it_counts_from_the_last_decision_and_not_from_the_first():
    row = whole("declined", THEN)
    decided(row, THEN + timedelta(days=400))
    assert why(Kind.DECLINED, row) == []


def test_a_link_that_still_works_is_no_ended_invitation():
    row = made(Kind.INVITATIONS, THEN)
    type(row).objects.update(expires_at=datetime.now(UTC) + timedelta(days=9))
    assert why(Kind.INVITATIONS, row, date(2090, 1, 1)) == []


def test_its_days_end_where_the_association_is():
    honolulu = ZoneInfo("Pacific/Honolulu")
    assert before(date(2025, 1, 16), 12, honolulu) == datetime(2024, 1, 16, 10, 0, tzinfo=UTC)
    assert before(date(2028, 2, 29), 12, honolulu).date() == date(2027, 2, 28)


def test_the_preview_counts_what_goes_and_says_why_others_stay():
    row = whole("declined", THEN)
    association = row.association
    assert numbers(preview(association, OVER)) == {
        "declined": 1,
        "transcripts": 1,
        "references": 1,
        "exam_answers": 1,
    }
    RetentionHold.objects.create(
        association=association, person=row.person, reason="r", set_by=make_coordinator(association)
    )
    lines = {line.term.kind: line for line in preview(association, OVER)}
    assert numbers(list(lines.values())) == {}
    assert lines[Kind.DECLINED].stays == ((Need.HELD, 1),)
    assert preview(make_association("mi-aimh", "mi-aimh.localhost"), OVER)[2].stays == ()


def test_an_associations_own_time_comes_before_that_of_the_table():
    association = make_credential().association
    assert terms_of(association)[Kind.ENDORSED].in_words == "for ever"
    cora = make_coordinator(association)
    RetentionTerm.objects.create(association=association, kind="endorsed", months=18, changed_by=cora)
    RetentionTerm.objects.create(association=association, kind="drafts", months=None, changed_by=cora)
    terms = terms_of(association)
    assert terms[Kind.ENDORSED].in_words == "18 months"
    assert terms[Kind.DRAFTS].months is None
    assert terms[Kind.LETTERS].months == KEEPINGS[Kind.LETTERS].months


def test_however_many_rows_there_are_the_preview_asks_one_query_for_each_kind(
    django_assert_num_queries: Any,
) -> None:
    association = whole("declined", THEN).association
    timed = sum(term.months is not None for term in terms_of(association).values())
    with django_assert_num_queries(2 + timed):  # the times, and whether it is switched on
        preview(association, OVER)
    for n in range(3):
        whole("declined", THEN, make_person(f"p{n}@example.org"))
    with django_assert_num_queries(2 + timed):  # the times, and whether it is switched on
        assert numbers(preview(association, OVER))["declined"] == 4
