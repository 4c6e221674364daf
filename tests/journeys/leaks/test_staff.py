"""Those who may know who the candidates are do not learn which answer is whose, nor how it was marked."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from endorsement_plugin.review.actions import open_file
from review_queue.models import Assignment, PoolRole, Review
from review_queue.work.running import run_due
from tests.factories.people import make_user
from tests.factories.reviews import make_staff
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import MARKS, ROLES, World, desk_of, read
from tests.site import access

pytestmark = [pytest.mark.long, pytest.mark.django_db]

BROKERS = "django-admin/django_rq/"
"""Asked with a real broker in test_messages."""
FAILS = "admin/failwhale/"


def samples(world: World, person: object) -> Mapping[str, Mapping[str, object]]:
    """The candidate, the sitting and the answer, wherever an address asks for something."""
    application = world.sitting.application_id
    return {
        "": {"code": world.own.code, "page_id": 2},
        "^((": {"": ""},
        "exam/": {"pk": world.sitting.pk},
        "api/v3-preview/sittings/": {"pk": world.sitting.pk},
        "apply/": {"pk": application},
        "api/v3-preview/applications/": {"pk": application},
        "admin/endorsement/applications/": {"pk": application},
        "admin/users/": {"pk": person},
        "django-admin/": {"object_id": person, "id": person, "app_label": "review_queue"},
        "review/staff/": {"code": world.item.code, "name": "agreement", "plan_id": world.own.plan_id},
        "review/staff/rounds/": {"code": "spring"},
        "review/staff/reports/": {"code": "spring"},
        "mailbox/": {"pk": "6f1f0f3e-6b1c-4d0e-9d55-0a6d3f1b7c11"},
    }


def everything(world: World, role: str) -> Iterator[tuple[str, str]]:
    """Every address of the site, for the candidate's account and for a reviewer's. Nothing is kept."""
    client = world.client(role)
    reviewer = world.others.reviewer
    people = [world.sitting.application.person.user_id, reviewer.user_id, reviewer.pk]
    paths = {
        access.path_of(route, samples(world, person))
        for person in people
        for route in access.routes()
        if not route.startswith((BROKERS, FAILS))
    }
    for path in sorted(paths):
        with transaction.atomic():
            yield path, read(client, path).decode(errors="replace")
            transaction.set_rollback(True)


@asks("admin", "activity", "api", "audit", "exports", "links", "errors", "locale")
@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_the_site_tells_whose_answer_it_is(world: World, role: str):
    """Wagtail's admin and Django's, the API, the desk: where there is a candidate there is no code.

    Marks are nowhere but on their writer's own page. Reviewers who are nothing else meet no candidate at all.
    A coordinator's file of the candidate has the answer as it was written: opening it is another test.
    """
    opened, met = 0, set()
    mine = {"assigned": MARKS[:2], "coordinator": MARKS[2:]}.get(role, ())
    codes = {world.own.code, world.others.code, world.item.code, world.item.ref}
    for path, page in everything(world, role):
        opened += page.startswith("200")
        text = page.replace(path, "")
        found = canaries.found_in(text)
        met |= found
        assert not [word for word in MARKS if word in text and word not in mine], path
        if found:
            assert not [code for code in codes if code in text], path
    assert opened > 20
    assert bool(met) == (role in {"coordinator", "superuser"})


@asks("search", "filters", "admin")
def test_a_search_by_a_code_finds_nobody(world: World):
    """Applications and users are searched by name; a code, the item's or one's own, is like any nonsense."""
    codes = [world.item.code, world.own.code, world.others.code, world.item.ref, "I wait with the baby"]
    desk = [f"/admin/endorsement/{place}/results/" for place in ("applications", "endorsements")]
    accounts = ["admin/users/results", "django-admin/auth/user", "django-admin/review_queue/reviewer"]
    places = {"coordinator": desk, "superuser": [*desk, *(f"/{place}/" for place in accounts)]}
    for role, addresses in places.items():
        client = world.client(role)
        for address in addresses:
            nonsense = read(client, address, q="qqq-qqq-qqq").replace(b"qqq-qqq-qqq", b"")
            for code in codes:
                found = read(client, address, q=code)
                assert canaries.found_in(found.decode()) == set(), (address, code)
                assert found.count(b"<tr") == nonsense.count(b"<tr")


@asks("admin", "activity", "audit")
def test_no_log_of_the_admin_has_an_entry(world: World):
    """Applying, sitting, masking, scoring write no line that a site history or recent actions would list."""
    assert not LogEntry.objects.exists()
    assert not ModelLogEntry.objects.exists()
    assert not PageLogEntry.objects.exists()


@asks("admin")
def test_answers_and_marks_are_in_no_admin(world: World):
    kept = {"Item", "Section", "Assignment", "Review", "Mark", "Verdict", "Event", "BarredUser", "Span"}
    registered = {model.__name__ for model in admin.site._registry if model._meta.app_label == "review_queue"}
    assert not kept & registered


@asks("admin", "ids")
def test_before_an_account_is_deleted_nobody_reads_what_it_is_barred_from(world: World):
    """Django lists what would go with it: for a referee a bar, which says neither of what nor why."""
    client = world.client("superuser")
    candidate, referee = world.sitting.application.person.account, make_user(canaries.REFEREE["email"])
    world.item.barred_users.create(user=referee)
    for person in (candidate, referee):
        for name in ("admin:auth_user_delete", "admin:auth_user_history", "wagtailusers_users:usage"):
            page = read(client, reverse(name, args=[person.pk])).decode()
            assert page.startswith("200")
            assert not [secret for secret in (*world.secrets, world.own.code) if secret in page], name
    assert "Barred user: bar" in read(client, reverse("admin:auth_user_delete", args=[referee.pk])).decode()


@asks("exports")
@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_spreadsheet_of_applications_has_no_column_of_the_queue(world: World, format_: str):
    response = world.client("coordinator").get("/admin/endorsement/applications/", {"export": format_})
    data = response.getvalue()
    if format_ == "xlsx":
        with ZipFile(BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Vorbexley" in data
    assert not [secret for secret in (*world.secrets, *MARKS) if secret.encode() in data]
    named = f'attachment; filename="endorsement_plugin_application.{format_}"'
    assert response["Content-Disposition"] == named


@asks("new state", "activity")
def test_a_coordinator_who_opens_the_file_loses_the_answer(world: World):
    """The draft stays unseen, somebody else is asked, and the code opens nothing any more."""
    coordinator = world.users["coordinator"]
    open_file(application=world.sitting.application_id, by=coordinator, today=date(2026, 6, 1))
    run_due()
    world.others.refresh_from_db()
    assert world.others.state == "revoked"
    assert read(world.client("coordinator"), world.others.get_absolute_url()).startswith(b"410")
    new = Assignment.objects.get(item=world.item, slot=world.others.slot, state="offered")
    assert new.reviewer.user == world.users["unassigned"]
    assert not Review.objects.filter(assignment=new).exists()
    seen = "".join(page.decode() for page in desk_of(world, "unassigned").values())
    assert not [word for word in MARKS if word in seen]


@asks("activity", "small class", "times")
def test_the_coordinators_home_is_the_same_before_and_after_a_review(world: World):
    """How far the scoring is, is not said: with few candidates it would be enough."""
    client = world.client("coordinator")
    places = ("/admin/", "/admin/endorsement/applications/results/", "/admin/reports/endorsement-pipeline/")
    before = [_main(read(client, place)) for place in places]
    Review.objects.filter(assignment=world.own).update(submitted_at="2026-01-01T00:00Z")
    Assignment.objects.filter(pk=world.own.pk).update(state="submitted")
    assert [_main(read(client, place)) for place in places] == before


def _main(page: bytes) -> bytes:
    return re.sub(rb"[0-9a-f-]{36}", b"", page[page.find(b"<main") :])


@asks("aggregates", "audit")
def test_a_chief_who_scores_cannot_tell_who_scores_beside(world: World):
    """The answer is on no list of theirs, and the loads of the others leave it out."""
    pool = world.item.pool
    PoolRole.objects.create(pool=pool, user=world.users["assigned"], role=PoolRole.Role.CHIEF)
    client = world.client("assigned")
    overview = read(client, reverse("review_queue:staff")).decode()
    rows = re.findall(
        r'<th scope="row">(?:<a [^>]*>)?([^<]*@[^<]*)(?:</a>)?</th>\s*<td[^>]*data-label="Holds">(\d+)',
        overview,
    )
    held = {name.strip(): int(number) for name, number in rows}
    assert set(held) == {"rosalind@example.org", "rupert@example.org", world.others.reviewer.user.email}
    assert set(held.values()) == {0}
    assert world.item.code not in read(client, reverse("review_queue:round", args=["spring"])).decode()

    chief = make_staff(PoolRole.Role.CHIEF, pool)
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    seen = read(client, reverse("review_queue:staff")).decode()
    assert len(re.findall(r'data-label="Holds">1<', seen)) == 2
