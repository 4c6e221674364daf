"""What the registry says beside the name is its holder's choice, field by field, at any time."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from endorsement_plugin.errors import NotAllowed, Stale
from endorsement_plugin.models import Endorsement, RegistryEntry, RegistryFacet
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.registry.actions.save_entry import save_entry
from endorsement_plugin.registry.forms import RegistryEntryForm
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

API = "/api/v3-preview/endorsements"
ALL = {
    "listed": "on",
    "county": "Kauaʻi",
    "shows_county": "on",
    "discipline": "Social work",
    "shows_discipline": "on",
    "languages": "English, Spanish; ʻŌlelo Hawaiʻi, english",
    "shows_languages": "on",
}
SAID = ("Kauaʻi", "Social work", "English", "Spanish", "ʻŌlelo Hawaiʻi")


@pytest.fixture
def held() -> Endorsement:
    return make_endorsement(make_person("ada@example.org", "Ada", "Alder"))


@pytest.fixture
def holder(held: Endorsement) -> Client:
    client = Client()
    client.force_login(held.person.account)
    return client


def form_of(held: Endorsement) -> str:
    return reverse("endorsement:registry_entry", args=[held.number])


def public() -> str:
    home = make_association().site.root_page
    page = RegistryPage.objects.first() or home.add_child(instance=RegistryPage(title="R", slug="registry"))
    return Client().get(page.url).content.decode()


def test_each_field_is_shown_by_its_own_switch(holder, held):
    holder.post(form_of(held), ALL | {"revision": 0})
    html = public()
    assert all(one in html for one in ("Ada Alder", *SAID))
    for revision, name in enumerate(("county", "discipline", "languages"), start=1):
        fewer = {key: value for key, value in ALL.items() if key != f"shows_{name}"}
        holder.post(form_of(held), fewer | {"revision": revision})
        entry = RegistryEntry.objects.get()
        assert entry.revision == revision + 1
        assert getattr(entry, name), "it is kept"
        html = public()
        gone = {"county": "Kauaʻi", "discipline": "Social work", "languages": "Spanish"}
        assert gone[name] not in html
        assert all(said in html for other, said in gone.items() if other != name)
        assert Client().get("/api/v3-preview/registry/").json()["items"][0][name] in ("", [])


def test_the_switch_of_the_name_takes_all_of_it_out(holder, held):
    holder.post(form_of(held), ALL | {"revision": 0})
    less = {key: value for key, value in ALL.items() if key != "listed"}
    holder.post(form_of(held), less | {"revision": 1})
    assert not any(one in public() for one in ("Alder", *SAID))


def test_one_looks_before_it_is_saved(holder, held):
    answer = holder.post(form_of(held), ALL | {"revision": 0, "look": "yes"})
    html = answer.content.decode()
    assert "This is what others would see" in html
    card = html.split('class="card"')[1].split("</div>")[0]
    assert all(one in card for one in ("Ada Alder", *SAID))
    assert "Nothing is saved yet" in html
    assert not RegistryEntry.objects.exists()
    assert "Alder" not in public()


def test_what_others_see_stands_on_the_page_of_the_endorsement(holder, held):
    page = reverse("endorsement:endorsement", args=[held.number])
    assert "Nobody finds you in the registry" in holder.get(page).content.decode()
    holder.post(form_of(held), ALL | {"revision": 0})
    assert "Social work" in holder.get(page).content.decode()


def test_every_change_is_in_the_history_without_its_words(holder, held):
    other = make_endorsement(held.person, make_credential(held.association, "IMHS"))
    holder.post(form_of(held), ALL | {"revision": 0})
    assert [one.action for one in held.events.all()] == ["registry_listed", "registry_fields"]
    event = other.events.get()
    assert event.detail == "county shown, discipline shown, languages shown"
    assert event.role == "holder"
    holder.post(form_of(held), ALL | {"revision": 1})
    assert other.events.count() == 1, "nothing changed is nothing said twice"


def test_two_tabs_do_not_undo_each_other(holder, held):
    holder.post(form_of(held), ALL | {"revision": 0})
    less = {key: value for key, value in ALL.items() if key != "shows_county"}
    holder.post(form_of(held), less | {"revision": 1})
    late = holder.post(form_of(held), ALL | {"revision": 1, "county": "Maui"})
    assert late.status_code == 409
    assert "Nothing was saved" in late.content.decode()
    assert 'value="Maui"' in late.content.decode()
    assert "Maui" not in public()
    holder.post(form_of(held), ALL | {"revision": 1, "county": "Maui", "replace": "2"})
    assert "Maui" in public()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"county": ""}, "There is nothing to show yet"),
        ({"discipline": "see evil.example.com"}, "A name cannot hold a link"),
        ({"county": "x" * 81}, "1 too many"),
        ({"languages": ",".join(f"L{n}" for n in range(13))}, "12 languages at the most"),
        ({"languages": "x" * 81}, "Is a comma missing?"),
    ],
)
def test_what_cannot_be_shown_is_refused_beside_it_and_stays(holder, held, change, said):
    answer = holder.post(form_of(held), ALL | {"revision": 0} | change)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert f'value="{next(iter(change.values()))}"' in html or not change.get("county", "x")
    assert 'value="Kauaʻi"' in html or "county" in change
    assert not RegistryEntry.objects.exists()
    held.refresh_from_db()
    assert not held.listed


def test_a_retired_one_cannot_be_listed_and_says_so_beside_it(holder, held):
    Endorsement.objects.update(state="retired")
    answer = holder.post(form_of(held), ALL | {"revision": 0})
    assert answer.status_code == 422
    assert "This endorsement is retired" in answer.content.decode()
    assert not RegistryEntry.objects.exists()


def put(client: Client, address: str, values: object, read: int):
    tag = {"If-Match": f'"{read}"'}
    return client.put(address, json.dumps(values), content_type="application/json", headers=tag)


def test_the_same_by_the_api(holder, held):
    address = f"{API}/{held.number}/registry/"
    first = holder.get(address)
    assert first.json() == {
        "listed": False,
        "county": "",
        "shows_county": False,
        "discipline": "",
        "is_named": False,
        "shows_discipline": False,
        "languages": [],
        "shows_languages": False,
        "revision": 0,
    }
    values = {"listed": True, "county": "Maui", "shows_county": True, "languages": ["Spanish"]}
    saved = put(holder, address, values, 0)
    assert (saved.status_code, saved.json()["revision"], saved["ETag"]) == (200, 1, '"1"')
    html = public()
    assert "Maui" in html
    assert "Spanish" not in html
    # Sent again because the answer was lost it is saved once; anything else is refused.
    assert put(holder, address, values, 0)["ETag"] == '"1"'
    assert put(holder, address, {**values, "county": "Kauaʻi"}, 0).status_code == 412
    wrong = put(holder, address, {"listed": True, "shows_county": True}, 1)
    assert wrong.status_code == 422
    assert "There is nothing to show yet" in wrong.content.decode()
    half = put(holder, address, {"listed": True, "county": "Maui \ud800"}, 1)
    assert half.status_code == 422
    assert "This text holds half a character." in half.content.decode()


def test_nobody_chooses_for_somebody_else(held):
    form = RegistryEntryForm(ALL)
    assert form.is_valid()
    other = make_person("otto@example.org").account
    with pytest.raises(NotAllowed):
        save_entry(endorsement=held.pk, by=other, values=form.cleaned_data, revision=0)
    client = Client()
    client.force_login(other)
    assert client.get(form_of(held)).status_code == 404
    with pytest.raises(Stale):
        save_entry(endorsement=held.pk, by=held.person.account, values=form.cleaned_data, revision=7)
    assert not RegistryFacet.objects.exists()


def test_all_that_one_holds_and_held(holder, held):
    codes = {"IMHS": "inactive", "IMHM": "retired", "IFA": "removed", "PN": "emeritus"}
    for code, state in codes.items():
        reason = "requested" if state == "inactive" else ""
        credential = make_credential(held.association, code, name=f"Called {code}")
        make_endorsement(held.person, credential, state=state, inactive_reason=reason)
    html = holder.get(reverse("endorsement:held")).content.decode()
    now, other, before = (html.split(f">{name}</h2>")[1] for name in ("Now", "Not active", "Formerly"))
    assert "Called IMHS" not in now.split("</section>")[0]
    assert all(f"Called {code}" in other.split("</section>")[0] for code in ("IMHS", "PN"))
    assert all(f"Called {code}" in before.split("</section>")[0] for code in ("IMHM", "IFA"))
    applications = holder.get(reverse("endorsement:applications")).content.decode()
    assert "Called IMHM" not in applications
    assert reverse("endorsement:held") in applications


def test_whoever_holds_nothing_is_told_so(client):
    client.force_login(make_person("nora@example.org").account)
    make_association()
    assert "You hold no endorsement here" in client.get(reverse("endorsement:held")).content.decode()


def test_the_code_is_renewed_after_one_was_asked(holder, held):
    address = reverse("endorsement:renew_code", args=[held.number])
    old = held.verification_code
    asked = holder.get(address).content.decode()
    assert "Renew the code?" in asked
    held.refresh_from_db()
    assert held.verification_code == old
    assert "has a new code" in holder.post(address, {"code": old}, follow=True).content.decode()
    held.refresh_from_db()
    new = held.verification_code
    assert new != old
    again = holder.post(address, {"code": old}, follow=True).content.decode()
    assert "This code was renewed already" in again
    held.refresh_from_db()
    assert held.verification_code == new


def test_the_code_by_the_api(holder, held):
    first = holder.get(f"{API}/{held.number}/code/").json()
    assert first["code"].replace("-", "") == held.verification_code
    assert first["address"].endswith(f"/verify/{held.verification_code}/")
    action, meant = f"{API}/{held.number}/actions/renew-code/", json.dumps({"code": first["code"]})
    second = holder.post(action, meant, content_type="application/json").json()
    assert second["code"] != first["code"]
    assert holder.post(action, meant, content_type="application/json").status_code == 409
