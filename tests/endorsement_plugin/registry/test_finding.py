"""People are found as their names are typed, in registry, API and desk, and sorted by family name."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from endorsement_plugin.applications.actions.save_details import save_details
from endorsement_plugin.models import Application, Endorsement, Person
from endorsement_plugin.pages.models import RegistryPage
from tests.endorsement_plugin.api.headless import App
from tests.endorsement_plugin.registry.test_registry import GRANTED
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

PEOPLE = [
    ("Élodie", "Moreau"),
    ("Cian", "O’Brien"),
    ("Kaʻiulani", "Akana"),
    ("Ana", "Alder"),
    ("Zoë", "Étoile"),
    ("Mary-Ann", "Großmann"),
    ("José", "Nun\u0303ez"),
    ("Łucja", "Øster"),
]
TYPED = [
    ("elodie", "Élodie Moreau"),
    ("ÉLODIE", "Élodie Moreau"),
    ("e\u0301lodie", "Élodie Moreau"),
    ("O'Brien", "Cian O’Brien"),
    ("obrien", "Cian O’Brien"),
    ("O‘BRIEN cian", "Cian O’Brien"),
    ("Kaiulani", "Kaʻiulani Akana"),
    ("Ka'iulani", "Kaʻiulani Akana"),
    ("Alder Ana", "Ana Alder"),
    ("alder, ana", "Ana Alder"),
    ("ald\u200ber", "Ana Alder"),
    ("etoil", "Zoë Étoile"),
    ("grossmann mary", "Mary-Ann Großmann"),
    ("mary–ann", "Mary-Ann Großmann"),
    ("nunez", "José Nun\u0303ez"),
    ("Nuñez", "José Nun\u0303ez"),
    ("lucja oster", "Łucja Øster"),
]
BY_FAMILY_NAME = ["Akana", "Alder", "Étoile", "Großmann", "Moreau", "Nun\u0303ez", "O’Brien", "Øster"]


@pytest.fixture
def endorsed() -> None:
    from endorsement_plugin.registry.actions.grant import grant_endorsement

    for number, (given, family) in enumerate(PEOPLE):
        person = make_person(f"p{number}@example.org", given, family)
        application = make_application(person, state="endorsed", list_in_registry=True)
        grant_endorsement(application=application, today=GRANTED)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_coordinator(make_association()))
    return client


def in_the_desk(desk: Client, name: str, q: str) -> list[str]:
    rows = desk.get(reverse(f"{name}:index"), {"q": q}).context["object_list"]
    return [getattr(row, "name", None) or row.person.name for row in rows]


@pytest.mark.parametrize(("typed", "name"), TYPED)
def test_found_everywhere_as_it_is_typed(endorsed: None, desk: Client, typed: str, name: str):
    home = make_association().site.root_page
    page = home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    shown = Client().get(page.url, {"q": typed}).context["endorsements"]
    assert [row.name for row in shown] == [name]
    told = Client().get("/api/v3-preview/registry/", {"q": typed}).json()
    assert [one["name"] for one in told["items"]] == [name]
    assert in_the_desk(desk, "endorsement_endorsements", typed) == [name]
    assert in_the_desk(desk, "endorsement_applications", typed) == [name]


@pytest.mark.parametrize("typed", ["%", "_", "'", "-", "\u200b?", "Alder Élodie", "☺"])
def test_signs_and_mixed_names_find_nobody(endorsed: None, desk: Client, typed: str):
    assert App().get(f"/registry/?q={typed}").json()["count"] == 0
    assert in_the_desk(desk, "endorsement_applications", typed) == []


def test_sorted_by_family_name(endorsed: None, desk: Client):
    told = App().get("/registry/").json()["items"]
    family_of = {f"{given} {family}": family for given, family in PEOPLE}
    assert [family_of[one["name"]] for one in told] == BY_FAMILY_NAME
    rows = desk.get(reverse("endorsement_endorsements:index")).context["object_list"]
    assert [row.family_name for row in rows] == BY_FAMILY_NAME
    rows = desk.get(reverse("endorsement_applications:index"), {"ordering": "person__search"}).context[
        "object_list"
    ]
    assert [row.person.family_name for row in rows] == BY_FAMILY_NAME


def test_a_pasted_number_with_other_hyphens(endorsed: None):
    number = Endorsement.objects.get(family_name="Alder").number
    pasted = f" {number.lower().replace('-', '‑')}\u200b"
    assert [one["name"] for one in App().get(f"/registry/?q={pasted}").json()["items"]] == ["Ana Alder"]


def test_two_of_one_name_are_told_apart(desk: Client):
    for address in ("ana.one@example.org", "ana.two@example.org"):
        make_application(make_person(address, "Ana", "Alder"), state="ready")
    for listed in (reverse("endorsement_applications:index"), reverse("endorsement_decisions:index")):
        html = desk.get(listed).text
        assert "ana.one@example.org" in html
        assert "ana.two@example.org" in html
    query = {"q": "alder two@example"}
    found = desk.get(reverse("endorsement_applications:index"), query).context["object_list"]
    assert [row.person.email for row in found] == ["ana.two@example.org"]


def test_a_changed_name_is_found_at_once(desk: Client):
    application = make_application(make_person("ina@example.org"), state="returned")
    values = {"family_name": "Bränd-Nu", "former_names": "Älter"}
    save_details(application=application.pk, by=application.person.account, values=values)
    for typed in ("brand nu ina", "alter"):
        assert in_the_desk(desk, "endorsement_applications", typed) == ["Ina Bränd-Nu"]
    assert in_the_desk(desk, "endorsement_applications", "applicant") == []


def test_former_names_are_not_public(endorsed: None):
    Person.objects.get(family_name="Alder")
    application = Application.objects.get(person__family_name="Alder")
    Person.objects.filter(pk=application.person_id).update(former_names="Secretname", search="secretname")
    assert App().get("/registry/?q=secretname").json()["count"] == 0


def test_names_of_before_are_filled_in(endorsed: None):
    Person.objects.update(search="")
    Endorsement.objects.update(search="", family_name="")
    Person.objects.filter(family_name="Moreau").update(family_name="Married")
    fill = import_module("endorsement_plugin.migrations.0008_fill_names_to_find_by").fill
    fill(apps, SimpleNamespace(connection=connection))
    assert Person.objects.get(family_name="Alder").search == "alder ana"
    assert Endorsement.objects.get(name="Cian O’Brien").search == "obrien cian obrien"
    assert Endorsement.objects.get(name="Élodie Moreau").family_name == "Moreau"


def test_a_long_name_of_wide_signs_fits_its_index(desk: Client):
    person = make_person("long@example.org", "\ufdfa" * 100, "\ufdfa" * 99)
    from endorsement_plugin.registry.actions.grant import grant_endorsement

    application = make_application(person, state="endorsed", list_in_registry=True)
    assert len(grant_endorsement(application=application, today=GRANTED).search) == 300
