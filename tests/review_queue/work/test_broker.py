"""What a caller feels of a broker that is there, gone, or frozen: a real Valkey."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from review_queue.work import broker
from tests.broker import Valkey

WAKE = broker.Wake("6f1f0f3e-6b1c-5d0e-9d55-0a6d3f1b7c11", 2, timedelta(seconds=33))


@pytest.fixture(autouse=True)
def _reached(server: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(broker, "get_connection", lambda name: server.client())
    monkeypatch.setattr(broker, "_pause", broker.Pause())
    broker._impatient_connection.cache_clear()
    yield
    broker._impatient_connection().close()
    broker._impatient_connection.cache_clear()


def test_a_message_holds_the_id_alone_and_leaves_nothing_behind(server: Valkey) -> None:
    assert broker.wake([WAKE])
    assert broker.waiting() == 1
    with server.client() as connection:
        (job,) = Queue("default", connection=connection, serializer=JSONSerializer).jobs
        assert (job.id, job.func_name) == (f"{WAKE.work_id}-2", broker.ENTRY)
        assert (job.args, job.kwargs) == ([WAKE.work_id], {})
        assert (job.timeout, job.result_ttl, job.failure_ttl) == (33, 0, 60)


def test_many_messages_go_in_batches(server: Valkey) -> None:
    wakes = [broker.Wake(f"id-{number}", 0, timedelta(seconds=9)) for number in range(1_100)]
    assert broker.wake(wakes)
    assert broker.waiting() == 1_100


def retries(client: Redis) -> int:
    """How often a new connection of this client tries again."""
    return int(vars(client.connection_pool.make_connection())["retry"].get_retries())


def test_a_stopped_broker_is_told_at_once(server: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client made from a URL does not retry, one made from host and port does so for seconds."""
    patient = Redis(unix_socket_path=str(server.socket))
    assert retries(patient) > 0
    monkeypatch.setattr(broker, "get_connection", lambda name: patient)
    server.stop()
    assert not broker.wake([WAKE])
    assert broker.waiting() is None
    assert retries(broker._impatient_connection()) == 0


def test_a_frozen_broker_costs_a_second_once_and_not_again(
    server: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "PAUSE_S", 3_600)
    server.freeze()
    assert not broker.wake([WAKE]), "it came back from a broker that would never have answered"
    made = broker._impatient_connection().connection_pool.connection_kwargs
    assert (made["socket_timeout"], made["socket_connect_timeout"]) == (1, 1)
    tried: list[object] = []
    monkeypatch.setattr(broker, "_send", tried.append)
    assert not any(broker.wake([WAKE]) for _ in range(50))
    assert tried == []


def test_after_it_has_answered_again_it_is_used_again(server: Valkey) -> None:
    server.stop()
    assert not broker.wake([WAKE])
    server.start()
    assert broker.waiting() == 0
    assert broker.wake([WAKE])
    assert broker.waiting() == 1


def test_a_look_counts_messages_and_the_workers_that_are_alive(server: Valkey) -> None:
    broker.wake([WAKE])
    with server.client() as connection:
        connection.sadd("rq:workers:default", "rq:worker:here", "rq:worker:killed")
        connection.set("rq:worker:here", "1")
    assert broker.look() == broker.Seen(messages=1, workers=1)


def test_a_look_without_a_broker_sees_nothing_and_raises_nothing(server: Valkey) -> None:
    assert broker.look() == broker.Seen(0, 0)
    server.freeze()
    assert broker.look() is None
    server.stop()
    assert broker.look() is None
