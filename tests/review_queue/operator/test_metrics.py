"""Figures for Prometheus: what a scraper reads, and who gets them."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as metrics

from review_queue.models import Beat, FailingRow, Mail, Work
from review_queue.operations.queries import snapshot as reading
from review_queue.work.broker import Seen
from review_queue.work.duties import beat, run_duties
from review_queue.work.status import RECONCILE
from tests.factories import reviews
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

METRICS = reverse("review_queue:metrics")
TOKEN = "an invented token of some length"


@pytest.fixture(autouse=True)
def _configured(settings, monkeypatch):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "METRICS_TOKEN": TOKEN}
    monkeypatch.setattr(reading, "look", lambda: Seen(messages=2, workers=3))


def scrape(client, token: str = TOKEN, **headers: str):
    return client.get(METRICS, headers={"Authorization": f"Bearer {token}", **headers})


def values(client) -> dict[str, float]:
    """Every sample, by its name with labels."""
    families = metrics(scrape(client).content.decode())
    return {
        sample.name + "".join(f"{{{key}={value}}}" for key, value in sample.labels.items()): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_figures_are_those_of_the_rows(client):
    item, (offered, accepted) = reviews.make_assigned()
    reviews.accept_offer(accepted)
    type(offered).objects.filter(pk=offered.pk).update(answer_by=Now() - timedelta(hours=1))
    reviews.clear_item(reviews.make_item(item.round))
    Work.objects.filter(kind="review_queue.tell_clearers").update(state="dead")
    Work.objects.filter(kind="review_queue.assign").update(due_at=Now() - timedelta(minutes=5))
    Mail.objects.create(event_key="x", to="a@example.org", subject="x", body="x")
    found = values(client)
    assert found["review_queue_work_waiting{kind=review_queue.assign}"] == 2
    assert 300 <= found["review_queue_work_oldest_age_seconds{kind=review_queue.assign}"] < 400
    assert found["review_queue_work_failed{kind=review_queue.tell_clearers}"] == 2
    assert found["review_queue_work_failed{kind=review_queue.assign}"] == 0
    assert found["review_queue_broker_up"] == 1
    assert (found["review_queue_broker_messages"], found["review_queue_workers"]) == (2, 3)
    assert found["review_queue_mail_waiting{app=review_queue}"] == 1
    assert found["review_queue_items{state=assigned}"] == found["review_queue_items{state=cleared}"] == 1
    assert found["review_queue_items{state=decided}"] == 0
    assert found["review_queue_open_slots"] == 2
    assert found["review_queue_offers_overdue"] == 1
    assert found["review_queue_unsealed_events"] == item.events.model.objects.count()


def test_the_clock_and_its_duties(client):
    assert "review_queue_clock_last_run_age_seconds" not in values(client)
    beat(RECONCILE, ok=True)
    run_duties()
    Beat.objects.filter(pk=RECONCILE).update(at=Now() - timedelta(minutes=2))
    Beat.objects.filter(pk="review_queue.expire").update(ok=False)
    for number in range(3):
        FailingRow.objects.create(duty="review_queue.remind", row=f"assignment {number}")
    found = values(client)
    assert 120 <= found["review_queue_clock_last_run_age_seconds"] < 180
    assert found["review_queue_duty_failed{duty=review_queue.expire}"] == 1
    assert found["review_queue_duty_failed{duty=review_queue.remind}"] == 0
    assert found["review_queue_duty_failing_rows{duty=review_queue.remind}"] == 3
    assert found["review_queue_duty_failing_rows{duty=review_queue.expire}"] == 0
    assert found["review_queue_duty_found{duty=review_queue.repair_access}"] == 0


def test_a_broker_that_does_not_answer_is_a_figure_not_a_failure(client, monkeypatch):
    monkeypatch.setattr(reading, "look", lambda: None)
    found = values(client)
    assert found["review_queue_broker_up"] == 0
    assert "review_queue_workers" not in found


def test_a_scraper_that_asks_for_open_metrics_gets_them(client):
    response = scrape(client, Accept="application/openmetrics-text; version=1.0.0")
    assert response["Content-Type"].startswith("application/openmetrics-text")
    names = {family.name for family in open_metrics(response.content.decode())}
    assert "review_queue_broker_up" in names
    plain = scrape(client)
    assert plain["Content-Type"].startswith("text/plain")
    assert "no-store" in plain["Cache-Control"]


def test_scraping_twice_in_one_process_gives_each_its_own_figures(client):
    before = values(client)["review_queue_items{state=received}"]
    reviews.make_item()
    assert values(client)["review_queue_items{state=received}"] == before + 1


@pytest.mark.parametrize(
    "authorization",
    ["", f"Bearer {TOKEN}x", "Bearer", "Bearer ", f"Basic {TOKEN}", TOKEN, "Bearer tök"],
)
def test_without_the_token_there_is_nothing_here(client, superuser, authorization):
    headers = {"Authorization": authorization} if authorization else {}
    for visitor in (client, superuser):
        assert visitor.get(METRICS, headers=headers).status_code == 404


@pytest.mark.parametrize("authorization", ["Bearer ", "Bearer", f"Bearer {TOKEN}"])
def test_where_no_token_is_set_nobody_gets_in(client, settings, authorization):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "METRICS_TOKEN": ""}
    assert client.get(METRICS, headers={"Authorization": authorization}).status_code == 404


def test_nothing_is_written_there(client):
    assert client.post(METRICS, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405


def test_the_figures_name_nobody(client):
    item, (first, _) = reviews.make_assigned(identifiers=[{"kind": "given_name", "value": "Leilani"}])
    found = scrape(client).content.decode()
    for secret in (item.code, item.ref, first.code, first.reviewer.user.email, "Leilani"):
        assert secret not in found


@pytest.mark.parametrize("rows", [1, 30])
def test_a_scrape_takes_the_same_queries_with_one_row_and_with_many(client, rows):
    scored_in = reviews.make_round()
    for _ in range(rows):
        reviews.clear_item(reviews.make_item(scored_in))
    with queries() as count:
        scrape(client)
    assert count.all == 9
