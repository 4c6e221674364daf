"""Two records on the coordinator's page: what is shown of each, what joining would do, and what is said."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from endorsement_plugin.desk.duplicates.columns import (
    APPLICATIONS,
    DETAILS,
    ENDORSEMENTS,
    NOTHING,
    lines_of,
)
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.joining.actions.settle_pair import join_pair
from endorsement_plugin.joining.pairs import Pair, pair_for
from endorsement_plugin.joining.queries import reasons_against
from endorsement_plugin.models import DistinctPair, Person
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator

from .twins import coordinator, moved_in, signed_up

__all__ = ["coordinator", "moved_in", "signed_up"]

pytestmark = pytest.mark.django_db

LIST = "/admin/endorsement/duplicates/"


def path_of(one: Person, other: Person) -> str:
    return reverse("endorsement_duplicates:pair", args=[one.pk, other.pk])


def test_both_are_shown(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    listed = client.get(LIST).content.decode()
    assert path_of(moved_in, signed_up) in listed
    assert "invite the person, and they join your record to it themselves" in listed
    page = client.get(path_of(moved_in, signed_up)).content.decode()
    for shown in ("license number", "(808) 555-0100", "Keiki Clinic", signed_up.email, "IFA, "):
        assert shown in page


def test_joined_on_the_page_after_a_look(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    typed = {"then": "look", "keep": str(signed_up.pk), "reason": "She called from her number."}
    refused = client.post(path, typed).content.decode()
    assert "Tick this if you have made sure." in refused
    assert "She called from her number." in refused
    assert "Write how you know" in client.post(path, typed | {"reason": " ", "sure": "on"}).content.decode()
    look = client.post(path, typed | {"sure": "on"}).content.decode()
    assert "Nothing has happened yet." in look
    assert Person.objects.filter(pk=moved_in.pk).exists()
    again = client.post(path, typed | {"then": "change", "sure": "True"}).content.decode()
    assert "Look at what will happen" in again
    assert "She called from her number." in again
    done = client.post(path, typed | {"then": "join", "sure": "True"}, follow=True).content.decode()
    assert "Joined. Everything is with Ina Applicant now." in done
    event = signed_up.endorsements.get().events.get(action="joined")
    assert event.detail == "Ina Applicant · She called from her number."
    row = signed_up.joined_records.get()
    assert (row.joined_by, row.reason, row.user) == (coordinator, "She called from her number.", None)
    assert "No two records look like one person’s." in done


def columns(pair: Pair, by: User, keep: Person) -> dict[str, list[str]]:
    return {line.label: line.after for line in lines_of(pair, by, keep)}


@pytest.mark.parametrize("first_stays", [True, False])
def test_the_last_column_is_what_there_is_then(coordinator, moved_in, signed_up, first_stays):
    Person.objects.filter(pk=signed_up.pk).update(former_names="Ina Smith", phone="8085550199")
    pair = pair_for(coordinator, moved_in.pk, signed_up.pk)
    assert pair is not None
    keep, other = (pair.one, pair.other) if first_stays else (pair.other, pair.one)
    said = columns(pair, coordinator, keep)
    stays = join_pair(keep=keep.pk, other=other.pk, by=coordinator, reason="Asked.")
    stays = Person.objects.get(pk=stays.pk)
    assert said["Name"] == [stays.name]
    assert said["E-mail address"] == [stays.email] == [signed_up.email]
    assert said["Account"] == ["yes"]
    for name, label in DETAILS.items():
        assert said[label] == [getattr(stays, name) or NOTHING]
    assert said["Phone"] == ["(808) 555-0100" if first_stays else "8085550199"]
    assert said[ENDORSEMENTS] == [f"{one.credential.code} {one.number}" for one in stays.endorsements.all()]
    assert len(said[APPLICATIONS]) == stays.applications.count() == 1


def test_a_second_tab_is_told_that_it_is_settled(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    merge_people(keep=signed_up.pk, other=moved_in.pk, by=None, role="system")
    for then in ("join", "apart"):
        page = client.post(path, {"then": then}, follow=True).content.decode()
        assert "is not there any more" in page
    assert client.get(path).status_code == 404


def test_what_stands_in_the_way_is_said_before_and_after(client, coordinator, moved_in, signed_up):
    make_endorsement(signed_up)
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    page = client.get(path).content.decode()
    assert "They cannot be joined yet" in page
    assert "one of them has to be retired first" in page
    assert "Look at what will happen" not in page
    typed = {"keep": str(signed_up.pk), "reason": "Asked.", "sure": "on"}
    for then in ("look", "join"):
        assert (
            "one of them has to be retired first"
            in client.post(path, typed | {"then": then}).content.decode()
        )
    assert Person.objects.filter(pk=moved_in.pk).exists()


def test_of_another_association_it_is_said_only_that_something_is_in_the_way(
    client, coordinator, moved_in, signed_up
):
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    held, applied = make_credential(elsewhere, "MICH"), make_credential(elsewhere, "MIDR")
    rows = [make_endorsement(one, held) for one in (moved_in, signed_up)]
    for one in (moved_in, signed_up):
        make_application(one, applied, state="draft")
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    typed = {"then": "join", "keep": str(signed_up.pk), "reason": "Asked.", "sure": "on"}
    for page in (client.get(path).content.decode(), client.post(path, typed).content.decode()):
        assert "They cannot be joined yet" in page
        assert page.count("With another association both have something") in (1, 2)
        for hidden in ("MICH", "MIDR", *(row.number for row in rows)):
            assert hidden not in page
    assert Person.objects.filter(pk=moved_in.pk).exists()
    theirs = make_coordinator(elsewhere, "connie@example.org")
    assert rows[0].number in str(reasons_against(moved_in, signed_up, told=theirs))


def test_told_apart_is_kept_with_who_and_may_be_joined_after_all(client, coordinator, moved_in, signed_up):
    client.force_login(coordinator)
    path = path_of(moved_in, signed_up)
    page = client.post(path, {"then": "apart"}, follow=True).content.decode()
    assert "No two records look like one person’s." in page
    assert "Said to be two people" in page
    client.post(path, {"then": "apart"})
    assert DistinctPair.objects.get().said_by == coordinator
    assert "that these are two people." in client.get(path).content.decode()
    join_pair(keep=signed_up.pk, other=moved_in.pk, by=coordinator, reason="They are one.")
    assert not DistinctPair.objects.exists()
