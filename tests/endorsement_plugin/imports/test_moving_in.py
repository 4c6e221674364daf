"""Endorsees moved in from a spreadsheet: once, resumably, and back again."""

import html
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.imports.actions import advance as advancing
from endorsement_plugin.imports.actions.choose import choose_columns, choose_words
from endorsement_plugin.imports.actions.run import check_again, run_import, undo_import
from endorsement_plugin.imports.actions.take_back import HELD, HOLDS_MORE, take_back
from endorsement_plugin.imports.actions.upload import upload_import
from endorsement_plugin.imports.queries import rows_of_step, summary_of, words_before
from endorsement_plugin.models import (
    Endorsement,
    EndorsementEvent,
    Fee,
    Import,
    Mail,
    Person,
    RegistryEntry,
    RetentionHold,
)
from endorsement_plugin.registry.actions.listing import list_endorsement
from endorsement_plugin.rules.numbers import NumberConverter
from review_queue.work.running import run_due
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.imports import HEADINGS, INA, OTTO, checked, sheet, uploaded
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def association(db):
    association = make_association()
    make_credential(association, "IFS")
    make_credential(association, "IFA")
    return association


@pytest.fixture
def cora(association):
    return make_coordinator(association)


def moved_in(source: Import, by) -> Import:
    run_import(source=source.pk, by=by)
    run_due()
    source.refresh_from_db()
    return source


def problems_of(source: Import) -> dict[int, list[str]]:
    rows = source.rows.filter(outcome="problem").order_by("number")
    return {row.number: [sentence for _, sentence in row.problems] for row in rows}


def test_a_dry_run_says_what_would_happen_and_writes_nothing(association, cora):
    source = checked(association, cora, [INA, OTTO, ("", "No", "Number", "", "IFS", "2019-01-01", "", "")])
    assert source.state == "checked"
    summary = summary_of(source)
    assert (summary.rows["new"], summary.problems, summary.new_people) == (2, 1, 2)
    assert problems_of(source) == {4: ["The number is missing."]}
    assert not Endorsement.objects.exists()
    assert not Person.objects.exists()


def test_rows_become_people_and_endorsements_with_their_old_numbers(association, cora):
    source = moved_in(checked(association, cora, [INA, OTTO]), cora)
    assert (source.state, source.done) == ("done", 2)
    ina, otto = Endorsement.objects.order_by("number")
    assert (ina.number, ina.name, ina.origin, ina.state) == ("OLD-1", "Ina Kealoha", "import", "active")
    assert (ina.granted_on, ina.listed, ina.person.email) == (date(2019, 3, 31), True, "ina@example.org")
    assert ina.person.user is None
    assert (otto.state, otto.listed, otto.person.email) == ("retired", False, "")
    event = ina.events.get()
    assert (event.action, event.actor, event.detail) == ("moved_in", cora, "endorsees.csv, row 2")
    assert Endorsement.objects.filter(search__contains="kealoha").exists()
    assert not Mail.objects.exists()


def test_rows_with_problems_are_left_out(association, cora):
    source = moved_in(
        checked(association, cora, [INA, ("OLD-3", "", "", "", "IFS", "2019-01-01", "", "")]), cora
    )
    assert [one.number for one in Endorsement.objects.all()] == ["OLD-1"]
    assert problems_of(source) == {3: ["The name is missing."]}


def test_the_same_file_again_makes_nothing_twice(association, cora):
    moved_in(checked(association, cora, [INA, OTTO]), cora)
    again = checked(association, cora, [INA, OTTO])
    assert summary_of(again).rows == {"there": 2}
    with pytest.raises(WrongState, match="nothing to import"):
        run_import(source=again.pk, by=cora)
    assert (Endorsement.objects.count(), Person.objects.count()) == (2, 2)


