"""A decision: everything is written, or nothing."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import NUMBER, Outcome, decision_sheet
from endorsement_plugin.desk.base import NO_LETTER
from endorsement_plugin.errors import Incomplete, NotAllowed, WrongState
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import Decision, Endorsement, Mail
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
UNMET = [{"id": "t", "kind": "training", "hours": "30"}]
LETTER = Letter("Your endorsement", f"Dear Ina,\n\nyour number is {NUMBER}.")
PLAIN = Letter("Our decision", "Dear Ina,\n\nnot yet.")


@pytest.fixture
def coordinator():
    return make_coordinator(make_association())


def ready(clauses=None, **fields):
    credential = make_credential()
    make_requirements(credential, clauses)
    return make_application(credential=credential, state="ready", **fields)


def endorse(application, by, **changes):
    values: dict[str, Any] = {"outcome": Outcome.ENDORSED, "proposed": Outcome.ENDORSED, "letter": LETTER}
    return decide(application=application.pk, by=by, **({"today": TODAY} | values | changes))


def test_endorsing_writes_everything_at_once(coordinator):
    application = ready(list_in_registry=True)
    decision = endorse(application, coordinator)
    application.refresh_from_db()
    endorsement = Endorsement.objects.get(application=application)
    assert application.state == "endorsed"
    assert endorsement.number == "AIMH-HI-2026-00001"
    assert (endorsement.granted_on, endorsement.renewal_due) == (TODAY, date(2027, 3, 2))
    assert (endorsement.name, endorsement.listed, endorsement.state) == ("Ina Applicant", True, "active")
    assert "your number is AIMH-HI-2026-00001" in decision.letter
    mail = Mail.objects.get(application=application)
    assert (mail.subject, mail.to) == ("Your endorsement", application.person.email)
    assert "AIMH-HI-2026-00001" in mail.body
    assert list(application.events.values_list("action", "detail")) == [("endorsed", "AIMH-HI-2026-00001")]


def test_numbers_run_on_within_association_and_year(coordinator):
    numbers = []
    for name in "abc":
        application = ready(person=make_person(f"{name}@example.org"))
        endorse(application, coordinator)
        numbers.append(application.endorsement.number)
    assert numbers == [f"AIMH-HI-2026-0000{n}" for n in (1, 2, 3)]
    later = ready(person=make_person("d@example.org"))
    endorse(later, coordinator, today=date(2027, 1, 4))
    assert later.endorsement.number == "AIMH-HI-2027-00001"


def test_not_listed_unless_asked_for(coordinator):
    application = ready()
    endorse(application, coordinator)
    assert application.endorsement.listed is False


def test_deferring_keeps_what_was_missing(coordinator):
    application = ready(UNMET)
    decision = endorse(
        application, coordinator, outcome=Outcome.DEFERRED, proposed=Outcome.DEFERRED, letter=PLAIN
    )
    application.refresh_from_db()
    assert application.state == "deferred"
    finding = decision.findings.get()
    assert not finding.met
    assert "30" in finding.sentence
    assert not Endorsement.objects.exists()


def test_declining_is_final(coordinator):
    application = ready()
    endorse(application, coordinator, outcome=Outcome.DECLINED, letter=PLAIN)
    with pytest.raises(WrongState):
        endorse(application, coordinator)
    assert Decision.objects.count() == 1


def refused(application, coordinator, **changes):
    with pytest.raises(Incomplete) as refusal:
        endorse(application, coordinator, **changes)
    application.refresh_from_db()
    assert application.state == "ready"
    assert not Decision.objects.exists()
    assert not Mail.objects.exists()
    return [problem.code for problem in refusal.value.problems]


def test_a_letter_must_be_finished(coordinator):
    application = ready()
    assert refused(application, coordinator, letter=Letter("", " ")) == ["subject_missing", "letter_missing"]
    draft = decision_sheet(application, TODAY).letters[Outcome.DECLINED]
    declined = {"outcome": Outcome.DECLINED, "letter": draft}
    assert refused(application, coordinator, **declined) == ["letter_unfinished"]


def test_only_an_endorsement_has_a_number(coordinator):
    application = ready()
    assert refused(application, coordinator, outcome=Outcome.DEFERRED) == ["number_without_endorsement"]


@pytest.mark.parametrize(
    "subject", [f"You are endorsed: {NUMBER}", f"{NUMBER} {NUMBER}", f"  No. {NUMBER} for Ina  "]
)
def test_the_number_stands_in_the_subject_too(coordinator, subject: str):
    application = ready()
    decision = endorse(application, coordinator, letter=Letter(subject, "Dear Ina, well done."))
    written = subject.strip().replace(NUMBER, "AIMH-HI-2026-00001")
    assert decision.letter_subject == written
    assert Mail.objects.get(application=application).subject == written


@pytest.mark.parametrize(
    ("letter", "codes"),
    [
        (Letter("For {name}", "Dear Ina."), ["unknown_placeholder"]),
        (Letter("Your endorsement", "Dear {first name}, you are {Number}."), ["unknown_placeholder"] * 2),
        (Letter("Your { number }", "Dear Ina."), ["unknown_placeholder"]),
    ],
)
def test_what_nothing_is_filled_in_for_is_refused(coordinator, letter: Letter, codes: list[str]):
    assert refused(ready(), coordinator, letter=letter) == codes


def test_braces_of_other_kinds_are_words(coordinator):
    letter = Letter("Your endorsement", "Dear Ina, the set {1, 2} and {} and {see: page 3} stay.")
    assert endorse(ready(), coordinator, letter=letter).letter == letter.body


def test_a_number_in_a_subject_needs_an_endorsement(coordinator):
    letter = Letter(f"About {NUMBER}", "Dear Ina, not yet.")
    changes = {"outcome": Outcome.DECLINED, "letter": letter}
    assert refused(ready(), coordinator, **changes) == ["number_without_endorsement"]


def test_endorsing_against_the_findings_needs_a_reason(coordinator):
    application = ready(UNMET)
    assert refused(application, coordinator, proposed=Outcome.DEFERRED) == ["note_missing"]
    endorse(application, coordinator, proposed=Outcome.DEFERRED, note="Hours shown on paper.")
    assert application.decisions.get().note == "Hours shown on paper."


def test_findings_that_changed_since_they_were_read(coordinator):
    application = ready(UNMET)
    with pytest.raises(WrongState, match="have changed"):
        endorse(application, coordinator)
    assert not Decision.objects.exists()


def test_only_what_is_ready_can_be_decided(coordinator):
    application = make_application(state="in_review")
    with pytest.raises(WrongState):
        endorse(application, coordinator)


def test_another_associations_coordinator_decides_nothing():
    other = make_association("mi-aimh", "mi-aimh.localhost")
    stranger = make_coordinator(other, "connie.coordinator@example.org")
    with pytest.raises(NotAllowed):
        endorse(ready(), stranger)


def test_somebody_without_an_address_is_decided_about_and_the_screen_says_that_no_letter_leaves(client):
    """Whoever applied on paper may have left none; nothing waits in the mail for nobody."""
    application = ready()
    application.person.user.email = ""
    application.person.user.save()
    client.force_login(make_coordinator(make_association()))
    url = reverse("endorsement_applications:decide", args=[application.pk])
    sheet = client.get(f"{url}?outcome=endorsed")
    typed = {**sheet.context["form"].initial, "note": "Seen on paper."}
    assert NO_LETTER in client.post(url, typed).content.decode()
    done = client.post(url, {**typed, "then": "send"}, follow=True).content.decode()
    assert f"Decided. {NO_LETTER}" in done
    assert Decision.objects.get().letter
    assert not Mail.objects.exists()
