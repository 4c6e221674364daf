"""Where a request comes from: a header that anybody can write opens no limit."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from endorsement_plugin import limits
from endorsement_plugin.limits import client_address, network_of
from endorsement_plugin.pages.models import RegistryPage
from tests.endorsement_plugin.api.headless import App
from tests.factories.credentials import make_association

HERE = "192.0.2.7"
FORWARDED = [
    # proxies of ours, X-Forwarded-For, address of the connection, the visitor's
    (0, "", HERE, HERE),
    (0, "203.0.113.9", HERE, HERE),
    (1, "203.0.113.9", HERE, "203.0.113.9"),
    (1, "10.9.8.7, 203.0.113.9", HERE, "203.0.113.9"),
    (1, "", HERE, HERE),
    (2, "1.1.1.1, 203.0.113.9, 198.51.100.2", HERE, "203.0.113.9"),
    (2, "203.0.113.9", HERE, HERE),
    (1, "203.0.113.9:5123", HERE, "203.0.113.9"),
    (1, "[2001:db8::1]:443", HERE, "2001:db8::1"),
    (1, "fe80::1%eth0", HERE, "fe80::1"),
    (1, "not an address", HERE, HERE),
    (0, "", "::ffff:192.0.2.7", HERE),
    (0, "", "", limits.UNKNOWN),
]


@pytest.mark.parametrize(("ours", "header", "connection", "expected"), FORWARDED)
def test_only_entries_of_our_own_proxies_are_believed(settings, ours, header, connection, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = ours
    headers = {"X-Forwarded-For": header} if header else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=connection)
    assert client_address(request) == expected
    assert get_adapter().get_client_ip(request) == expected, "allauth counts somebody else"


def test_a_household_with_ipv6_is_counted_once():
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::"
    assert network_of("192.0.2.7") != network_of("192.0.2.8")


READS = re.compile("REMOTE_ADDR|Forwarded-For|FORWARDED_FOR|get_ident")


def test_nobody_else_reads_where_a_request_comes_from():
    root = Path(limits.__file__).parents[1]
    parts = (root / name for name in ("endorsement_plugin", "review_queue", "site"))
    readers = {file.name for part in parts for file in part.rglob("*.py") if READS.search(file.read_text())}
    assert readers == {"limits.py", "production.py"}, "production.py names it in a comment"


@pytest.fixture
def _twice(monkeypatch):
    monkeypatch.setattr(limits, "time", lambda: 1_800_000_010.0)
    monkeypatch.setattr(limits.READ_PUBLIC, "most", 2)


@pytest.mark.usefixtures("_twice")
@pytest.mark.parametrize("invented", ["10.0.0.{}", "10.0.0.{}, 10.1.1.{}", "2001:db8:{}::1"])
def test_an_invented_address_does_not_open_the_registry_again(db, invented):
    make_association()
    asked = [App().get("/registry/", X_Forwarded_For=invented.replace("{}", str(n))) for n in range(4)]
    assert [one.status_code for one in asked] == [200, 200, 429, 429]


@pytest.mark.usefixtures("_twice")
@pytest.mark.parametrize("place", ["/registry/", "/registry/?q=ada", "/registry/AIMH-2026-1/"])
def test_the_registrys_page_has_the_limit_of_its_api(db, client: Client, place):
    home = make_association().site.root_page
    home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    assert App().get("/registry/").status_code == 200
    assert client.get(place).status_code in (200, 404)
    refused = client.get(place, headers={"X-Forwarded-For": "10.0.0.1"})
    assert refused.status_code == 429
    assert refused["Retry-After"] == "50"
    assert "In 50 seconds you can go on" in refused.text
    assert client.get("/", REMOTE_ADDR="192.0.2.99").status_code == 200
    assert client.get(place, REMOTE_ADDR="192.0.2.99").status_code in (200, 404)
