"""Coordinators are told of new applications and of what came of exams: daily, or at once, as they choose."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.jobs import tell_coordinators_what_is_new
from endorsement_plugin.mail.actions import choose_notices, tell_coordinators
from endorsement_plugin.models import Application, ApplicationEvent, Association, Mail, NoticeChoice
from review_queue.work.models import Work
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_editor, make_person, make_superuser

pytestmark = pytest.mark.django_db

DAILY, AT_ONCE = NoticeChoice.Pace.DAILY, NoticeChoice.Pace.AT_ONCE
NOON = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
"""12:00 on 2 March in Honolulu."""


@pytest.fixture
def association() -> Association:
    return make_association(name="AIMH Hawaii", time_zone="Pacific/Honolulu")


@pytest.fixture
def coordinator(association: Association) -> User:
    return make_coordinator(association)


def happened(action: str, at: datetime, application: Application | None = None) -> ApplicationEvent:
    row = application or make_application(state="submitted")
    event = ApplicationEvent.objects.create(application=row, action=action, role="applicant")
    ApplicationEvent.objects.filter(pk=event.pk).update(at=at)
    return event


def news() -> list[Mail]:
    return list(Mail.objects.filter(event_key__startswith="news:").order_by("created_at", "event_key"))


def test_a_day_is_told_in_one_mail_on_the_next_morning(association: Association, coordinator: User):
    row = make_application(state="submitted")
    happened("submitted", NOON, row)
    happened("exam_passed", NOON + timedelta(hours=11), row)  # 23:00 in Honolulu
    tell_coordinators(association=association, now=NOON + timedelta(hours=18, minutes=59))  # 6:59
    assert news() == []
    tell_coordinators(association=association, now=NOON + timedelta(hours=19))
    (mail,) = news()
    assert (mail.to, mail.association) == (coordinator.email, association)
    assert mail.subject == "AIMH-HI: 2 things are new"
    assert "2 March 2026, 12:00: Ina Applicant, IFS: a new application." in mail.body
    assert "2 March 2026, 23:00: Ina Applicant, IFS: the exam was passed." in mail.body
    assert f"/admin/endorsement/applications/{row.pk}/" in mail.body
    assert mail.body.count("Honolulu time") == 1


def test_the_same_day_is_told_once(association: Association, coordinator: User):
    happened("submitted", NOON)
    for hours in (19, 20, 30, 48, 60):
        tell_coordinators(association=association, now=NOON + timedelta(hours=hours))
    assert len(news()) == 1


@pytest.mark.parametrize("action", ["started", "step_begun", "reference_received", "opened", "withdrawn"])
def test_nothing_new_is_no_mail(association: Association, coordinator: User, action: str):
    happened(action, NOON)
    tell_coordinators(association=association, now=NOON + timedelta(days=1))
    assert news() == []


@pytest.mark.parametrize(
    ("action", "subject"),
    [
        ("submitted", "AIMH-HI: a new application (IFS)"),
        ("exam_failed", "AIMH-HI: the exam was not passed (IFS)"),
        ("exam_returned", "AIMH-HI: the exam came back unscored (IFS)"),
    ],
)
def test_at_once_is_a_mail_for_each(
    association: Association, coordinator: User, monkeypatch: Any, action: str, subject: str
):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    choose_notices(association=association, by=coordinator, pace=AT_ONCE)
    happened(action, NOON + timedelta(minutes=1))
    for minutes in (2, 3, 60 * 24):
        tell_coordinators(association=association, now=NOON + timedelta(minutes=minutes))
    (mail,) = news()
    assert mail.subject == subject
    assert Work.objects.filter(kind="endorsement.deliver_mail", key=str(mail.pk)).exists()


def test_changing_ones_mind_tells_nothing_twice_and_leaves_nothing_out(
    association: Association, coordinator: User, monkeypatch: Any
):
    row = happened("submitted", NOON - timedelta(hours=1)).application
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    choose_notices(association=association, by=coordinator, pace=AT_ONCE)
    tell_coordinators(association=association, now=NOON + timedelta(minutes=1))
    assert len(news()) == 1
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(minutes=2))
    choose_notices(association=association, by=coordinator, pace=DAILY)
    tell_coordinators(association=association, now=NOON + timedelta(days=1))
    assert len(news()) == 1
    happened("exam_passed", NOON + timedelta(minutes=5), row)
    tell_coordinators(association=association, now=NOON + timedelta(days=1))
    (digest,) = [mail for mail in news() if ":2026-03-02:" in mail.event_key]
    assert "the exam was passed" in digest.body
    assert "a new application" not in digest.body


def test_nobody_else_is_told(association: Association, coordinator: User):
    make_editor(association)
    make_superuser()
    other = make_association("mi-aimh", "mi-aimh.localhost")
    make_coordinator(other, "connie@example.org")
    left = make_coordinator(association, "left@example.org")
    User.objects.filter(pk=left.pk).update(is_active=False)
    happened("submitted", NOON)
    for one in (association, other):
        tell_coordinators(association=one, now=NOON + timedelta(days=1))
    assert [mail.to for mail in news()] == [coordinator.email]


def test_nobody_is_told_of_an_application_of_their_own(association: Association, coordinator: User):
    own = make_application(person=make_person(coordinator.email), state="submitted")
    happened("submitted", NOON, own)
    tell_coordinators(association=association, now=NOON + timedelta(days=1))
    assert news() == []


def test_the_clock_does_it(association: Association, coordinator: User):
    happened("submitted", timezone.now() - timedelta(hours=48))
    tell_coordinators_what_is_new()
    assert [mail.to for mail in news()] == [coordinator.email]


NAMED = {"name_email-first_name": "Cora", "name_email-last_name": "Coordinator"}


def page(client: Client, **pace: str) -> Any:
    """The account page as posted, with everything else as it stands."""
    shown = client.get("/admin/account/")
    forms = [panel.get_form() for panels in shown.context["panels_by_tab"].values() for panel in panels]
    data = {bound.html_name: bound.value() or "" for form in forms for bound in form}
    data |= {name: value for name, value in NAMED.items() if name in data}
    return client.post("/admin/account/", data | pace)


def test_it_is_chosen_on_the_account_page(client: Client, association: Association, coordinator: User):
    make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), coordinator.email)
    client.force_login(coordinator)
    text = client.get("/admin/account/").text
    assert "New applications and outcomes of exams of AIMH-HI" in text
    assert "New applications and outcomes of exams of MI-AIMH" in text
    name = f"endorsement_notices-pace_{association.pk}"
    answer = page(client, **{name: "at_once"})
    assert answer.status_code == 302, [
        panel.get_form().errors for panels in answer.context["panels_by_tab"].values() for panel in panels
    ]
    assert NoticeChoice.objects.get(association=association).pace == AT_ONCE
    assert page(client, **{name: "hourly"}).status_code == 200
    assert NoticeChoice.objects.get(association=association).pace == AT_ONCE


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_others_have_nothing_to_choose(client: Client, association: Association, who: str):
    person = make_editor(association) if who == "editor" else make_superuser()
    client.force_login(person)
    assert "New applications and outcomes" not in client.get("/admin/account/").text
    with pytest.raises(NotAllowed):
        choose_notices(association=association, by=person, pace=AT_ONCE)


def test_a_round_of_the_clock_reads_as_much_for_many(
    association: Association, coordinator: User, django_assert_num_queries: Any
):
    credential = make_credential(association)
    for number in range(3):
        row = make_application(make_person(f"p{number}@example.org"), credential, state="submitted")
        happened("started", NOON, row)
    with django_assert_num_queries(8):
        tell_coordinators(association=association, now=NOON + timedelta(days=1))
