"""What the job removes, and what it leaves; twice is once, and a process that dies loses nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.imports.actions.forget import forget_import
from endorsement_plugin.locks import lock
from endorsement_plugin.models import (
    Application,
    AuditDocument,
    Endorsement,
    ExamFile,
    Import,
    Reference,
    Retention,
    RetentionEvent,
    RetentionRun,
    RetentionTerm,
    Scan,
    Sitting,
    Transcript,
)
from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.privacy.queries import model_of
from endorsement_plugin.retention.actions import removing, running
from endorsement_plugin.retention.actions.running import advance, begin_run
from endorsement_plugin.retention.jobs import begin_retention
from endorsement_plugin.retention.queries.due import due, numbers, preview, terms_of
from endorsement_plugin.retention.rules.kinds import ALL_OF_IT, KEEPINGS, SENT_IN
from endorsement_plugin.retention.rules.terms import Kind
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator, make_person
from tests.factories.retention import NAME, association_of, made, somebody, whole
from tests.racing import at_once

pytestmark = pytest.mark.django_db

OLD = datetime(2010, 1, 15, 12, 0, tzinfo=UTC)


def only(kind: Kind, association: Any) -> None:
    """Switched on, with a time for this kind alone."""
    cora = make_coordinator(association)
    for one in Kind:
        months = 24 if one is kind else None
        RetentionTerm.objects.create(association=association, kind=one.value, months=months, changed_by=cora)
    Retention.objects.create(association=association, is_on=True)


def a_run(association: Any) -> RetentionRun:
    begin_retention()
    run_due()
    return RetentionRun.objects.get(association=association)


def everything() -> str:
    """All text of all tables of the plugin."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("endorsement") and not table.endswith(("_person", "evidenceentry")):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                said += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(said)


def files() -> list[str]:
    """Where rows of this test have, or had, their files, and there is one."""
    fields = ((Transcript, "file"), (Scan, "file"), (Import, "file"), (AuditDocument, "file"))
    exams = ExamFile.objects.values_list("file", flat=True)
    named = [name for model, field in fields for name in model.objects.values_list(field, flat=True) if name]
    return [name for name in (*named, *exams) if private_storage().exists(name)]


GONE = {
    Kind.DRAFTS: ("Application", *ALL_OF_IT),
    Kind.WITHDRAWN: ALL_OF_IT,
    Kind.DECLINED: ALL_OF_IT,
    Kind.ENDORSED: SENT_IN,
    Kind.TRANSCRIPTS: ("Transcript",),
    Kind.REFERENCES: ("ReferenceAnswer", "Scan"),
    Kind.EXAM_ANSWERS: ("Response", "ExamFile"),
    Kind.IMPORTS: (),
}


@pytest.mark.parametrize("kind", Kind)
def test_it_removes_what_the_table_says_and_nothing_of_anybody_else(
    kind: Kind, django_capture_on_commit_callbacks: Any
) -> None:
    row = made(kind, OLD)
    young = made(kind, timezone.now() - timedelta(days=30), make_person("eva@example.org", "Eva", "Moss"))
    association = association_of(row)
    only(kind, association)
    before = {name: model_of(name)._default_manager.count() for name in GONE.get(kind, KEEPINGS[kind].covers)}
    with django_capture_on_commit_callbacks(execute=True):
        run = a_run(association)
    assert run.ended_at
    assert (run.counts, run.failed) == ({kind.value: 1}, 0)
    for name, number in before.items():
        left = model_of(name)._default_manager.count()
        assert left < number or number == 0, name
    assert type(young)._default_manager.filter(pk=young.pk).exists()
    told = RetentionEvent.objects.filter(kind=kind.value)
    whose = [] if kind in {Kind.EXPORTS, Kind.ENQUIRIES, Kind.IMPORTS} else [(somebody().pk, 1)]
    assert list(told.values_list("person", "rows")) == whose
    assert numbers(preview(association, today(association))) == {}


def test_of_a_draft_nothing_is_left_and_its_files_are_gone(django_capture_on_commit_callbacks: Any) -> None:
    row = made(Kind.DRAFTS, OLD)
    only(Kind.DRAFTS, row.association)
    there = files()
    assert len(there) == 3
    with django_capture_on_commit_callbacks(execute=True):
        a_run(row.association)
    assert not any(private_storage().exists(file) for file in there)
    assert NAME not in everything()
    assert somebody().evidence.count() == 1, "the portfolio is their own"


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.DECLINED])
def test_of_what_came_to_nothing_the_outcome_stays(kind, django_capture_on_commit_callbacks):
    row = made(kind, OLD)
    only(kind, row.association)
    there = files()
    assert len(there) == (4 if kind is Kind.DECLINED else 3)  # who was declined had sat the exam
    with django_capture_on_commit_callbacks(execute=True):
        a_run(row.association)
    assert not any(private_storage().exists(file) for file in there)
    row.refresh_from_db()
    assert (row.state, row.person, row.return_note) == (kind.value, somebody(), "")
    assert row.emptied_at
    assert row.records_removed_at
    assert NAME not in everything()
    assert row.events.get().action == "records_removed"
    assert [sitting.state for sitting in row.sittings.all()] == (["passed"] if kind is Kind.DECLINED else [])


