"""What a reviewer has handed in stays under *Done*, whatever becomes of the answer: an entry that went, or
changed, when a colleague acted would show that the two shared it."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review_queue import intake
from review_queue.audit.actions import blind_again, unblind
from review_queue.models import Assignment, PoolRole
from review_queue.scoring.actions.end_work import end_due
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.actions.withdraw import withdraw
from review_queue.scoring.rules import StepBackReason
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


def reported(item, other):
    report_identity(assignment=other)


def declined(item, other):
    step_back(assignment=other, reason=StepBackReason.OVERLOAD)


def reported_by_the_third(item, other):
    reviews.score(other, 0)
    reviews.assign_all()
    report_identity(assignment=item.assignments.get(slot=3))


def decided_by_the_third(item, other):
    reviews.score(other, 0)
    reviews.assign_all()
    reviews.score(item.assignments.get(slot=3), 3)


def withdrawn(item, other):
    withdraw(item_id=item.pk, reason="candidate")
    end_due()


def closed_for_an_incident(item, other):
    withdraw(item_id=item.pk, reason="incident")


def scored_again(item, other):
    reviews.score(other, 3)
    intake.rescore(item.ref, new_ref=uuid4(), reason="appeal", barred=[])


def unblinded(item, other):
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    unblind(item=item, by=chief, reason="The answer speaks of a child in danger.", hours=2)
    blind_again(item=item, by=chief)


def cleared_and_scored_anew(item, other):
    report_identity(assignment=other)
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item)
    for one in reviews.assign_all():
        reviews.score(one, 2)


def done(client, code: str) -> tuple[str, str]:
    """Its row in the list, and its page."""
    listed = BeautifulSoup(client.get(reverse("review_queue:history")).content, "html.parser")
    rows = [row for row in listed.select("main li, main tr") if code in str(row)]
    page = client.get(reverse("review_queue:past_review", args=[code]))
    assert page.status_code == 200
    return str(rows[0]), str(BeautifulSoup(page.content, "html.parser").select_one("main"))


@pytest.mark.parametrize(
    "happens",
    [
        reported,
        declined,
        reported_by_the_third,
        decided_by_the_third,
        withdrawn,
        closed_for_an_incident,
        scored_again,
        unblinded,
        cleared_and_scored_anew,
    ],
)
def test_what_was_handed_in_stays_as_it_was(settings, happens):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "WHO_IS": f"{__name__}.who_is"}
    item, (one, other) = reviews.make_assigned()
    reviews.make_reviewer(item.pool, may_adjudicate=True)
    reviews.score(one, 3)
    client = signed_in(one.reviewer.user)
    before = done(client, one.code)
    happens(item, Assignment.objects.get(pk=other.pk))
    assert done(client, one.code) == before


def who_is(ref, user):
    return "Leilani Invented"


def test_reporting_takes_as_many_queries_however_many_hold_it():
    """Its time would else tell."""
    _, (one, other) = reviews.make_assigned()
    _, (alone, gone) = reviews.make_assigned()
    step_back(assignment=gone, reason=StepBackReason.OVERLOAD)
    counted = []
    for reporter in (one, alone):
        with CaptureQueriesContext(connection) as queries:
            report_identity(assignment=Assignment.objects.get(pk=reporter.pk))
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert other.events.filter(kind="revoked").count() == 1
