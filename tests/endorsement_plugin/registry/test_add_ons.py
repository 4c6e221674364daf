"""An add-on is shown beside what it is added to: on its page, in lists, and in the registry."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from endorsement_plugin.editor.blocks.faults import faults_of
from endorsement_plugin.editor.page_mixins.comparing import asked_of
from endorsement_plugin.models import Endorsement
from endorsement_plugin.pages.models import CredentialPage, RegistryPage
from endorsement_plugin.registry.details import in_full
from endorsement_plugin.registry.public import registry
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_index
from tests.factories.credentials import make_association, make_credential, make_requirements
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
TO_IFS: dict[str, Any] = {
    "id": "h",
    "kind": "holding",
    "credentials": [{"value": "ifs", "label": ""}, {"value": "IMHS", "label": ""}],
    "addon": True,
}


def make_ers(clause: dict[str, Any] = TO_IFS):
    ers = make_credential(make_association(), "ERS", name="Endorsed Reflective Supervisor")
    make_requirements(ers, [clause])
    return ers


def beside(**search: str) -> dict[str, list[str]]:
    association = make_association()
    rows = in_full({association: TODAY}, registry(association, TODAY, **search))
    return {row.credential.code: [one.credential.code for one in row.add_ons] for row in rows}


def hold(code: str, person=None, **fields: Any) -> Endorsement:
    return make_endorsement(person, make_credential(make_association(), code), listed=True, **fields)


def test_it_stands_beside_what_it_is_added_to_and_no_other():
    ers, held = make_ers(), hold("IFS")
    hold("IMHM", held.person)
    make_endorsement(held.person, ers, listed=True)
    assert beside() == {"IFS": ["ERS"], "IMHM": [], "ERS": []}


@pytest.mark.parametrize(
    "hidden",
    [
        {"listed": False},
        {"state": "inactive", "inactive_reason": "lapsed"},
        {"state": "retired"},
        {"state": "provisional", "provisional_until": date(2026, 3, 1)},
    ],
)
def test_what_is_not_public_is_not_beside_it(hidden):
    ers, held = make_ers(), hold("IFS")
    make_endorsement(held.person, ers, **({"listed": True} | hidden))
    assert beside()["IFS"] == []


def test_nobody_elses_and_what_only_asks_for_another_is_no_add_on():
    hold("IFS")
    make_endorsement(make_person("otto@example.org"), make_ers(), listed=True)
    assert beside()["IFS"] == []
    make_requirements(make_credential(code="ERS"), [TO_IFS | {"addon": False}])
    make_endorsement(Endorsement.objects.get(credential__code="IFS").person, make_credential(code="ERS"))
    assert beside()["IFS"] == []


def test_any_number_costs_three_queries_more(django_assert_num_queries):
    ers = make_ers()
    for name in ("ann", "bea", "cyd"):
        held = hold("IFS", make_person(f"{name}@example.org"))
        make_endorsement(held.person, ers, listed=True)
    association = make_association()
    with django_assert_num_queries(4):
        in_full({association: TODAY}, registry(association, TODAY))


def test_the_registry_and_its_api_say_so(client):
    page = make_association().site.root_page.add_child(instance=RegistryPage(title="Registry", slug="r"))
    held = hold("IFS")
    make_endorsement(held.person, make_ers(), listed=True)
    listed = client.get(page.url).content.decode()
    assert '(IFS) with <span title="Endorsed Reflective Supervisor">ERS</span>' in listed
    assert "<dt>With</dt>" in client.get(f"{page.url}{held.number}/").content.decode()
    found = client.get(f"/api/v3-preview/registry/{held.number}/").json()
    assert found["add_ons"] == ["ERS"]
    items = client.get("/api/v3-preview/registry/").json()["items"]
    assert {one["credential"]: one["add_ons"] for one in items} == {"IFS": ["ERS"], "ERS": []}


def holding(**more: str) -> tuple[str, dict[str, Any]]:
    codes = {"0": {"value": {"code": "IFS", "label": "IFS"}, "type": "item", "order": "0", "deleted": ""}}
    return "holding", {"credentials": {"count": "1", **codes}, "designation": "", "note": "", **more}


def test_an_editor_says_so_and_visitors_read_it(client):
    editor = Editor()
    page = editor.create(CredentialPage, make_index(editor), credential_data([holding(addon="on")]))
    assert isinstance(page, CredentialPage), page.errors
    shown = client.get(page.url).content.decode()
    assert "Add-on to IFS" in shown
    assert "An active endorsement as IFS, to which this one is added" in shown
    assert "Add-on to IFS" in client.get(page.get_parent().url).content.decode()
    assert asked_of([page], timezone.localdate()).mark(page) == "Add-on to IFS"


def test_an_add_on_to_all_of_them_is_refused():
    editor = Editor()
    clauses = [holding(addon="on", every="on")]
    form = editor.create(CredentialPage, make_index(editor), credential_data(clauses))
    assert not isinstance(form, CredentialPage)
    ((_, words),) = faults_of(form.errors.as_data()["requirements"][0])
    assert words.startswith("An add-on is added to one of them.")
