"""Item 7. How answers are reviewed: how far two reviewers may be apart, and what then decides.

Two people review each answer, neither seeing the other's marks; a third one only where the policy says that
the two disagree. Whoever reviews holds the credential that the answer is for.
"""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from review_queue.models import Assignment, Item, Reviewer, Round, Rubric, Verdict
from tests.factories import reviews
from tests.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = "IMHS"
TWO_THIRDS, ALL = 2, 3
"""Of three points for each criterion: 66.66 percent fail, 100 pass."""
WIDE = {"Criterion gap": 2, "Total gap": 40}
NARROW = {"Criterion gap": 2, "Total gap": 10}
THIRD = "The third score replaces the first two"
MEAN = "Mean of all three scores"
NEAREST = "Mean of the third score and the nearer of the first two"

CASES = [
    # (what may differ, one pass and one fail disagree, what decides then), asked a third, outcome, percent
    ((WIDE, False, THIRD), False, "passed", Decimal("83.33")),
    ((WIDE, True, THIRD), True, "failed", Decimal("66.66")),
    ((NARROW, False, MEAN), True, "passed", Decimal("77.77")),
    ((NARROW, False, NEAREST), True, "failed", Decimal("66.66")),
]


def write_policy(page: Page, site: str, gaps: dict[str, int], *, split: bool, resolution: str) -> Round:
    """Whoever sets up reviews writes a round in the admin."""
    keeper = User.objects.create_superuser("keeper", "keeper@example.org")
    sign_in(page, site, keeper)
    page.set_default_timeout(20_000)
    page.goto(f"{site}/django-admin/review_queue/round/add/")
    for label, text in {"Code": "spring", "Title": "Spring", **gaps}.items():
        page.get_by_label(f"{label}:", exact=True).fill(str(text))
    page.get_by_label("Rubric:", exact=True).select_option(label=str(Rubric.objects.get()))
    page.get_by_label("Verdict split", exact=True).set_checked(split)
    page.get_by_label("Resolution:", exact=True).select_option(label=resolution)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    return Round.objects.get(code="spring")


def make_holders() -> list[Reviewer]:
    """Three who hold the credential, of whom one may be the third, and one who does not hold it."""
    holders = [reviews.make_reviewer() for _ in range(2)]
    holders.append(reviews.make_reviewer(may_adjudicate=True, capacity=1))
    for one in holders:
        one.qualifications.create(tag=CODE)
    reviews.make_reviewer(may_adjudicate=True)
    return holders


def review(page: Page, site: str, assignment: Assignment, points: int) -> None:
    """At the desk: a level for each criterion, words for the applicant, checked and handed in."""
    own = reviews.accept_offer(assignment)
    sign_in(page, site, own.reviewer.user)
    page.goto(site + own.get_absolute_url())
    for criterion in page.locator(".criterion").all():
        criterion.get_by_role("radio").nth(points).check()
    page.get_by_label("Feedback").fill(reviews.FEEDBACK)
    page.get_by_role("button", name="Check and hand in").click()
    page.get_by_role("button", name="Hand in my review").click()
    expect(page.get_by_role("button", name="Hand in my review")).to_have_count(0)
    reviews.compare_reviews(own)


@pytest.mark.parametrize(("policy", "third", "outcome", "percent"), CASES)
def test_the_same_marks_are_decided_as_the_policy_says(
    page: Page, live_server, policy, third: bool, outcome: str, percent: Decimal
) -> None:
    reviews.make_rubric(criteria=3)
    gaps, split, resolution = policy
    scored_in = write_policy(page, live_server.url, gaps, split=split, resolution=resolution)
    holders = make_holders()
    item = reviews.clear_item(reviews.make_item(scored_in, requires=[CODE]))
    reviews.assign_all()
    first, second = item.assignments.order_by("slot")
    review(page, live_server.url, first, TWO_THIRDS)
    review(page, live_server.url, second, ALL)
    assert (Item.objects.get(pk=item.pk).state == "disputed") == third
    if third:
        assert not Verdict.objects.exists()
        reviews.assign_all()
        review(page, live_server.url, item.assignments.get(slot=3), TWO_THIRDS)
    assert {one.reviewer for one in item.assignments.all()} <= set(holders)
    verdict = Verdict.objects.get(item=item)
    assert (verdict.outcome, verdict.percent) == (outcome, percent)
    scored_in.refresh_from_db()
    assert scored_in.is_frozen
