"""What visitors find, of one association and of the network, and what is said of numbers without a name."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from endorsement_plugin.models import (
    Association,
    Endorsement,
    FormerName,
    RegistryEntry,
    RegistryFacet,
)
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.registry.conditions import named
from endorsement_plugin.registry.public import registry
from endorsement_plugin.registry.rules import is_named, standing_of
from endorsement_plugin.rules.states import EndorsementState
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
API = "/api/v3-preview/registry/"


def hold(name: str, association: Association | None = None, code: str = "IFS", **fields) -> Endorsement:
    given, _, family = name.partition(" ")
    person = make_person(f"{given.lower()}{family.lower()}@example.org", given, family)
    held = make_endorsement(
        person, make_credential(association or make_association(), code), **{"listed": True} | fields
    )
    # Not due in the years that these tests see.
    if "renewal_due" not in fields:
        Endorsement.objects.filter(pk=held.pk).update(renewal_due=date(2099, 1, 1))
        held.refresh_from_db()
    return held


def say(held: Endorsement, kind: str, *labels: str) -> None:
    entry, _ = RegistryEntry.objects.get_or_create(person=held.person, association=held.association)
    for label in labels:
        RegistryFacet.objects.create(entry=entry, association=held.association, kind=kind, label=label)


def settings_of(**changes) -> Association:
    association = make_association()
    Association.objects.filter(pk=association.pk).update(**changes)
    return Association.objects.get(pk=association.pk)


@pytest.fixture
def page() -> RegistryPage:
    home = make_association().site.root_page
    made: RegistryPage = home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    return made


def names(page: RegistryPage, **asked) -> list[str]:
    told = [one["name"] for one in Client().get(API, asked).json()["items"]]
    shown = [row.name for row in Client().get(page.url, asked).context["endorsements"]]
    assert told == shown
    return shown


def test_filters_by_endorsement_county_discipline_language_and_state(page):
    ann, bea = hold("Ann Alder"), hold("Bea Birch", code="IMHS")
    hold("Cyd Cedar", state="inactive", inactive_reason="requested")
    hold("Dee Dogwood", state="emeritus")
    say(ann, "county", "Honolulu")
    say(ann, "language", "Spanish", "ʻŌlelo Hawaiʻi")
    say(bea, "county", "Kauaʻi")
    say(bea, "discipline", "Social work")
    assert names(page, credential="imhs") == ["Bea Birch"]
    assert names(page, county="HONOLULU") == ["Ann Alder"]
    assert names(page, county="kauai") == ["Bea Birch"]
    assert names(page, language="olelo hawaii") == ["Ann Alder"]
    assert names(page, discipline="Social work", county="kauai") == ["Bea Birch"]
    assert names(page, discipline="Social work", county="honolulu") == []
    assert names(page, state="inactive") == ["Cyd Cedar"]
    assert names(page, state="emeritus") == ["Dee Dogwood"]
    assert names(page, state="active") == ["Ann Alder", "Bea Birch"]
    html = Client().get(page.url).content.decode()
    assert "ʻŌlelo Hawaiʻi" in html
    assert "Honolulu" in html


def test_what_is_said_of_whoever_is_not_listed_is_offered_to_nobody(page):
    say(hold("Ann Alder", listed=False), "county", "Secretplace")
    say(hold("Bea Birch"), "county", "Honolulu")
    html = Client().get(page.url).content.decode()
    assert "Honolulu" in html
    assert "Secretplace" not in html
    assert names(page, county="secretplace") == []


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Kaʻiulani", "", "kaiulani"),
        ("مريم", "الحسن", "الحسن"),
        ("王", "小明", "小明"),
        ("Cian", "O’Brien", "brien"),
        ("Mary Ann", "Ruiz", "ruiz ann"),
    ],
)
def test_one_name_an_okina_other_scripts_and_parts(page, given, family, typed):
    person = make_person("x@example.org", given, family)
    make_endorsement(person, listed=True)
    hold("Bea Birch")
    assert names(page, q=typed) == [person.name]


def test_former_names_are_found_only_where_the_association_says_so(page):
    held = hold("Ann Married")
    FormerName.objects.create(endorsement=held, name="Ann Maiden", family_name="Maiden", until=DAY)
    assert names(page, q="maiden") == []
    settings_of(registry_finds_former_names=True)
    assert names(page, q="maiden ann") == ["Ann Married"]
    html = Client().get(page.url, {"q": "maiden"}).content.decode()
    assert "found by a former name" in html
    assert "Ann Maiden" not in html
    assert "found by a former name" not in Client().get(page.url, {"q": "married"}).content.decode()


@pytest.mark.parametrize(
    ("reason", "setting"),
    [
        ("sanction", "registry_of_sanction"),
        ("requested", "registry_of_leave"),
        ("lapsed", "registry_of_lapse"),
    ],
)
def test_the_public_reason_is_the_associations_or_none(page, reason, setting):
    held = hold("Ann Alder", state="inactive", inactive_reason=reason)
    where = [page.url, f"{page.url}{held.number}/", f"{API}{held.number}/"]
    for address in where:
        text = Client().get(address).content.decode()
        assert "our own words" not in text
        assert not {"Sanction", "request", "Not renewed"} & set(text.split())
    settings_of(**{setting: "our own words"})
    for address in where:
        assert "our own words" in Client().get(address).content.decode()


def test_what_is_due_is_not_plainly_active(page):
    yesterday = timezone.localdate() - timedelta(days=2)
    held = hold("Ann Alder", renewal_due=yesterday)
    for address in (page.url, f"{page.url}{held.number}/"):
        html = Client().get(address).content.decode()
        assert "renewal due since" in html
        assert "badge--done" not in html
    told = Client().get(f"{API}{held.number}/").json()
    assert told["notes"] == [f"renewal due since {yesterday:%-d %B %Y}"]


def test_inactive_people_are_left_out_where_the_association_says_so(page):
    held = hold("Ann Alder", state="inactive", inactive_reason="lapsed")
    settings_of(registry_shows_inactive=False)
    assert names(page) == []
    html = Client().get(f"{page.url}{held.number}/").content.decode()
    assert "It is not active now" in html
    assert "Alder" not in html


@pytest.mark.parametrize("state", ["retired", "removed"])
def test_a_number_that_is_held_no_longer_is_answered_for_without_the_name(page, state):
    held = hold("Ann Alder", state=state, state_since=date(2026, 5, 4))
    answer = Client().get(f"{page.url}{held.number}/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "This number was granted on 15 January 2026. It is no longer held, since 4 May 2026." in html
    assert answer["X-Robots-Tag"] == "noindex"
    told = Client().get(f"{API}{held.number}/")
    assert told.json()["answer"] in html
    assert told["X-Robots-Tag"] == "noindex"
    assert "Alder" not in html + told.content.decode()
    assert names(page) == []


@pytest.mark.parametrize("state", ["active", "retired"])
def test_the_unlisted_and_what_never_was_are_told_alike(page, state):
    held = hold("Ann Alder", listed=False, state=state)
    never = held.number[:-1] + "9"

    def asked(number: str) -> tuple[int, str, int]:
        Client().get(page.url)
        with CaptureQueriesContext(connection) as counted:
            answer = Client().get(f"{page.url}{number}/")
        text = answer.content.decode().replace(number, "NUMBER")
        return answer.status_code, text, len(counted)

    assert asked(held.number) == asked(never)
    assert asked(never)[0] == 404
    told = [Client().get(f"{API}{number}/") for number in (held.number, never)]
    assert told[0].status_code == told[1].status_code == 404
    assert told[0].content == told[1].content


def test_a_number_is_found_as_it_is_typed(page):
    held = hold("Ann Alder")
    assert Client().get(f"{page.url}{held.number.lower()}/").context["endorsement"] == held
    for typed in (held.number.lower(), held.number.replace("-", " "), held.number.replace("-", "–")):
        assert Client().get(page.url, {"number": typed}).context["endorsement"] == held
        assert names(page, q=typed.replace(" ", "-")) == ["Ann Alder"]


def test_numbers_with_signs_of_their_own_have_a_page(page):
    held = hold("Ann Alder", number="HI/12 #4?")
    html = Client().get(page.url).content.decode()
    link = html.split('href="/registry/?number=')[1].split('"')[0]
    assert Client().get(f"{page.url}?number={link}").context["endorsement"] == held


def test_search_engines_are_told_by_choice(page):
    held = hold("Ann Alder")
    addresses, told = [page.url, f"{page.url}{held.number}/"], [API, f"{API}{held.number}/"]
    assert all("X-Robots-Tag" not in Client().get(one) for one in addresses + told)
    assert page.url in Client().get("/sitemap.xml").content.decode()
    settings_of(registry_noindex=True)
    for one in addresses:
        answer = Client().get(one)
        assert answer["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert all(Client().get(one)["X-Robots-Tag"] == "noindex" for one in told)
    assert "/registry/" not in Client().get("/sitemap.xml").content.decode()


def test_the_network_is_who_agreed_to_it(page):
    there = make_association("mi-aimh", "mi-aimh.localhost")
    out = make_association("az-aimh", "az-aimh.localhost")
    hold("Ann Alder")
    mich = hold("Mia Maple", there)
    hold("Zoe Zelkova", out)
    page.whole_network = True
    page.save()
    asked = {"network": "true"}
    assert [one["name"] for one in Client().get(API, asked).json()["items"]] == ["Ann Alder"]
    Association.objects.filter(pk=there.pk).update(registry_in_network=True)
    assert [one["name"] for one in Client().get(API, asked).json()["items"]] == ["Ann Alder", "Mia Maple"]
    html = Client().get(page.url).content.decode()
    assert "Mia Maple" in html
    assert "Zelkova" not in html
    assert f'href="/registry/mi-aimh/{mich.number}/"' in html
    assert "Mia Maple" in Client().get(f"{page.url}mi-aimh/{mich.number}/").content.decode()
    assert Client().get(f"{page.url}az-aimh/AZ-AIMH-2026-00001/").status_code == 404


def test_each_association_of_the_network_keeps_its_own_policy(page):
    there = make_association("mi-aimh", "mi-aimh.localhost")
    Association.objects.filter(pk=there.pk).update(registry_in_network=True, registry_shows_inactive=False)
    for name, where in (("Ann Alder", None), ("Mia Maple", there)):
        hold(name, where, state="inactive", inactive_reason="lapsed")
    told = Client().get(API, {"network": "true"}).json()["items"]
    assert [one["name"] for one in told] == ["Ann Alder"]


def test_the_condition_for_the_database_says_what_the_rule_says():
    """Of every state, with both settings, on the last day of a provisional time and the day after it."""
    association = make_association()
    for number, (state, listed) in enumerate(product(EndorsementState, [True, False])):
        hold(
            f"P{number} Name",
            listed=listed,
            state=state,
            inactive_reason="lapsed" if state == "inactive" else "",
            provisional_until=DAY,
            number=str(number),
            code=f"C{number}",
        )
    for shows, day in product([True, False], [DAY, DAY + timedelta(days=1)]):
        association.registry_shows_inactive = shows
        rows = Endorsement.objects.filter(named({association: day}), listed=True)
        assert {row.pk for row in rows} == {
            row.pk for row in Endorsement.objects.all() if is_named(row, association, day)
        }
        assert {row.pk for row in registry(association, day)} == {row.pk for row in rows}
        active = set(registry(association, day, state="active"))
        assert all(standing_of(row, association, day).counts for row in active)
        assert active == {row for row in rows if standing_of(row, association, day).counts}


def test_a_page_asks_no_more_than_a_minute_allows(page, monkeypatch):
    """Within one minute of the clock that counts, however long the test takes."""
    monkeypatch.setattr("endorsement_plugin.limits.time", lambda: 1_800_000_010.0)
    visitor = Client()
    statuses = [visitor.get(f"{page.url}AIMH-HI-2026-{n:05d}/").status_code for n in range(61)]
    assert statuses[:60] == [404] * 60
    assert statuses[60] == 429
    refused = visitor.get(page.url)
    assert "Please wait a moment" in refused.content.decode()
    assert int(refused["Retry-After"]) <= 60
