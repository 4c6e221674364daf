"""What an editor schedules happens, at the time on the association's wall."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from endorsement_plugin.models import Association, Credential, Form, Mail, RequirementSet
from endorsement_plugin.publishing.jobs import publish_what_is_due
from tests.endorsement_plugin.credentials.test_dated_sets import demanding, read, training
from tests.endorsement_plugin.editor.desk import (
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
)
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_editor, make_superuser

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2099, 1, 1, 10, 0, tzinfo=UTC)
"""In Honolulu."""


@pytest.fixture
def editor() -> Editor:
    editor = Editor()
    editor.association.time_zone = "Pacific/Honolulu"
    editor.association.save()
    return editor


def clock_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> int:
    """The duty, as if it were then."""
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: moment)
        return publish_what_is_due()


def test_a_page_goes_live_at_the_time_on_the_associations_wall(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_credential_page(editor)
    later = credential_data(summary="From the new year.", go_live_at="2099-01-01 00:00")
    editor.change(page, later)
    assert clock_at(monkeypatch, MIDNIGHT - timedelta(minutes=1)) == 0
    assert "From the new year." not in read(page)
    form = editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert 'value="2099-01-01 00:00"' in form.content.decode()
    assert "In Honolulu time (HST)." in form.content.decode()
    assert clock_at(monkeypatch, MIDNIGHT) == 1
    assert "From the new year." in read(page)
    assert clock_at(monkeypatch, MIDNIGHT) == 0


def test_a_page_expires_and_a_form_closes(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    form = make_form_page(editor)
    Page.objects.filter(pk=form.pk).update(expire_at=MIDNIGHT)
    assert clock_at(monkeypatch, MIDNIGHT - timedelta(seconds=1)) == 0
    assert Form.objects.get(kind="application").is_open
    assert clock_at(monkeypatch, MIDNIGHT) == 1
    page = Page.objects.get(pk=form.pk)
    assert (page.live, page.expired) == (False, True)
    assert not Form.objects.get(kind="application").is_open


def test_scheduled_demands_are_in_force_from_the_day_that_they_go_live(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_credential_page(editor)
    scheduled = {"go_live_at": "2098-12-31 23:30"}
    form = editor.change(page, demanding(training("32"), **scheduled))
    assert 'value="2098-12-31"' in str(form["effective_from"])
    editor.change(page, demanding(training("32"), effective_from="2098-12-31", **scheduled))
    assert RequirementSet.objects.count() == 1
    assert clock_at(monkeypatch, MIDNIGHT - timedelta(minutes=30)) == 1
    made = RequirementSet.objects.get(number=2)
    assert (made.effective_from, made.clauses[0]["hours"]) == (date(2098, 12, 31), "32")


def test_a_page_that_cannot_go_live_any_more_stays_scheduled_and_holds_up_no_other(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_credential_page(editor)
    editor.change(page, credential_data(code="TAKEN", go_live_at="2099-01-01 00:00"))
    other = editor.home.add_child(instance=Page(title="News", slug="news", live=False))
    other.go_live_at = MIDNIGHT
    other.save_revision(approved_go_live_at=MIDNIGHT)
    make_credential(editor.association, "TAKEN")
    with pytest.raises(Exception, match="Another credential of this association has this code"):
        clock_at(monkeypatch, MIDNIGHT)
    other.refresh_from_db()
    assert other.live
    assert page.revisions.exclude(approved_go_live_at=None).count() == 1


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Pacific/Honolulu", "31 January 2026, 15:00"),
        ("Pacific/Auckland", "1 February 2026, 14:00"),
        ("America/Detroit", "31 January 2026, 20:00"),
    ],
)
def test_times_in_the_admin_are_the_associations(zone: str, shown: str) -> None:
    editor = Editor()
    page = make_credential_page(editor)
    editor.association.time_zone = zone
    editor.association.save()
    RequirementSet.objects.update(published_at=datetime(2026, 2, 1, 1, 0, tzinfo=UTC))
    superuser = Client()
    superuser.force_login(make_superuser())
    address = reverse("endorsement_timeline", args=[page.translation_key])
    for client in (editor.client, superuser):
        assert f"Published {shown}" in client.get(address).content.decode()


def test_every_page_of_the_admin_is_drawn_in_the_zone_of_whom_it_is_for() -> None:
    application = make_application(state="submitted", submitted_at=datetime(2026, 2, 1, 1, 0, tzinfo=UTC))
    association = application.association
    association.time_zone = "Pacific/Honolulu"
    association.save()
    client = Client()
    client.force_login(make_coordinator(association))
    file = client.get(reverse("endorsement_applications:inspect", args=[application.pk]))
    assert "31 January 2026" in file.content.decode()
    assert client.get(reverse("wagtailadmin_account")).content.decode().count("current_time_zone") == 0


LATE: dict[str, Any] = {"code": "TAKEN", "go_live_at": "2099-01-01 00:00"}


def fails(monkeypatch: pytest.MonkeyPatch, minutes: int = 0) -> None:
    with pytest.raises(PermissionDenied):
        clock_at(monkeypatch, MIDNIGHT + timedelta(minutes=minutes))


def test_who_scheduled_what_cannot_go_live_is_written_to_once_for_each_reason(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_credential_page(editor)
    colleague = make_editor(editor.association, "colleague@example.org")
    editor.client.force_login(colleague)
    editor.change(page, credential_data(**LATE))
    other = make_credential(editor.association, "TAKEN")
    fails(monkeypatch)
    fails(monkeypatch, minutes=1)
    letter = Mail.objects.get(event_key__startswith="not-as-scheduled:")
    assert letter.to == "colleague@example.org"
    assert letter.subject == "AIMH-HI: “Infant Family Specialist” could not go live as scheduled"
    assert "to go live on 1 January 2099 at 00:00 (Honolulu time (HST))" in letter.body
    assert "Another credential of this association has this code." in letter.body
    assert f"/admin/pages/{page.pk}/edit/" in letter.body
    Credential.objects.filter(pk=other.pk).update(retired=True, page=editor.home)
    fails(monkeypatch, minutes=2)
    second = Mail.objects.filter(event_key__startswith="not-as-scheduled:").exclude(pk=letter.pk).get()
    assert "which is not published, has the code TAKEN" in second.body


def test_what_could_not_go_live_does_as_soon_as_it_can(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_credential_page(editor)
    editor.change(page, credential_data(**LATE))
    other = make_credential(editor.association, "TAKEN")
    fails(monkeypatch)
    other.delete()
    assert clock_at(monkeypatch, MIDNIGHT + timedelta(minutes=1)) == 1
    page.refresh_from_db()
    assert page.code == "TAKEN"


@pytest.mark.parametrize("for_another", [False, True])
def test_the_association_is_written_to_for_somebody_who_has_left(
    editor: Editor, monkeypatch: pytest.MonkeyPatch, for_another: bool
) -> None:
    page = make_credential_page(editor)
    editor.change(page, credential_data(**LATE))
    make_credential(editor.association, "TAKEN")
    if for_another:
        elsewhere = make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "mia@example.org")
        editor.user.groups.set(elsewhere.groups.all())
    else:
        type(editor.user).objects.filter(pk=editor.user.pk).update(is_active=False)
    fails(monkeypatch)
    association = Association.objects.get(pk=editor.association.pk)
    assert Mail.objects.get(event_key__startswith="not-as-scheduled:").to == association.email


def test_who_had_a_page_go_is_told_why_it_stays(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    form = make_form_page(editor)
    reference: Any = Form.objects.get(kind="reference").page
    Page.objects.filter(pk=reference.pk).update(expire_at=MIDNIGHT)
    fails(monkeypatch)
    letter = Mail.objects.get(event_key__startswith="not-as-scheduled:")
    assert letter.to == editor.user.email
    assert "could not be unpublished" in letter.subject
    assert "an open application form sends it to referees" in letter.body
    editor.unpublish(form)
    assert clock_at(monkeypatch, MIDNIGHT + timedelta(minutes=1)) == 1
    assert not Page.objects.get(pk=reference.pk).live
