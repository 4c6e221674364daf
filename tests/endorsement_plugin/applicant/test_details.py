"""Who the applicant is, as the form asks for it."""

import re

from tests.factories.applications import make_application
from tests.factories.credentials import make_credential


def test_another_name_is_refused_beside_it_while_an_application_is_being_read(page, application):
    make_application(application.person, credential=make_credential(code="IMHS"), state="in_review")
    details = {"person-given_name": "Ina", "person-family_name": "Other", "person-phone": "808 555 0123"}
    response = page.post(f"/apply/{application.pk}/steps/about_you/", {"revision": "1"} | details)
    content = response.content.decode()
    assert response.status_code == 422
    assert "being read under this name" in content
    assert 'value="Other"' in content
    application.person.refresh_from_db()
    assert (application.person.family_name, application.person.phone) == ("Applicant", "808 555 0123")


def test_a_phone_shows_the_keys_of_a_phone(page, application):
    text = page.get(f"/apply/{application.pk}/steps/about_you/").content.decode()
    assert re.search(r'<input type="tel" name="person-phone"', text)
    assert not re.search(r'<input type="tel" name="person-(?!phone)', text)
