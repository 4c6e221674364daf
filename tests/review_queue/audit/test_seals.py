"""Every change of what happened is found, whoever made it and however."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from review_queue.audit import actions as sealing
from review_queue.audit.actions import seal_events
from review_queue.audit.queries.seal_chain import breaks, last_event, unsealed
from review_queue.jobs import seal
from review_queue.models import Event, Item, Seal
from tests.factories import reviews
from tests.racing import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

TABLE = Event._meta.db_table


@pytest.fixture
def chain(monkeypatch) -> list[Seal]:
    """Four seals over two events each, and one event that is not sealed yet."""
    monkeypatch.setattr(sealing, "IN_ONE_SEAL", 2)
    item = reviews.make_item()
    happen(item, 8 - item.events.count())
    assert seal_events() == 8
    happen(item, 1)
    return list(Seal.objects.order_by("number"))


def happen(item: Item, times: int) -> None:
    for _ in range(times):
        Event.objects.create(item=item, kind=Event.Kind.MASKED_MORE, detail="1")


def by_hand(statement: str, *parameters: int, **words: str) -> None:
    """What the ORM refuses, somebody with a database client does not."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(events=TABLE, seals=Seal._meta.db_table, **words), parameters)


def test_a_chain_holds_and_covers_everything_once(chain):
    assert [(one.number, one.count) for one in chain] == [(1, 2), (2, 2), (3, 2), (4, 2)]
    assert list(breaks()) == []
    assert unsealed(chain[-1]) == 1
    assert (seal_events(), seal_events()) == (1, 0)
    assert list(breaks()) == []


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda event: Event.objects.filter(pk=event.pk).update(detail="other"),
        lambda event: Event.objects.filter(pk=event.pk).delete(),
        lambda event: Event.objects.bulk_update([event], ["detail"]),
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: event.item.events.all().delete(),
    ],
    ids=["update", "delete", "bulk_update", "save", "delete_one", "through_the_item"],
)
def test_no_event_is_rewritten_through_the_orm(chain, rewrite):
    before = list(Event.objects.values_list())
    event = Event.objects.exclude(item=None).first()
    assert event
    event.detail = "other"
    with pytest.raises(TypeError, match="never"), transaction.atomic():
        rewrite(event)
    assert list(Event.objects.values_list()) == before
    assert list(breaks()) == []


def test_without_events_there_is_nothing_to_seal():
    assert seal_events() == 0
    assert list(breaks()) == []


@pytest.mark.parametrize("change", ["kind = 'cleared'", "detail = '2'", "at = '2026-01-01 00:00:00+00:00'"])
def test_a_changed_event_is_found(chain, change):
    by_hand("UPDATE {events} SET {change} WHERE id = %s", chain[1].first_event, change=change)
    [found] = breaks()
    where = f"Seal 2, events {chain[1].first_event} to {chain[1].last_event}"
    assert found == f"{where}: an event or a seal has been changed."


@pytest.mark.parametrize("which", ["first_event", "last_event"])
def test_an_event_that_was_taken_away_is_found(chain, which):
    by_hand("DELETE FROM {events} WHERE id = %s", getattr(chain[2], which))
    [found] = breaks()
    assert found.startswith("Seal 3,")
    assert found.endswith("events sealed: 2, found: 1.")


def test_an_event_that_was_slipped_in_is_found():
    """Numbers that were rolled back leave gaps; nobody may fill them later."""
    item = reviews.make_item()
    happen(item, 3)
    gap = item.events.order_by("pk")[1].pk
    by_hand("DELETE FROM {events} WHERE id = %s", gap)
    sealed = seal_events()
    happen(item, 1)
    by_hand("UPDATE {events} SET id = %s WHERE id = %s", gap, last_event())
    [found] = breaks()
    assert found.endswith(f"events sealed: {sealed}, found: {sealed + 1}.")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE {seals} SET digest = 'f' WHERE number = 2", ["Seal 2", "Seal 3"]),
        ("UPDATE {seals} SET count = 3 WHERE number = 2", ["Seal 2"]),
        ("UPDATE {seals} SET first_event = first_event - 1 WHERE number = 2", ["Seal 2"]),
        ("DELETE FROM {seals} WHERE number = 2", ["Seal 2 is missing"]),
        ("DELETE FROM {seals} WHERE number = 1", ["Seal 1 is missing"]),
        ("DELETE FROM {seals} WHERE number < 3", ["The seals from 1 to 2 are missing"]),
    ],
)
def test_a_changed_seal_is_found(chain, change, found):
    by_hand(change)
    assert [sentence.split(",")[0].rstrip(".") for sentence in breaks()] == found


