"""One person out of two: what is moved, what stands in the way, and that nothing is forgotten."""

from datetime import date

import pytest
from django.apps import apps

from endorsement_plugin.errors import Incomplete, WrongState
from endorsement_plugin.joining.actions.merge_people import MOVED, merge_people, unhandled
from endorsement_plugin.models import (
    Endorsement,
    EvidenceEntry,
    Person,
    RegistryEntry,
    RegistryFacet,
    SubmittedEntry,
)
from tests.factories.applications import add_evidence, freeze_evidence, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person, make_user
from tests.racing import at_once, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved_in(db: None) -> Person:
    """Ina as her association's old list had her: another name, and no account."""
    return Person.objects.create(
        given_name="Ina", family_name="Maiden", contact_email="ina@work.example", phone="808 555 0100"
    )


def merge(keep: Person, other: Person) -> Person:
    return merge_people(keep=keep.pk, other=other.pk, by=None, role="system", why="It is she.")


def test_every_relation_to_a_person_is_moved():
    """A new foreign key to a person fails here until `MOVED` says what is done with its rows."""
    relations = {
        relation.get_accessor_name()
        for model in apps.get_models()
        for relation in model._meta.related_objects
        if model is Person
    }
    assert unhandled() == []
    assert set(MOVED) == relations


def test_everything_is_moved_and_the_other_one_is_gone(person: Person, moved_in: Person):
    old = make_endorsement(moved_in)
    application = make_application(moved_in, make_credential(code="IFA"), state="withdrawn")
    entry = add_evidence(moved_in, title="Attachment")
    RegistryEntry.objects.create(person=moved_in, association=old.association, county="Maui")

    stays = merge(person, moved_in)

    assert not Person.objects.filter(pk=moved_in.pk).exists()
    assert list(stays.endorsements.all()) == [old]
    assert list(stays.applications.all()) == [application]
    assert list(stays.evidence.all()) == [entry]
    assert stays.registry_entries.get().county == "Maui"
    event = old.events.get(action="joined")
    assert (event.role, event.detail) == ("system", "Ina Maiden · It is she.")
    assert application.events.get(action="joined").detail == "Ina Maiden · It is she."


def test_a_former_name_finds_them_still(person: Person, moved_in: Person):
    stays = merge(person, moved_in)
    assert (stays.name, stays.former_names) == ("Ina Applicant", "Ina Maiden")
    assert Person.objects.get(search__contains="maiden") == stays


@pytest.mark.parametrize(
    ("given", "family"), [("Ina", "Applicant"), ("INA", "applicant"), ("Ína", "Applicant")]
)
def test_the_same_name_is_no_former_name(person: Person, given: str, family: str):
    other = Person.objects.create(given_name=given, family_name=family)
    assert merge(person, other).former_names == ""


def test_a_list_of_names_that_is_full_stays_as_it_is(person: Person, moved_in: Person):
    Person.objects.filter(pk=person.pk).update(former_names="x" * 195)
    assert merge(person, moved_in).former_names == "x" * 195


def test_who_stays_keeps_what_they_said_and_takes_what_they_lack(person: Person, moved_in: Person):
    Person.objects.filter(pk=person.pk).update(phone="808 555 0199")
    Person.objects.filter(pk=moved_in.pk).update(employer="Clinic", postal_address="12 Kukui Street\nHilo")
    stays = merge(person, moved_in)
    assert (stays.phone, stays.employer, stays.contact_email, stays.postal_address) == (
        "808 555 0199",
        "Clinic",
        "ina@work.example",
        "12 Kukui Street\nHilo",
    )


def test_an_account_comes_along_to_who_has_none(person: Person, moved_in: Person):
    account = person.user
    assert merge(moved_in, person).user == account


def test_of_two_accounts_the_kept_ones_stays_and_the_other_has_nothing(person: Person):
    other = make_person("ina@second.example")
    stays = merge(person, other)
    assert stays.user_id == person.user_id
    assert not Person.objects.filter(user=make_user("ina@second.example")).exists()


