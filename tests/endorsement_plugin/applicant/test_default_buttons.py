"""Enter in a one-line field presses the form's first button: one that neither sends nor hands in."""

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client

from endorsement_plugin.models import Application, Reference
from tests.cast import give_referee_link
from tests.factories.reviews import accept_offer, make_assigned
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db


def press_enter(client: Client, address: str, **values: str) -> None:
    """What a browser sends for Enter: the form that has these controls, with its first button."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    form = soup.select_one(f'form:has([name="{next(iter(values))}"])')
    button = form and form.select_one("button")
    assert form
    assert button
    hidden = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[type=hidden]")}
    pressed = {str(button["name"]): str(button.get("value", ""))} if button.has_attr("name") else {}
    client.post(str(form.get("action") or address), {**hidden, **values, **pressed})


def test_naming_a_referee_does_not_write_to_them(page, application: Application):
    press_enter(page, f"/apply/{application.pk}/referees/1/", name="Rosa Referee", email="rosa@example.org")
    assert Reference.objects.get().state == "draft"
    assert not mail.outbox


def test_a_reference_is_not_handed_in(client):
    reference, path = give_referee_link()
    client.post(path)
    press_enter(client, f"/reference/{reference.pk}/", warmth="3", reflection="unknown")
    assert Reference.objects.get().state == "opened"
    assert Reference.objects.get().draft["q-warmth"] == "3"


def test_an_exam_is_not_handed_in(client):
    sitting = make_sitting("open")
    client.force_login(sitting.application.person.user)
    press_enter(client, f"/exam/{sitting.pk}/answers/", first="I would wait.", second="I would ask.")
    sitting.refresh_from_db()
    assert (sitting.state, sitting.draft["q-first"]) == ("open", "I would wait.")


def test_a_review_is_saved_and_stays_on_the_desk(client):
    assignment = accept_offer(make_assigned()[1][0])
    client.force_login(assignment.reviewer.user, backend="django.contrib.auth.backends.ModelBackend")
    values = {"version": "0", "level-c0": "2", "level-c1": "2", "feedback": "Well seen."}
    press_enter(client, assignment.get_absolute_url(), **values)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.review.feedback) == ("accepted", "Well seen.")
