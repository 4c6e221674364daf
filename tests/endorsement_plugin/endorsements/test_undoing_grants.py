"""What was granted by mistake is undone, and its application is open for a new decision."""

from datetime import timedelta

import pytest
from django.urls import reverse

from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.endorsements.queries import place_in_registry
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.actions.grant import grant_endorsement
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

MOVE = BY_KEY["undo_grant"]
WHY = {"reason": "Decided about the wrong file."}


@pytest.fixture
def coordinator(db):
    return make_coordinator(make_association())


@pytest.fixture
def held(coordinator):
    """What a decision came to yesterday."""
    application = make_application(state="endorsed")
    application.list_in_registry = True
    application.save()
    return grant_endorsement(application=application, today=today(application.association), by=coordinator)


def undo(held, by):
    event = make_move(endorsement=held.pk, by=by, move=MOVE, data=WHY)
    held.refresh_from_db()
    return event


def test_its_application_is_open_for_a_new_decision(coordinator, held):
    application = held.application
    event = undo(held, coordinator)
    application.refresh_from_db()
    assert (held.state, held.application, event.detail) == ("removed", None, WHY["reason"])
    assert application.state == "ready"
    opened = application.events.get(action="decision_reopened")
    assert (opened.actor, opened.detail) == (coordinator, f"{held.number}: {WHY['reason']}")
    letter = held.mail.get().body
    assert "number " + held.number + ", by mistake" in letter
    assert "We decide about your application anew" in letter
    assert "Your name is no longer in our public registry with it." in letter
    assert WHY["reason"] in letter


def test_the_new_decision_comes_to_an_endorsement_of_its_own(coordinator, held):
    application = held.application
    undo(held, coordinator)
    application.refresh_from_db()
    application.state = "endorsed"
    application.save()
    day = today(application.association)
    second = grant_endorsement(application=application, today=day, by=coordinator)
    assert second.number != held.number
    assert application.endorsement == second
    assert not Endorsement.objects.filter(pk=held.pk, application=application).exists()


def test_the_registry_no_longer_vouches_for_it_and_its_number_is_given_to_nobody_else(
    coordinator, held, client
):
    there = reverse("endorsement:verified", args=[held.verification_code])
    assert f"{held.name}" in client.get(there).content.decode()
    number = held.number
    undo(held, coordinator)
    assert place_in_registry(held, today(held.association)) == ""
    other = make_application(make_person("next@example.org"), credential=held.credential, state="endorsed")
    granted = grant_endorsement(application=other, today=today(held.association), by=coordinator)
    assert granted.number != number


def test_without_an_application_nothing_else_changes(coordinator):
    held = make_endorsement(listed=True, origin=Endorsement.Origin.HOLDING)
    undo(held, coordinator)
    assert held.state == "removed"
    assert "We decide about your application anew" not in held.mail.get().body


def test_it_is_not_put_back_but_granted_anew(coordinator, held):
    event = undo(held, coordinator)
    with pytest.raises(WrongState, match="is not put back"):
        undo_move(event=event.pk, by=coordinator, why="It was right.")
    back = {"why": "It was right.", "renewal_due": "2040-01-01"}
    with pytest.raises(WrongState, match="Decide about its application anew"):
        make_move(endorsement=held.pk, by=coordinator, move=BY_KEY["back"], data=back)


def test_it_says_why(coordinator, held):
    with pytest.raises(Incomplete) as refused:
        make_move(endorsement=held.pk, by=coordinator, move=MOVE, data={"reason": " "})
    assert [one.message for one in refused.value.problems] == ["Write the reason."]
    held.refresh_from_db()
    assert held.state == "active"


def test_what_was_moved_in_was_not_granted_here(coordinator):
    held = make_endorsement(origin=Endorsement.Origin.IMPORT)
    with pytest.raises(WrongState, match="moved in, not granted here"):
        undo(held, coordinator)


def test_what_was_granted_for_it_is_undone_first(coordinator, held):
    other = make_endorsement(
        held.person, make_credential(code="IMHS", name="Specialist"), origin=Endorsement.Origin.HOLDING
    )
    other.granted_for.set([held])
    with pytest.raises(WrongState, match=f"granted IMHS, {other.number}, for it"):
        undo(held, coordinator)
    undo(other, coordinator)
    undo(held, coordinator)
    assert held.state == "removed"


def test_not_after_it_was_renewed(coordinator, held):
    day = today(held.association)
    held.renewals.create(starts_on=day - timedelta(days=90), due=day, state="renewed")
    with pytest.raises(WrongState, match="has been renewed"):
        undo(held, coordinator)


def test_not_after_another_application_was_started(coordinator, held):
    make_application(held.person, credential=held.credential, state="draft")
    with pytest.raises(WrongState, match="started another application"):
        undo(held, coordinator)
    held.refresh_from_db()
    assert (held.state, held.mail.count()) == ("active", 0)


def test_nobody_else_undoes_it(held):
    elsewhere = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "far@example.org")
    for stranger in (elsewhere, make_person("x@example.org").account, held.person.account):
        with pytest.raises(NotAllowed):
            undo(held, stranger)


def test_a_coordinator_undoes_it_on_the_screen(coordinator, held, client):
    client.force_login(coordinator)
    there = reverse("endorsement_endorsements:move", args=[held.pk, "undo_grant"])
    assert "open for a new decision" in client.get(there).content.decode()
    shown = client.post(there, WHY).content.decode()
    assert "We decide about your application anew" in shown
    held.refresh_from_db()
    assert held.state == "active"
    done = client.post(there, {**WHY, "then": "confirm"}, follow=True).content.decode()
    assert "granted by mistake, and undone" in done
    held.refresh_from_db()
    assert held.state == "removed"
