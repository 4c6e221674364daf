"""An editor writes a policy, looks at what it says, publishes it, plans the next and takes that back."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.models import AssociationEvent, RenewalPolicy
from endorsement_plugin.policies.queries import first_due, policy_for
from endorsement_plugin.requirements.clauses import parse
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_editor

from .posting import posted, statement, supervision, training

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_policies")
RHODE_ISLAND = [
    training("15", ("1", "diversity", False), ("3", "giving supervision", True)),
    supervision("12", held_below="3"),
    supervision("10", held_from="3"),
]


class Editing:
    """Somebody who writes for an association, and its one credential."""

    def __init__(self, code: str = "aimh-hi", host: str = "localhost") -> None:
        self.association = make_association(code, host)
        self.credential = make_credential(self.association, "IMHM")
        self.user = make_editor(self.association, f"editor@{code}.example.org")
        self.client = Client()
        self.client.force_login(self.user)

    def begin(self, credential: str = "") -> RenewalPolicy:
        data = {"association": self.association.code, "credential": credential}
        answer = self.client.post(reverse("endorsement_policy_begin"), data, follow=True)
        assert answer.status_code == 200
        return RenewalPolicy.objects.latest("pk")

    def write(self, row, *requirements, then="", **more):
        data = posted(*requirements, **more) | ({"then": then} if then else {})
        return self.client.post(reverse("endorsement_policy_edit", args=[row.pk]), data, follow=True)

    def publish(self, row, day: date, note: str = ""):
        data = {"effective_from": day.isoformat(), "note": note}
        answer = self.client.post(reverse("endorsement_policy_publish", args=[row.pk]), data, follow=True)
        row.refresh_from_db()
        return answer

    def step(self, row, name: str):
        return self.client.post(reverse(f"endorsement_policy_{name}", args=[row.pk]), {}, follow=True)


@pytest.fixture
def editing() -> Editing:
    return Editing()


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_a_policy_is_written_read_in_sentences_and_published(editing):
    row = editing.begin("IMHM")
    answer = editing.write(row, *RHODE_ISLAND, statements=[statement()])
    assert answer.status_code == 200, answer.context["form"].errors
    said = words(answer)
    for sentence in (
        "Every year, by 31 December, the same day for all.",
        "First due by the first such day that is 1 year or more after granting.",
        "We remind you 90, 30, and 7 days before it is due.",
        "Nothing in the first period.",
        "3 in giving supervision if you give reflective supervision.",
        "10 hours of reflective supervision, if you have held it for at least 3 years when the period",
        "$30.00 for each renewal.",
        "$25.00 more for one that comes late.",
        "Renewals and ways back wait until their fees are settled.",
        "365 days after it lapsed, your name is removed from the registry.",
        "Whoever is inactive can come back within 2 years: with a fee of $25.00, the hours that were",
        "missed, the statements signed anew, and 3 new references.",
    ):
        assert sentence in said, sentence
    row.refresh_from_db()
    assert [clause.kind for clause in parse(row.clauses)] == ["training", "supervision", "supervision"]
    assert row.clauses[0]["quotas"][1]["question"] == "gives_supervision"
    assert row.statements[0]["title"] == "Code of ethics"
    assert {"id", "statement", "version", "sha256"} <= row.statements[0].keys()
    assert row.reminder_days == [90, 30, 7]
    today = timezone.localdate()
    editing.publish(row, today, "Board, 12 March")
    assert (row.published_by, row.note, row.effective_from) == (editing.user, "Board, 12 March", today)
    assert AssociationEvent.objects.filter(setting="renewal_policy").count() == 1


def test_what_was_written_comes_back_as_it_was(editing):
    row = editing.begin("IMHM")
    editing.write(row, *RHODE_ISLAND, statements=[statement()])
    page = editing.client.get(reverse("endorsement_policy_edit", args=[row.pk]))
    initial = page.context["form"].initial
    assert [block.value["held_from"] for block in initial["requirements"]] == [None, None, 3]
    assert initial["to_sign"][0].value["title"] == "Code of ethics"
    assert 'value="90, 30, 7"' in page.content.decode()


def test_looking_at_it_keeps_nothing_and_tells_days(editing):
    row = editing.begin("IMHM")
    answer = editing.write(row, *RHODE_ISLAND, then="look", due="anniversary", cycle_years="3")
    assert "Every 3 years, by the day on which it was granted." in words(answer)
    row.refresh_from_db()
    assert (row.cycle_years, row.clauses) == (1, [])
    data = posted(*RHODE_ISLAND, due="anniversary", cycle_years="1", grace_days="30")
    fragment = editing.client.post(reverse("endorsement_policy_look", args=[row.pk]), data)
    assert "<html" not in fragment.content.decode()
    today = timezone.localdate()
    assert f"First due{today.replace(year=today.year + 1):%-d %B %Y}" in words(fragment).replace(
        " First", "First"
    )
    broken = editing.client.post(
        reverse("endorsement_policy_look", args=[row.pk]), data | {"cycle_years": "x"}
    )
    assert "missing or impossible" in words(broken)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("due_day", {"due_month": "6", "due_day": "31"}, "June has no day 31. Its last one is 30."),
        ("due_day", {"due_month": "2", "due_day": "30"}, "February has no day 30. Its last one is 29."),
        ("due_day", {"due_day": ""}, "Enter the day that is the same for all"),
        ("due_month", {"due_month": ""}, "Choose the month"),
        ("due_year", {"due_year": "2027"}, "It ends in every year"),
        ("due_year", {"due_year": "27", "cycle_years": "3"}, "four digits"),
        ("cycle_years", {"cycle_years": "0"}, "A period without days cannot be renewed."),
        ("first_after_months", {"first_after_months": "0"}, "a period without days"),
        ("window_days", {"window_days": "0", "reminder_days": ""}, "the days of the period"),
        ("reminder_days", {"reminder_days": "120, 30"}, "120 days before is too early"),
        ("reminder_days", {"reminder_days": "30, 30"}, "The same day stands here twice."),
        ("reminder_days", {"reminder_days": "a month"}, "whole numbers of days"),
        ("reminder_days", {"reminder_days": "-7"}, "whole numbers of days"),
        ("grace_days", {"grace_days": "365"}, "go beyond the next day of renewal"),
        ("removal_days", {"removal_days": "0"}, "or leave it empty"),
        ("late_fee", {"grace_days": "0"}, "nobody would owe this"),
        ("one_fee", {"one_fee": "on", "fee": ""}, "Enter the fee."),
        ("one_fee", {"one_fee": "on", "due": "anniversary"}, "Choose a day that is the same for all."),
        ("fee", {"fee": "30.005"}, "which has 2 decimal places"),
        ("fee", {"fee": "-3"}, "above 0"),
        ("audit_percent", {"audit_percent": "101"}, "100"),
        ("back_within_months", {"back_within_months": "0"}, "at least 1 month"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    editing, field, typed, sentence
):
    row = editing.begin()
    answer = editing.write(row, supervision("11.5"), statements=[statement("Our code")], **typed)
    form = answer.context["form"]
    assert any(sentence in error for error in form.errors[field]), form.errors
    page = answer.content.decode()
    assert sentence in page.replace("&#x27;", "'")
    assert "Our code" in page
    assert "11.5" in page
    row.refresh_from_db()
    assert row.clauses == []


def test_two_requirements_for_the_same_people_are_refused_beside_the_second(editing):
    row = editing.begin()
    form = editing.write(row, supervision("12"), supervision("10")).context["form"]
    assert "requirements" in form.errors
    assert (
        "A requirement above asks the same of the same people."
        in words(editing.write(row, supervision("12"), supervision("10")))
        or form.errors
    )


@pytest.mark.parametrize(
    "more", [{"held_from": "0"}, {"held_below": "99"}, {"held_from": "3", "held_below": "3"}]
)
def test_years_that_nobody_can_have_held_it_are_refused(editing, more):
    row = editing.begin()
    assert "requirements" in editing.write(row, supervision("12", **more)).context["form"].errors


def test_the_next_one_is_a_copy_and_says_what_is_new(editing):
    first = editing.begin()
    editing.write(first, training("15"), supervision("6"))
    today = timezone.localdate()
    editing.publish(first, today)
    second = editing.begin()
    assert (second.number, second.clauses, second.cycle_years) == (2, first.clauses, 1)
    assert editing.begin() == second, "there is one draft"
    page = editing.write(second, training("15"), supervision("12"), reminder_days="60, 7")
    said = words(page)
    assert "What is new against policy 1" in said
    assert "Changed: We remind you 90, 30, and 7 days before it is due. We remind you 60 and 7 days" in said
    assert "6 hours of reflective supervision. 12 hours of reflective supervision." in said


def test_a_day_before_the_last_policy_and_a_past_one_are_refused_beside_the_field(editing):
    first = editing.begin()
    editing.write(first, supervision("6"))
    today = timezone.localdate()
    assert "is published" in words(editing.publish(first, today - timedelta(days=400)))
    second = editing.begin()
    editing.write(second, supervision("12"))
    for day, sentence in (
        (today - timedelta(days=401), "cannot begin before that day"),
        (today - timedelta(days=1), "This day is past"),
    ):
        answer = editing.publish(second, day)
        assert sentence in answer.context["form"].errors["effective_from"][0]
        assert second.published_at is None
    answer = editing.client.post(
        reverse("endorsement_policy_publish", args=[second.pk]), {"effective_from": "2027-02-30", "note": "x"}
    )
    assert "effective_from" in answer.context["form"].errors
    assert 'value="2027-02-30"' in answer.content.decode()


def test_what_is_planned_is_cancelled_and_what_is_in_force_is_not(editing):
    first = editing.begin()
    editing.write(first, supervision("6"))
    today = timezone.localdate()
    editing.publish(first, today)
    assert "cannot be cancelled" in words(editing.step(first, "cancel"))
    second = editing.begin()
    editing.write(second, supervision("12"))
    editing.publish(second, today + timedelta(days=40))
    assert "Planned" in words(editing.client.get(LIST))
    assert "is cancelled" in words(editing.step(second, "cancel"))
    page = words(editing.client.get(LIST))
    assert "Cancelled" in page
    assert "In force" in page
    assert RenewalPolicy.objects.by(today + timedelta(days=50)).get() == first


def test_what_another_of_its_own_first_day_replaced_had_begun_or_had_not(editing):
    today = timezone.localdate()
    for day, said, not_said in (
        (today, "Replaced on its first day", "Replaced before it came into force"),
        (today + timedelta(days=40), "Replaced before it came into force", ""),
    ):
        for hours in ("6", "12"):
            row = editing.begin()
            editing.write(row, supervision(hours))
            editing.publish(row, day)
        page = words(editing.client.get(LIST))
        assert said in page
        assert not not_said or not_said not in page


def test_what_is_published_never_changes(editing):
    row = editing.begin()
    editing.write(row, supervision("6"))
    editing.publish(row, timezone.localdate())
    before = RenewalPolicy.objects.values().get(pk=row.pk)
    assert "never changes" in words(editing.write(row, supervision("99")))
    editing.publish(row, timezone.localdate() + timedelta(days=9))
    assert "never changes" in words(editing.step(row, "discard"))
    assert RenewalPolicy.objects.values().get(pk=row.pk) == before


def test_two_tabs_the_second_save_after_publishing_is_told_and_changes_nothing(editing):
    row = editing.begin()
    editing.write(row, supervision("6"))
    tab = editing.client.get(reverse("endorsement_policy_edit", args=[row.pk]))
    assert tab.status_code == 200
    editing.publish(row, timezone.localdate())
    assert "never changes" in words(editing.write(row, supervision("12")))
    row.refresh_from_db()
    assert row.clauses[0]["hours"] == "6"


def test_a_draft_holds_nobody_to_anything(editing):
    row = editing.begin()
    editing.write(row, supervision("6"))
    today = timezone.localdate()
    assert policy_for(editing.credential, today) is None
    assert first_due(editing.credential, date(2026, 5, 1)) == date(2027, 5, 1)
    editing.publish(row, date(2026, 1, 1))
    assert policy_for(editing.credential, today) == row
    assert first_due(editing.credential, date(2026, 5, 1)) == date(2027, 12, 31)


def test_a_draft_is_thrown_away(editing):
    row = editing.begin()
    assert "The draft is gone." in words(editing.step(row, "discard"))
    assert not RenewalPolicy.objects.exists()


def test_others_read_or_find_nothing(editing):
    row = editing.begin()
    editing.write(row, supervision("6"))
    stranger = Editing("kansas", "kansas.example.org")
    for name in ("", "_edit", "_publish", "_cancel", "_discard"):
        assert stranger.client.get(reverse(f"endorsement_policy{name}", args=[row.pk])).status_code == 404
    assert stranger.client.post(reverse("endorsement_policy_look", args=[row.pk])).status_code == 404
    answer = stranger.client.post(
        reverse("endorsement_policy_begin"), {"association": "aimh-hi", "credential": ""}
    )
    assert answer.status_code == 404
    assert "Policy 1" not in words(stranger.client.get(LIST))
    reader = Client()
    reader.force_login(make_coordinator(editing.association))
    assert reader.get(reverse("endorsement_policy", args=[row.pk])).status_code == 200
    assert "Write a policy" not in words(reader.get(LIST))
    assert reader.get(reverse("endorsement_policy_edit", args=[row.pk])).status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_many(editing, django_assert_num_queries):
    def ask() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as asked:
            editing.client.get(LIST)
        return len(asked)

    ask()
    few = ask()
    for code in ("IFS", "IFA", "IMHS"):
        make_credential(editing.association, code)
        row = editing.begin(code)
        editing.write(row, supervision("6"))
        editing.publish(row, timezone.localdate())
    assert ask() == few


def test_what_is_paid_once_for_all_is_the_same_in_all_policies(editing: Editing):
    day = timezone.localdate() + timedelta(days=30)
    general, own = editing.begin(), editing.begin("IMHM")
    editing.write(general, training("15"), one_fee="on", fee="30")
    editing.publish(general, day)
    editing.write(own, training("15"), one_fee="on", fee="45")
    answer = editing.publish(own, day)
    assert own.published_at is None
    assert answer.redirect_chain[-1][0].startswith(reverse("endorsement_policy_edit", args=[own.pk]))
    page = answer.content.decode()
    assert "says otherwise what is paid once for all: 30" in page
    assert [str(one) for one in answer.context["form"].errors["one_fee"]]
    assert answer.context["form"]["fee"].value() == 45, "nothing that was written is lost"
    editing.write(own, training("15"), fee="45")
    editing.publish(own, day)
    assert own.published_at is None, "a fee of its own beside one for all is no clearer"
    editing.write(own, training("15"), one_fee="on", fee="30")
    editing.publish(own, day)
    assert own.published_at is not None


def test_what_is_paid_once_for_all_is_changed_in_one_policy_after_the_other(editing: Editing):
    day, later = (timezone.localdate() + timedelta(days=days) for days in (30, 60))
    for credential in ("", "IMHM"):
        row = editing.begin(credential)
        editing.write(row, training("15"), one_fee="on", fee="30")
        editing.publish(row, day)
    general, own = editing.begin(), editing.begin("IMHM")
    editing.write(general, training("15"), one_fee="on", fee="40")
    editing.publish(general, later)
    assert general.published_at is None, "the other would still say 30"
    editing.write(own, training("15"), one_fee="on", fee="40")
    for row in (general, own):
        editing.publish(row, later)
        assert row.published_at is not None
