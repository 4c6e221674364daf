import re

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from pytest_django import Settings

from review_queue.models import Mail
from review_queue.work.asking import ask
from review_queue.work.mail import deliver, unsent
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests.review_queue.work.conftest import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(register: Register) -> Mail:
    register("a.letter", lambda claim: deliver(claim, Mail))
    letter = Mail.objects.create(event_key="offer 1", to="rev@example.org", subject="An offer", body="Hello")
    ask("a.letter", str(letter.pk))
    return letter


def test_a_letter_goes_out_once_with_its_message_id(letter: Mail) -> None:
    run_due()
    (message,) = outbox.outbox
    assert message.message()["Message-ID"] == letter.message_id
    assert (message.to, message.subject, message.body) == (["rev@example.org"], "An offer", "Hello")
    letter.refresh_from_db()
    assert letter.sent_at is not None


def test_a_letter_that_was_sent_is_not_sent_again(letter: Mail) -> None:
    run_due()
    Work.objects.update(state="pending")
    run_due()
    assert len(outbox.outbox) == 1
    assert Work.objects.get().state == "done"


def test_a_duplicate_carries_the_same_message_id(letter: Mail) -> None:
    """As when the worker dies after the mail server took the letter, before the row says so."""
    run_due()
    Work.objects.update(state="pending")
    Mail.objects.update(sent_at=None)
    run_due()
    first, second = (message.message()["Message-ID"] for message in outbox.outbox)
    assert first == second == letter.message_id


def test_one_letter_per_event(letter: Mail) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(event_key=letter.event_key, to="x@example.org", subject="s", body="b")


def test_a_message_id_tells_nothing_but_the_domain(settings: Settings, letter: Mail) -> None:
    settings.DEFAULT_FROM_EMAIL = "The office <office@example.org>"
    assert re.fullmatch(r"<[0-9a-f-]{36}@example\.org>", letter.message_id)


def test_letters_that_have_not_gone_out_are_counted_for_every_table(letter: Mail) -> None:
    found = {one.table: one for one in unsent()}
    assert set(found) >= {"review_queue"}
    assert found["review_queue"].letters == 1
    assert found["review_queue"].oldest is not None
    run_due()
    found = {one.table: one for one in unsent()}
    assert (found["review_queue"].letters, found["review_queue"].oldest) == (0, None)
