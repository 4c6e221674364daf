"""The published interface: idempotent, forgetful, and strict about what it is given."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers

from review_queue import intake, models
from review_queue.errors import TextTooLong, UnknownCode
from tests.factories import reviews

pytestmark = pytest.mark.django_db

MARKERS = [
    "Zyxomma",
    "Quillfeather",
    "zq@example.org",
    "8085550147",
    "Marmalade Agency",
    "QZX-99817",
    "Bartleby Vane",
]
KINDS = ["given_name", "family_name", "email", "phone", "employer", "license_number", "referee"]


def everything_stored() -> str:
    tables = apps.get_app_config("review_queue").get_models()
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in tables)


def test_nothing_that_identifies_is_stored():
    given, family, email, _, employer, _, referee = MARKERS
    text = f"I, {given} {family}, work at {employer}; mail {email}, call 808-555-0147. {referee}."
    reviews.make_item(
        sections=[{"code": "q1", "prompt": "What?", "text": text}],
        identifiers=[{"kind": kind, "value": value} for kind, value in zip(KINDS, MARKERS, strict=True)],
        barred_agencies=["Marmalade Agency"],
    )
    stored = everything_stored()
    assert "NAME-1" in stored
    for marker in [*MARKERS, "808-555", "Bartleby"]:
        assert marker.casefold() not in stored.casefold()


def test_receiving_twice_changes_nothing():
    item = reviews.make_item()
    again = intake.receive(
        ref=item.ref, round=item.round.code, pool=item.pool.code, identifiers=[], barred=[],
        sections=[{"code": "other", "prompt": "", "text": "other"}],
    )  # fmt: skip
    assert again == item.pk
    assert models.Item.objects.count() == 1
    assert item.sections.get().code == "q1"


def test_the_first_item_freezes_round_and_rubric():
    scored_in = reviews.make_round()
    assert (scored_in.is_frozen, scored_in.rubric.is_frozen) == (False, False)
    item = reviews.make_item(scored_in)
    assert (item.round.is_frozen, item.round.rubric.is_frozen) == (True, True)


@pytest.mark.parametrize("thing", ["round", "pool"])
def test_an_unknown_code_is_named(thing):
    codes = {"round": reviews.make_round().code, "pool": reviews.make_pool().code, thing: "nope"}
    section = {"code": "q1", "prompt": "", "text": "x"}
    with pytest.raises(UnknownCode, match=f"no {thing} with the code “nope”"):
        intake.receive(
            ref=uuid4(),
            round=codes["round"],
            pool=codes["pool"],
            sections=[section],
            identifiers=[],
            barred=[],
        )
    assert not models.Item.objects.exists()


@pytest.mark.parametrize("given", [{"sections": []}, {"identifiers": [{"kind": "shoe_size", "value": "42"}]}])
def test_what_makes_no_sense_is_refused(given):
    with pytest.raises(ValueError, match=r"section|shoe_size"):
        reviews.make_item(**given)
    assert not models.Item.objects.exists()


def test_two_sections_with_one_code_are_refused():
    section = {"code": "q1", "prompt": "", "text": "x"}
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        reviews.make_item(sections=[section, section])


def test_status_of_an_unknown_ref():
    assert intake.status(uuid4()) == intake.Status("unknown")


def test_withdrawing_closes_the_item_to_its_reviewers():
    item, pair = reviews.make_assigned()
    reviews.accept_offer(pair[0])
    intake.withdraw(item.ref, reason="candidate")
    assert intake.status(item.ref) == intake.Status("withdrawn")
    assert set(item.assignments.values_list("state", flat=True)) == {"revoked"}
    assert not models.ItemUserPermission.objects.exists()
    assert item.events.latest("pk").detail == "candidate"


def test_withdrawing_again_or_too_late_changes_nothing():
    item, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    intake.withdraw(item.ref, reason="candidate")
    assert intake.status(item.ref).state == "decided"


def test_a_reason_that_could_be_free_text_is_not_kept():
    item = reviews.make_item()
    intake.withdraw(item.ref, reason="Leilani asked me to")
    assert item.events.latest("pk").detail == "other"


def test_withdrawing_an_unknown_ref_is_refused():
    with pytest.raises(UnknownCode):
        intake.withdraw(uuid4(), reason="error")


def test_a_character_that_no_database_takes_is_left_out():
    item = reviews.make_item(sections=[{"code": "q1", "prompt": "", "text": "wait\x00ing"}])
    assert item.sections.get().text == "waiting"


def test_a_round_may_be_for_some_pools_only():
    ours, theirs = reviews.make_pool("ours"), reviews.make_pool("theirs")
    scored_in = reviews.make_round()
    scored_in.pools.add(ours)
    assert intake.takes(round=scored_in.code, pool="ours")
    assert not intake.takes(round=scored_in.code, pool="theirs")
    assert not intake.takes(round=scored_in.code, pool="nobodys")
    assert reviews.make_item(scored_in, ours).round == scored_in
    with pytest.raises(UnknownCode, match=f"no round with the code “{scored_in.code}”"):
        reviews.make_item(scored_in, theirs)


@pytest.mark.parametrize(("characters", "taken"), [(200, True), (201, False), (500_000, False)])
def test_one_endless_word_is_refused_in_words_before_it_is_masked(settings, characters, taken):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "CHARACTERS": 200}
    sections = [{"code": "q7", "prompt": "What do you see?", "text": "x" * characters}]
    if taken:
        assert reviews.make_item(sections=sections).state == "received"
        return
    with pytest.raises(TextTooLong, match=f"The answer “q7” has {characters:,} characters. The most is 200."):
        reviews.make_item(sections=sections)
    assert not models.Item.objects.exists()
