"""People among themselves: handing back, feedback, remarks, and what the candidate reads."""

import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from review_queue.errors import NameInFeedback
from review_queue.models import Review, Verdict
from review_queue.scoring.forms.leaving import ReportForm, StepBackForm
from tests.factories.people import make_user
from tests.factories.reviews import make_reviewer, score
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import MARKS, World, desk_of, read, write

pytestmark = pytest.mark.django_db


@asks("recusal", "errors")
def test_handing_an_answer_back_has_no_room_for_a_name(world: World):
    """A choice of reasons and no text; the other reviewer is told neither why nor that it happened."""
    assert set(StepBackForm().fields) == {"reason"}
    assert set(ReportForm([]).fields) == {"sections"}
    client = world.client("assigned")
    before = desk_of(world, "coordinator")
    form = {"reason": "recognized", "comment": "It is Zquellina Vorbexley"}
    response = client.post(reverse("review_queue:leave", args=[world.own.code]), form, follow=True)
    said = response.content.decode()
    assert "goes to somebody else" in said
    assert not canaries.found_in(said)
    assert not canaries.found_in(canaries.rows_of("review_queue"))
    assert desk_of(world, "coordinator") == before
    assert read(client, world.own.get_absolute_url()).startswith(b"404")


@asks("recusal", "new state")
def test_a_text_that_identifies_is_taken_from_both_at_once(world: World):
    """Without a word of what was found; the other reviewer reads that it is gone, and not why."""
    client = world.client("assigned")
    client.post(reverse("review_queue:report", args=[world.own.code]), {"sections": ["0"]})
    said = []
    for role, own in (("assigned", world.own), ("coordinator", world.others)):
        page = read(world.client(role), own.get_absolute_url())
        assert page.startswith(b"410")
        said.append(re.sub(r"\s+", " ", words_of(page).replace(own.code, "")))
        assert own.code not in read(world.client(role), reverse("review_queue:queue")).decode()
    assert said[0] == said[1]


def words_of(page: bytes) -> str:
    """What stands in the middle of a page."""
    return re.sub(r"<[^>]+>", "", page.decode().partition("<main")[2].partition("</main>")[0])


@asks("signed comments")
def test_feedback_that_names_a_reviewer_is_refused_in_the_same_words_for_all(world: World):
    """Of the pair or not, so that trying names does not tell who the other is."""
    make_reviewer(world.item.pool, user=make_user("peter@example.org", first_name="Peter", last_name="Plum"))
    partner = world.others.reviewer.user
    partner.first_name, partner.last_name = "Cora", "Quince"
    partner.save()
    said = set()
    for name in ("Cora Quince", "Peter Plum", partner.email, "peter@example.org"):
        with pytest.raises(NameInFeedback) as refused:
            score(world.own, 3, f"Ask {name} about this.")
        said.add(str(refused.value))
    assert said == {NameInFeedback.sentence}
    score(world.own, 3, "Ask a colleague about this.")


@asks("signed comments", "discussion")
def test_the_candidate_reads_feedback_and_neither_remarks_nor_reviewers(world: World):
    """Nor the candidate's own name in somebody else's words, nor whose words they are."""
    write(world.own, 3, "A remark for the record", "Zquellina, you stay with the pair.")
    write(world.others, 3, "Another remark", "You watch closely.")
    for one in (world.own, world.others):
        score(one, 3, Review.objects.get(assignment=one).feedback)
    verdict = Verdict.objects.get(item=world.item)
    world.sitting.refresh_from_db()
    read_by_candidate = set(world.sitting.feedback.split("\n\n"))
    assert read_by_candidate == {"[name], you stay with the pair.", "You watch closely."}
    assert "remark" not in world.sitting.feedback + verdict.feedback
    names = [one.reviewer.user.email for one in (world.own, world.others)]
    candidate = Client()
    candidate.force_login(world.sitting.application.person.account)
    addresses = (f"/exam/{world.sitting.pk}/", f"/apply/{world.sitting.application_id}/")
    pages = "".join(candidate.get(address).content.decode() for address in addresses)
    assert not [name for name in (*names, world.own.code, world.item.code) if name in pages]


@asks("discussion")
def test_there_is_no_place_to_talk(world: World):
    """No notes, mentions or messages between reviewers; a remark on a criterion stays with its writer."""
    models = {model.__name__ for model in apps.get_app_config("review_queue").get_models()}
    assert not [name for name in models if re.search(r"Note|Message|Comment|Thread|Mention|Discussion", name)]
    html = read(world.client("coordinator"), world.others.get_absolute_url()).decode()
    assert set(re.findall(r"<textarea[^>]*name=\"([^\"]*)\"", html)) == {
        "feedback", "comment-c0", "comment-c1",
    }  # fmt: skip
    assert not [word for word in MARKS[:2] if word in html]
