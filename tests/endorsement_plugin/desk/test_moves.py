"""Moves on a coordinator's pages: what is offered, looked at, confirmed and taken back."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.endorsements.moves import MOVES
from endorsement_plugin.models import Endorsement, EndorsementEvent, Renewal
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.renewals.actions.deciding import renew_as_coordinator
from endorsement_plugin.renewals.actions.opening import open_renewal
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.policies import make_policy

pytestmark = pytest.mark.django_db

BOARD = {"what": "License suspended.\nSix months.", "on": "2026-02-09", "source": "The board’s page"}


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def address(endorsement: Endorsement, name: str = "inspect", *args: object) -> str:
    return reverse(f"endorsement_endorsements:{name}", args=[endorsement.pk, *args])


def page(desk: Any, endorsement: Endorsement, name: str = "inspect", *args: object) -> str:
    return desk.get(address(endorsement, name, *args)).content.decode()


def test_the_file_offers_what_the_state_and_the_policy_allow(desk):
    held = make_endorsement()

    def offered() -> set[str]:
        shown = page(desk, held)
        return {move.key for move in MOVES if f"/move/{move.key}/" in shown}

    assert offered() == {"sanction", "name", "designation", "hold", "retire", "undo_grant", "remove"}
    make_policy(held.association, leave_years=1, emeritus=True)
    more = {"leave", "emeritus", "undo_grant"}
    assert offered() == {"sanction", "name", "designation", "hold", "retire", "remove"} | more
    Endorsement.objects.filter(pk=held.pk).update(state="inactive", inactive_reason="sanction")
    assert offered() == {"reinstate", "name", "designation", "hold", "retire", "remove"}
    Endorsement.objects.filter(pk=held.pk).update(state="removed", inactive_reason="")
    assert offered() == {"back", "name"}


def test_a_move_is_looked_at_before_it_happens(desk):
    held = make_endorsement(listed=True)
    asked = page(desk, held, "move", "sanction")
    assert "takes no complaints about how an endorsed person works" in asked
    path = address(held, "move", "sanction")
    seen = desk.post(path, {**BOARD, "then": "look"}).content.decode()
    assert "Nothing has happened yet. This is what you confirm:" in seen
    assert "At once it says “Inactive, since" in seen
    assert "Until now it says “Active”." in seen
    assert "The letter to ina.applicant@example.org" in seen
    assert "a licensing board has sanctioned you" in seen
    assert "9 February 2026" in seen
    held.refresh_from_db()
    assert held.state == "active"
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', seen))
    assert kept["source"] == "The board’s page"
    changed = desk.post(path, {**BOARD, "then": "change"}).content.decode()
    assert "Six months.</textarea>" in changed
    done = desk.post(path, {**BOARD, "then": "confirm"}, follow=True).content.decode()
    assert "Done: sanctioned by a licensing board. The letter is on its way." in done
    assert "Sanctioned by a licensing board: License suspended." in done
    held.refresh_from_db()
    assert held.state == "inactive"


def test_enter_in_a_field_looks_and_never_confirms(desk):
    held = make_endorsement()
    desk.post(address(held, "move", "sanction"), BOARD)
    held.refresh_from_db()
    assert held.state == "active"


def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(desk):
    held = make_endorsement()
    for then in ("look", "confirm"):
        data = {**BOARD, "source": "", "then": then}
        shown = desk.post(address(held, "move", "sanction"), data).content.decode()
        assert "Nothing has happened yet." in shown
        assert "Say where you learned of it." in shown
        assert "Six months.</textarea>" in shown


def test_confirmed_twice_or_too_late_it_is_refused_in_words(desk):
    held = make_endorsement()
    path = address(held, "move", "sanction")
    desk.post(path, {**BOARD, "then": "confirm"})
    again = desk.post(path, {**BOARD, "then": "confirm"}, follow=True).content.decode()
    assert "A sanction stands already." in again
    assert held.events.count() == 1
    reopened = desk.get(path, follow=True).content.decode()
    assert "A sanction stands already." in reopened


def test_without_an_address_the_screen_says_so_before_and_after(desk):
    held = make_endorsement()
    held.person.user, held.person.contact_email = None, ""
    held.person.save()
    path, words = address(held, "move", "remove"), "No letter leaves: we have no e-mail address"
    assert words in desk.get(path).content.decode()
    assert words in desk.post(path, {"reason": "x", "then": "look"}).content.decode()
    assert words in desk.post(path, {"reason": "x", "then": "confirm"}, follow=True).content.decode()


def test_a_hold_has_no_letter_and_says_so(desk):
    held = make_endorsement()
    data = {"until": "2040-01-01", "reason": "In hospital.", "then": "look"}
    seen = desk.post(address(held, "move", "hold"), data).content.decode()
    assert "No letter leaves." in seen
    assert "Nothing changes: the name is not in it." in seen


def test_each_move_in_the_history_can_be_taken_back_in_turn(desk):
    held = make_endorsement(listed=True)
    desk.post(address(held, "move", "sanction"), {**BOARD, "then": "confirm"})
    desk.post(address(held, "move", "remove"), {"reason": "x", "then": "confirm"})
    sanctioned, removed = held.events.all()
    shown = page(desk, held)
    assert address(held, "undo", removed.pk) in shown
    assert address(held, "undo", sanctioned.pk) not in shown
    path = address(held, "undo", removed.pk)
    asked = desk.get(path).content.decode()
    assert "The public registry: At once it says “Inactive, since" in asked
    assert "A letter that was sent stays sent; none leaves now." in asked
    assert "Write the reason." in desk.post(path, {}).content.decode()
    done = desk.post(path, {"why": "The wrong Ina."}, follow=True).content.decode()
    assert "Taken back. No letter has left." in done
    assert "Took a move back, “Removed”: The wrong Ina." in done
    assert held.mail.count() == 2
    again = desk.post(path, {"why": "The wrong Ina."}, follow=True).content.decode()
    assert "This was taken back already." in again
    held.refresh_from_db()
    assert (held.state, held.inactive_reason) == ("inactive", "sanction")


def test_a_renewal_is_taken_back_by_a_step_of_its_own(desk):
    held = make_endorsement(granted_on=date(2020, 3, 5), renewal_due=date(2039, 12, 31))
    row = open_renewal(endorsement=held.pk)
    renew_as_coordinator(renewal=row.pk, by=make_coordinator(held.association), note="On paper")
    event = held.events.get(action="renewed")
    assert desk.get(address(held, "undo", event.pk)).status_code == 404
    path = address(held, "undo_renewal", row.pk)
    assert path in page(desk, held)
    assert "It is then due by 31 December 2039 again" in page(desk, held, "undo_renewal", row.pk)
    refused = desk.post(path, {"reason": " "})
    assert "Write why." in refused.content.decode()
    done = desk.post(path, {"reason": "The wrong Ina."}, follow=True).content.decode()
    assert "The renewal is taken back. The letter is on its way." in done
    held.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, held.renewal_due) == ("open", date(2039, 12, 31))
    assert "The wrong Ina." in held.mail.get(event_key__startswith="renewal_undone").body
    assert path not in done
    assert row.events.get(action="renewal_undone").detail == "The wrong Ina."
    assert "is now" in desk.post(path, {"reason": "Twice"}, follow=True).content.decode()
    assert held.mail.filter(event_key__startswith="renewal_undone").count() == 1


def test_what_an_audit_decides_and_anothers_renewal_are_not_taken_back_there(desk):
    held, other = make_endorsement(), make_endorsement(make_person("o@example.org"))
    row = open_renewal(endorsement=held.pk)
    renew_as_coordinator(renewal=row.pk, by=make_coordinator(held.association), note="On paper")
    assert desk.get(address(other, "undo_renewal", row.pk)).status_code == 404
    Renewal.objects.filter(pk=row.pk).update(state="in_audit", audited=True)
    path = address(held, "undo_renewal", row.pk)
    assert path not in page(desk, held)
    desk.post(path, {"reason": "x"})
    row.refresh_from_db()
    assert row.state == "in_audit"


def test_below_the_registry_stand_the_associations_words_on_complaints(client):
    association = make_association()
    root = association.site.root_page
    registry = root.add_child(instance=RegistryPage(title="Registry", slug="r"))
    shown = client.get(registry.url).content.decode()
    assert f"{association.short_name} takes no complaints about how an endorsed person works" in shown
    assert "the name moves to the inactive part of this registry" in shown
    association.about_complaints = "Write to our office."
    association.save()
    shown = client.get(registry.url).content.decode()
    assert "Write to our office." in shown
    assert "takes no complaints" not in shown


def test_on_a_persons_entry_stand_the_same_words_on_complaints(client):
    held = make_endorsement(listed=True)
    association = held.association
    root = association.site.root_page
    registry = root.add_child(instance=RegistryPage(title="Registry", slug="r"))
    entry = f"{registry.url}{held.number}/"
    shown = client.get(entry).content.decode()
    assert f"{association.short_name} takes no complaints about how an endorsed person works" in shown
    association.about_complaints = "Write to our office."
    association.save()
    shown = client.get(entry).content.decode()
    assert "Write to our office." in shown
    assert "takes no complaints" not in shown


def test_ones_own_says_who_decides_and_has_no_move(desk):
    own = make_endorsement(make_person("cora.coordinator@example.org"))
    shown = page(desk, own)
    assert "another coordinator decides about it" in shown
    assert "/move/" not in shown
    assert desk.get(address(own, "move", "sanction")).status_code == 404


def test_another_associations_and_a_move_that_is_none_are_not_there(desk):
    other = make_credential(make_association("mi-aimh", "mi-aimh.localhost"))
    theirs, held = make_endorsement(make_person("o@example.org"), other), make_endorsement()
    event = held.events.create(action="granted", role="coordinator")
    assert desk.get(address(theirs, "move", "sanction")).status_code == 404
    assert desk.get(address(held, "move", "promote")).status_code == 404
    assert desk.get(address(theirs, "undo", event.pk)).status_code == 404
    assert desk.get(address(held, "undo", 0)).status_code == 404


def test_what_its_holder_has_beside_it_is_shown(desk):
    held = make_endorsement()
    higher = make_endorsement(held.person, make_credential(code="IMHS"))
    assert higher.number in page(desk, held)


def test_whoever_corrects_a_name_reads_where_else_it_stands(desk):
    held = make_endorsement()
    assert "Correct it on these too" not in page(desk, held, "move", "name")
    other = make_endorsement(held.person, make_credential(code="IMH"), number="<b>&7")
    make_endorsement(held.person, make_credential(code="ECM"), number="E-8", name="Ina Else")
    shown = page(desk, held, "move", "name")
    assert "IMH &lt;b&gt;&amp;7, active" in shown
    assert re.search(rf'<input type="checkbox" name="also" value="{other.pk}"[^>]* checked', shown)
    assert "E-8" not in shown


def test_a_name_is_corrected_on_those_that_are_ticked_after_a_look(desk):
    held = make_endorsement()
    ticked = make_endorsement(held.person, make_credential(code="IMH"))
    left = make_endorsement(held.person, make_credential(code="ECM"))
    data = {"name": "Ina Kahale", "family_name": "Kahale", "kind": "changed", "also": [str(ticked.pk)]}
    look = desk.post(address(held, "move", "name"), data).text
    assert f"IMH {ticked.number}, active" in look
    assert "A letter of its own leaves for each of the others." in look
    assert f'<input type="hidden" name="also" value="{ticked.pk}"' in look
    assert f'name="also" value="{left.pk}"' not in look
    assert not EndorsementEvent.objects.exists()
    again = desk.post(address(held, "move", "name"), data | {"then": "change"}).text
    assert re.search(rf'name="also" value="{ticked.pk}"[^>]* checked', again)
    assert not re.search(rf'name="also" value="{left.pk}"[^>]* checked', again)
    desk.post(address(held, "move", "name"), data | {"then": "confirm"})
    for row in (held, ticked, left):
        row.refresh_from_db()
    assert [row.name for row in (held, ticked, left)] == ["Ina Kahale", "Ina Kahale", "Ina Applicant"]