def test_a_corrected_file_corrects_what_it_moved_in(association, cora):
    moved_in(checked(association, cora, [INA]), cora)
    lapsed = (*INA[:6], "Lapsed", "no")
    source = checked(association, cora, [lapsed])
    assert summary_of(source).rows == {"changed": 1}
    moved_in(source, cora)
    row = Endorsement.objects.get()
    assert (row.state, row.inactive_reason, row.listed) == ("inactive", "lapsed", False)
    assert [one.action for one in row.events.all()] == ["moved_in", "moved_in_again"]


def test_what_has_happened_here_is_not_overwritten(association, cora):
    moved_in(checked(association, cora, [INA]), cora)
    row = Endorsement.objects.get()
    EndorsementEvent.objects.create(endorsement=row, action="renewed", role="holder")
    source = checked(association, cora, [(*INA[:6], "Lapsed", "no")])
    assert "Something has happened to it here since (renewed)" in problems_of(source)[2][0]


def test_a_number_that_was_granted_here_is_not_changed(association, cora):
    make_endorsement(make_person(), make_credential(association, "IFS"), number="OLD-1")
    source = checked(association, cora, [INA])
    assert any("granted here and not imported" in said for said in problems_of(source)[2])


def test_an_account_with_the_confirmed_address_is_found(association, cora):
    person = make_person("INA@example.org", "Ina", "Kealoha")
    make_endorsement(person, credential=make_credential(association, "IFA2"))
    source = moved_in(checked(association, cora, [INA]), cora)
    assert summary_of(source).accounts == 1
    assert Endorsement.objects.get(origin="import").person == person
    assert Person.objects.count() == 1


def test_an_account_that_the_association_does_not_know_is_neither_told_of_nor_added_to(association, cora):
    person = make_person("ina@example.org", "Ina", "Kealoha")
    make_endorsement(person, credential=make_credential(make_association("far", "far.localhost"), "IFS"))
    source = moved_in(checked(association, cora, [INA]), cora)
    assert (summary_of(source).accounts, problems_of(source)) == (0, {})
    held = Endorsement.objects.get(origin="import")
    assert (held.person.user, held.person.contact_email) == (None, "ina@example.org")


def test_an_address_that_was_not_confirmed_gives_nobody_an_endorsement(association, cora):
    from allauth.account.models import EmailAddress

    person = make_person("ina@example.org", "Ina", "Kealoha")
    EmailAddress.objects.update(verified=False)
    moved_in(checked(association, cora, [INA]), cora)
    assert Endorsement.objects.get().person != person


def test_an_account_in_another_name_is_asked_about_without_saying_whose_it_is(association, cora):
    there = make_person("ina@example.org", "Somebody", "Different")
    make_endorsement(there, credential=make_credential(association, "IFA2"))
    source = checked(association, cora, [INA])
    (said,) = problems_of(source)[2]
    assert "in another name" in said
    assert "Different" not in said


def test_nobody_moves_in_their_own(association, cora):
    source = checked(association, cora, [(*INA[:3], cora.email, *INA[4:])])
    assert "This is your own record. Another coordinator has to import it." in problems_of(source)[2]


def test_two_rows_of_one_address_are_one_person(association, cora):
    both = [INA, ("OLD-9", *INA[1:4], "IFA", *INA[5:])]
    source = checked(association, cora, both)
    assert summary_of(source).new_people == 1
    moved_in(source, cora)
    assert Person.objects.get().endorsements.count() == 2


