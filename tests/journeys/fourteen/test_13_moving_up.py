"""Item 13. From one category to the next: not two at once, and only after a time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from endorsement_plugin.models import Endorsement
from endorsement_plugin.requirements.counting import months_after
from tests.factories.credentials import make_application_form, make_credential
from tests.factories.endorsements import make_endorsement
from tests.journeys.fourteen.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()
YEAR_AGO = months_after(TODAY, -12)
A_DAY = timedelta(days=1)
SENTENCE = "An active endorsement as IFA, held for at least 1 year"


def test_an_editor_writes_when_one_may_move_up(office: Office) -> None:
    office.open_form()
    lower = make_application_form(make_credential(office.association, "IFA", name="Family Associate"))
    settings = office.settings()
    settings.tick("One application at a time")
    settings.save()
    writing = office.write()
    holding = writing.add("Requirements", "Another endorsement")
    holding.add("Endorsed as").write("Credential's code", "IFA")
    holding.write("Held for at least", 12)
    writing.publish()
    expect(office.demands()).to_have_text([SENTENCE])
    ina = office.apply()
    page = office.as_(ina.person.account)
    page.goto(f"{office.site}/apply/")
    expect(page.get_by_text("takes one application at a time")).to_be_visible()
    page.goto(f"{office.site}/apply/start/{lower.form.family}/")
    page.get_by_role("button", name="Start application").click()
    expect(page).to_have_url(ina.place)
    expect(page.get_by_text("and yours for Infant Mental Health Specialist is open")).to_be_visible()
    ina.says(SENTENCE, met=False, why="The registry shows no active endorsement as IFA.")
    held = {"granted_on": YEAR_AGO + A_DAY, "renewal_due": TODAY + A_DAY}
    make_endorsement(ina.person, lower.form.credential, **held)
    ina.open().says(SENTENCE, met=False, why="IFA counts from")
    Endorsement.objects.update(granted_on=YEAR_AGO)
    ina.open().says(SENTENCE, met=True)
