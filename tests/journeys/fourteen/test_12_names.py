"""Item 12. A name of the association's own, and a page in another language beside the first."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale

from endorsement_plugin.models import RequirementSet
from tests.journeys.fourteen.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


SENTENCE = "At least 30 hours of specialized training"


def test_an_editor_writes_a_local_name_and_a_spanish_page(office: Office, settings) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    office.open_form()
    writing = office.write()
    writing.write("Local name", "Keiki Specialist")
    writing.add("Requirements", "Training").write("Hours in all", 30)
    writing.publish()
    office.demands()
    heading = office.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Keiki Specialist")
    expect(office.page.get_by_text("Known elsewhere as Infant Mental Health Specialist")).to_be_visible()
    spanish = office.in_spanish(Locale.objects.create(language_code="es"))
    writing = office.edit(spanish)
    writing.root.page.get_by_placeholder("Page title").fill("Especialista en salud mental infantil")
    writing.write("Local name", "Especialista Keiki")
    writing.write("Summary", "Para quienes visitan a familias.")
    writing.publish()
    office.page.goto(f"{office.site}/admin/pages/{spanish.pk}/view_draft/")
    expect(heading).to_have_text("Especialista Keiki")
    expect(
        office.page.get_by_text("Known elsewhere as Especialista en salud mental infantil")
    ).to_be_visible()
    expect(office.page.get_by_text(SENTENCE)).to_be_visible()
    assert RequirementSet.objects.count() == 2
    ina = office.apply()
    ina.open().says(SENTENCE, met=False, why="0 of 30 hours")
