"""The public registry: who is in it, and that nothing else about them is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.registry.actions.grant import grant_endorsement
from endorsement_plugin.registry.public import registry
from tests.factories.applications import make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

GRANTED = date(2026, 3, 2)


def endorse(name: str, listed: bool = True, association: Association | None = None, **changes) -> Endorsement:
    given, _, family = name.partition(" ")
    person = make_person(f"{given.lower()}.canary@example.org", given, family or "Family")
    person.phone, person.employer, person.license_number = "808 555 0199", "Canary Employer", "CANARY-LIC"
    person.save()
    credential = make_credential(association or make_association())
    application = make_application(
        person=person, credential=credential, state="endorsed", list_in_registry=listed
    )
    endorsement = grant_endorsement(application=application, today=GRANTED)
    Endorsement.objects.filter(pk=endorsement.pk).update(**changes)
    return endorsement


@pytest.fixture
def page() -> RegistryPage:
    home = make_association().site.root_page
    made: RegistryPage = home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    return made


def names(**search: str) -> list[str]:
    return [endorsement.name for endorsement in registry(make_association(), GRANTED, **search)]


def test_only_who_asked_to_be_listed():
    endorse("Ann Listed")
    endorse("Bea Private", listed=False)
    assert names() == ["Ann Listed"]


def test_each_association_has_its_own():
    endorse("Ann Listed")
    endorse("Cyd Elsewhere", association=make_association("mi-aimh", "mi-aimh.localhost"))
    assert names() == ["Ann Listed"]


def test_active_and_inactive_are_shown_and_retired_is_not():
    endorse("Ann Active")
    endorse("Bea Provisional", state="provisional", provisional_until=GRANTED)
    endorse("Cyd Inactive", state="inactive", inactive_reason="sanction")
    endorse("Dee Retired", state="retired")
    assert names() == ["Ann Active", "Cyd Inactive", "Bea Provisional"]
    assert names(state="active") == ["Ann Active", "Bea Provisional"]
    assert names(state="inactive") == ["Cyd Inactive"]
    assert names(state="retired") == ["Ann Active", "Cyd Inactive", "Bea Provisional"]


def test_what_was_provisional_until_a_day_that_has_passed_is_inactive():
    endorse("Ann Today", state="provisional", provisional_until=GRANTED)
    endorse("Bea Yesterday", state="provisional", provisional_until=GRANTED - timedelta(days=1))
    assert names() == ["Ann Today", "Bea Yesterday"]
    assert names(state="active") == ["Ann Today"]
    assert names(state="inactive") == ["Bea Yesterday"]


def test_search_by_part_of_a_name_or_the_whole_number():
    number = endorse("Ann Listed").number
    endorse("Bea Listed")
    assert names(q="ann lis") == ["Ann Listed"]
    assert names(q=number.lower()) == ["Ann Listed"]
    assert names(q=number[:-2]) == []
    assert names(q="%") == []


def test_no_page_tells_more_than_name_number_and_dates(client, page):
    endorsement = endorse("Ann Listed", state="inactive", inactive_reason="sanction")
    listing = client.get(page.url).content.decode()
    detail = client.get(f"{page.url}{endorsement.number}/").content.decode()
    about_everybody = '<section class="hint" aria-labelledby="complaints">'
    for page_of_registry in (listing, detail):
        html, about, _ = page_of_registry.partition(about_everybody)
        assert about
        assert "Ann Listed" in html
        assert endorsement.number in html
        assert "Inactive" in html
        for private in ("canary", "CANARY", "Canary", "808 555", "sanction", "Sanction"):
            assert private not in html


@pytest.mark.parametrize("state", ["active", "retired", "removed"])
def test_what_is_not_listed_cannot_be_verified_by_guessing(client, page, state):
    endorsement = endorse("Ann Listed")
    Endorsement.objects.update(state=state, listed=False)
    assert client.get(f"{page.url}{endorsement.number}/").status_code == 404


def test_another_associations_number_is_not_found(client, page):
    endorsement = endorse("Cyd Elsewhere", association=make_association("mi-aimh", "mi-aimh.localhost"))
    assert client.get(f"{page.url}{endorsement.number}/").status_code == 404


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 5000, "state=zzz", "p=zzz", "p=-1", "p=999999"])
def test_odd_queries_are_answered(client, page, query):
    assert client.get(f"{page.url}?{query}").status_code == 200


def test_an_empty_registry_says_so(client, page):
    assert "Nobody is listed yet" in client.get(page.url).content.decode()
    assert "Nobody found" in client.get(f"{page.url}?q=zzz").content.decode()


def test_a_page_costs_the_same_for_one_and_for_sixty(client, page):
    def queries() -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    endorse("Ann Listed")
    one = queries()
    for n in range(60):
        endorse(f"Person{n} Listed")
    assert queries() == one
    assert one <= 14
    html = client.get(f"{page.url}?p=2").content.decode()
    assert "Page 2 of 3" in html