def test_the_second_credential_of_somebody_moved_in_before_is_theirs(association, cora):
    moved_in(checked(association, cora, [INA]), cora)
    source = checked(association, cora, [("OLD-9", *INA[1:3], "Ina+imh@Example.org", "IFA", *INA[5:])])
    assert summary_of(source).known == 1
    moved_in(source, cora)
    assert Person.objects.get().endorsements.count() == 2


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("OLD-1", "Bo", "Bell", "", *INA[4:]), "Row 2 has this number, too."),
        (("old-1", "Bo", "Bell", "", *INA[4:]), "Row 2 has this number, too."),
        (("OLD-2", "Bo", "Bell", INA[3], "IFA", *INA[5:]), "another name"),
        (("OLD-2", *INA[1:]), "of the same credential"),
        (("//", "Bo", "Bell", "", *INA[4:]), "“//” has neither a letter nor a digit"),
        (("OLD-2", "Bo", "Bell", "no address", *INA[4:]), "“no address” is no e-mail address."),
        (("OLD-2", "Bo", "Bell", "", "XYZ", *INA[5:]), "It has not been said what “XYZ” means."),
        (("OLD-2", "Bo", "Bell", "", "IFS", "2100-01-01", *INA[6:]), "Check the year"),
        (("OLD-2", "Bo", "Bell", "", "IFS", "soon", *INA[6:]), "“soon” is no date"),
        (("OLD-2", "Bo", "Bell", "", "IFS", INA[5], "Inactive", "no"), "nothing says why"),
        (("OLD-2", "Bo", "Bell", "", "IFS", INA[5], "Emerging", "no"), "nothing says until when"),
        (("OLD-2", "Bo", "Bell", "", "IFS", INA[5], "Active", "perhaps"), "Write yes or no."),
        (("OLD-2", "Bo www.example.org", "Bell", "", *INA[4:]), "A name cannot hold a link."),
        (("OLD-2", "B" * 101, "Bell", "", *INA[4:]), "more than 100 characters"),
    ],
)
def test_each_problem_is_said_beside_its_row(association, cora, second, said):
    assert any(said in one for one in problems_of(checked(association, cora, [INA, second]))[3])


def test_one_name_is_enough(association, cora):
    moved_in(checked(association, cora, [("OLD-1", "Kaʻiulani", "", *INA[3:])]), cora)
    assert Endorsement.objects.get().name == "Kaʻiulani"


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [
        ("Ina Mae Kealoha", "Ina Mae", "Kealoha"),
        ("Kealoha, Ina Mae", "Ina Mae", "Kealoha"),
        ("Sukarno", "Sukarno", ""),
    ],
)
def test_a_whole_name_in_one_cell_is_parted(association, cora, whole, given, family):
    headings = ("No.", "Name", "Level", "Granted")
    moved_in(checked(association, cora, [("1", whole, "IFS", "2020-01-01")], headings), cora)
    person = Person.objects.get()
    assert (person.given_name, person.family_name) == (given, family)


def test_what_the_registry_could_say_is_kept_and_not_shown(association, cora):
    headings = (*HEADINGS, "County", "Discipline", "Languages")
    moved_in(
        checked(association, cora, [(*INA, "Maui", "Social work", "Spanish; ʻŌlelo Hawaiʻi")], headings), cora
    )
    line = RegistryEntry.objects.get()
    assert (line.county, line.languages) == ("Maui", ["Spanish", "ʻŌlelo Hawaiʻi"])
    assert {line.shows_county, line.shows_discipline, line.shows_languages} == {False}


def test_where_no_day_of_renewal_is_given_it_is_the_next_one(association, cora):
    moved_in(checked(association, cora, [INA]), cora)
    row = Endorsement.objects.get()
    assert (row.renewal_due.month, row.renewal_due.day) == (3, 31)
    assert row.renewal_due >= date.today()  # noqa: DTZ011


def test_a_run_that_was_cut_short_goes_on_where_it_was(association, cora, monkeypatch):
    monkeypatch.setattr(advancing, "CHUNK", 2)
    people = [(f"OLD-{n}", f"P{n}", "Ending", "", *INA[4:]) for n in range(5)]
    source = checked(association, cora, people)
    run_import(source=source.pk, by=cora)
    source.refresh_from_db()
    advancing.advance(source=source.pk, step=source.step, part=0)
    assert Endorsement.objects.count() == 2
    run_due()  # a worker takes the same part again, and all that follow
    source.refresh_from_db()
    assert source.state == "done"
    assert sorted(Endorsement.objects.values_list("number", flat=True)) == [f"OLD-{n}" for n in range(5)]
    assert Person.objects.count() == 5