def test_each_consent_stays_with_the_words_it_was_given_for(person: Person, moved_in: Person):
    association = make_association()
    RegistryEntry.objects.create(person=person, association=association, county="Oahu", shows_county=False)
    RegistryEntry.objects.create(
        person=moved_in,
        association=association,
        county="Maui",
        shows_county=True,
        languages=["Spanish"],
        shows_languages=True,
    )
    line = merge(person, moved_in).registry_entries.get()
    assert (line.county, line.shows_county) == ("Oahu", False)
    assert (line.languages, line.shows_languages) == (["Spanish"], True)


def test_what_is_taken_over_is_found_in_the_registry_as_it_was(person: Person, moved_in: Person):
    association = make_association()
    RegistryEntry.objects.create(person=person, association=association, discipline="Nursing")
    line = RegistryEntry.objects.create(
        person=moved_in, association=association, county="Maui", shows_county=True, discipline="Teaching"
    )
    for kind, label in (("county", "Maui"), ("discipline", "Teaching")):
        RegistryFacet.objects.create(entry=line, association=association, kind=kind, label=label)
    stays = merge(person, moved_in).registry_entries.get()
    assert (stays.county, stays.shows_county, stays.discipline) == ("Maui", True, "Nursing")
    assert list(stays.facets.values_list("kind", "label")) == [("county", "Maui")]
    assert RegistryFacet.objects.count() == 1


def test_the_same_training_in_both_counts_once(person: Person, moved_in: Person):
    add_evidence(person, title="Attachment")
    add_evidence(moved_in, title="Attachment")
    add_evidence(moved_in, title="Attachment", started_on=date(2025, 4, 30))
    assert merge(person, moved_in).evidence.count() == 2


def test_what_was_submitted_is_never_dropped(person: Person, moved_in: Person):
    add_evidence(person, title="Attachment")
    entry = add_evidence(moved_in, title="Attachment")
    freeze_evidence(make_application(moved_in, state="withdrawn"))
    merge(person, moved_in)
    assert EvidenceEntry.objects.filter(pk=entry.pk).exists()
    assert SubmittedEntry.objects.get().origin == entry.pk


def test_nobody_is_endorsed_twice(person: Person, moved_in: Person):
    mine, theirs = make_endorsement(person), make_endorsement(moved_in)
    with pytest.raises(Incomplete) as refused:
        merge(person, moved_in)
    assert mine.number in refused.value.message
    assert theirs.number in refused.value.message
    assert "one of them has to be retired first" in refused.value.message
    assert Endorsement.objects.filter(person=moved_in).exists()


@pytest.mark.parametrize("state", ["retired", "removed"])
def test_what_is_over_stands_in_nobodys_way(person: Person, moved_in: Person, state: str):
    make_endorsement(person)
    make_endorsement(moved_in, state=state)
    assert merge(person, moved_in).endorsements.count() == 2


def test_two_open_applications_for_one_credential_are_refused(person: Person, moved_in: Person):
    make_application(person)
    make_application(moved_in)
    with pytest.raises(Incomplete, match="an open application for IFS"):
        merge(person, moved_in)


def test_two_at_a_time_are_refused_where_one_is_taken(person: Person, moved_in: Person):
    association = make_association(one_application_at_a_time=True)
    make_application(person, make_credential(association, "IFS"))
    make_application(moved_in, make_credential(association, "IFA"))
    with pytest.raises(Incomplete, match="one application at a time"):
        merge(person, moved_in)


def test_one_person_is_not_merged_with_themselves(person: Person):
    with pytest.raises(WrongState, match="one person already"):
        merge(person, person)


def test_somebody_who_is_gone_is_refused(person: Person, moved_in: Person):
    merge(person, moved_in)
    with pytest.raises(WrongState, match="not there any more"):
        merge(person, moved_in)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_the_same_at_once_one_does():
    person, other = make_person(), Person.objects.create(given_name="Ina", family_name="Maiden")
    make_endorsement(other)
    results = at_once(lambda: merge(person, other), lambda: merge(person, other))
    assert refusals(results, WrongState) == 1
    assert Endorsement.objects.get().events.filter(action="joined").count() == 1
