"""Titles and names as long, and in such scripts, as people type them: they widen and turn around nothing."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from endorsement_plugin.models import Credential, FormVersion, RequirementSet
from tests.factories.applications import add_evidence, add_reference, add_transcript, make_application
from tests.factories.people import make_coordinator, make_person
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "W" * 200
HEBREW = "30 שעות של הכשרה"


def titled(title):
    """An application in which whatever people write is this title."""
    person = make_person("ina.applicant@example.org", title[:90], title[:90])
    application = make_application(person)
    add_evidence(person, title=title)
    add_transcript(application, original_name=f"{title}.pdf")
    add_reference(application, name=title[:150])
    Credential.objects.update(name=title)
    definition = application.form_version.definition
    for step in definition["steps"]:
        step["title"] = title
        for field in step["fields"]:
            field["label"] = title
    FormVersion.objects.filter(pk=application.form_version_id).update(definition=definition)
    clauses = [
        {"kind": "training", "id": "c1", "hours": "30", "topic": title[:120]},
        {"kind": "references", "id": "c2", "count": 3},
    ]
    RequirementSet.objects.update(clauses=clauses)
    application.refresh_from_db()
    return application


@pytest.mark.parametrize("width", [360, 1280])
def test_a_title_without_a_blank_widens_no_page(page: Page, live_server, width):
    application = titled(LONG)
    page.set_viewport_size({"width": width, "height": 900})

    def is_fit(path):
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    sign_in(page, live_server.url, application.person.user)
    base = f"/apply/{application.pk}/"
    steps = [f"{base}steps/{step['name']}/" for step in application.form_version.definition["steps"]]
    more = [f"{base}check/", f"{base}referees/1/", f"{base}evidence/training/add/", f"{base}withdraw/"]
    for path in ["/apply/", base, *steps, *more]:
        is_fit(path)
    application.state, application.submitted_at = "submitted", timezone.now()
    application.answer_by, application.exam_from = date(2027, 1, 31), date(2027, 3, 31)
    application.save()
    is_fit(base)
    sign_in(page, live_server.url, make_coordinator(application.association))
    is_fit("/admin/endorsement/applications/")
    is_fit(f"/admin/endorsement/applications/{application.pk}/")


LEFT_OF = """([selector, text]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(text);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + text.length);
    return range.getBoundingClientRect().left;
  }
}"""


def test_a_title_from_right_to_left_keeps_its_numbers_and_ours_in_their_places(page: Page, live_server):
    application = titled(HEBREW)
    sign_in(page, live_server.url, application.person.user)
    page.goto(f"{live_server.url}/apply/{application.pk}/steps/experience/")
    first = page.evaluate(LEFT_OF, ["h1", "30"])
    assert first > page.evaluate(LEFT_OF, ["h1", "שעות"]), "a title in Hebrew begins at its right"
    page.goto(f"{live_server.url}/apply/{application.pk}/check/")
    problem = ".notice li:has-text('so far') a, [role=alert] li:has-text('so far') a"
    handle = page.locator(problem).first
    assert "5 of 30 hours so far" in handle.inner_text()
    page.evaluate("([element]) => { element.id = 'measured'; }", [handle.element_handle()])
    ours = page.evaluate(LEFT_OF, ["#measured", "5 of 30"])
    assert ours < page.evaluate(LEFT_OF, ["#measured", "so far"]), "our numbers stand before our words"
    handle.evaluate("element => { element.style.whiteSpace = 'nowrap'; }")
    theirs = page.evaluate(LEFT_OF, ["#measured", "הכשרה"])
    assert page.evaluate(LEFT_OF, ["#measured", ": 5 of 30"]) > theirs, "and after the editor's"


def test_at_the_width_of_a_phone_a_requirement_has_the_whole_line(page: Page, live_server):
    application = titled("Early childhood")
    RequirementSet.objects.update(
        clauses=[{"kind": "training", "id": "c1", "hours": "30", "topic": "infant mental health (0–3)"}]
    )
    page.set_viewport_size({"width": 360, "height": 900})
    sign_in(page, live_server.url, application.person.user)
    page.goto(f"{live_server.url}/apply/{application.pk}/")
    widths = page.evaluate(
        "[...document.querySelectorAll('.meter')].map(m =>"
        " m.querySelector('.meter__label').getBoundingClientRect().width / m.getBoundingClientRect().width)"
    )
    assert widths
    assert min(widths) > 0.95
