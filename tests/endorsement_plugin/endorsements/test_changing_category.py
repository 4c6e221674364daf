"""Another category for an endorsement: what is asked, refused, written, seen in public, and taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.certificates.queries import badge_of
from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.endorsements.actions.make_move import make_move
from endorsement_plugin.endorsements.moves import BY_KEY
from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.models import Badge, Endorsement
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.renewals.actions.opening import open_renewal
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator
from tests.factories.policies import make_policy

pytestmark = pytest.mark.django_db

MOVE = BY_KEY["category"]


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


@pytest.fixture
def mentor(coordinator):
    return make_credential(code="IMHM", name="Infant Mental Health Mentor")


@pytest.fixture
def held(mentor):
    return make_endorsement(listed=True, designation="Clinical", granted_on=date(2020, 3, 5), origin="import")


def typed(held: Endorsement, to: Any, **other: str) -> dict[str, str]:
    day = str(today(held.association))
    return {"category": str(to.pk), "on": day, "designation": "", "reason": "She teaches now."} | other


def change(held: Endorsement, by: Any, to: Any, **other: str) -> Any:
    event = make_move(endorsement=held.pk, by=by, move=MOVE, data=typed(held, to, **other))
    held.refresh_from_db()
    return event


def problems(held: Endorsement, by: Any, to: Any, **other: str) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        change(held, by, to, **other)
    assert not held.events.exists()
    return {one.where[0]: one.message for one in refused.value.problems}


def test_it_is_the_same_endorsement_of_another_category_and_back(held, coordinator, mentor):
    before, number, due = held.credential, held.number, held.renewal_due
    event = change(held, coordinator, mentor)
    assert (held.credential, held.number, held.renewal_due) == (mentor, number, due)
    assert (held.designation, held.granted_on, held.state_since) == ("", date(2020, 3, 5), None)
    assert (event.actor, event.effective_on) == (coordinator, today(held.association))
    assert event.detail == f"{before.code} → IMHM. She teaches now."
    letter = held.mail.get().body
    assert f"is of the category Infant Mental Health Mentor (IMHM); before, it was {before}." in letter
    assert "She teaches now." in letter
    assert "Our public registry says of it: Active." in letter
    undo_move(event=event.pk, by=coordinator, why="The wrong Ina.")
    held.refresh_from_db()
    assert (held.credential, held.designation, held.mail.count()) == (before, "Clinical", 1)


def test_what_is_missing_or_wrong_is_said_beside_it(held, coordinator, mentor):
    assert problems(held, coordinator, mentor, category="", on="", reason=" ") == {
        "category": "Choose the category.",
        "on": "Say from which day.",
        "reason": "Write the reason.",
    }
    late = today(held.association) + timedelta(days=1)
    assert problems(held, coordinator, mentor, on=str(late)) == {"on": "This day has not come yet."}
    assert problems(held, coordinator, mentor, on="2020-03-04") == {
        "on": "This is before the endorsement was granted."
    }
    gone = {"category": "This category cannot be chosen any more. Look at the list again."}
    assert problems(held, coordinator, held.credential) == gone
    theirs = make_credential(make_association("mi-aimh", "mi-aimh.localhost"), code="IMHM")
    assert problems(held, coordinator, theirs) == gone
    make_credential(code="IMHS", name="Specialist")
    make_endorsement(held.person, mentor)
    assert problems(held, coordinator, mentor) == gone


def test_it_is_refused_in_words_where_it_cannot_be(held, coordinator, mentor):
    row = open_renewal(endorsement=held.pk)
    row.state = "in_audit"
    row.save()
    with pytest.raises(WrongState, match="A renewal was sent in"):
        change(held, coordinator, mentor)
    mentor.retired = True
    mentor.save()
    with pytest.raises(WrongState, match="no other category that its holder could have instead"):
        change(held, coordinator, mentor)
    Endorsement.objects.filter(pk=held.pk).update(origin="holding", application=None)
    with pytest.raises(WrongState, match="It was granted for holding others"):
        change(held, coordinator, mentor)
    Endorsement.objects.filter(pk=held.pk).update(state="inactive", inactive_reason="sanction")
    with pytest.raises(WrongState):
        change(held, coordinator, mentor)


def test_it_is_not_taken_back_into_what_its_holder_was_granted_meanwhile(held, coordinator, mentor):
    before = held.credential
    event = change(held, coordinator, mentor)
    make_endorsement(held.person, before)
    with pytest.raises(WrongState, match=f"holds {before.code} anew by now"):
        undo_move(event=event.pk, by=coordinator, why="x")
    held.refresh_from_db()
    assert held.credential == mentor


def test_it_is_not_taken_back_while_a_renewal_is_in_hand_that_was_signed_for_it(held, coordinator, mentor):
    event = change(held, coordinator, mentor)
    row = open_renewal(endorsement=held.pk)
    row.state = "submitted"
    row.save()
    with pytest.raises(WrongState, match="A renewal was sent in"):
        undo_move(event=event.pk, by=coordinator, why="x")
    row.state = "open"
    row.save()
    undo_move(event=event.pk, by=coordinator, why="x")
    held.refresh_from_db()
    assert held.credential != mentor


def test_the_period_that_runs_follows_the_other_categorys_policy(held, coordinator, mentor):
    general, own = make_policy(held.association), make_policy(held.association, credential=mentor)
    assert open_renewal(endorsement=held.pk).policy == general
    change(held, coordinator, mentor)
    row = open_renewal(endorsement=held.pk)
    assert row.policy == own
    assert row.events.filter(action="policy_changed").exists()


def test_a_badge_of_the_category_before_is_revoked_for_good(held, coordinator, mentor):
    Badge.objects.create(
        endorsement=held,
        association=held.association,
        status_list=1,
        status_index=7,
        issued_at=timezone.now(),
    )
    assert badge_of(held) is not None
    event = change(held, coordinator, mentor)
    assert badge_of(held) is None
    undo_move(event=event.pk, by=coordinator, why="x")
    assert badge_of(held) is None


def test_its_screen_shows_letter_and_registry_first_and_the_registry_says_it_at_once(
    held, coordinator, mentor
):
    root = held.association.site.root_page
    registry = root.add_child(instance=RegistryPage(title="Registry", slug="r"))
    before, visitor, desk = held.credential, Client(), Client()
    desk.force_login(coordinator)
    path = reverse("endorsement_endorsements:move", args=[held.pk, "category"])
    assert "A badge of the category before is revoked" in desk.get(path).text
    seen = desk.post(path, typed(held, mentor) | {"then": "look"}).text
    assert f"At once it says “IMHM, Active”. Until now it says “{before.code}, Active”." in seen
    assert "before, it was" in seen
    held.refresh_from_db()
    assert held.credential == before
    done = desk.post(path, typed(held, mentor) | {"then": "confirm"}, follow=True).text
    assert "Done: category changed. The letter is on its way." in done
    assert "Infant Mental Health Mentor (IMHM)" in visitor.get(f"{registry.url}{held.number}/").text
    event = held.events.get()
    undo = reverse("endorsement_endorsements:undo", args=[held.pk, event.pk])
    assert (
        f"At once it says “{before.code}, Active”. Until now it says “IMHM, Active”." in desk.get(undo).text
    )
    desk.post(undo, {"why": "The wrong Ina."})
    held.refresh_from_db()
    assert held.credential == before
    assert "IMHM" not in visitor.get(f"{registry.url}{held.number}/").text
