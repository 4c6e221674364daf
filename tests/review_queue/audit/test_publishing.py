"""The newest seal leaves the house by itself, with its day and digest and nothing else."""

import datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from review_queue.audit.actions import publish_seal, seal_events
from review_queue.models import Mail, Seal
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db

TODAY = datetime.datetime.now(datetime.UTC).date()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def sealed() -> Seal:
    reviews.make_item()
    seal_events()
    return Seal.objects.get()


@pytest.fixture
def elsewhere(settings, tmp_path):
    """A letter, a file and a page."""
    path = tmp_path / "seals.txt"
    ways = {"SEAL_TO": "notary@example.org", "SEAL_FILE": str(path), "SEAL_PAGE": True}
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, **ways}
    return path


def test_it_goes_to_an_address_and_into_a_file_once(sealed, elsewhere):
    assert (publish_seal(TOMORROW), publish_seal(TOMORROW)) == (2, 2)
    run_due()
    (letter,) = mail.outbox
    assert letter.to == ["notary@example.org"]
    assert sealed.digest in letter.body
    assert elsewhere.read_text() == f"{TODAY} {sealed.digest}\n"
    assert Mail.objects.filter(to="notary@example.org").count() == 1
    call_command("check_seals", expect=sealed.digest)


def test_each_day_adds_a_line(sealed, elsewhere):
    publish_seal(TOMORROW)
    reviews.make_item()
    seal_events()
    publish_seal(TOMORROW)
    second = Seal.objects.latest("number")
    assert elsewhere.read_text().splitlines() == [f"{TODAY} {one}" for one in (sealed.digest, second.digest)]


def test_nothing_of_today_leaves_before_the_day_is_over(sealed, elsewhere):
    """From one minute to the next it would tell that somebody is at work."""
    assert publish_seal(TODAY) == 0
    assert not elsewhere.exists()
    assert Client().get(reverse("review_queue:seal")).status_code == 404


def test_the_page_shows_everybody_the_day_and_the_digest(sealed, elsewhere):
    yesterday = sealed.sealed_at - datetime.timedelta(days=1)
    Seal.objects.update(sealed_at=yesterday)
    page = Client().get(reverse("review_queue:seal"))
    assert page.content.decode() == f"{yesterday.date()} {sealed.digest}\n"


def test_without_the_setting_there_is_no_page(sealed):
    Seal.objects.update(sealed_at=sealed.sealed_at - datetime.timedelta(days=1))
    assert Client().get(reverse("review_queue:seal")).status_code == 404
    assert publish_seal(TOMORROW) == 0


def test_a_file_that_cannot_be_written_is_told_and_the_letter_is_in_the_post(sealed, elsewhere):
    elsewhere.mkdir()
    with pytest.raises(OSError, match=r"seals\.txt"):
        publish_seal(TOMORROW)
    assert Mail.objects.filter(to="notary@example.org").count() == 1


def test_a_chain_made_anew_does_not_have_the_seal_that_left(sealed, elsewhere):
    publish_seal(TOMORROW)
    Seal.objects.all().delete()
    seal_events()
    kept = elsewhere.read_text().split()[1]
    call_command("check_seals")
    with pytest.raises(CommandError):
        call_command("check_seals", expect=kept)