def test_the_command_says_what_holds(chain, capsys):
    call_command("check_seals", expect=str(chain[1]))
    assert (
        capsys.readouterr().out
        == f"Every seal holds, and the rows are what was sealed. Newest: {chain[3]}. Not sealed: 1.\n"
    )


def test_the_command_says_what_does_not_hold(chain, capsys):
    by_hand("DELETE FROM {events} WHERE id = %s", chain[0].first_event)
    with pytest.raises(CommandError) as refusal:
        call_command("check_seals")
    assert refusal.value.returncode == 1
    assert "Seal 1, events" in capsys.readouterr().err


def test_a_chain_cut_short_is_found_by_a_seal_kept_elsewhere(chain, capsys):
    by_hand("DELETE FROM {events} WHERE id > %s", chain[2].last_event)
    by_hand("DELETE FROM {seals} WHERE number = 4")
    call_command("check_seals")
    with pytest.raises(CommandError):
        call_command("check_seals", expect=str(chain[3]))
    assert f"The seal {chain[3]} is not here." in capsys.readouterr().err
    call_command("check_seals", expect=chain[2].digest)
    with pytest.raises(CommandError):
        call_command("check_seals", expect=chain[3].digest)


@pytest.mark.parametrize("given", ["", "four:abc", "4:"])
def test_a_seal_to_expect_is_written_as_it_was_printed(given):
    with pytest.raises(CommandError, match="NUMBER:DIGEST"):
        call_command("check_seals", expect=given)


def test_the_clock_seals(chain):
    seal()
    assert unsealed(Seal.objects.latest("number")) == 0


@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_make_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "IN_ONE_SEAL", 5)
    happen(reviews.make_item(), 50)
    everything = Event.objects.count()
    at_once(*[seal_events] * 4)
    seal_events()
    assert list(breaks()) == []
    assert sum(Seal.objects.values_list("count", flat=True)) == everything


@pytest.mark.django_db(transaction=True)
def test_writers_and_a_sealer_at_once_leave_nothing_out():
    items = [reviews.make_item() for _ in range(4)]
    writing = [lambda one=one: happen(one, 25) for one in items]
    at_once(*writing, lambda: [seal_events() for _ in range(10)])
    seal_events()
    assert sum(Seal.objects.values_list("count", flat=True)) == Event.objects.count()
    assert list(breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sealed_above_an_event_that_is_not_committed_yet():
    """PostgreSQL numbers events as they are written: the slow one would be left out for good."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    item = reviews.make_item()
    seal_events()
    written, may_commit = threading.Event(), threading.Event()
    slow = threading.Thread(target=lambda: slowly(item, written, may_commit))
    slow.start()
    assert written.wait(180)
    happen(item, 1)
    assert seal_events(patience=timedelta(milliseconds=200)) == 0

    sealed = in_a_thread(lambda: seal_events(patience=timedelta(seconds=180)))
    may_commit.set()
    slow.join(timeout=180)
    assert sealed() == 2
    assert list(breaks()) == []


@pytest.mark.django_db(transaction=True)
def test_a_writer_does_not_wait_for_the_sealer():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    item = reviews.make_item()
    with transaction.atomic():
        assert seal_events() > 0  # the seal is not committed yet
        in_a_thread(lambda: happen(item, 1))()
    assert unsealed(Seal.objects.latest("number")) == 1


def slowly(item: Item, written: threading.Event, may_commit: threading.Event) -> None:
    try:
        with transaction.atomic():
            happen(item, 1)
            written.set()
            assert may_commit.wait(180)
    finally:
        connections["default"].close()


def in_a_thread(call: Callable[[], object]) -> Callable[[], object]:
    """Start it; what comes back waits for its end."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(call())
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()

    def ended() -> object:
        thread.join(timeout=180)
        return results[0]

    return ended
