"""Two tabs on one step, reference or exam: merged by question, and both shown where they truly differ."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from endorsement_plugin.models import Reference, Sitting, StepDraft
from tests.cast import give_referee_link
from tests.factories.applications import make_application
from tests.factories.people import make_person
from tests.factories.sittings import make_sitting

pytestmark = pytest.mark.django_db

SCRIPT = {"Accept": "application/json"}


class Tab:
    """One page as it was opened; what is typed in it is sent with the page's own hidden controls."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self._read(client.get(address).content)

    def _read(self, content: bytes) -> None:
        soup = BeautifulSoup(content, "html.parser")
        form = soup.select_one("form[data-autosave]")
        assert form
        marked = f'[form="{form.get("id")}"]'
        self.values = {}
        for control in [
            *form.select("input, textarea, select"),
            *soup.select(f"input{marked}, textarea{marked}"),
        ]:
            kind, name = control.get("type"), control.get("name")
            if name and (kind not in ("radio", "checkbox") or control.has_attr("checked")):
                self.values[str(name)] = str(control.get("value") or control.get_text().lstrip("\n"))

    def type(self, **typed: str) -> "Tab":
        self.values |= typed
        return self

    def press(self, **button: str):
        answer = self.client.post(self.address, {**self.values, **button})
        if answer.status_code != 302:
            self._read(answer.content)
        return answer

    def autosave(self):
        answer = self.client.post(self.address, self.values, headers=SCRIPT)
        if answer.status_code == 200:
            self.values |= {"revision": str(answer.json()["revision"]), "read": answer.json()["read"]}
        return answer


@pytest.fixture(params=["step", "reference", "exam"])
def form(request, client):
    """An address, two of its texts, and what is stored of them."""
    if request.param == "step":
        application = make_application(make_person())
        client.force_login(application.person.user)
        return f"/apply/{application.pk}/steps/practice/", "story", "agency", StepDraft, "answers"
    if request.param == "reference":
        reference, link = give_referee_link()
        client.post(link)
        return f"/reference/{reference.pk}/", "comment", "warmth", Reference, "draft"
    sitting = make_sitting("open")
    client.force_login(sitting.application.person.user)
    return f"/exam/{sitting.pk}/answers/", "first", "second", Sitting, "draft"


def stored(form) -> tuple[object, object]:
    row = form[3].objects.first()
    answers = getattr(row, form[4]) if row else {}
    return answers.get(f"q-{form[1]}"), answers.get(f"q-{form[2]}")


@pytest.mark.parametrize("how", ["autosave", "press"])
def test_each_tab_keeps_what_it_changed(client, form, how):
    address, one, two = form[:3]
    here, there = Tab(client, address), Tab(client, address)
    assert getattr(there.type(**{two: "3"}), how)().status_code in (200, 302, 422)
    assert getattr(here.type(**{one: "Here"}), how)().status_code in (200, 302, 422)
    assert stored(form) == ("Here", "3")


def test_what_truly_differs_is_shown_both_and_nothing_is_saved(client, form):
    address, one, two = form[:3]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{one: "Written\r\nthere", two: "3"}).autosave()
    answer = here.type(**{one: "Written here"}).autosave()
    assert answer.status_code == 409
    assert answer.json()["differ"] == {one: "Written\nthere"}
    page = here.press()
    assert page.status_code == 409
    html = page.content.decode()
    assert "Nothing was saved" in html
    assert "Saved elsewhere" in html
    assert "Written<br>there" in html
    assert "Written here" in html
    assert here.values[two] == "3"
    assert stored(form)[0] == "Written\nthere"


def test_replacing_on_purpose_replaces_only_what_differs(client, form):
    address, one, two = form[:3]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{one: "There", two: "3"}).autosave()
    here.type(**{one: "Here"}).press()
    here.press(replace="2")
    assert stored(form) == ("Here", "3")


def test_without_the_tick_it_is_asked_again(client, form):
    address, one = form[:2]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{one: "There"}).autosave()
    here.type(**{one: "Here"}).press()
    assert here.press().status_code == 409
    assert stored(form)[0] == "There"


def test_a_third_save_after_the_page_was_shown_is_asked_about_again(client, form):
    address, one = form[:2]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{one: "There"}).autosave()
    here.type(**{one: "Here"}).press()
    there.type(**{one: "There again"}).autosave()
    assert here.press(replace="2").status_code == 409
    assert stored(form)[0] == "There again"


def test_an_answer_saved_elsewhere_is_not_put_back_by_a_tab_that_still_shows_the_old_one(client, form):
    address, one, two = form[:3]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{two: "3"}).autosave()
    for n in range(3):
        assert here.type(**{one: f"Here {n}"}).autosave().status_code == 200
    assert stored(form) == ("Here 2", "3")
    assert here.type(**{two: "2"}).autosave().status_code == 409


def test_the_same_words_in_both_tabs_are_no_difference(client, form):
    address, one = form[:2]
    here, there = Tab(client, address), Tab(client, address)
    there.type(**{one: "The same\r\nwords "}).autosave()
    assert here.type(**{one: "The same\nwords"}).autosave().status_code == 200


def test_clearing_an_answer_clears_it(client, form):
    address, one = form[:2]
    tab = Tab(client, address)
    tab.type(**{one: "Something"}).autosave()
    tab.type(**{one: ""}).autosave()
    assert stored(form)[0] is None
