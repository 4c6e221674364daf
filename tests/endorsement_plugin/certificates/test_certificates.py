"""Asking for a certificate, waiting for it, having it: for what is in force, and as it is now."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.certificates import jobs
from endorsement_plugin.certificates.actions.ask import ask_for_certificate
from endorsement_plugin.certificates.actions.read import read_certificate
from endorsement_plugin.certificates.rules import PATIENCE_S
from endorsement_plugin.certificates.typesetting import process
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.models import Certificate, Endorsement
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests.endorsement_plugin.certificates.setting import text_of, valid
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db(transaction=True)

YESTERDAY = timezone.localdate() - timedelta(days=2)


STORAGE = Certificate._meta.get_field("file").storage


def stored() -> list[str]:
    """The files that are there."""
    try:
        return list(STORAGE.listdir("certificates")[1])
    except FileNotFoundError:
        return []


@pytest.fixture(autouse=True)
def _empty_folder() -> None:
    for name in stored():
        STORAGE.delete(f"certificates/{name}")


def made(held: Endorsement) -> Certificate:
    """Asked for by its holder, and made by a worker."""
    ask_for_certificate(endorsement=held.pk, by=held.person.account)
    run_due()
    return Certificate.objects.get(endorsement=held)


def content(held: Endorsement) -> bytes:
    with read_certificate(endorsement=held.pk, by=held.person.account).file.open("rb") as file:
        return bytes(file.read())


def test_it_is_made_once_and_kept():
    held = valid()
    first = made(held)
    assert (first.state, len(stored())) == ("made", 1)
    assert first.size == len(content(held))
    assert held.name in text_of(content(held))
    assert made(held).made_at == first.made_at
    assert Work.objects.filter(kind="endorsement.make_certificate").count() == 1


CHANGES = [
    {"name": "Ina Married"},
    {"renewal_due": timezone.localdate() + timedelta(days=465)},
    {"designation": "Clinical"},
    {"state": "provisional", "provisional_until": timezone.localdate() + timedelta(days=9)},
]


@pytest.mark.parametrize("changes", CHANGES)
def test_what_has_changed_is_made_anew_and_the_old_file_goes(changes: dict[str, Any]):
    held = valid()
    before = (made(held), stored(), content(held))
    Endorsement.objects.filter(pk=held.pk).update(**changes)
    with pytest.raises(WrongState, match="not made yet"):
        content(held)
    after = made(held)
    assert after.digest != before[0].digest
    assert content(held) != before[2]
    assert len(stored()) == 1
    assert stored() != before[1]


def test_what_the_association_changes_about_its_looks_makes_it_anew():
    held = valid()
    before = made(held).digest
    association = held.association
    association.accent, association.signed_by, association.signed_as = "#7a2e55", "Kauʻi Kahaʻi", "President"
    association.save()
    assert made(held).digest != before
    assert "Kauʻi Kahaʻi" in text_of(content(held))


NOT_IN_FORCE = [
    ({"state": "inactive", "inactive_reason": "sanction"}, "It is inactive"),
    ({"state": "inactive", "inactive_reason": "requested"}, "It is inactive"),
    ({"state": "inactive", "inactive_reason": "lapsed"}, "It is inactive"),
    ({"state": "retired"}, "is retired"),
    ({"state": "removed"}, "was removed"),
    ({"state": "emeritus"}, "An emeritus endorsement"),
    ({"renewal_due": YESTERDAY}, "Its renewal was due on"),
    ({"state": "provisional", "provisional_until": YESTERDAY}, "It was provisional until"),
]


@pytest.mark.parametrize(("fields", "reason"), NOT_IN_FORCE)
def test_there_is_none_of_what_is_not_in_force_and_the_reason_is_said(client, fields, reason):
    held = valid()
    made(held)
    Endorsement.objects.filter(pk=held.pk).update(**fields)
    holder = held.person.account
    for act in (ask_for_certificate, read_certificate):
        with pytest.raises(WrongState, match=reason):
            act(endorsement=held.pk, by=holder)
    client.force_login(holder)
    page = reverse("endorsement:endorsement", args=[held.number])
    assert reason in client.get(page).text
    for path in (page + "certificate/", page + "certificate/file/"):
        answer = (client.post if path.endswith("certificate/") else client.get)(path, follow=True)
        assert answer.redirect_chain[-1][0] == f"{page}#certificate"
        assert answer.text.count(reason) == 2, "as a message and in its place"


def test_only_its_holder_and_a_coordinator_who_may_decide_have_it():
    held = valid()
    made(held)
    coordinator = make_coordinator(held.association)
    for _ in range(2):
        assert read_certificate(endorsement=held.pk, by=coordinator).size
    assert [event.action for event in held.events.all()] == ["certificate_downloaded"]
    strangers = [
        make_person("otto@example.org").account,
        make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "c2@example.org"),
    ]
    for stranger in strangers:
        for act in (ask_for_certificate, read_certificate):
            with pytest.raises(NotAllowed):
                act(endorsement=held.pk, by=stranger)


def test_a_busy_machine_tries_again_and_at_last_says_so():
    held = valid()
    with mock.patch.object(jobs, "set_pdf", side_effect=Unfinished("out of time")):
        row = made(held)
        assert row.state == "asked"
        for _ in range(jobs.TRIES - 1):
            Work.objects.update(due_at=timezone.now() - timedelta(minutes=1))
            run_due()
    row.refresh_from_db()
    assert (row.state, row.reason, stored()) == ("failed", "machine", [])
    assert made(held).state == "made"


def test_a_sign_without_a_typeface_is_said_beside_the_button(client):
    held = valid(name="𒀀𒀁 Otto")
    assert made(held).reason == "characters"
    client.force_login(held.person.account)
    shown = client.get(reverse("endorsement:endorsement", args=[held.number])).text
    assert "None of our typefaces has a sign that stands in it." in shown
    assert "Make it again" in shown


def test_what_was_changed_while_it_was_made_is_not_handed_out():
    held = valid()
    ask_for_certificate(endorsement=held.pk, by=held.person.account)
    genuine = process.set_pdf

    def and_meanwhile(*args: Any, **kwargs: Any) -> bytes:
        Endorsement.objects.filter(pk=held.pk).update(name="Ina Married")
        ask_for_certificate(endorsement=held.pk, by=held.person.account)
        return genuine(*args, **kwargs)

    with mock.patch.object(jobs, "set_pdf", and_meanwhile):
        run_due()
    run_due()
    assert "Ina Married" in text_of(content(held))
    assert len(stored()) == 1


def test_one_that_does_not_come_may_be_asked_for_again(client):
    held = valid()
    row = ask_for_certificate(endorsement=held.pk, by=held.person.account)
    assert ask_for_certificate(endorsement=held.pk, by=held.person.account).revision == row.revision
    Certificate.objects.update(asked_at=timezone.now() - timedelta(seconds=PATIENCE_S + 1))
    client.force_login(held.person.account)
    assert (
        "It has not come in ten minutes."
        in client.get(reverse("endorsement:endorsement", args=[held.number])).text
    )
    assert ask_for_certificate(endorsement=held.pk, by=held.person.account).revision == row.revision + 1


def test_its_holder_has_it_made_and_downloads_it_without_a_script(client):
    held = valid()
    client.force_login(held.person.account)
    page = reverse("endorsement:endorsement", args=[held.number])
    assert "Make the certificate" in client.get(page).text
    waiting = client.post(page + "certificate/", follow=True).text
    assert "Your certificate is being made." in waiting
    assert "Look again" in waiting
    run_due()
    assert "Download the certificate" in client.get(page).text
    assert "Download the certificate" in client.get(page + "certificate/").text
    answer = client.get(page + "certificate/file/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="certificate-{held.number.lower()}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_a_coordinator_has_it_from_the_desk_but_not_the_own_one(client):
    held = valid()
    coordinator = make_coordinator(held.association)
    client.force_login(coordinator)
    inspect = reverse("endorsement_endorsements:inspect", args=[held.pk])
    make = reverse("endorsement_endorsements:certificate", args=[held.pk])
    assert make in client.get(inspect).text
    assert "The certificate is being made." in client.post(make, follow=True).text
    run_due()
    file = reverse("endorsement_endorsements:certificate_file", args=[held.pk])
    assert file in client.get(inspect).text
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF-")
    assert "Downloaded the certificate" in client.get(inspect).text
    held.person.user = coordinator
    held.person.save()
    assert "on your own page" in client.get(inspect).text
    assert client.post(make).status_code == 404
