"""Letters come from the association: its name on them, and answers to it."""

from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail as outbox

from endorsement_plugin.associations.queries import sender_of
from endorsement_plugin.mail.notifications import queue_mail
from review_queue.models import Mail, Pool
from review_queue.work.asking import ask
from review_queue.work.running import run_due
from tests.factories.credentials import make_association

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Endorsement <letters@host.example.org>"


def _sent(**fields: Any) -> Any:
    """A letter of the association as it goes out."""
    queue_mail(event_key="one", to="ina@example.org", subject="Hello", body="Hello", **fields)
    run_due()
    (message,) = outbox.outbox
    return message.message()


@pytest.mark.parametrize(
    "name", ["AIMH Hawaiʻi", 'The "Babies", Inc.', "幼児の会", "Kids <office@evil.example.org>", "A" * 200]
)
def test_the_name_is_the_associations_and_the_address_the_installations(name: str):
    message = _sent(association=make_association(name=name, email="office@aimh.example.org"))
    sender = message["From"].addresses[0] if hasattr(message["From"], "addresses") else None
    shown, address = (sender.display_name, sender.addr_spec) if sender else _read(message["From"])
    assert (shown, address) == (name, "letters@host.example.org")
    assert message["Reply-To"] == "office@aimh.example.org"


def _read(header: Any) -> tuple[str, str]:
    from email.header import decode_header, make_header

    shown, address = parseaddr(str(header))
    return str(make_header(decode_header(shown))), address


@pytest.mark.parametrize("name", ["AIMH\r\nBcc: all@evil.example.org", "AIMH\n\nHello", "AI\u202eMH\x00"])
def test_nothing_in_a_name_begins_a_header(name: str):
    message = _sent(association=make_association(name=name))
    assert message["Bcc"] is None
    assert "\n" not in _read(message["From"])[0]
    assert message["From"].endswith("<letters@host.example.org>")


def test_an_address_that_is_none_keeps_no_letter_back():
    message = _sent(association=make_association(email="office@x\r\nBcc: all@evil.example.org"))
    assert message["Reply-To"] is None
    assert message["Bcc"] is None


def test_without_an_association_it_is_the_installations():
    message = _sent()
    assert message["From"] == "Endorsement <letters@host.example.org>"
    assert message["Reply-To"] is None


def _to_a_reviewer(pool: Pool) -> Any:
    letter = Mail.objects.create(event_key="o", to="rev@example.org", subject="s", body="b", pool=pool)
    ask("review_queue.deliver_mail", str(letter.pk))
    run_due()
    (message,) = outbox.outbox
    return message.message()


def test_a_letter_to_a_reviewer_comes_from_the_pools_association():
    make_association(name="AIMH Hawaii", review_pool="hawaii", email="office@aimh.example.org")
    make_association("mi-aimh", "mi.example.org", review_pool="michigan")
    message = _to_a_reviewer(Pool.objects.create(code="hawaii", name="Hawaii"))
    assert message["From"] == "AIMH Hawaii <letters@host.example.org>"
    assert message["Reply-To"] == "office@aimh.example.org"


def test_a_pool_of_several_associations_names_none_of_them():
    make_association(review_pool="shared")
    make_association("mi-aimh", "mi.example.org", review_pool="shared")
    assert sender_of("shared") is None
    message = _to_a_reviewer(Pool.objects.create(code="shared", name="Shared"))
    assert message["From"] == "Endorsement <letters@host.example.org>"


def test_a_pool_of_no_association_is_no_error():
    assert sender_of("unknown") is None
