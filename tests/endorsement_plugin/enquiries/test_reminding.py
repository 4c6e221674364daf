"""An enquiry that waits is in sight on the coordinator's home, and is not left to wait unsaid."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.enquiries.actions import mark_answered, remind_of_enquiries
from endorsement_plugin.models import Association, Enquiry, Mail
from tests.factories.credentials import make_association
from tests.factories.enquiries import add_enquiry
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def association() -> Association:
    return make_association()


def reminded(association: Association, now: datetime = NOW) -> list[str]:
    """To whom the clock writes then."""
    before = set(Mail.objects.values_list("pk", flat=True))
    remind_of_enquiries(association=association, now=now)
    new = Mail.objects.exclude(pk__in=before)
    new.update(created_at=now)
    return sorted(new.values_list("to", flat=True))


def test_coordinators_are_reminded_after_three_days_and_then_once_a_week(association: Association) -> None:
    for address in ("a@example.org", "b@example.org"):
        make_coordinator(association, email=address)
    enquiry = add_enquiry(association, asked=NOW - timedelta(days=3) + timedelta(minutes=1))
    assert reminded(association) == []
    assert reminded(association, NOW + timedelta(minutes=1)) == ["a@example.org", "b@example.org"]
    letter = Mail.objects.filter(to="a@example.org").get()
    assert letter.subject == "AIMH-HI: 1 enquiry waits for an answer"
    assert "Ines Inquirer, on the page “License it”" in letter.body
    assert reverse("endorsement_enquiries:inspect", args=[enquiry.pk]) in letter.body
    assert reminded(association, NOW + timedelta(days=6)) == []
    assert reminded(association, NOW + timedelta(days=8)) == ["a@example.org", "b@example.org"]


def test_nobody_is_reminded_of_what_was_answered(association: Association) -> None:
    coordinator = make_coordinator(association)
    enquiry = add_enquiry(association, asked=NOW - timedelta(days=9))
    mark_answered(enquiry=enquiry.pk, by=coordinator)
    assert reminded(association) == []


def test_an_association_without_coordinators_is_written_to_itself(association: Association) -> None:
    add_enquiry(association, asked=NOW - timedelta(days=9))
    assert reminded(association) == [association.email]


def test_home_counts_what_waits_and_leads_to_it(association: Association, client: Client) -> None:
    coordinator = make_coordinator(association)
    client.force_login(coordinator)
    home = reverse("wagtailadmin_home")
    assert "Nothing waits for you today." in client.get(home).text
    answered = add_enquiry(association, name="Anna Answered")
    add_enquiry(association)
    add_enquiry(make_association("mi-aimh", "mi-aimh.localhost"))
    mark_answered(enquiry=answered.pk, by=coordinator)
    html = client.get(home).text
    assert "1 Enquiry" in html
    assert "1 enquiry waits for an answer" in html
    assert "Nothing waits for you today." not in html
    listed = client.get(reverse("endorsement_enquiries:index"), {"waiting": "true"}).text
    assert "Ines Inquirer" in listed
    assert "Anna Answered" not in listed


@pytest.mark.parametrize(
    ("zone", "asked", "said"),
    [
        ("Pacific/Honolulu", "31 January 2026, 15:00", "Honolulu time (HST)"),
        ("Pacific/Auckland", "1 February 2026, 14:00", "Auckland time"),
    ],
)
def test_its_times_are_the_associations(
    association: Association, client: Client, zone: str, asked: str, said: str
) -> None:
    association.time_zone = zone
    association.save()
    enquiry = add_enquiry(association, asked=datetime(2026, 2, 1, 1, 0, tzinfo=UTC))
    Enquiry.objects.update(answered_at=datetime(2026, 2, 1, 1, 0, tzinfo=UTC))
    client.force_login(make_coordinator(association))
    html = client.get(reverse("endorsement_enquiries:inspect", args=[enquiry.pk])).text
    assert html.count(asked) == 2
    assert f"Times are {said}." in html