def test_of_references_the_texts_go_and_who_was_asked_stays():
    row = made(Kind.REFERENCES, OLD)
    Reference.objects.update(decline_reason="NO", draft={"q": "x"})
    only(Kind.REFERENCES, row.application.association)
    a_run(row.application.association)
    row.refresh_from_db()
    assert (row.name, row.state, row.decline_reason, row.draft) == ("Rita", "received", "", {})
    assert not row.answers.exists()
    assert row.scan is None
    assert Scan.objects.get() == row.application.attestations.get().scan, "what was signed goes by itself"


def test_of_an_import_file_and_cells_go(django_capture_on_commit_callbacks):
    row = made(Kind.IMPORTS, OLD)
    only(Kind.IMPORTS, row.association)
    (file,) = files()
    with django_capture_on_commit_callbacks(execute=True):
        a_run(row.association)
    row.refresh_from_db()
    assert row.forgotten_at
    assert row.rows.get().cells == []
    assert not private_storage().exists(file)


def test_nothing_goes_that_was_not_switched_on_or_is_kept_for_ever():
    row = whole("declined", OLD)
    begin_retention()
    assert not RetentionRun.objects.exists()
    Retention.objects.create(association=row.association)
    begin_retention()
    assert not RetentionRun.objects.exists()
    cora = make_coordinator(row.association)
    for kind in Kind:
        RetentionTerm.objects.create(association=row.association, kind=kind.value, changed_by=cora)
    Retention.objects.update(is_on=True)
    assert a_run(row.association).counts == {}
    assert row.transcripts.exists()


def test_there_is_one_run_a_day_and_the_next_goes_on():
    row = made(Kind.READS, OLD)
    association = association_of(row)
    only(Kind.READS, association)
    now = timezone.now()
    assert begin_run(association=association, now=now)
    assert begin_run(association=association, now=now + timedelta(minutes=5)) is None
    Work.objects.all().delete()  # given up by an operator
    later = begin_run(association=association, now=now + timedelta(days=1))
    assert later
    assert RetentionRun.objects.exclude(pk=later.pk).get().ended_at
    run_due()
    later.refresh_from_db()
    assert later.counts == {"reads": 1}


