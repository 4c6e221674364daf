"""Versions of a rubric side by side."""

from decimal import Decimal

import pytest
from django.urls import reverse

from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.models import PoolRole
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def used():
    """Version 1, with criteria c0 and c1, in use."""
    return reviews.make_item().round.rubric


def steps(best: str) -> list[Step]:
    return [Step(points, f"Level {points}", f"What earns {points}.") for points in range(3)] + [
        Step(3, "Level 3", best)
    ]


def newer(code: str):
    """c1 is dropped, c0 says another thing at the top, c2 is new."""
    return publish_rubric(
        code=code,
        title="Vignette, revised",
        pass_mark=Decimal(75),
        scales=[
            Scale("c0", "Criterion 0", steps("What deserves 3."), weight=2),
            Scale("c2", "Sharing", steps("All.")),
        ],
    )


def url(rubric) -> str:
    return reverse("review_queue:rubric", args=[rubric.code])


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_what_differs_is_marked(chief, used):
    newer(used.code)
    page = text(chief.get(url(used)))
    assert "What <del>earns </del>3." in page
    assert "What <ins>deserves </ins>3." in page
    assert "<del>70 </del>%" in page
    assert "<ins>75 </ins>%" in page
    for name, words in (("Criterion 0", "Changed"), ("Criterion 1", "Removed"), ("Sharing", "Added")):
        assert f'<h2>{name} <span class="badge badge--' in page
        assert f">{words}</span></h2>" in page
    assert "No criterion is the same in both." in page
    assert "2, not in use yet" in page


def test_any_two_can_be_chosen(chief, used):
    newer(used.code)
    newer(used.code)
    page = text(chief.get(url(used), {"before": "2", "after": "3"}))
    assert "Every criterion is the same in both." in page
    assert "<ins>" not in page
    assert "Version 3" in page
    for wrong in ({"after": "9"}, {"before": "x"}):
        assert chief.get(url(used), wrong).status_code == 404


def test_the_round_leads_to_its_own_version(chief, used):
    newer(used.code)
    scored_in = used.rounds.get()
    link = f"{url(used)}?after=1"
    assert link in text(chief.get(reverse("review_queue:round", args=[scored_in.code])))
    page = text(chief.get(link))
    assert "What earns 3." in page
    assert "<ins>" not in page


def test_a_single_version_is_shown_alone(chief, used):
    page = text(chief.get(url(used)))
    assert "There is only this version." in page
    assert "Version 2" not in page


@pytest.mark.parametrize("who", ["clearer", "reviewer", "superuser", "chief of another pool"])
def test_for_the_chief_of_a_round_that_uses_it(used, who):
    user = {
        "clearer": lambda: reviews.make_staff(PoolRole.Role.CLEARER),
        "reviewer": lambda: reviews.make_reviewer().user,
        "superuser": reviews.make_account,
        "chief of another pool": lambda: reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("other")),
    }[who]()
    user.is_superuser = who == "superuser"
    user.save()
    assert signed_in(user).get(url(used)).status_code == 404


@pytest.mark.parametrize("more", [1, 6])
def test_queries_do_not_grow_with_versions(chief, used, more):
    for _ in range(more):
        newer(used.code)
    chief.get(url(used))
    with queries() as counted:
        chief.get(url(used))
    assert counted.own == 7
