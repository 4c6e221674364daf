"""Queries that are written once give what Django's and Wagtail's own give, time after time."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from endorsement_plugin.associations.prepared import Prepared
from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.associations.sites import site_for_hostname
from tests.factories.credentials import make_association

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def asked(function, *arguments):
    """What it gives, and the text that it sends."""
    with CaptureQueriesContext(connection) as queries:
        given = function(*arguments)
    return given, [query["sql"] for query in queries]


@pytest.mark.parametrize("default", [True, False])
@pytest.mark.parametrize(
    "hostname", ["one.example", "two.example", "three.example", "none.example", "%", "\\"]
)
@pytest.mark.parametrize("port", [80, "8000"])
def test_a_site_is_the_one_that_wagtail_finds(hostname: str, port: str | int, default: bool):
    Site.objects.all().delete()
    root = Page.get_first_root_node()
    for name, at in [
        ("one.example", 80),
        ("two.example", 80),
        ("two.example", 8000),
        ("three.example", 9000),
    ]:
        Site.objects.create(hostname=name, port=at, root_page=root)
    if default:
        Site.objects.create(hostname="default.example", root_page=root, is_default_site=True)
    answers: list[object] = []
    for function in (site_for_hostname.__wrapped__, site_for_hostname, site_for_hostname):
        try:
            site, texts = asked(function, hostname, port)
            answers.append((site.pk, site.match, site.root_page.title, texts))
        except Site.DoesNotExist:
            answers.append(None)
    assert answers[0] == answers[1] == answers[2]


def test_an_association_is_read_anew_for_each_request(rf):
    association = make_association()
    for name in ("First", "Second"):
        type(association).objects.filter(pk=association.pk).update(name=name)
        request = rf.get("/", headers={"host": "localhost"})
        assert (shown := association_for(request)) == association
        assert shown is not None
        assert shown.name == name
    elsewhere = make_association("mi-aimh", "mi-aimh.localhost")
    assert association_for(rf.get("/", headers={"host": "mi-aimh.localhost"})) == elsewhere


def test_each_kind_of_value_is_filled_in():
    now = timezone.now()
    for at in range(3):
        User.objects.create(username=f"person{at}%", date_joined=now - timedelta(days=at))
    joined = Prepared(
        lambda since, name: User.objects.filter(date_joined__gte=since, username__startswith=name).order_by(
            "username"
        ),
        since=type(now),
        name=str,
    )
    assert [user.username for user in joined.rows(since=now - timedelta(days=1), name="pers")] == [
        "person0%",
        "person1%",
    ]
    assert joined.rows(since=now - timedelta(days=9), name="nobody") == []
    assert joined.first(since=now, name="pers").date_joined == now
    of_a_day = Prepared(
        lambda day: User.objects.filter(date_joined__date=day).values_list("pk", "is_active"), day=date
    )
    assert of_a_day.rows(day=now.date()) == [(User.objects.get(username="person0%").pk, True)]
    assert of_a_day.first(day=date(2001, 1, 1)) is None


def test_a_value_that_the_query_never_asks_for_is_a_mistake():
    with pytest.raises(AssertionError, match="day"):
        Prepared(lambda name, day: User.objects.filter(username=name), name=str, day=date).rows(
            name="x", day=date(2026, 1, 1)
        )


def test_rights_are_those_of_the_person_and_of_their_groups(django_user_model):
    own, grouped, other = Permission.objects.order_by("pk")[:3]
    user = django_user_model.objects.create(username="ada")
    user.user_permissions.add(own)
    group = Group.objects.create(name="Group")
    group.permissions.add(own, grouped)
    Group.objects.create(name="Others").permissions.add(other)
    user.groups.add(group)
    names = {f"{one.content_type.app_label}.{one.codename}" for one in (own, grouped)}
    assert user.get_all_permissions() == names
    assert user.get_user_permissions() == names - {f"{grouped.content_type.app_label}.{grouped.codename}"}
    django_user_model.objects.filter(pk=user.pk).update(is_active=False)
    assert django_user_model.objects.get(pk=user.pk).get_all_permissions() == set()


def test_everything_is_a_superusers(django_user_model):
    user = django_user_model.objects.create(username="sue", is_superuser=True)
    assert len(user.get_all_permissions()) == Permission.objects.count()


def test_a_session_and_an_account_are_asked_for_as_django_does(client, django_user_model):
    user = django_user_model.objects.create(username="ada")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    store = client.session
    with CaptureQueriesContext(connection) as queries:
        assert type(store)(store.session_key).load()["_auth_user_id"] == str(user.pk)
    plain = str(store.model.objects.filter(session_key="x", expire_date__gt=timezone.now()).query)
    assert queries[0]["sql"].split(" WHERE ")[0] == plain.split(" WHERE ", maxsplit=1)[0]
    assert type(store)("nobodys").load() == {}
    store.model.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = type(store)(store.session_key)
    assert ended.load() == {}
    assert ended.session_key is None


def test_an_account_that_was_closed_is_signed_in_no_more(client, django_user_model):
    user = django_user_model.objects.create(username="ada")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/apply/").status_code == 200
    django_user_model.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/apply/").status_code == 302
