"""An association with four reviewers: an answer whose reviews disagree, with nobody left to be the third,
through to decided. On the pages of those who act, and nobody learns what they should not."""

from datetime import timedelta

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.jobs import reconcile_sittings
from endorsement_plugin.models import Sitting
from review_queue.audit.actions import seal_events
from review_queue.audit.queries.faults import faults
from review_queue.models import Event, Item, Mail, PoolRole
from review_queue.stalls.actions import tell_chiefs as telling
from review_queue.stalls.actions.tell_chiefs import tell_chiefs
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.factories.people import make_coordinator
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

WHY = "Nobody here may be the third; Noelani has said yes to one more."


class Four:
    """The chief reviewer, who reviews too, two more, and Noelani, who has all that was agreed."""

    def __init__(self) -> None:
        self.round = reviews.make_round()
        type(self.round).objects.filter(pk=self.round.pk).update(code="spring")
        self.round.refresh_from_db()
        self.pool = reviews.make_pool("hawaii")
        self.chief = reviews.make_staff(PoolRole.Role.CHIEF, self.pool, first_name="Keala")
        self.people = [
            reviews.make_reviewer(
                self.pool, user=user, qualifications=["IMHS"], capacity=1, may_adjudicate=may
            )
            for user, may in (
                (self.chief, True),
                (reviews.make_account(first_name="Malia"), False),
                (reviews.make_account(first_name="Kimo"), False),
                (reviews.make_account(first_name="Noelani"), True),
            )
        ]
        self.others = self.people[1:3]
        self.noelani = self.people[3]


@pytest.fixture
def four(monkeypatch) -> Four:
    monkeypatch.setattr(telling, "FROM_HOUR", 0)
    return Four()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def days_pass(days: int = 4) -> None:
    for one in Event.objects.all():
        models.QuerySet(Event).filter(pk=one.pk).update(at=one.at - timedelta(days=days))
    tell_chiefs()
    reconcile_sittings()


def disputed(four: Four) -> tuple[Sitting, Item]:
    """Noelani and the chief are busy, so Malia and Kimo score it, and disagree."""
    sitting = answered(make_sitting("open"), first="Ina would wait.", second="Yes.")
    hand_in(sitting=sitting.pk, by=sitting.application.person.account, revision=1)
    run_due()
    item = Item.objects.get(ref=str(Sitting.objects.get(pk=sitting.pk).review_ref))
    reviews.clear_item(item)
    _busy(four)
    for one, points in zip(reviews.assign_all(), (3, 0), strict=True):
        assert one.reviewer in four.others
        reviews.score(one, points)
    reviews.assign_all()
    item.refresh_from_db()
    assert item.state == "disputed"
    return Sitting.objects.get(pk=sitting.pk), item


def _busy(four: Four) -> None:
    """One with all that was agreed, the other, who leads the pool, settles no dispute anyway."""
    for who in (four.noelani, four.people[0]):
        other = reviews.make_item(four.round, four.pool)
        Item.objects.filter(pk=other.pk).update(state="assigned")
        other.assignments.create(slot=1, reviewer=who, due=timezone.localdate(), state="accepted")


def test_a_four_reviewer_association_through_to_decided(four):
    sitting, item = disputed(four)
    coordinator = make_coordinator(sitting.application.association)
    days_pass()

    letter = Mail.objects.get(to=four.chief.email, event_key__startswith="stuck:")
    assert f"{item.code}: the reviews disagree, and nobody can be the third" in letter.body
    for name in ("Malia", "Kimo", "Noelani", "Ina", str(item.ref)):
        assert name not in letter.body

    desk = signed_in(coordinator)
    file = reverse("endorsement_applications:inspect", args=[sitting.application_id])
    seen = text(desk.get(file))
    assert "nobody of the pool can take the exam" in seen
    for name in ("Malia", "Kimo", "Noelani", "disagree"):
        assert name not in seen

    chief = signed_in(four.chief)
    stuck = text(chief.get(reverse("review_queue:stuck")))
    assert item.code in stuck
    assert "1 hold as much as was agreed" in stuck
    ask = reverse("review_queue:ask", args=[item.code])
    refused = chief.post(ask, {"reviewer": four.noelani.pk, "reason": WHY})
    assert refused.status_code == 422
    chief.post(ask, {"reviewer": four.noelani.pk, "reason": WHY, "beyond_capacity": "on"})
    third = item.assignments.get(slot=3)
    reconcile_sittings()
    assert "nobody of the pool" not in text(desk.get(file))

    offer = signed_in(four.noelani.user).get(third.get_absolute_url())
    assert "third" not in text(offer).casefold()
    assert WHY not in text(offer)
    reviews.score(third, 3)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == ("passed", "ready")
    seal_events()
    assert not [fault for fault in faults() if item.code in fault]


def test_and_scored_elsewhere_where_nobody_can(four):
    """The candidate sees neither who scored it elsewhere nor why it came back."""
    sitting, item = disputed(four)
    coordinator = make_coordinator(sitting.application.association)
    days_pass()
    chief = signed_in(four.chief)
    chief.post(reverse("review_queue:outside", args=[item.code]), {"reason": "No one is left."})
    reconcile_sittings()
    desk = signed_in(coordinator)
    day = timezone.localdate().isoformat()
    given = {"outcome": "passed", "feedback": "Well seen.", "scored_by": "AIMH-WI", "scored_on": day}
    desk.post(reverse("endorsement_applications:outcome", args=[sitting.application_id]), given)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state, sitting.scored_by) == ("passed", "ready", "AIMH-WI")
    candidate = signed_in(sitting.application.person.account)
    page = text(candidate.get(reverse("endorsement:application", args=[sitting.application_id])))
    assert "AIMH-WI" not in page.split("<main")[1]
    assert "No one is left." not in page
