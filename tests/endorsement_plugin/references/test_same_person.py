"""Nobody is their own referee or supervisor, and nobody is named twice, however an address is spelled."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from endorsement_plugin.exams.queries.conflicts import barred_from
from endorsement_plugin.models import Application, EvidenceEntry, Person, Reference
from tests.endorsement_plugin.api.headless import App, codes, signed_in
from tests.factories.applications import add_evidence, add_reference, freeze_evidence, make_application
from tests.factories.people import PASSWORD, make_person, make_user
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

OWN = [
    "ina.applicant@exam\u200bple.org",
    "ina.applicant+referee@example.org",
    "INA.applicant@Example.ORG",
    "ina.applicant@example\u3002org",
    "ina.applicant\uff20example.org",
    "\ufeffina.applicant@example.org\u00a0",
    "ına.applicant@example.org",
    "ina@private.example",
    "Ina+x@private.example",
    "ina@unconfirmed.example",
    '"ina.applicant"@example.org',
    '"ina\\.applicant+x"@example.org',
]


@pytest.fixture
def person() -> Person:
    person = make_person()
    for address, verified in (("ina@private.example", True), ("ina@unconfirmed.example", False)):
        EmailAddress.objects.create(user=person.user, email=address, verified=verified)
    return person


@pytest.fixture
def application(person: Person) -> Application:
    return make_application(person)


@pytest.fixture
def page(client: Client, person: Person) -> Client:
    client.force_login(person.account)
    return client


@pytest.fixture
def api(person: Person) -> App:
    return signed_in(person.email, PASSWORD)


def name(page: Client, application: Application, slot: int, email: str):
    answers = {"name": "Ref Eree", "email": email, "role": "Colleague"}
    return page.post(f"/apply/{application.pk}/referees/{slot}/", answers)


@pytest.mark.parametrize("email", OWN)
def test_the_applicant_is_no_referee(page: Client, api: App, application: Application, email: str):
    answer = name(page, application, 1, email)
    assert answer.status_code == 422
    assert "This is your own address." in answer.text
    told = api.post(f"/applications/{application.pk}/references/", {"slot": 1, "name": "R", "email": email})
    assert codes(told) == [("own_address", ["email"])]
    assert not Reference.objects.exists()


@pytest.mark.parametrize(
    "again",
    [
        "referee@exam\u2060ple.org",
        "Referee+two@example.org",
        "referee@example\uff0eorg",
        "home@referee.example",  # the account has confirmed both
        "HOME@referee.exam\u00adple",
        '"referee"@example.org',
    ],
)
def test_a_referee_is_one_person_under_all_addresses(page: Client, application: Application, again: str):
    referee = make_user("referee@example.org")
    EmailAddress.objects.create(user=referee, email="home@referee.example", verified=True)
    assert name(page, application, 1, "referee@example.org").status_code == 302
    answer = name(page, application, 2, again)
    assert (answer.status_code, "named this person already" in answer.text) == (422, True)
    assert name(page, application, 2, "somebody.else@example.org").status_code == 302


@pytest.mark.parametrize(("one", "other"), [("a.da@gmail.com", "ada+x@googlemail.com")])
def test_gmail_reads_no_dots(page: Client, application: Application, one: str, other: str):
    assert name(page, application, 1, one).status_code == 302
    assert name(page, application, 2, other).status_code == 422


def test_an_address_that_somebody_only_claims_is_nobodys(page: Client, application: Application):
    claiming = make_user("claiming@example.org")
    EmailAddress.objects.create(user=claiming, email="other@example.org", verified=False)
    assert name(page, application, 1, "claiming@example.org").status_code == 302
    assert name(page, application, 2, "other@example.org").status_code == 302


def test_what_was_named_before_is_compared_folded_too(page: Client, api: App, application: Application):
    add_reference(application, slot=1, email="ina.applicant@exam\u200bple.org")
    add_reference(application, slot=2, email="ref@example.org")
    add_reference(application, slot=3, email="REF+x@example.org")
    told = codes(api.post(f"/applications/{application.pk}/validate/"))
    wrong = [(code, where[1]) for code, where in told if code in {"own_address", "asked_twice"}]
    assert wrong == [("own_address", "referee-1"), ("asked_twice", "referee-3")]
    assert "This is your own address." in page.get(f"/apply/{application.pk}/check/").text


def test_a_request_to_an_address_that_became_the_applicants_does_not_go_out(
    page: Client, application: Application
):
    name(page, application, 1, "new@example.org")
    reference = Reference.objects.get()
    EmailAddress.objects.create(user=application.person.user, email="new@example.org", verified=True)
    answer = page.post(f"/apply/references/{reference.pk}/send/", follow=True)
    assert "This is your own address." in answer.text
    assert Reference.objects.get().state == "draft"


SUPERVISION = {
    "title": "Reflection",
    "giver": "Gil Giver",
    "setting": "individual",
    "started_on": "2025-01-01",
    "ended_on": "2025-06-01",
    "hours": "10",
}


@pytest.mark.parametrize("email", OWN)
def test_nobody_gives_themselves_supervision(page: Client, api: App, application: Application, email: str):
    answer = page.post(
        f"/apply/{application.pk}/evidence/supervision/add/", SUPERVISION | {"giver_email": email}
    )
    assert (answer.status_code, "This is your own address." in answer.text) == (422, True)
    told = api.post(
        f"/applications/{application.pk}/evidence/",
        SUPERVISION | {"kind": "supervision", "giver_email": email},
    )
    assert ("own_address", ["supervision", "giver_email"]) in codes(told)
    assert not EvidenceEntry.objects.exists()


@pytest.mark.parametrize(
    ("named", "account"),
    [
        ("rhea@exam\u200bple.org", "rhea@example.org"),
        ("rhea+ref@example.org", "Rhea@example.org"),
        ("rhea@bücher.example", "rhea@xn--bcher-kva.example"),
        ("r.hea@gmail.com", "rhea@googlemail.com"),
        ("rhea@example.org", "rhea@exam\u200bple.org"),
        ('"rhea"@example.org', "rhea@example.org"),
        ("rhea@example.org", '"rh\\ea"@example.org'),
    ],
)
def test_who_wrote_a_reference_or_supervised_is_barred_from_the_exam(named: str, account: str):
    sitting = make_sitting()
    candidate = sitting.application.person
    reviewer = make_user(account)
    make_user("rheanna@example.org")
    add_reference(sitting.application, email=named)
    assert barred_from(sitting) == {candidate.user_id, reviewer.pk}
    Reference.objects.all().delete()
    add_evidence(candidate, giver_email=named)
    freeze_evidence(sitting.application)
    assert barred_from(sitting) == {candidate.user_id, reviewer.pk}


def test_another_account_of_the_candidates_is_barred():
    sitting = make_sitting()
    again = make_user("ina.applicant+review@example.org")
    assert barred_from(sitting) == {sitting.application.person.user_id, again.pk}
