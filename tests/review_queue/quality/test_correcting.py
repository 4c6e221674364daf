"""Alarms that are open, what was done about them, and what the follow-up found."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue.audit.actions import seal_events
from review_queue.audit.queries.reliability import scores_of
from review_queue.models import CorrectiveAction, Event, PoolRole
from review_queue.quality.actions.correct import correct
from review_queue.rules.transitions import CLOSED
from review_queue.staff.reports.evidence_pack import archive, gather
from review_queue.staff.reports.open_alarms import raised
from review_queue.staff.views import correcting
from review_queue.verifier.chain import Told
from review_queue.verifier.main import faults
from review_queue.verifier.pack import Pack
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def flagged():
    item, work = reviews.make_assigned()
    reviews.score(work[0], 3, flag="copied")
    reviews.score(work[1], 3)
    return item


@pytest.fixture
def chief(flagged, client):
    user = reviews.make_staff(PoolRole.Role.CHIEF, flagged.pool)
    client.force_login(user)
    return user


def alarms(client, item):
    return client.get(reverse("review_queue:alarms", args=[item.round.code])).content.decode()


def code_of(item):
    return f"flag:{item.events.get(kind=Event.Kind.FLAGGED).pk}"


def test_a_flag_stays_open_until_what_was_done_is_recorded(client, flagged, chief):
    assert "A reviewer has flagged it" in alarms(client, flagged)
    there = reverse("review_queue:correct", args=[flagged.round.code]) + f"?alarm={code_of(flagged)}"
    assert client.get(there).status_code == 200
    today = timezone.localdate()
    answered = client.post(
        there, {"what": "Compared with the source.", "who": "Chief", "done_on": today, "follow_up_on": today}
    )
    assert answered.status_code == 302
    action = CorrectiveAction.objects.get()
    assert (action.item, action.recorded_by, action.alarm) == (flagged, chief, code_of(flagged))
    shown = alarms(client, flagged)
    assert "No alarm is open" in shown
    assert "Compared with the source." in shown
    assert "Follow-up due since" in shown
    assert "A reviewer has flagged it" in shown
    assert code_of(flagged) not in shown
    follow = reverse("review_queue:follow_up", args=[flagged.round.code, action.pk])
    assert client.post(follow, {"outcome": ""}).status_code == 422
    client.post(follow, {"outcome": "It was their own work."})
    action.refresh_from_db()
    assert (action.outcome, action.followed_up_by) == ("It was their own work.", chief)
    assert "It was their own work." in alarms(client, flagged)
    assert client.get(follow).status_code == 404


@pytest.mark.parametrize(
    ("field", "days", "words"),
    [
        ("done_on", 1, "Choose a day that has come."),
        ("follow_up_on", -1, "Choose the day on which it was done, or a later one."),
    ],
)
def test_refusals_stand_beside_their_cause_and_nothing_is_lost(client, flagged, chief, field, days, words):
    there = reverse("review_queue:correct", args=[flagged.round.code]) + f"?alarm={code_of(flagged)}"
    today = timezone.localdate()
    given = {"what": "Typed at length.", "who": "Chief", "done_on": today, "follow_up_on": today}
    answered = client.post(there, {**given, field: today + timedelta(days=days)})
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert "Typed at length." in answered.content.decode()


def test_an_alarm_that_does_not_stand_is_a_404_and_so_is_another_pools(client, flagged, chief):
    there = reverse("review_queue:correct", args=[flagged.round.code])
    assert client.get(there + "?alarm=flag:0").status_code == 404
    stranger = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere"))
    client.force_login(stranger)
    assert client.get(there + f"?alarm={code_of(flagged)}").status_code == 404
    assert client.get(reverse("review_queue:alarms", args=[flagged.round.code])).status_code == 404


def test_what_another_pool_did_in_a_shared_round_is_not_shown(client, flagged, chief):
    mine, theirs = flagged.pool, reviews.make_pool("elsewhere")
    day = timezone.localdate()
    for pool, what in ((mine, "Ours."), (theirs, "Theirs.")):
        CorrectiveAction.objects.create(
            round=flagged.round,
            pool=pool,
            alarm="agreement:total",
            what=what,
            who="Somebody",
            done_on=day,
            recorded_by=chief,
        )
    shown = alarms(client, flagged)
    assert "Ours." in shown
    assert "Theirs." not in shown


def test_of_an_answer_that_is_open_the_pack_says_nothing_and_holds(flagged, chief, tmp_path):
    flagged.refresh_from_db()
    assert flagged.state not in CLOSED
    of_round = {
        "scored_in": flagged.round,
        "pool": flagged.pool,
        "who": "Chief",
        "done_on": timezone.localdate(),
        "follow_up_on": None,
        "by": chief,
    }
    correct(item=flagged, alarm=code_of(flagged), what="Compared with the source.", **of_round)
    correct(item=None, alarm="agreement:total", what="Trained again.", **of_round)
    seal_events()
    made = gather(chief, scores_of(chief, flagged.round), timezone.localdate())
    with zipfile.ZipFile(io.BytesIO(archive(made, b""))) as packed:
        packed.extractall(tmp_path)
    told = (tmp_path / "corrective_actions.csv").read_text()
    assert "Trained again." in told
    assert "Compared with the source." not in told
    assert list(faults(Pack(tmp_path), Told(), intervals=False)) == []


def test_an_alarm_that_stands_no_longer_is_said_in_words(client, flagged, chief):
    correct(
        scored_in=flagged.round, pool=flagged.pool, item=None, alarm="severity:R7", by=chief,
        what="Trained again.", who="Chief", done_on=timezone.localdate(), follow_up_on=None,
    )  # fmt: skip
    shown = alarms(client, flagged)
    assert "A reviewer lay far from the others." in shown
    assert "severity:" not in shown


def test_what_is_refused_in_the_meantime_is_said_and_nothing_is_lost(client, flagged, chief, monkeypatch):
    """The role ends between the reading of the alarms and the writing."""

    def end_the_role(*args):
        standing = raised(*args)
        PoolRole.objects.filter(user=chief).delete()
        return standing

    monkeypatch.setattr(correcting, "raised", end_the_role)
    address = reverse("review_queue:correct", args=[flagged.round.code])
    given = {"what": "Read it with both.", "who": "Chief", "done_on": timezone.localdate()}
    answer = client.post(f"{address}?alarm={code_of(flagged)}", given)
    assert answer.status_code == 422
    assert "Read it with both." in answer.content.decode()
    assert not CorrectiveAction.objects.exists()
