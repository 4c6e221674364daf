"""The candidate's pages: what they show, what they keep, and what they refuse."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from endorsement_plugin.errors import Incomplete
from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.models import Application, Decision, Response, Sitting
from tests.factories.people import make_user
from tests.factories.sittings import make_appeal, make_sitting

pytestmark = pytest.mark.django_db

ANSWERS = {"first": "I would wait.", "second": "I would ask."}
JSON = {"HTTP_ACCEPT": "application/json"}


def url(sitting: Sitting, name: str = "sitting") -> str:
    return reverse(f"endorsement_exam:{name}", args=[sitting.pk])


@pytest.fixture
def sitting(client) -> Sitting:
    made = make_sitting("open")
    client.force_login(made.application.person.user)
    return made


def reloaded(sitting: Sitting) -> Sitting:
    return Sitting.objects.get(pk=sitting.pk)


def test_before_its_day_it_cannot_be_begun(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sitting = make_sitting("scheduled", opens_on=tomorrow)
    client.force_login(sitting.application.person.user)
    html = client.get(url(sitting)).content.decode()
    assert "You can begin on" in html
    assert url(sitting, "begin") not in html
    client.post(url(sitting, "begin"))
    assert reloaded(sitting).state == "scheduled"


def test_looking_at_it_does_not_begin_it(client):
    sitting = make_sitting("scheduled", opens_on=date(2026, 1, 1))
    client.force_login(sitting.application.person.user)
    assert "Begin the exam" in client.get(url(sitting)).content.decode()
    assert client.get(url(sitting, "begin")).status_code == 405
    assert reloaded(sitting).state == "scheduled"
    assert client.post(url(sitting, "begin"))["Location"] == url(sitting, "answers")
    assert reloaded(sitting).state == "open"


def test_the_status_page_has_the_day_of_the_sitting(client):
    sitting = make_sitting("scheduled", opens_on=date(2026, 1, 2))
    Application.objects.update(exam_from=date(2026, 4, 30))
    client.force_login(sitting.application.person.user)
    status = reverse("endorsement:application", args=[sitting.application_id])
    html = client.get(status).content.decode()
    assert "From 2 January 2026" in html
    assert "30 April 2026" not in html
    Sitting.objects.update(state="handed_in", handed_in_at=timezone.now())
    assert "Handed in" in client.get(status).content.decode()


def test_a_deferred_applicant_finds_the_letter_and_how_the_exam_came_out(client):
    sitting = make_sitting("failed", application_state="deferred")
    coordinator = make_user("decides@example.org")
    letter = {"letter_subject": "Your application is deferred", "letter": "Please sit it again."}
    Decision.objects.create(
        application=sitting.application,
        outcome="deferred",
        proposed="deferred",
        decided_by=coordinator,
        **letter,
    )
    make_appeal(sitting, asked_by=coordinator)
    client.force_login(sitting.application.person.user)
    page = reverse("endorsement:application", args=[sitting.application_id])
    html = client.get(page).content.decode()
    assert "Your application is deferred" in html
    assert reverse("endorsement:letter", args=[sitting.application_id]) in html
    assert "Not passed." in html
    assert "Your exam is being scored again" in html


def test_an_answer_that_is_too_long_is_named_once_in_the_summary(client, sitting):
    words = {"first": "word " * 5_000, "second": "", "then": "check"}
    html = client.post(url(sitting, "answers"), words).content.decode()
    summary = html[html.index("error-summary") :].partition("</ul>")[0]
    assert summary.count("has 5,000 words") == 1
    assert ": “" not in summary


def test_it_is_the_candidates_alone(client, sitting):
    client.force_login(make_user("olga.outsider@example.org"))
    for name in ("sitting", "answers", "check"):
        assert client.get(url(sitting, name)).status_code == 404
    for name in ("begin", "answers", "check"):
        assert client.post(url(sitting, name), ANSWERS).status_code == 404


def test_nobody_without_an_account(client):
    assert "/accounts/login/" in client.get(url(make_sitting("open")))["Location"]


@pytest.mark.parametrize("draft", [{}, {"q-first": "I would wait."}, {"q-first": " ", "q-second": "x" * 900}])
def test_an_exam_opens_without_a_problem(client, sitting, draft):
    Sitting.objects.update(draft=draft)
    for name in ("answers", "check"):
        html = client.get(url(sitting, name)).content.decode()
        assert "There is a problem" not in html
        assert "error-summary" not in html
        assert "autofocus" not in html


def test_saved_answers_are_there_again(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    assert "I would wait." in client.get(url(sitting, "answers")).content.decode()
    assert reloaded(sitting).draft == {"q-first": "I would wait.", "q-second": "I would ask."}


def test_a_script_saves_and_hears_the_new_revision(client, sitting):
    response = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1}, **JSON)
    assert response.json()["revision"] == 2
    assert response.json()["refused"] == {}


def test_an_older_tab_keeps_its_words_and_overwrites_nothing(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    old = client.post(url(sitting, "answers"), {"first": "From the old tab", "second": "", "revision": 1})
    html = old.content.decode()
    assert old.status_code == 409
    assert "Nothing was saved" in html
    assert "From the old tab" in html
    assert reloaded(sitting).draft["q-first"] == "I would wait."
    again = {"first": "From the old tab", "second": "", "revision": 1, "replace": 2}
    client.post(url(sitting, "answers"), again)
    assert reloaded(sitting).draft["q-first"] == "From the old tab"


def test_a_script_hears_of_the_other_tab_too(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    other = {"first": "From the old tab", "second": "", "revision": 1}
    response = client.post(url(sitting, "answers"), other, **JSON)
    assert response.status_code == 409
    assert "another tab" in response.json()["message"]


def test_a_script_that_did_not_hear_that_it_was_saved_hears_it_now(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    again = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1}, **JSON)
    assert (again.status_code, again.json()["revision"]) == (200, 2)
    assert reloaded(sitting).revision == 2


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 30, "²"])
def test_a_forged_revision_is_an_old_one(client, sitting, revision):
    response = client.post(url(sitting, "answers"), {**ANSWERS, "revision": revision})
    assert response.status_code == 409
    assert reloaded(sitting).draft == {}


def test_unknown_answers_are_not_kept(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1, "third": "x", "q-first": "y"})
    assert set(reloaded(sitting).draft) == {"q-first", "q-second"}


def test_too_many_words_are_refused_beside_the_question_and_kept(client, sitting):
    long = "word " * 401
    response = client.post(url(sitting, "answers"), {"first": long, "second": "", "revision": 1})
    assert response.status_code == 422
    assert response.context["form"]["first"].errors
    assert reloaded(sitting).draft["q-first"].count("word") == 401


def test_what_is_missing_is_listed_and_nothing_is_handed_in(client, sitting):
    client.post(url(sitting, "answers"), {"first": "I would wait.", "second": "", "revision": 1})
    page = client.get(url(sitting, "check")).content.decode()
    assert "Before you can hand in" in page
    assert "Hand in my exam" not in page
    assert client.post(url(sitting, "check"), {"revision": 2}).status_code == 422
    assert reloaded(sitting).state == "open"


def test_handing_in(client, sitting):
    response = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1, "then": "check"})
    assert response["Location"] == url(sitting, "check")
    assert "Hand in my exam" in client.get(url(sitting, "check")).content.decode()
    for _ in range(2):
        client.post(url(sitting, "check"), {"revision": 2})
    assert reloaded(sitting).state == "handed_in"
    rows = Response.objects.order_by("position").values_list("name", "text", "shared_with_reviewers")
    assert list(rows) == [("first", "I would wait.", True), ("second", "I would ask.", True)]
    assert "You handed in your exam" in client.get(url(sitting)).content.decode()


def test_what_another_tab_changed_after_the_check_is_checked_again(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    client.post(url(sitting, "answers"), {"first": "Changed", "second": "x", "revision": 2}, **JSON)
    client.post(url(sitting, "check"), {"revision": 2})
    assert reloaded(sitting).state == "open"


def test_after_the_hand_in_nothing_is_saved(client, sitting):
    client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1})
    client.post(url(sitting, "check"), {"revision": 2})
    assert client.get(url(sitting, "answers"))["Location"] == url(sitting)
    late = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 2}, **JSON)
    assert late.status_code == 409
    assert "nothing was saved" in late.json()["message"]


def test_a_withdrawn_application_has_no_exam(client, sitting):
    Application.objects.update(state="withdrawn")
    assert "its exam is closed" in client.get(url(sitting)).content.decode()
    assert client.get(url(sitting, "answers")).status_code == 302


@pytest.mark.parametrize(("name", "most"), [("answers", 12), ("check", 12)])
def test_a_page_takes_few_queries(client, sitting, name, most):
    client.get(url(sitting, name))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url(sitting, name)).status_code == 200
    assert len(captured) <= most


@pytest.mark.parametrize(
    "draft",
    [{}, {"q-first": "One"}, {"q-first": "word " * 401, "q-second": " "}, {"q-second": "word " * 401}],
)
def test_the_page_the_hand_in_and_the_api_name_the_same_answers(client, sitting, draft):
    Sitting.objects.update(draft=draft)
    with pytest.raises(Incomplete) as action:
        hand_in(sitting=sitting.pk, by=sitting.application.person.user, revision=1)
    said = [problem.message for problem in action.value.problems]
    assert said
    shown = client.get(url(sitting, "check")).content.decode()
    refused = client.post(url(sitting, "check"), {"revision": 1})
    for page in (shown, refused.content.decode()):
        assert re.findall(r"#id_(?:first|second)\">([^<]+)</a></li>", page) == [escape(one) for one in said]
    api = client.post(f"/api/v3-preview/sittings/{sitting.pk}/actions/hand-in/", headers={"If-Match": '"1"'})
    assert (refused.status_code, api.status_code) == (422, 422)
    assert [one["msg"] for one in api.json()["errors"]] == said


@pytest.mark.parametrize("state", ["scheduled", "handed_in", "closed"])
def test_who_saves_too_late_is_told_that_nothing_was_saved(client, sitting, state):
    Sitting.objects.update(state=state)
    late = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1}, follow=True)
    assert late.redirect_chain == [(url(sitting), 302)]
    assert "This exam is not open, so nothing was saved." in late.content.decode()
    told = client.post(url(sitting, "answers"), {**ANSWERS, "revision": 1}, **JSON)
    assert (told.status_code, told.json()["message"]) == (409, "This exam is not open, so nothing was saved.")
