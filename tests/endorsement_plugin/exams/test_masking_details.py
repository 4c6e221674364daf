"""By what else a reviewer could know the candidate: given beside the exam, and gone with its answers."""

from datetime import date

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse

from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.actions.settling import settle
from endorsement_plugin.exams.backends.handover import original_of
from endorsement_plugin.exams.forms import MOST_LINES
from endorsement_plugin.models import ApplicationEvent, MaskingDetails, Sitting
from endorsement_plugin.retention.actions.removing import _written
from review_queue.models import BarredUser, Section
from review_queue.roster.actions.declare import declare_conflict
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator, make_person
from tests.factories.reviews import make_reviewer
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

GIVEN = {
    "middle_names": "Maelani Kapua",
    "other_script": "山田花子",
    "birth_date": "1973-05-17",
    "places": "98-211 Pali Momi Street\nWaiʻanae",
    "web_sites": "quillfeather.care",
    "organizations": "Thrumblecot Nursery",
    "people": "Bartleby Vane\nAunty Zyxie",
}
TEXT = (
    "I am Maelani (山田花子), born 17 May 1973, of 98-211 Pali Momi St in Waiʻanae. See quillfeather.care. "
    "At Thrumblecot Nursery I worked with Bartleby Vane and Aunty Zyxie."
)
NEEDLES = (
    *("Maelani", "山田", "1973", "Pali Momi", "Waiʻanae", "quillfeather", "Thrumblecot", "Bartleby"),
    "Zyxie",
)


@pytest.fixture
def sitting():
    return make_sitting("open")


@pytest.fixture
def candidate(client, sitting):
    client.force_login(sitting.application.person.user)
    return client


def page(sitting):
    return reverse("endorsement_exam:masking", args=[sitting.pk])


def give(candidate, sitting, revision=0, **values):
    return candidate.post(page(sitting), GIVEN | values | {"revision": revision})


def test_what_is_given_masks_the_exam_and_stands_nowhere_in_the_queue(candidate, sitting, round_and_pool):
    assert give(candidate, sitting).status_code == 302
    hand_in(sitting=answered(sitting, first=TEXT).pk, by=sitting.application.person.account, revision=1)
    run_due()
    text = Section.objects.get().text
    assert [needle for needle in NEEDLES if needle in text] == []
    models = apps.get_app_config("review_queue").get_models()
    stored = "".join(serializers.serialize("json", model._base_manager.all()) for model in models)
    assert [needle for needle in NEEDLES if needle in stored] == []


def test_who_has_declared_a_conflict_with_what_is_given_is_kept_from_the_exam(
    candidate, sitting, round_and_pool
):
    friend, stranger = make_reviewer(), make_reviewer()
    declare_conflict(reviewer=friend, by=friend.user, kind="agency", words="Thrumblecot Nursery")
    declare_conflict(reviewer=stranger, by=stranger.user, kind="agency", words="Somewhere Else")
    give(candidate, sitting)
    hand_in(sitting=answered(sitting, first=TEXT).pk, by=sitting.application.person.account, revision=1)
    run_due()
    barred = set(BarredUser.objects.values_list("user", flat=True))
    assert friend.user_id in barred
    assert stranger.user_id not in barred


def test_it_is_shown_again_and_changed(candidate, sitting):
    give(candidate, sitting)
    html = candidate.get(page(sitting)).content.decode()
    assert "Bartleby Vane" in html
    assert 'value="1973-05-17"' in html
    assert give(candidate, sitting, revision=1, people="").status_code == 302
    kept = MaskingDetails.objects.get()
    assert (kept.people, kept.revision, kept.birth_date) == ("", 2, date(1973, 5, 17))


def test_two_tabs_lose_nothing(candidate, sitting):
    give(candidate, sitting)
    answer = give(candidate, sitting, revision=0, people="Somebody Else")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was saved" in html
    assert "Bartleby Vane" in html
    assert "Somebody Else" in html
    assert give(candidate, sitting, revision=0, people="Somebody Else", replace=1).status_code == 302
    assert MaskingDetails.objects.get().people == "Somebody Else"


def test_saving_the_same_again_changes_nothing(candidate, sitting):
    give(candidate, sitting)
    give(candidate, sitting, revision=1)
    assert MaskingDetails.objects.get().revision == 1
    assert ApplicationEvent.objects.filter(action="exam_names_given").count() == 1


def test_the_history_says_that_something_was_given_and_not_what(candidate, sitting):
    give(candidate, sitting)
    event = ApplicationEvent.objects.get(action="exam_names_given")
    assert (event.detail, event.role) == ("", "applicant")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"birth_date": "17.5.73"}, "Enter a date, as in 1973-05-17."),
        ({"birth_date": "2999-01-01"}, "This day has not been yet. Enter the day on which you were born."),
        ({"people": "A B\n" * (MOST_LINES + 1)}, "40 lines at the most, these are 41."),
        ({"middle_names": "x" * 201}, "This has 201 characters, 1 too many. Shorten it to 200."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_it(candidate, sitting, values, said):
    answer = give(candidate, sitting, **values)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert said in html
    assert "Thrumblecot Nursery" in html
    assert not MaskingDetails.objects.exists()


def test_after_the_hand_in_nothing_is_taken_and_nothing_typed_is_lost(candidate, sitting):
    hand_in(sitting=answered(sitting, first="One").pk, by=sitting.application.person.account, revision=1)
    assert candidate.get(page(sitting)).status_code == 302
    answer = give(candidate, sitting)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "This exam is handed in or closed, so nothing was saved." in html
    assert "Bartleby Vane" in html


def test_nobody_else_opens_it(client, sitting):
    client.force_login(make_person("other@example.org").account)
    assert client.get(page(sitting)).status_code == 404
    client.force_login(make_coordinator(sitting.application.association))
    assert client.get(page(sitting)).status_code == 404


def test_no_coordinator_is_shown_it(client, candidate, sitting):
    give(candidate, sitting)
    client.force_login(make_coordinator(sitting.application.association))
    for name in ("inspect", "close_exam"):
        html = client.get(reverse(f"endorsement_applications:{name}", args=[sitting.application_id]))
        assert [needle for needle in NEEDLES if needle in html.content.decode()] == []


def test_an_answer_that_is_masked_anew_after_the_outcome_is_masked_by_it_too(candidate, sitting):
    give(candidate, sitting)
    hand_in(sitting=answered(sitting, first=TEXT).pk, by=sitting.application.person.account, revision=1)
    row = Sitting.objects.get()
    settle(row, "failed", feedback="", by=None)
    again = original_of(str(row.review_ref))
    assert again is not None
    assert {"kind": "middle_name", "value": "Maelani"} in again["identifiers"]


def test_retention_removes_it_with_the_answers(candidate, sitting):
    give(candidate, sitting)
    _written(Sitting.objects.all())
    assert not MaskingDetails.objects.exists()


def test_the_exam_and_its_check_lead_there(candidate, sitting):
    check = reverse("endorsement_exam:check", args=[answered(sitting, first="One").pk])
    assert page(sitting) in candidate.get(check).content.decode()
    Sitting.objects.update(state="scheduled")
    start = reverse("endorsement_exam:sitting", args=[sitting.pk])
    assert page(sitting) in candidate.get(start).content.decode()
