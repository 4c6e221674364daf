"""Where each person's work begins."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from association.roles import Roles, landing_for, roles_of
from review_queue.models import Reviewer
from tests.cast import make_cast
from tests.factories.applications import make_application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("coordinator", "/admin/"),
        ("editor", "/admin/"),
        ("superuser", "/admin/"),
        ("reviewer_a", "/review/"),
        ("clearer", "/review/staff/"),
        ("chief", "/review/staff/"),
        ("outsider", "/apply/"),
    ],
)
def test_people_land_where_their_work_is(name: str, expected: str):
    assert landing_for(getattr(make_cast(), name)) == expected


def test_an_applicant_lands_at_the_applications():
    assert landing_for(make_cast().applicant.account) == "/apply/"


def test_a_reviewer_who_has_stopped_is_no_reviewer():
    reviewer = make_cast().reviewer_a
    Reviewer.objects.filter(user=reviewer).update(active=False)
    assert roles_of(reviewer) == Roles()


def test_one_query_answers_for_a_person_and_none_for_a_visitor(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    chief = make_cast().chief
    with django_assert_num_queries(1):
        assert roles_of(chief) == Roles(runs_queue=True)
    with django_assert_num_queries(0):
        assert roles_of(AnonymousUser()) == Roles()


def test_each_person_is_told_of_themselves_and_of_the_site_they_are_at():
    cast = make_cast()
    make_application(cast.applicant, cast.credential)
    here, elsewhere = cast.association.site, cast.other_association.site
    people = (cast.applicant.account, cast.reviewer_a, cast.superuser, cast.applicant.account)
    at = [[roles_of(person, site) for site in (here, elsewhere, None)] for person in people]
    assert [roles.applies for roles in at[0]] == [True, False, False]
    assert at[1][1:] == [Roles(reviews=True)] * 2
    assert at[2][2] == Roles(operates=True, opens_admin=True)
    assert at[3] == at[0]


def test_a_form_can_be_started_from_the_day_that_its_credential_demands_something():
    cast, tomorrow = make_cast(), timezone.localdate() + timedelta(1)
    asked = [roles_of(cast.outsider, cast.association.site).may_apply]
    cast.credential.requirement_sets.update(effective_from=tomorrow)
    asked.append(roles_of(cast.outsider, cast.association.site).may_apply)
    with mock.patch.object(timezone, "localdate", return_value=tomorrow):
        asked.append(roles_of(cast.outsider, cast.association.site).may_apply)
    assert asked == [True, False, True]


@pytest.mark.parametrize("through", ["group", "account"])
def test_an_operator_lands_at_the_operations(through: str):
    operator, right = make_cast().outsider, Permission.objects.get(codename="operate")
    if through == "group":
        group = Group.objects.create(name="Operators")
        group.permissions.add(right)
        operator.groups.add(group)
    else:
        operator.user_permissions.add(right)
    assert roles_of(operator) == Roles(operates=True)
    assert landing_for(operator) == "/review/staff/operations/"
