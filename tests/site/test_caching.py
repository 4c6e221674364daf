"""The cache of the web processes: shared through the broker, and no reason to fail without it."""

from collections.abc import Iterator

import pytest

from association.caching import BrokerCache
from tests.broker import Valkey, valkey


@pytest.fixture
def server() -> Iterator[Valkey]:
    with valkey() as running:
        yield running


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BrokerCache, "_away_until", 0.0)


def cache(server: Valkey) -> BrokerCache:
    options = {"serializer": "association.caching.JsonValues", "socket_timeout": 1}
    made = BrokerCache(server.url, {"OPTIONS": options})
    made._own.clear()
    return made


def test_what_one_process_sets_another_reads(server: Valkey):
    one, other = cache(server), cache(server)
    one.set("attempts", [1.5, 2.5])
    assert other.get("attempts") == [1.5, 2.5]
    assert other.add("attempts", []) is False


def test_counters_count(server: Valkey):
    one = cache(server)
    one.set("n", 1)
    assert one.incr("n") == 2
    assert one.touch("n", 60) is True
    assert one.delete("n") is True
    assert one.get("n", "gone") == "gone"


def test_values_are_no_pickles(server: Valkey):
    one = cache(server)
    one.set("text", "héllo")
    with server.client() as client:
        assert client.get(one.make_key("text")) == b'"h\\u00e9llo"'
    with pytest.raises(TypeError):
        one.set("object", object())


def test_without_the_broker_each_process_counts_for_itself(server: Valkey):
    one = cache(server)
    server.stop()
    assert one.add("attempts", 1) is True
    assert one.add("attempts", 1) is False
    assert one.get("attempts") == 1


def test_it_asks_the_broker_again_after_a_pause(server: Valkey, monkeypatch: pytest.MonkeyPatch):
    one = cache(server)
    server.stop()
    one.set("k", "own")
    server.start()
    assert one.get("k") == "own"
    monkeypatch.setattr(BrokerCache, "_away_until", 0.0)
    assert one.get("k") is None