def test_a_part_that_is_done_is_done_once(monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    rows = [made(Kind.READS, OLD + timedelta(days=n), make_person(f"p{n}@example.org")) for n in range(5)]
    association = association_of(rows[0])
    only(Kind.READS, association)
    run = begin_run(association=association, now=timezone.now())
    assert run
    for part, left in ((1, 3), (1, 3), (2, 1), (1, 1), (3, 0), (4, 0), (4, 0)):
        advance(run=run.pk, part=part)
        assert type(rows[0]).objects.count() == left
    run.refresh_from_db()
    assert (run.counts, RetentionEvent.objects.count()) == ({"reads": 5}, 5)
    assert run.ended_at


def test_a_batch_that_was_cut_short_is_as_if_it_never_began(monkeypatch):
    row = made(Kind.TRANSCRIPTS, OLD)
    association = association_of(row)
    only(Kind.TRANSCRIPTS, association)
    run = begin_run(association=association, now=timezone.now())
    assert run
    with mock.patch.object(running, "_ask", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        advance(run=run.pk, part=1)
    assert len(files()) == 4
    assert Transcript.objects.filter(pk=row.pk).exists()
    assert not RetentionEvent.objects.exists()
    advance(run=run.pk, part=1)
    assert not Transcript.objects.filter(pk=row.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_go_keeps_none_of_the_others_and_is_litter(monkeypatch):
    row = made(Kind.DRAFTS, OLD)
    only(Kind.DRAFTS, row.association)
    there = files()
    storage = type(private_storage())
    delete, asked = storage.delete, []

    def failing(self: Any, name: str) -> None:
        asked.append(name)
        if len(asked) == 1:
            raise OSError("The storage does not answer")
        delete(self, name)

    monkeypatch.setattr(storage, "delete", failing)
    run = a_run(row.association)
    assert (run.counts, run.failed) == ({"drafts": 1}, 0)
    assert run.ended_at
    assert sorted(asked) == sorted(there)
    assert [name for name in there if private_storage().exists(name)] == asked[:1]


def test_one_row_that_cannot_go_keeps_none_of_the_others_and_is_tried_again(monkeypatch, caplog):
    rows = [made(Kind.DRAFTS, OLD, make_person(f"p{n}@example.org", "Ina", NAME)) for n in range(3)]
    association = rows[0].association
    only(Kind.DRAFTS, association)
    bad = sorted(row.pk for row in rows)[1]
    there = removing._whole

    def failing(applications: Any) -> None:
        if applications.filter(pk=bad).exists():
            raise ValueError(f"{NAME} cannot go")
        there(applications)

    monkeypatch.setattr(removing, "_REMOVING", {**removing._REMOVING, Kind.DRAFTS: failing})
    run = a_run(association)
    assert [row.pk for row in Application.objects.all()] == [bad]
    assert (run.counts, run.failed) == ({"drafts": 2}, 1)
    assert NAME not in caplog.text
    monkeypatch.undo()
    again = begin_run(association=association, now=timezone.now() + timedelta(days=1))
    run_due()
    assert again
    assert not Application.objects.exists()


def test_switched_off_it_ends_before_the_next_batch(monkeypatch):
    monkeypatch.setattr(running, "BATCH", 1)
    rows = [made(Kind.READS, OLD + timedelta(days=n), make_person(f"p{n}@example.org")) for n in range(3)]
    association = association_of(rows[0])
    only(Kind.READS, association)
    run = begin_run(association=association, now=timezone.now())
    assert run
    advance(run=run.pk, part=1)
    Retention.objects.update(is_on=False)
    advance(run=run.pk, part=2)
    run.refresh_from_db()
    assert (run.counts, run.stopped) == ({"reads": 1}, True)
    assert run.ended_at


def test_what_was_changed_since_it_was_chosen_stays():
    row = made(Kind.DRAFTS, OLD)
    only(Kind.DRAFTS, row.association)
    term = terms_of(row.association)[Kind.DRAFTS]
    Application.objects.get(pk=row.pk).save()
    assert not removing.remove(term, row.association, [row.pk])
    assert Application.objects.filter(pk=row.pk).exists()


def test_an_import_that_a_worker_took_while_its_row_was_waited_for_keeps_its_cells(monkeypatch):
    row = made(Kind.IMPORTS, OLD)
    only(Kind.IMPORTS, row.association)

    def late(*given: Any) -> Any:
        Import.objects.update(state="undoing")
        return lock(*given)

    monkeypatch.setattr(removing, "lock", late)
    assert not removing.remove(terms_of(row.association)[Kind.IMPORTS], row.association, [row.pk])
    forget_import(row)
    row.refresh_from_db()
    assert (row.forgotten_at, row.rows.get().cells) == (None, [NAME])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_job_and_an_applicant_at_the_same_moment():
    """Whichever comes first: the draft is gone whole and the save is told so, or it stays whole."""
    from endorsement_plugin.applications.actions.withdraw import withdraw_application

    row = made(Kind.DRAFTS, OLD)
    only(Kind.DRAFTS, row.association)
    run = begin_run(association=row.association, now=timezone.now())
    assert run
    account = row.person.account
    at_once(
        lambda: advance(run=run.pk, part=1),
        lambda: withdraw_application(application=row.pk, by=account),
    )
    left = Application.objects.filter(pk=row.pk).first()
    if left is None:
        assert NAME not in everything()
    else:
        assert left.state == "withdrawn"
        assert left.transcripts.count() == left.answers.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clocks_begin_one_run_and_two_workers_do_each_part_once():
    row = made(Kind.READS, OLD)
    association = association_of(row)
    only(Kind.READS, association)
    now = timezone.now()
    began = at_once(*[lambda: begin_run(association=association, now=now)] * 2)
    assert len([one for one in began if one]) == 1
    run = RetentionRun.objects.get()
    at_once(*[lambda: advance(run=run.pk, part=1)] * 2)
    run.refresh_from_db()
    assert run.counts == {"reads": 1}
    assert RetentionEvent.objects.count() == 1


@pytest.mark.parametrize("kind", Kind)
def test_a_batch_costs_the_same_however_many_rows_it_has(kind, django_assert_max_num_queries, monkeypatch):
    """Bounded: not a query for each row, but for spreadsheets, of which there are few."""
    if kind is Kind.IMPORTS:
        pytest.skip("one by one, as the duty does")
    from django.test.utils import CaptureQueriesContext

    costs = []
    for size in (1, 6):
        people = [make_person(f"{kind}{size}{n}@example.org") for n in range(size)]
        rows = [made(kind, OLD, person) for person in people]
        association = association_of(rows[0])
        if size == 1:
            only(kind, association)
        term = terms_of(association)[kind]
        keys = list(due(term, association, today(association)).values_list("pk", flat=True))
        assert len(keys) == size
        with CaptureQueriesContext(
            connection,
        ) as caught:
            removing.remove(term, association, keys)
        costs.append(len(caught))
    assert costs[0] == costs[1]
    assert costs[0] < 80


def test_nothing_of_an_endorsement_is_touched_by_what_its_holder_had_sent_in():
    from tests.factories.endorsements import make_endorsement

    row = made(Kind.ENDORSED, OLD)
    held = make_endorsement(row.person, row.credential, application=row)
    only(Kind.ENDORSED, row.association)
    before = Endorsement.objects.values().get(pk=held.pk)
    a_run(row.association)
    assert Endorsement.objects.values().get(pk=held.pk) == before
    assert Sitting.objects.get().responses.exists(), "exam answers have a time of their own"
    assert not Import.objects.exists()
