"""What leaves the process: letters, messages to workers, logs."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django_rq import get_connection, get_queue
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from endorsement_plugin.mail.notifications import queue_mail
from review_queue.models import Assignment
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests import broker as brokers
from tests.factories.people import make_superuser, make_user
from tests.factories.reviews import make_reviewer, score
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import MARKS, World, make_world, write

QUEUE_PAGES = "/django-admin/django_rq/dashboard/"


@pytest.fixture
def world(db: None) -> World:
    """New for each test, with the letters that were sent on the way."""
    return make_world()


@pytest.fixture
def broker(settings) -> Iterator[str]:
    with brokers.broker() as url:
        settings.RQ_QUEUES = {"default": {**settings.RQ_QUEUES["default"], "URL": url}}
        brokers.reconnect()
        yield url
    brokers.reconnect()


def finish(world: World) -> None:
    """A dispute, a third review, a verdict, and every letter on the way."""
    version = write(world.others, 0, *MARKS[2:])
    world.own.review.refresh_from_db()
    submit_review(assignment=world.own, version=world.own.review.version)
    submit_review(assignment=world.others, version=version)
    third = make_user("third@example.org")
    make_reviewer(world.item.pool, user=third, qualifications=["IMHS"], may_adjudicate=True)
    run_due()
    score(Assignment.objects.get(slot=3), 3)
    run_due()


def letters_to(address: str) -> list[EmailMessage]:
    return [letter for letter in mail.outbox if address in letter.to]


@asks("notifications", "recusal")
@pytest.mark.django_db
def test_letters_hold_an_own_code_and_a_day(world: World):
    """Subject, body, sender, every header; there is no calendar file or other attachment, and no HTML."""
    finish(world)
    reviewers = {one.reviewer.user.email: one for one in Assignment.objects.filter(item=world.item)}
    assert len(reviewers) == 3
    for address, own in reviewers.items():
        letters = letters_to(address)
        assert letters
        written = "\n".join(str(letter.message()) for letter in letters)
        assert own.code in written
        others = [one.code for one in reviewers.values() if one != own]
        assert not [secret for secret in (*others, *world.secrets, *MARKS) if secret in written]
        assert not canaries.found_in(written)
        assert not any(letter.attachments or letter.cc or letter.bcc for letter in letters)
        assert {letter.content_subtype for letter in letters} == {"plain"}
        for letter in letters:
            assert re.fullmatch(r"You are asked to score (?:an answer|\d+ answers)", str(letter.subject))


@asks("notifications", "early marks")
@pytest.mark.django_db
def test_the_candidate_hears_nothing_of_a_verdict_before_a_person_decides(world: World):
    before = len(letters_to(canaries.EMAIL))
    finish(world)
    world.sitting.refresh_from_db()
    assert world.sitting.state == "passed"
    assert len(letters_to(canaries.EMAIL)) == before
    client = Client()
    client.force_login(world.sitting.application.person.account)
    for address in (f"/exam/{world.sitting.pk}/", f"/apply/{world.sitting.application_id}/"):
        page = client.get(address, follow=True).content.decode()
        assert not [word for word in MARKS if word in page]


@asks("jobs")
@pytest.mark.django_db(transaction=True)
def test_the_broker_holds_ids_and_its_pages_show_no_more(broker: str, settings):
    """In every message, and on every page that django-rq has of it, also after work has failed."""
    settings.EMAIL_BACKEND = "tests.journeys.leaks.refusing.Backend"
    world = make_world()
    queue_mail(event_key="leak", to=canaries.EMAIL, subject="Your exam", body="Well done, Zquellina.")
    held = canaries.messages_in(broker)
    assert held.count("review_queue.work.running.run") >= 5
    assert not canaries.found_in(held)
    assert not [secret for secret in (*world.secrets, *MARKS, world.own.code) if secret in held]
    seen = "\n".join(_pages_of_the_broker())
    assert "review_queue.work.running.run" in seen
    SimpleWorker(["default"], connection=get_connection("default"), serializer=JSONSerializer).work(
        burst=True
    )
    assert Work.objects.filter(trouble__startswith="SMTPRecipientsRefused").exists()
    seen += canaries.messages_in(broker) + "\n".join(_pages_of_the_broker())
    assert "Traceback" not in seen
    assert not canaries.found_in(seen)
    assert not [secret for secret in (*world.secrets, *MARKS, world.own.code) if secret in seen]


def _pages_of_the_broker() -> Iterator[str]:
    client = Client()
    client.force_login(make_superuser())
    for message in get_queue("default").jobs:
        assert [type(one) for one in message.args] == [str]
        yield client.get(f"{QUEUE_PAGES}queues/0/{message.id}/").content.decode()
    for place in ("", "queues/0/", "queues/0/details/", "queues/0/failed/", "queues/0/finished/"):
        response = client.get(QUEUE_PAGES + place)
        assert response.status_code == 200
        yield response.content.decode()


@asks("jobs", "errors")
@pytest.mark.django_db
def test_the_words_of_an_error_are_kept_nowhere(world: World, settings, caplog):
    """A mail server repeats the address that it refuses; the row and the log have the kind and the place."""
    settings.EMAIL_BACKEND = "tests.journeys.leaks.refusing.Backend"
    queue_mail(event_key="leak", to=canaries.EMAIL, subject="Your exam", body="Well done, Zquellina.")
    caplog.set_level(logging.INFO)
    run_due()
    troubles = set(Work.objects.exclude(trouble="").values_list("trouble", flat=True))
    assert troubles
    assert all(one.startswith("SMTPRecipientsRefused at send_messages:") for one in troubles)
    assert "SMTPRecipientsRefused" in caplog.text
    assert not canaries.found_in(caplog.text + canaries.rows_of("review_queue"))


@asks("jobs", "ids")
@pytest.mark.django_db
def test_a_row_of_work_holds_an_opaque_id(world: World):
    """Or the moment at which all offers leave, which is everybody's."""
    finish(world)
    rows = list(Work.objects.values_list("kind", "key"))
    assert len(rows) > 10
    assert all(re.fullmatch(r"\d+|[0-9a-f-]{36}|\d{8}T\d{12}Z", key) for _, key in rows), rows
    text = " ".join(key for _, key in rows)
    assert not [secret for secret in (world.item.code, world.own.code, world.others.code) if secret in text]


@asks("audit", "activity")
@pytest.mark.django_db
def test_the_trail_is_written_in_codes(world: World):
    """Kinds, codes and counts; the one free word that an event has is no word."""
    finish(world)
    events = canaries.rows_of("review_queue")
    assert not canaries.found_in(events)
    for detail in world.item.events.values_list("detail", flat=True):
        assert re.fullmatch(r"[a-z_,:\d.-]*", detail), detail
