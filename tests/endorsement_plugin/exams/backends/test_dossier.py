"""What leaves the plugin: only what is shared, and everything that must be masked."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress

from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.definitions.parsing import parse
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.disclosure import identifiers_of, sections_of
from endorsement_plugin.exams.queries.conflicts import barred_from
from endorsement_plugin.models import JoinedRecord, RegistryEntry, Response, Sitting
from tests.factories.applications import (
    add_evidence,
    add_reference,
    freeze_evidence,
    make_application,
)
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_user
from tests.factories.sittings import answered, make_sitting, responses

pytestmark = pytest.mark.django_db


def test_an_answer_stays_unless_its_question_is_shared():
    shared, kept = responses(first="For reviewers", second="For nobody")
    kept.shared_with_reviewers = False
    assert sections_of([shared, kept], FormDefinition()) == [
        {"code": "first", "prompt": "Vignette first", "text": "For reviewers"}
    ]


def test_a_question_takes_its_vignette_along():
    (shared,) = responses(first="For reviewers")
    scene = {"id": "scene", "type": "content", "html": "<p>Koa cries.</p>"}
    question = {"id": shared.block_id, "type": "long_text", "name": "first", "label": "Why?", "shared": True}
    paper = {"steps": [{"name": "one", "intro": "", "fields": [scene, question]}]}
    assert sections_of([shared], parse(paper))[0]["prompt"] == "Koa cries.\n\nVignette first"


def test_a_new_row_is_not_shared():
    assert Response().shared_with_reviewers is False


def test_every_identity_is_named_once():
    sitting = make_sitting()
    application = sitting.application
    person = application.person
    person.former_names, person.nicknames = "Made, Upp", "Inny"
    person.phone, person.employer = "808 555 0100", "Keiki Visits"
    add_evidence(person, "work", "Home visitor", organization="Keiki Visits")
    add_evidence(
        person,
        "supervision",
        "Group",
        organization="Circle House",
        giver="Gil Giver",
        giver_email="gil@example.org",
        started_on=date(2025, 1, 1),
        ended_on=date(2025, 6, 1),
    )
    freeze_evidence(application)
    add_reference(application)
    found = identifiers_of(person, application.evidence.all(), application.references.all())
    assert sorted((one["kind"], one["value"]) for one in found) == [
        ("agency", "Circle House"),
        ("email", "gil@example.org"),
        ("email", "ina.applicant@example.org"),
        ("email", "referee1@example.org"),
        ("employer", "Keiki Visits"),
        ("family_name", "Applicant"),
        ("former_name", "Made"),
        ("former_name", "Upp"),
        ("given_name", "Ina"),
        ("nickname", "Inny"),
        ("phone", "808 555 0100"),
        ("referee", "Ref Eree 1"),
        ("supervisor", "Gil Giver"),
    ]


def test_a_name_in_any_record_of_the_person_is_named():
    person = make_sitting().application.person
    account = person.account
    account.first_name, account.last_name = "Inaborn", "Accounter"
    account.save()
    held = make_endorsement(person=person, name="Ina Registered")
    held.former_names.create(name="Ina Maiden", until="2026-02-01")
    JoinedRecord.objects.create(person=person, name="Ina Movedin")
    JoinedRecord.objects.create(person=person, name="moved@example.org")
    RegistryEntry.objects.create(person=person, association=held.association, county="Kauaʻi County")
    person.postal_address = "45-032 Lilipuna Road\nKaneohe, HI 96744"
    found = {(one["kind"], one["value"]) for one in identifiers_of(person, [], [])}
    assert found >= {
        ("given_name", "Inaborn"),
        ("family_name", "Accounter"),
        ("former_name", "Ina Registered"),
        ("former_name", "Ina Maiden"),
        ("former_name", "Ina Movedin"),
        ("email", "moved@example.org"),
        ("city", "Kauaʻi County"),
        ("address", "45-032 Lilipuna Road\nKaneohe, HI 96744"),
    }


def test_who_is_barred():
    sitting = make_sitting()
    application = sitting.application
    referee, giver = make_user("Referee@example.org"), make_user("giver@example.org")
    make_user("bystander@example.org")
    reader = make_coordinator(application.association)
    add_reference(application, email="referee@EXAMPLE.org")
    add_evidence(application.person, giver_email="Giver@Example.org")
    freeze_evidence(application)
    application.events.create(action="opened", role="coordinator", actor=reader)
    assert barred_from(sitting) == {application.person.user_id, referee.pk, giver.pk, reader.pk}


def test_a_referee_is_barred_under_every_address_that_the_account_has_confirmed():
    sitting = make_sitting()
    referee, stranger = make_user("desk@example.org"), make_user("stranger@example.org")
    EmailAddress.objects.create(user=referee, email="private@example.org", verified=True)
    EmailAddress.objects.create(user=stranger, email="claimed@example.org", verified=False)
    add_reference(sitting.application, slot=1, email="Private@Example.org")
    add_reference(sitting.application, slot=2, email="claimed@example.org")
    assert barred_from(sitting) == {sitting.application.person.user_id, referee.pk}


def test_every_address_of_the_candidate_is_masked():
    person = make_sitting().application.person
    EmailAddress.objects.create(user=person.account, email="wexlow@example.org", verified=False)
    found = [one["value"] for one in identifiers_of(person, [], []) if one["kind"] == "email"]
    assert found == ["ina.applicant@example.org", "wexlow@example.org"]


def test_who_read_an_earlier_application_is_barred_too():
    sitting = make_sitting()
    reader = make_user("earlier@example.org")
    earlier = make_application(person=sitting.application.person, state="declined")
    earlier.events.create(action="opened", role="coordinator", actor=reader)
    assert reader.pk in barred_from(sitting)


def test_the_queue_knows_a_sitting_by_nothing_but_its_ref():
    sitting = make_sitting("open")
    user = sitting.application.person.account
    hand_in(sitting=answered(sitting, first="One").pk, by=user, revision=1)
    sitting = Sitting.objects.get()
    assert sitting.review_ref not in {sitting.pk, sitting.application_id, sitting.application.person_id}
