"""The season: where each stands, counted and listed, in a number of queries that does not grow."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]

from endorsement_plugin.desk.renewals.exporting import RowByRow
from endorsement_plugin.models import AccessEvent, Endorsement, Mail
from endorsement_plugin.renewals.actions.holds import hold_clock
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.queries.season import in_season, seasons_of
from endorsement_plugin.renewals.rules import Phase
from endorsement_plugin.rules.seasons.season import Season, Stand, month, present, read, year
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import make_policy
from tests.factories.season import DUE, make_endorsees, make_season, put

pytestmark = pytest.mark.django_db

LIST = reverse("endorsement_season:index")
WHOLE_YEAR = Season(date(2026, 1, 1), date(2026, 12, 31))


def stands(today: date, season: Season = WHOLE_YEAR) -> dict[str, str]:
    associations = set(Endorsement.objects.values_list("association", flat=True))
    rows: Any = in_season(Endorsement.objects.all(), season, dict.fromkeys(associations, today))
    return {one.number: one.stand for one in rows}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Where one stands


@pytest.mark.parametrize(
    ("today", "stand"),
    [
        (date(2026, 10, 1), Stand.EARLY),
        (date(2026, 10, 2), Stand.OPEN),
        (DUE, Stand.OPEN),
        (date(2027, 1, 1), Stand.LATE),
    ],
)
def test_by_the_days_of_the_policy(today: date, stand: Stand):
    """Ninety days before it is due, where no policy says otherwise."""
    make_endorsement(number="X", renewal_due=DUE)
    assert stands(today) == {"X": stand}


def test_by_the_policy_that_its_period_is_held_to_where_that_of_today_is_another():
    """A period that began in 2025 opens ninety days before; one that began in 2026, thirty days."""
    row = make_endorsement(number="X", renewal_due=DUE, granted_on=date(2025, 3, 1))
    make_endorsement(make_person("n@example.org"), number="Y", renewal_due=DUE, granted_on=date(2026, 8, 1))
    for year_, window in ((2020, 90), (2026, 30)):
        make_policy(row.association, effective_from=date(year_, 6, 1), window_days=window, clauses=[])
    put([row], "renewed", due=date(2025, 12, 31))
    Endorsement.objects.filter(pk=row.pk).update(renewal_due=DUE)
    assert stands(date(2026, 10, 1)) == {"X": Stand.EARLY, "Y": Stand.EARLY}
    assert stands(date(2026, 10, 2)) == {"X": Stand.OPEN, "Y": Stand.EARLY}
    assert stands(date(2026, 11, 30)) == {"X": Stand.OPEN, "Y": Stand.EARLY}
    assert stands(date(2026, 12, 1)) == {"X": Stand.OPEN, "Y": Stand.OPEN}
    for number, pk in Endorsement.objects.values_list("number", "pk"):
        period = period_of(Endorsement.objects.select_related("credential", "association").get(pk=pk))
        for day in (date(2026, 10, 1), date(2026, 10, 2), date(2026, 11, 30), date(2026, 12, 1)):
            assert (period.phase(day) is Phase.EARLY) is (stands(day)[number] == Stand.EARLY)


@pytest.mark.parametrize(
    ("state", "stand"),
    [
        ("open", Stand.OPEN),
        ("submitted", Stand.SUBMITTED),
        ("in_audit", Stand.AUDIT),
        ("sent_back", Stand.SENT_BACK),
        ("renewed", Stand.DONE),
        ("not_renewed", Stand.NOT_RENEWED),
        ("missed", Stand.LAPSED),
    ],
)
def test_by_its_renewal(state: str, stand: Stand):
    put([make_endorsement(number="X", renewal_due=DUE)], state)
    assert stands(date(2026, 12, 1)) == {"X": stand}


@pytest.mark.parametrize(
    ("fields", "stand"),
    [
        ({"state": "inactive", "inactive_reason": "lapsed"}, Stand.LAPSED),
        ({"state": "inactive", "inactive_reason": "requested"}, Stand.LEAVE),
        ({"state": "inactive", "inactive_reason": "sanction"}, Stand.SANCTIONED),
        ({"state": "retired"}, Stand.ENDED),
        ({"state": "removed"}, Stand.ENDED),
        ({"state": "emeritus"}, Stand.ENDED),
    ],
)
def test_by_what_it_has_become(fields: dict[str, Any], stand: Stand):
    held = make_endorsement(number="X", renewal_due=DUE, **fields)
    assert stands(date(2027, 2, 1)) == {"X": stand}
    put([held], "renewed")
    assert stands(date(2027, 2, 1)) == {"X": Stand.DONE}


def test_one_that_was_renewed_stays_in_the_season_it_was_due_in():
    held = make_endorsement(number="X", renewal_due=DUE)
    put([held], "renewed")
    assert stands(date(2027, 1, 2)) == {"X": Stand.DONE}
    assert stands(date(2027, 1, 2), year(2027)) == {"X": Stand.EARLY}


def test_what_was_opened_for_a_day_that_no_longer_counts_is_left_out():
    held = make_endorsement(number="X", renewal_due=date(2027, 6, 30))
    put([held], "open")
    assert stands(date(2026, 12, 1)) == {}


def test_seasons_are_read_as_they_are_chosen():
    today = date(2026, 12, 1)
    assert read("2026-12", today) == month(2026, 12)
    assert (month(2026, 12).first, month(2026, 12).last) == (date(2026, 12, 1), DUE)
    assert read("2026", today) == year(2026)
    for odd in ("", "2026-13", "0000", "-", "2026-12-31", "x", "²", "9" * 50, "2026-"):
        assert read(odd, today) == present(today)


def test_seasons_are_those_in_which_something_is_or_was_due():
    make_endorsement(renewal_due=DUE)
    held = make_endorsement(make_person("b@example.org"), make_credential(code="B"), renewal_due=DUE)
    put([held], "renewed")
    values = [one.value for one in seasons_of(Endorsement.objects.all(), date(2026, 12, 1))]
    assert values == ["", "2026", "2026-12", "2027", "2027-12"]


# The screen


def test_it_says_what_holds_the_clock_for_everybody_and_counts_all_of_it_as_held():
    held = make_endorsees(2, due=timezone.localdate())
    other = make_association("kansas", "kansas.example.org")
    by, today = make_coordinator(held[0].association), timezone.localdate()
    for who in (by, make_coordinator(other, "k@example.org")):
        client = signed_in(who)
        assert "held for everybody" not in client.get(LIST).text
        assert client.get(LIST, {"held": "true"}).context["shown_count"] == 0
    hold_clock(association=held[0].association, by=by, until=today, reason="A storm", today=today)
    page = signed_in(by).get(LIST, {"held": "true"})
    assert "held for everybody" in page.text
    assert "“A storm”" in page.text
    assert page.context["shown_count"] == 2
    assert "A storm" not in client.get(LIST).text


def test_it_shows_who_stands_where_and_how_many():
    credential = make_season(40)
    client = signed_in(make_coordinator(credential.association))
    page = client.get(LIST, {"season": "2026"})
    assert page.status_code == 200
    assert "40 due from 1 January 2026 to 31 December 2026" in page.text
    assert "16 of 40 renewed" in page.text
    totals = dict(page.context["totals"])
    assert totals[Stand.DONE] == 16
    assert (totals[Stand.SUBMITTED], totals[Stand.AUDIT], totals[Stand.LAPSED]) == (4, 4, 4)
    assert sum(totals.values()) == 40
    some = client.get(LIST, {"season": "2026", "stand": ["submitted", "audit"]})
    assert some.context["shown_count"] == 8
    assert client.get(LIST, {"season": "2025"}).context["shown_count"] == 0


def test_filters_and_search_narrow_the_counts_too():
    credential = make_season(20)
    held = Endorsement.objects.filter(number="IFS-00020")
    held.update(clock_held_until=timezone.localdate() + timedelta(days=3))
    client = signed_in(make_coordinator(credential.association))
    assert client.get(LIST, {"season": "2026", "held": "true"}).context["shown_count"] == 1
    assert "held until" in client.get(LIST, {"season": "2026", "held": "true"}).text
    assert client.get(LIST, {"season": "2026", "drawn": "true"}).context["shown_count"] == 4
    assert client.get(LIST, {"season": "2026", "q": "IFS-00007"}).context["shown_count"] == 1
    assert client.get(LIST, {"season": "2026", "q": "kaiulani obrien"}).context["shown_count"] == 3
    row = held.get()
    Mail.objects.create(
        event_key="renewal_reminder:1", to="x@example.org", subject="x", body="x", endorsement=row
    )
    assert client.get(LIST, {"season": "2026", "quiet": "true"}).context["shown_count"] == 19


def test_nobody_sees_another_association_s():
    credential = make_season(10)
    other = make_association("mi-aimh", "mi-aimh.localhost")
    mine = make_credential(other, "IFS")
    make_endorsees(1, mine, first=500)
    page = signed_in(make_coordinator(other)).get(LIST, {"season": "2026"})
    assert page.context["shown_count"] == 1
    assert "IFS-00001" not in page.text
    assert credential.association.short_name not in [
        one.credential.association.short_name for one in page.context["object_list"]
    ]


def queries(client: Client, **asked: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(LIST, {"season": "2026", **asked}).status_code == 200
    return len(caught)


def test_the_number_of_queries_does_not_grow():
    credential = make_season(10)
    client = signed_in(make_coordinator(credential.association))
    queries(client)
    few = queries(client)
    make_endorsees(400, credential, first=100)
    assert queries(client) == queries(client, p=8) == few
    assert few <= 30


def _whole(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_export_says_what_the_screen_says():
    credential = make_season(10)
    client = signed_in(make_coordinator(credential.association))
    answer = client.get(LIST, {"season": "2026", "export": "xlsx"})
    book = load_workbook(BytesIO(_whole(answer)))
    sheet = book.worksheets[0]
    shown = dict(client.get(LIST, {"season": "2026"}).context["totals"])
    heading, one, every = book["Totals"].iter_rows(values_only=True)
    assert heading == ("Credential", "Due", *(stand.label for stand in shown), "All")
    assert (one[0], one[1], every[0], every[1]) == ("IFS", DUE, "All", None)
    assert one[2:] == every[2:] == (*shown.values(), 10)
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:7] == (
        "Number",
        "Name",
        "E-mail",
        "Credential",
        "Association",
        "Due in this season",
        "Stands",
    )
    assert len(rows) == 11
    assert [row[6] for row in rows[1:]].count("Renewed") == 4
    text = _whole(client.get(LIST, {"season": "2026", "export": "csv", "stand": "done"}))
    assert text.decode().count("\r\n") == 5


def test_the_export_holds_some_rows_at_a_time_and_notes_how_many_were_whose():
    """As many queries for 10 as for 1,300 rows, which are read by five hundred without being kept."""
    credential = make_season(10)
    client = signed_in(make_coordinator(credential.association))

    def taken(form: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            _whole(client.get(LIST, {"season": "2026", "export": form}))
        return len(caught)

    few = {form: taken(form) for form in ("csv", "xlsx")}
    make_endorsees(1290, credential, first=100)
    assert {form: taken(form) for form in few} == few
    noted = AccessEvent.objects.filter(kind=AccessEvent.Kind.RENEWALS).order_by("pk")
    assert [one.rows for one in noted] == [10, 10, 1300, 1300]
    rows: Any = in_season(Endorsement.objects.all(), WHOLE_YEAR, {credential.association_id: DUE})
    each = RowByRow(rows)
    assert sum(1 for _ in each) == 1300
    assert rows._result_cache is None


def test_an_export_of_nothing_is_noted_and_has_its_headings():
    client = signed_in(make_coordinator(make_association()))
    book = load_workbook(BytesIO(_whole(client.get(LIST, {"season": "2026", "export": "xlsx"}))))
    assert [sheet.max_row for sheet in book.worksheets] == [1, 2]
    assert AccessEvent.objects.get(kind=AccessEvent.Kind.RENEWALS).rows == 0