def test_an_import_is_taken_back_as_one(association, cora):
    source = moved_in(checked(association, cora, [INA, OTTO]), cora)
    undo_import(source=source.pk, by=cora)
    run_due()
    source.refresh_from_db()
    assert source.state == "undone"
    assert not Endorsement.objects.exists()
    assert not Person.objects.exists()
    check_again(source=source.pk, by=cora)
    run_due()
    source.refresh_from_db()
    assert summary_of(source).rows == {"new": 2}


def test_what_has_moved_since_stays_and_is_listed(association, cora):
    source = moved_in(checked(association, cora, [INA, OTTO]), cora)
    row = Endorsement.objects.get(number="OLD-1")
    person = make_person("ina@second.example", "Ina", "Kealoha")
    row.person = person
    row.save()
    list_endorsement(endorsement=row.pk, by=person.account, listed=False)
    undo_import(source=source.pk, by=cora)
    run_due()
    assert [one.number for one in Endorsement.objects.all()] == ["OLD-1"]
    stays = source.rows.get(number=2).stays
    assert stays.startswith("Something has happened to it since")


def test_what_something_else_depends_on_stays_and_the_rest_goes(association, cora):
    source = moved_in(checked(association, cora, [INA, OTTO]), cora)
    Fee.objects.create(
        endorsement=Endorsement.objects.get(number="OLD-1"), key="renewal", label="Renewal", amount=40
    )
    undo_import(source=source.pk, by=cora)
    run_due()
    assert [one.number for one in Endorsement.objects.all()] == ["OLD-1"]
    assert [one.stays for one in source.rows.order_by("number")] == [HOLDS_MORE, ""]


def test_what_is_held_stays_when_an_import_is_taken_back(association, cora):
    source = moved_in(checked(association, cora, [INA, OTTO]), cora)
    whose = Endorsement.objects.get(number="OLD-1").person
    RetentionHold.objects.create(association=association, person=whose, reason="A court asks", set_by=cora)
    undo_import(source=source.pk, by=cora)
    run_due()
    assert [one.number for one in Endorsement.objects.all()] == ["OLD-1"]
    assert [one.stays for one in source.rows.order_by("number")] == [HELD, ""]
    assert whose.retention_holds.filter(lifted_at=None).exists()


def test_many_rows_are_taken_back_with_the_queries_of_a_few(association, cora):
    counted = []
    for count in (2, 30):
        rows = [
            (f"N{count}-{n}", "Given", f"Name{n}", f"p{count}-{n}@example.org", *INA[4:], "Maui")
            for n in range(count)
        ]
        source = moved_in(checked(association, cora, rows, (*HEADINGS, "County")), cora)
        source.events.create(action="undo", actor=cora)
        with CaptureQueriesContext(connection) as captured:
            take_back(source, list(source.rows.order_by("-number")))
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert not (Endorsement.objects.exists())
    assert not (Person.objects.exists())
    assert not (RegistryEntry.objects.exists())


def test_what_was_moved_in_is_counted_beside_what_the_dry_run_said(association, cora, monkeypatch):
    """Also where a person's second row is written after the first one made them."""
    monkeypatch.setattr(advancing, "CHUNK", 1)
    source = checked(association, cora, [INA, ("OLD-4", *INA[1:4], "IFA", *INA[5:]), OTTO])
    dry = summary_of(source)
    assert (dry.new_people, dry.known, dry.without_address) == (2, 0, 1)
    make_endorsement(make_person(), make_credential(association, "IFS"), number="OLD-2")
    source = moved_in(source, cora)
    assert source.foreseen == {"new": 3, "new_people": 2, "accounts": 0, "known": 0, "without_address": 1}
    now = summary_of(source)
    assert now.rows == {"new": 2, "problem": 1}
    assert (now.new_people, now.known, now.without_address) == (1, 0, 0)


def test_a_step_is_about_the_rows_that_it_does(association, cora):
    bad = ("OLD-3", "", "", "", *INA[4:])
    source = checked(association, cora, [INA, OTTO, bad])
    run_import(source=source.pk, by=cora)
    source.refresh_from_db()
    assert (source.total, rows_of_step(source)) == (3, 2)
    run_due()
    undo_import(source=source.pk, by=cora)
    source.refresh_from_db()
    assert rows_of_step(source) == 2


