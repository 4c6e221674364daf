"""What browsers report of the policy: a line that a person can read, and nothing that was typed."""

import json
import logging

import pytest
from django.test import Client
from playwright.sync_api import Page

from association.csp import reports
from tests.factories.credentials import make_association

pytestmark = pytest.mark.django_db
PLACE = "/csp-report/"


def tell(client: Client, **report: str) -> int:
    body = {
        "document-uri": "http://localhost/accounts/login/?next=/apply/",
        "blocked-uri": "inline",
        **report,
    }
    body.setdefault("violated-directive", "script-src-elem")
    return client.post(
        PLACE, json.dumps({"csp-report": body}), content_type="application/csp-report"
    ).status_code


@pytest.mark.parametrize(
    ("report", "line"),
    [
        ({}, "script-src-elem stopped inline on accounts/login/"),
        (
            {"blocked-uri": "https://evil.example.org/a?name=Ina", "effective-directive": "img-src"},
            "img-src stopped https://evil.example.org on accounts/login/",
        ),
        (
            {"document-uri": "http://localhost/reference/a-token-of-a-referee/"},
            "script-src-elem stopped inline on reference/<str:token>/",
        ),
        (
            {"blocked-uri": "data", "violated-directive": "img-src\n2026 ERROR forged 'self'"},
            "img-src stopped data on accounts/login/",
        ),
    ],
)
def test_a_report_is_one_line_without_what_was_typed(client, caplog, report, line):
    with caplog.at_level(logging.WARNING):
        assert tell(client, **report) == 204
    assert [one.message for one in caplog.records] == [f"Content security policy: {line}"]


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"csp-report": 3}', '{"csp-report": {}}', "x" * 20_000, "[" * 9_000]
)
def test_nonsense_is_passed_over(client, caplog, body):
    assert client.post(PLACE, body, content_type="application/csp-report").status_code == 204
    assert caplog.records == []


def test_one_visitor_fills_no_log_and_keeps_nobody_else_out(client, caplog, monkeypatch):
    monkeypatch.setattr("endorsement_plugin.limits.time", lambda: 1_800_000_010.0)
    assert {tell(client) for _ in range(30)} == {204}
    assert len(caplog.records) == reports.FROM_ONE.most
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    tell(elsewhere)
    assert len(caplog.records) == reports.FROM_ONE.most + 1


def test_many_visitors_fill_no_log_either(caplog, monkeypatch):
    monkeypatch.setattr("endorsement_plugin.limits.time", lambda: 1_800_000_010.0)
    for number in range(80):
        tell(Client(REMOTE_ADDR=f"192.0.2.{number}"))
    assert len(caplog.records) == reports.FROM_ALL.most


def test_it_is_only_posted_to(client):
    assert client.get(PLACE).status_code == 405


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_reports_by_itself(live_server, page: Page, caplog):
    make_association()
    page.goto(f"{live_server.url}/accounts/login/")
    with page.expect_request("**/csp-report/"):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    page.wait_for_timeout(500)
    assert any("script-src-elem stopped inline on accounts/login/" in one.message for one in caplog.records)
