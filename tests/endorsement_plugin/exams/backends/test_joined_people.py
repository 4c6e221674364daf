"""Two people who turn out to be one: who scored the one, and either account, scores the other no more."""

import pytest
from allauth.account.models import EmailAddress

from endorsement_plugin.exams.queries.conflicts import barred_from
from endorsement_plugin.joining.actions.merge_people import merge_people
from endorsement_plugin.models import Person, Sitting
from endorsement_plugin.people.queries import own_addresses
from review_queue.models import BarredUser, Item
from review_queue.permissions import items_for
from review_queue.work.running import run_due
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential
from tests.factories.people import make_person
from tests.factories.reviews import accept_offer, assign_all, clear_item, make_reviewer

from .test_queue import handed_in, item_of, round_and_pool, score

__all__ = ["round_and_pool"]

pytestmark = pytest.mark.django_db


def barred(sitting: Sitting) -> set[int]:
    return set(BarredUser.objects.filter(item=item_of(sitting)).values_list("user_id", flat=True))


def exam_of(person: Person, code: str) -> Sitting:
    application = make_application(person, make_credential(code=code), state="exam")
    sitting = handed_in(application=application)
    run_due()
    return sitting


def joined(keep: Person, other: Person) -> Person:
    stays = merge_people(keep=keep.pk, other=other.pk, by=None, role="system")
    run_due()
    return stays


def scorers_of(item: Item) -> set[int]:
    return set(item.assignments.values_list("reviewer__user_id", flat=True))


def test_earlier_scorers_are_kept_from_what_is_handed_over_later(round_and_pool):
    before = exam_of(make_person(), "IMHS")
    score(item_of(before))
    stays = joined(make_person("ina@second.example"), before.application.person)
    after = exam_of(stays, "IMHM")
    assert scorers_of(item_of(before))
    assert scorers_of(item_of(before)) <= barred(after)


def test_and_from_what_reviewers_have_already(round_and_pool):
    before = exam_of(make_person(), "IMHS")
    score(item_of(before))
    now = exam_of(make_person("ina@second.example"), "IMHM")
    for _ in range(2):
        make_reviewer(item_of(now).pool, qualifications=["IMHM"])
    scorers = scorers_of(item_of(before))
    assert not scorers & barred(now)
    joined(now.application.person, before.application.person)
    assert scorers
    assert scorers <= barred(now)


def test_a_reviewer_who_is_that_person_is_kept_away_by_either_account(round_and_pool):
    now = exam_of(make_person(), "IMHS")
    item = item_of(now)
    themself = make_reviewer(item.pool, qualifications=["IMHS"])
    make_reviewer(item.pool, qualifications=["IMHS"])
    second = Person.objects.create(user=themself.user, given_name="Ina", family_name="Applicant")
    EmailAddress.objects.create(user=themself.user, email="private@example.org", verified=True)
    clear_item(item)
    for one in assign_all():
        accept_offer(one)
    assert items_for(themself.user).exists()
    stays = joined(now.application.person, second)
    assert not items_for(themself.user).exists()
    assert themself.user_id in barred(now)
    now = Sitting.objects.get(pk=now.pk)
    assert {themself.user_id, stays.user_id} <= barred_from(now)
    assert "private@example.org" in own_addresses(stays)
