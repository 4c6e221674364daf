"""The chief reviewer's pages about scoring quality."""

import pytest
from django.urls import reverse

from review_queue.models import PoolRole
from tests.factories import reviews
from tests.factories.scored import make_decided, make_scored_round
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

PAGES = ("agreement", "agreement_reviewers", "agreement_pairs", "agreement_severity")
QUERIES = {
    "agreement": 13,
    "agreement_reviewers": 11,
    "agreement_pairs": 11,
    "agreement_severity": 11,
    "evidence_pack": 137,  # these rows have no events: what looks wrong is looked at twice
}


def page(client, name, *args, **query):
    response = client.get(reverse(f"review_queue:{name}", args=args), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_rounds_are_listed_with_what_is_decided(chief, scored_in):
    found = page(chief, "reports")
    assert scored_in.title in found
    assert 'data-label="Decided answers">fewer than 5<' in found
    assert 'data-label="Third reviews">–<' in found


def test_agreement_shows_exact_shares_and_level_counts_beside_kappa(chief, people):
    """Of six answers: below five nothing is shown (`test_small_cells.py`)."""
    scored_in = scored_twice(people)
    found = page(chief, "agreement", scored_in.code)
    assert 'data-label="Same">67 %<' in found
    assert 'data-label="κ">' in found
    assert 'data-label="First reviews">0 · … · 0 · …<' in found
    assert "6 decided answers." in found
    assert "Below 30 every figure is uncertain" in found
    assert "α is below 0.667 on 30 answers or more" in found


def scored_twice(people):
    """As `scored_in`, each answer twice: enough for figures."""
    made = reviews.make_round()
    ada, ben, cleo = people
    for _ in range(2):
        make_decided(made, [ada, ben], [(3, 3), (3, 3)])
        make_decided(made, [ada, ben], [(1, 0), (1, 1)])
        make_decided(made, [ben, ada, cleo], [(3, 2), (0, 2), (2, 2)])
    return made


def test_nothing_decided_yet_is_said(chief, people):
    item = reviews.make_item()
    for name in PAGES:
        assert "Nothing is decided yet" in page(chief, name, item.round.code)
    assert page(chief, "agreement_csv", item.round.code, "agreement").count(",0,yes,") == 4


def test_reviewers_are_named_with_their_severity(chief, people):
    scored_in = scored_twice(people)
    found = page(chief, "agreement_reviewers", scored_in.code)
    assert "Ada Example" in found
    assert "−22.22" in found
    assert "+22.22" in found
    assert "Few" in found
    assert "at least 5 percentage points from the others’" in found


def test_another_yardstick_is_asked_for_in_the_address(chief, scored_in):
    found = page(chief, "agreement_reviewers", scored_in.code, on="c-c0")
    assert "Severity: Criterion 0" in found
    assert 'data-label="Weighted κ"' in found
    for name in ("agreement_reviewers", "agreement_pairs"):
        url = reverse(f"review_queue:{name}", args=[scored_in.code])
        assert chief.get(url, {"on": "c-unknown"}).status_code == 404


def test_pairs_are_listed(chief, scored_in):
    found = page(chief, "agreement_pairs", scored_in.code)
    assert "1 pair," in found
    assert "Ada Example" in found
    assert "Ben Example" in found


def test_every_table_can_be_taken_along(chief, scored_in):
    for name in ("agreement", "reviewers", "severity", "pairs"):
        url = reverse("review_queue:agreement_csv", args=[scored_in.code, name])
        response = chief.get(url, {"on": "total"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="{scored_in.code}-{name}.csv"'
        assert response.content.startswith("\ufeff".encode())
    unknown = reverse("review_queue:agreement_csv", args=[scored_in.code, "marks"])
    assert chief.get(unknown).status_code == 404


def test_the_evidence_pack_is_a_private_download(chief, scored_in):
    response = chief.get(reverse("review_queue:evidence_pack", args=[scored_in.code]))
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == f'attachment; filename="{scored_in.code}-evidence.zip"'
    assert "no-store" in response["Cache-Control"]
    assert response.getvalue().startswith(b"PK")


def addresses(scored_in):
    names = ((name, [scored_in.code]) for name in (*PAGES, "evidence_pack"))
    yield from (reverse(f"review_queue:{name}", args=args) for name, args in names)
    yield reverse("review_queue:agreement_csv", args=[scored_in.code, "agreement"])


@pytest.mark.parametrize("who", ["clearer", "reviewer", "superuser", "chief of another pool"])
def test_everybody_else_gets_404(scored_in, people, who):
    user = {
        "clearer": lambda: reviews.make_staff(PoolRole.Role.CLEARER),
        "reviewer": lambda: people[0].user,
        "superuser": reviews.make_account,
        "chief of another pool": lambda: reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("other")),
    }[who]()
    user.is_superuser = who == "superuser"
    user.save()
    client = signed_in(user)
    for address in addresses(scored_in):
        assert client.get(address).status_code == 404
    listed = client.get(reverse("review_queue:reports"))
    assert listed.status_code == (200 if who == "chief of another pool" else 404)
    assert scored_in.title not in listed.content.decode()


def test_nobody_signed_out_sees_anything(client, scored_in):
    for address in (*addresses(scored_in), reverse("review_queue:reports")):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


@pytest.mark.parametrize(("items", "reviewers"), [(2, 3), (25, 8)])
def test_queries_do_not_grow_with_answers_or_reviewers(chief, items, reviewers):
    scored_in = make_scored_round(items, reviewers)
    page(chief, "reports")
    counted = {}
    for name in QUERIES:
        with queries() as count:
            response = chief.get(reverse(f"review_queue:{name}", args=[scored_in.code]))
        response.getvalue()  # to its end, where the file of the pack is closed
        counted[name] = count.own
    assert counted == QUERIES


def test_a_long_list_of_pairs_keeps_its_yardstick_from_page_to_page(chief):
    scored_in = make_scored_round(90, 12, criteria=1)
    found = page(chief, "agreement_pairs", scored_in.code, on="c-c0")
    assert 'href="?on=c-c0&amp;page=2"' in found
    assert "Page 2 of 2" in page(chief, "agreement_pairs", scored_in.code, on="c-c0", page=2)
