"""A neutral auditor reads the whole pack of a round, up to a day, and nothing else."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue import intake
from review_queue.errors import NotNeutral, TooFarAway
from review_queue.models import AuditGrant, Event, PoolRole, RoundUserPermission, SealCheck
from review_queue.quality.actions import auditing
from review_queue.quality.actions.auditing import close_due, close_pack, open_pack
from review_queue.quality.queries.audits import grants_of
from review_queue.readers import audits_of
from tests.factories import reviews
from tests.factories.scored import make_decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored_in():
    people = [reviews.make_reviewer() for _ in range(2)]
    found = reviews.make_round()
    for _ in range(2):
        make_decided(found, people, [(3, 3), (3, 3)])
    return found


@pytest.fixture
def chief(db):
    return reviews.make_staff(PoolRole.Role.CHIEF)


@pytest.fixture
def auditor(db):
    return reviews.make_account("neutral@example.org")


def give(scored_in, chief, auditor, days=5):
    until = timezone.localdate() + timedelta(days=days)
    return open_pack(
        scored_in=scored_in, pool=reviews.make_pool(), email=auditor.email.upper(), until=until, by=chief
    )


def test_the_auditor_reads_the_whole_pack_and_each_read_is_an_event(client, scored_in, chief, auditor):
    client.force_login(auditor)
    home = reverse("review_queue:audits")
    assert client.get(home).status_code == 404
    give(scored_in, chief, auditor)
    assert scored_in.title in client.get(home).content.decode()
    assert intake.workplace(auditor) == home
    got = client.get(reverse("review_queue:audit_pack", args=[scored_in.code]))
    with zipfile.ZipFile(io.BytesIO(got.getvalue())) as packed:
        assert {"report.pdf", "marks.csv", "verify.py", "auditors.csv"} <= set(packed.namelist())
        assert packed.read("marks.csv").decode().count("answer") >= 8
    assert Event.objects.filter(round=scored_in, kind=Event.Kind.EXPORTED, actor=auditor).count() == 1


def test_and_nothing_else(client, scored_in, chief, auditor):
    give(scored_in, chief, auditor)
    client.force_login(auditor)
    item = scored_in.items.all()[0]
    for name, given in (
        *(
            (name, [scored_in.code])
            for name in ("agreement", "evidence_pack", "alarms", "back_reading", "round")
        ),
        *((name, [item.code]) for name in ("item", "reviews", "unblind")),
        *((name, []) for name in ("staff", "reports", "auditors", "clearances", "operations")),
    ):
        assert client.get(reverse(f"review_queue:{name}", args=given)).status_code == 404, name
    other = reviews.make_round()
    make_decided(other, [reviews.make_reviewer() for _ in range(2)], [(3, 3), (3, 3)])
    assert client.get(reverse("review_queue:audit_pack", args=[other.code])).status_code == 404


def test_the_page_says_that_the_seals_can_be_checked_and_they_can(client, scored_in, chief, auditor):
    give(scored_in, chief, auditor)
    client.force_login(auditor)
    page = client.get(reverse("review_queue:audits")).content.decode()
    checks = reverse("review_queue:seal_checks")
    assert "You may also have the seals checked here." in page
    assert f'href="{checks}"' in page
    assert "button" in client.get(checks).content.decode()
    assert client.post(checks).status_code == 302
    assert SealCheck.objects.filter(asked_by=auditor).count() == 1


def test_another_pools_answers_in_a_shared_round_are_not_in_it(client, scored_in, chief, auditor):
    elsewhere = reviews.make_pool("elsewhere")
    people = [reviews.make_reviewer(elsewhere) for _ in range(2)]
    theirs = make_decided(scored_in, people, [(0, 0), (0, 0)], elsewhere)
    give(scored_in, chief, auditor)
    client.force_login(auditor)
    got = client.get(reverse("review_queue:audit_pack", args=[scored_in.code]))
    with zipfile.ZipFile(io.BytesIO(got.getvalue())) as packed:
        assert theirs.code not in packed.read("marks.csv").decode()


def test_it_ends_with_its_day_and_guardians_row_goes(scored_in, chief, auditor):
    grant = give(scored_in, chief, auditor)
    assert RoundUserPermission.objects.filter(user=auditor, content_object=scored_in).exists()
    AuditGrant.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert not audits_of(auditor).exists()
    assert close_due(timezone.localdate()) == 1
    assert not RoundUserPermission.objects.filter(user=auditor).exists()
    grant.refresh_from_db()
    assert grant.ended_at
    assert Event.objects.filter(round=scored_in, kind=Event.Kind.AUDIT_ENDED).count() == 1


def test_a_grant_that_got_another_day_just_now_is_not_ended(scored_in, chief, auditor, monkeypatch):
    grant = give(scored_in, chief, auditor)
    AuditGrant.objects.update(until=timezone.localdate() - timedelta(days=1))

    def first_more_days(rows, act):
        late = list(rows)
        give(scored_in, chief, auditor)
        return [act(one) for one in late]

    monkeypatch.setattr(auditing, "for_each_row", first_more_days)
    assert close_due(timezone.localdate()) == 0
    assert [one.pk for one in audits_of(auditor)] == [grant.pk]


@pytest.mark.postgres
def test_what_runs_stands_before_what_has_ended(scored_in, chief, auditor):
    ended = give(scored_in, chief, auditor)
    close_pack(grant=ended, by=chief)
    running = give(scored_in, chief, auditor)
    assert list(grants_of(chief)) == [running, ended]


def test_without_guardians_row_a_grant_opens_nothing(scored_in, chief, auditor):
    give(scored_in, chief, auditor)
    RoundUserPermission.objects.all().delete()
    assert not audits_of(auditor).exists()


def test_who_comes_to_score_or_lead_reads_no_more(scored_in, chief, auditor):
    give(scored_in, chief, auditor)
    reviews.make_reviewer(user=auditor)
    assert not audits_of(auditor).exists()


@pytest.mark.parametrize("who", ["scorer", "clearer", "nobody", "oneself"])
def test_whoever_is_not_neutral_is_refused_in_one_sentence(client, scored_in, chief, who):
    people = {
        "scorer": lambda: scored_in.items.all()[0].assignments.all()[0].reviewer.user.email,
        "clearer": lambda: reviews.make_staff(PoolRole.Role.CLEARER).email,
        "nobody": lambda: "nobody@example.org",
        "oneself": lambda: chief.email,
    }
    client.force_login(chief)
    where = f"{scored_in.code}:{reviews.make_pool().code}"
    given = {"where": where, "email": people[who](), "until": timezone.localdate()}
    answered = client.post(reverse("review_queue:auditors"), given)
    assert answered.status_code == 422
    assert NotNeutral.sentence in answered.content.decode()
    assert given["email"] in answered.content.decode()
    assert not AuditGrant.objects.exists()


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_is_over_or_too_far_ahead_is_refused(client, scored_in, chief, auditor, days):
    client.force_login(chief)
    where = f"{scored_in.code}:{reviews.make_pool().code}"
    until = timezone.localdate() + timedelta(days=days)
    answered = client.post(
        reverse("review_queue:auditors"), {"where": where, "email": auditor.email, "until": until}
    )
    assert answered.status_code == 422
    assert TooFarAway.sentence in answered.content.decode()


def test_chief_and_operator_open_and_end_it_on_their_page(client, scored_in, chief, auditor, admin_user):
    there = reverse("review_queue:auditors")
    where = f"{scored_in.code}:{reviews.make_pool().code}"
    for by in (chief, admin_user):
        client.force_login(by)
        given = {"where": where, "email": auditor.email, "until": timezone.localdate()}
        assert client.post(there, given).status_code == 302
        (grant,) = audits_of(auditor)
        assert grant.granted_by == by
        assert client.post(reverse("review_queue:end_audit", args=[grant.pk])).status_code == 302
        assert not audits_of(auditor).exists()
    stranger = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere"))
    client.force_login(stranger)
    assert client.post(reverse("review_queue:end_audit", args=[grant.pk])).status_code == 404
