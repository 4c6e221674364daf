"""The page on which a coordinator grants what people held all parts of before it was so."""

import re

import pytest
from django.urls import reverse

from endorsement_plugin.models import Endorsement, Mail
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

PATH = "/admin/endorsement/endorsements/holders/"


def make_both(association):
    parts = [make_credential(association, code) for code in ("IMH", "ECMH")]
    both = make_credential(association, "IECMH")
    both.granted_for.set(parts)
    return both, parts


def make_holder(address, parts):
    person = make_person(address, address.partition("@")[0].capitalize(), "Holder")
    for part in parts:
        make_endorsement(person, part)
    return person


@pytest.fixture
def desk(client):
    client.force_login(make_coordinator(make_association()))
    return client


def test_one_or_all_are_granted_and_told(desk):
    both, parts = make_both(make_association())
    ann, bea, cyd = (make_holder(f"{name}@example.org", parts) for name in ("ann", "bea", "cyd"))
    make_holder("dee@example.org", parts[:1])
    shown = desk.get(PATH).content.decode()
    assert all(str(person) in shown for person in (ann, bea, cyd))
    assert "Dee Holder" not in shown
    assert "Granted to everybody who holds both Infant Family Specialist (ECMH)" in shown
    desk.post(PATH, {"holder": [f"{both.pk}:{ann.pk}"]})
    assert [one.person for one in Endorsement.objects.filter(credential=both)] == [ann]
    response = desk.post(PATH, {"holder": [f"{both.pk}:{one.pk}" for one in (bea, cyd)]}, follow=True)
    assert "2 granted. The letters are on their way." in response.content.decode()
    assert Mail.objects.count() == 3
    assert "Everybody who holds all of these has it." in desk.get(PATH).content.decode()


def test_what_cannot_be_granted_any_more_is_said(desk):
    both, parts = make_both(make_association())
    ann = make_holder("ann@example.org", parts)
    ticked = {"holder": [f"{both.pk}:{ann.pk}"]}
    assert "Tick at least one person." in desk.post(PATH, {}).content.decode()
    desk.post(PATH, ticked)
    assert "no longer on the list" in desk.post(PATH, ticked).content.decode()


def test_a_refusal_ticks_nobody_who_was_not_ticked(desk):
    both, parts = make_both(make_association())
    ann, bea, cyd = (make_holder(f"{name}@example.org", parts) for name in ("ann", "bea", "cyd"))
    gone, meant, unmeant = (f"{both.pk}:{one.pk}" for one in (ann, bea, cyd))
    desk.post(PATH, {"holder": [gone]})
    shown = desk.post(PATH, {"holder": [gone, meant]}).content.decode()
    assert "no longer on the list" in shown
    boxes = dict(re.findall(r'value="([^"]+)" id="holder[^"]+"( checked)?', shown))
    assert boxes == {meant: " checked", unmeant: ""}


def test_another_associations_are_not_there(desk):
    both, parts = make_both(make_association("mi-aimh", "mi-aimh.localhost"))
    otto = make_holder("otto@example.org", parts)
    assert "Otto" not in desk.get(PATH).content.decode()
    assert "no longer on the list" in desk.post(PATH, {"holder": [f"{both.pk}:{otto.pk}"]}).content.decode()
    assert not Endorsement.objects.filter(credential=both).exists()


def test_the_home_page_and_the_list_lead_there(desk):
    _both, parts = make_both(make_association())
    make_holder("ann@example.org", parts)
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 person holds all that another credential is granted for" in home
    assert PATH in desk.get(reverse("endorsement_endorsements:index")).content.decode()