def test_a_correction_is_taken_back_to_what_it_was(association, cora):
    moved_in(checked(association, cora, [INA]), cora)
    source = moved_in(checked(association, cora, [(*INA[:6], "Lapsed", "no")]), cora)
    undo_import(source=source.pk, by=cora)
    run_due()
    row = Endorsement.objects.get()
    assert (row.state, row.inactive_reason, row.listed) == ("active", "", True)


def test_nobody_takes_back_what_was_moved_in_about_themselves(association, cora):
    rita = make_coordinator(association, "ina@example.org")
    first = moved_in(checked(association, cora, [INA]), cora)
    with pytest.raises(WrongState, match="says something of yourself"):
        undo_import(source=first.pk, by=rita)
    Person.objects.filter(contact_email="ina@example.org").update(user=rita, contact_email="")
    source = moved_in(checked(association, cora, [(*INA[:6], "Sanctioned", "yes")]), cora)
    held = Endorsement.objects.get()
    assert (held.person.user, held.inactive_reason) == (rita, "sanction")
    with pytest.raises(WrongState, match="says something of yourself"):
        undo_import(source=source.pk, by=rita)
    colleague = make_coordinator(association, "colleague@example.org")
    undo_import(source=source.pk, by=colleague)
    run_due()
    held.refresh_from_db()
    assert held.state == "active"
    assert held.events.get(action="move_undone").actor == colleague


def test_only_coordinators_of_the_association(association, cora):
    from django.core.files.uploadedfile import SimpleUploadedFile

    stranger = make_coordinator(make_association("other", "other.localhost"), "oda@example.org")
    source = checked(association, cora, [INA])
    for act in (run_import, undo_import, check_again):
        with pytest.raises(NotAllowed):
            act(source=source.pk, by=stranger)
    with pytest.raises(NotAllowed):
        upload_import(
            association=association, by=stranger, kind="endorsees", file=SimpleUploadedFile("a.csv", b"a")
        )


def test_only_one_of_an_association_writes_at_a_time(association, cora):
    first, second = checked(association, cora, [INA]), checked(association, cora, [OTTO])
    run_import(source=first.pk, by=cora)
    with pytest.raises(WrongState, match="is being imported or taken back just now"):
        run_import(source=second.pk, by=cora)


def test_columns_and_words_are_kept_for_the_next_time(association, cora):
    headings = ("Ours", *HEADINGS[1:6], "Stand", "Listed")
    first = uploaded(association, cora, sheet([(*INA[:6], "Ruht", "no")], headings))
    assert "number" not in first.columns
    chosen = choose_columns(source=first.pk, by=cora, columns=first.columns | {"number": 0, "state": 6})
    choose_words(source=chosen.pk, by=cora, words={"state": {"ruht": "inactive:requested"}}, dates="")
    again = uploaded(association, cora, sheet([INA], headings))
    assert (again.columns["number"], again.columns["state"]) == (0, 6)
    assert words_before(again) == {"state": {"ruht": "inactive:requested"}}


@pytest.mark.parametrize("number", ["HI/2019/7", "A//1/", "~2F7", "№ 7?#"])
def test_an_old_number_of_any_signs_has_its_pages(association, cora, client, number):
    account = make_person("INA@example.org", "Ina", "Kealoha")
    make_endorsement(account, credential=make_credential(association, "IFA2"))
    moved_in(checked(association, cora, [(number, *INA[1:])]), cora)
    client.force_login(account.account)
    page = client.get(reverse("endorsement:endorsement", args=[number]))
    assert number in html.unescape(page.text)
    for name in ("registry_entry", "certificate"):
        assert client.get(reverse(f"endorsement:{name}", args=[number])).status_code == 200
    written = quote(NumberConverter().to_url(number))
    told = client.get(f"/api/v3-preview/endorsements/{written}/")
    assert (told.status_code, told.json()["number"]) == (200, number)
    assert client.get(f"/api/v3-preview/registry/{written}/").json()["number"] == number
