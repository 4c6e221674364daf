"""The canary: no word that says who a candidate is reaches a reviewer, by any way there is."""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from endorsement_plugin.models import Sitting
from review_queue.models import Assignment, Item, Plan, PoolRole, Round
from review_queue.urls import urlpatterns
from review_queue.work.models import Work
from review_queue.work.running import run_due
from tests import broker as brokers
from tests.factories.reviews import make_pool, make_reviewer, make_round, make_staff
from tests.journeys import canaries

pytestmark = [pytest.mark.django_db(transaction=True)]

LEVELS = {"high": "3", "low": "1"}


@pytest.fixture
def broker(settings) -> Iterator[str]:
    with brokers.broker() as url:
        settings.RQ_QUEUES = {"default": {**settings.RQ_QUEUES["default"], "URL": url}}
        brokers.reconnect()
        yield url
    brokers.reconnect()


@pytest.fixture
def people() -> dict[str, Client]:
    """Everyone of the blind side, signed in."""
    pool = make_pool("hawaii")
    Round.objects.filter(pk=make_round().pk).update(code="spring")
    users = {
        "clearer": make_staff(PoolRole.Role.CLEARER, pool),
        "chief": make_staff(PoolRole.Role.CHIEF, pool),
        **{
            name: make_reviewer(pool, qualifications=["IMHS"], may_adjudicate=True).user
            for name in ("first", "second", "third")
        },
    }
    clients = {name: Client() for name in users}
    for name, client in clients.items():
        client.force_login(users[name])
    return clients


def test_nothing_that_says_who_a_candidate_is_reaches_the_blind_side(broker, people, caplog, subtests):
    caplog.set_level(logging.DEBUG)
    sitting = canaries.plant()
    canaries.hand_in(sitting)
    seen = {"broker after the hand-in": canaries.messages_in(broker)}
    run_due()
    seen["clearing"] = everything(people)
    clear(people["clearer"])
    seen["broker after clearing"] = canaries.messages_in(broker)
    run_due()
    accept_all(people)
    seen["desks"] = everything(people)
    score_all(people)
    run_due()
    score_all(people)
    run_due()
    seen["decided"] = everything(people)
    seen["log"] = caplog.text
    seen["tables of the queue"] = canaries.rows_of("review_queue")
    seen["mail to the blind side"] = letters_to_the_blind_side()

    assert Sitting.objects.get().state == "passed"
    assert Assignment.objects.filter(state="submitted").count() == 3
    assert all("I wait with the baby" in seen[place] for place in ("clearing", "desks"))
    for place, text in seen.items():
        with subtests.test(place):
            assert text.strip()
            assert not canaries.found_in(text)


def test_the_words_looked_for_are_really_there():
    sitting = canaries.plant()
    canaries.hand_in(sitting)
    stored = canaries.rows_of("endorsement_plugin") + canaries.rows_of("auth")
    assert canaries.found_in(stored) == set(canaries.NEEDLES)


def clear(clearer: Client) -> None:
    code = Item.objects.get().code
    page = reverse("review_queue:clearance", args=[code])
    for doubt in clearer.get(page).context["doubts"]:
        clearer.post(reverse("review_queue:tick", args=[code]), {"words": doubt.text, "stays": "on"})
    seen = clearer.get(page).context["seen"]
    response = clearer.post(reverse("review_queue:release", args=[code]), {"seen": seen})
    assert response.status_code == 302


def accept_all(people: dict[str, Client]) -> None:
    for one, client in work_of(people):
        client.post(reverse("review_queue:accept", args=[one.code]))


def score_all(people: dict[str, Client]) -> None:
    """The first two are two steps apart, so that a third is asked; who comes third agrees with the first."""
    accept_all(people)
    for one, client in work_of(people):
        level = LEVELS["low"] if one.slot == 2 else LEVELS["high"]
        criteria = one.item.round.rubric.criteria.all()
        marks = {f"level-{criterion.code}": level for criterion in criteria}
        version = one.review.version
        client.post(
            reverse("review_queue:assignment", args=[one.code]),
            {**marks, "version": version, "feedback": "You stay with the pair."},
        )
        response = client.post(reverse("review_queue:submit", args=[one.code]), {"version": version + 1})
        assert response.status_code == 302, response.content.decode()


def work_of(people: dict[str, Client]) -> Iterator[tuple[Assignment, Client]]:
    by_user = {int(client.session["_auth_user_id"]): client for client in people.values()}
    waiting = Assignment.objects.filter(state__in=["offered", "accepted"])
    for one in waiting.select_related("reviewer", "item__round__rubric"):
        yield one, by_user[one.reviewer.user_id]


def everything(people: dict[str, Client]) -> str:
    """Every address of the queue with every code there is, as each of its people gets it."""
    codes: list[object] = [
        *Item.objects.values_list("code", flat=True),
        *Assignment.objects.values_list("code", flat=True),
    ]
    codes += Round.objects.values_list("code", flat=True)
    keys: dict[str, list[object]] = {
        "code": codes,
        "name": ["agreement", "reviewers", "pairs"],
        "part": [1],
        "page": [1],
        "number": [1],
        "pk": [1],
        "slot": [1, 2, 3],
    }
    keys["plan_id"] = [str(plan.pk) for plan in Plan.objects.all()]
    keys["work_id"] = [str(work.pk) for work in Work.objects.all()[:1]]
    texts = []
    for client in people.values():
        for pattern in urlpatterns:
            for args in product(*(keys[name] for name in pattern.pattern.converters)):
                response = client.get(reverse(f"review_queue:{pattern.name}", args=args))
                texts.append(f"{response.headers} {words_in(response)}")
    return "\n".join(texts)


def words_in(response: HttpResponseBase) -> str:
    """Of a page, or of everything in an archive."""
    content = response.getvalue()
    if response.get("Content-Type") != "application/zip":
        return content.decode()
    with ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return "\n".join(
        f"{name} {text_of_pdf(data) if name.endswith('.pdf') else data.decode()}"
        for name, data in files.items()
    )


def text_of_pdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def letters_to_the_blind_side() -> str:
    to_candidate = {canaries.EMAIL, canaries.REFEREE["email"]}
    letters = [letter for letter in mail.outbox if not to_candidate & set(letter.to)]
    return "\n".join(str(letter.message()) for letter in letters)
