"""Whoever was given a code sees whether the endorsement is valid; nobody else sees anything."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.models import Association, Endorsement, Mail, RenewalPolicy
from endorsement_plugin.registry.actions.renew_code import renew_code
from endorsement_plugin.registry.verification import in_groups, read_code
from tests.factories.credentials import make_association
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

API = "/api/v3-preview/verify/"
LATER = date(2099, 1, 1)


def hold(**fields) -> Endorsement:
    return make_endorsement(make_person("ada@example.org", "Ada", "Alder"), **{"renewal_due": LATER} | fields)


def page_of(held: Endorsement) -> str:
    return reverse("endorsement:verified", args=[held.verification_code])


def text(held: Endorsement) -> str:
    return Client().get(page_of(held)).content.decode()


@pytest.mark.parametrize("listed", [True, False])
def test_the_code_says_name_category_dates_and_that_it_is_valid(listed):
    held = hold(listed=listed)
    shown = text(held)
    said = ("<h1>Valid</h1>", "Ada Alder", held.credential.name, held.number)
    for one in (*said, "15 January 2026", "1 January 2099"):
        assert one in shown
    told = Client().get(f"{API}{held.verification_code}/").json()
    assert told["valid"] is True
    assert told["name"] == "Ada Alder"
    assert told["valid_until"] == "2099-01-01"


@pytest.mark.parametrize(
    ("fields", "headline", "verdict"),
    [
        ({"state": "inactive", "inactive_reason": "sanction"}, "Not valid now", "inactive"),
        ({"state": "provisional", "provisional_until": date(2026, 2, 1)}, "Not valid now", "inactive"),
        ({"state": "emeritus"}, "Emeritus: no longer active", "emeritus"),
        ({"state": "retired"}, "No longer valid", "ended"),
        ({"state": "removed"}, "No longer valid", "ended"),
    ],
)
def test_what_is_not_valid_says_so_and_no_reason_of_its_own(fields, headline, verdict):
    held = hold(**fields)
    shown = text(held)
    assert f"<h1>{headline}</h1>" in shown
    assert "Ada Alder" in shown
    assert "anction" not in shown
    assert "Valid until" not in shown
    told = Client().get(f"{API}{held.verification_code}/").json()
    assert (told["valid"], told["verdict"], told["valid_until"]) == (False, verdict, None)


def test_the_reason_is_the_associations_where_it_gives_one():
    held = hold(state="inactive", inactive_reason="sanction")
    Association.objects.update(registry_of_sanction="under review by a board")
    assert "under review by a board" in text(held)


def test_one_whose_holder_was_erased_says_that_it_ended_and_nothing_of_a_name():
    held = hold(state="removed", name="", family_name="")
    shown = text(held)
    assert "<h1>No longer valid</h1>" in shown
    assert held.number in shown
    assert "Whose it was is not kept any more." in shown
    assert "Compare the name" not in shown
    assert "<bdi></bdi>" not in shown


def test_a_provisional_one_is_valid_until_its_last_day():
    until = timezone.localdate() + timedelta(days=10)
    shown = text(hold(state="provisional", provisional_until=until))
    assert "<h1>Valid</h1>" in shown
    assert f"{until:%-d %B %Y}" in shown


def test_what_is_due_says_since_when_and_how_long_it_counts():
    due = timezone.localdate() - timedelta(days=5)
    held = hold(renewal_due=due)
    assert f"renewal due since {due:%-d %B %Y}" in text(held)
    RenewalPolicy.objects.create(
        association=held.association,
        effective_from=date(2020, 1, 1),
        published_at=timezone.now(),
        grace_days=30,
    )
    assert f"until {due + timedelta(days=30):%-d %B %Y}" in text(held)


def test_a_code_is_read_as_people_type_it():
    held = hold(verification_code="0123456789ABCDEFGHJKMNPQ1")
    code = "0123456789ABCDEFGHJKMNPQ1"
    typed = [code.lower(), in_groups(code), f" {in_groups(code)} ".replace("-", " – ")]
    typed += [code.replace("0", "O").replace("1", "I"), code.replace("0", "o").replace("1", "l")]
    for one in typed:
        assert read_code(one) == code
        answer = Client().get(reverse("endorsement:verify"), {"code": one})
        assert answer.status_code == 302
        assert answer["Location"] == page_of(held)
        assert Client().get(f"/verify/{one.strip()}/").status_code == 200
        assert Client().get(f"{API}{one.strip()}/").json()["name"] == "Ada Alder"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the code that stands on the certificate."),
        ("ABC", "A code has 25 letters and digits, this one has 3."),
        ("U" * 25, "No code has U in it."),
        ("%" * 9, "A code has 25 letters and digits, this one has 0."),
    ],
)
def test_what_cannot_be_a_code_is_refused_beside_it_and_stays(typed, said):
    answer = Client().get(reverse("endorsement:verify"), {"code": typed})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert f'value="{typed}"' in html or not typed


def test_an_unknown_code_is_told_and_can_be_mended():
    hold()
    answer = Client().get("/verify/0123456789ABCDEFGHJKMNPQ1/")
    assert answer.status_code == 404
    assert "No endorsement has this code" in answer.content.decode()
    assert 'value="0123456789ABCDEFGHJKMNPQ1"' in answer.content.decode()
    assert Client().get(f"{API}0123456789ABCDEFGHJKMNPQ1/").status_code == 404


def test_a_number_is_no_code():
    held = hold(listed=True)
    answer = Client().get(reverse("endorsement:verified", args=[held.number]))
    assert answer.status_code == 404
    assert "Ada" not in answer.content.decode()


def test_no_index_no_cache_and_no_referrer():
    held = hold()
    addresses = [
        page_of(held),
        reverse("endorsement:verify"),
        "/verify/x/",
        f"{API}{held.verification_code}/",
    ]
    for one in addresses:
        answer = Client().get(one)
        assert answer["X-Robots-Tag"] == "noindex, nofollow", one
        assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
        assert answer["Referrer-Policy"] == "no-referrer"


def test_on_another_site_it_leads_to_its_own():
    make_association("mi-aimh", "mi-aimh.localhost")
    held = hold()
    answer = Client().get(page_of(held), headers={"host": "mi-aimh.localhost"})
    assert answer.status_code == 302
    assert answer["Location"] == held.association.site.root_url + page_of(held)


def test_too_many_codes_in_a_minute_wait_page_and_api_together(monkeypatch):
    """Within one minute of the clock that counts, however long the test takes."""
    monkeypatch.setattr("endorsement_plugin.limits.time", lambda: 1_800_000_010.0)
    visitor = Client()
    for n in range(30):
        visitor.get(f"/verify/{n}/") if n % 2 else visitor.get(f"{API}{n}/")
    assert visitor.get("/verify/x/").status_code == 429
    assert visitor.get("/verify/").status_code == 429
    assert visitor.get(f"{API}x/").status_code == 429


def test_a_renewed_code_withdraws_the_old_one():
    held = hold()
    old = held.verification_code
    renewed = renew_code(endorsement=held.pk, code=in_groups(old).lower(), by=held.person.account)
    assert renewed.verification_code != old
    answer = Client().get(page_of(held))
    assert answer.status_code == 410
    assert "This code was withdrawn" in answer.content.decode()
    assert "Ada" not in answer.content.decode()
    assert Client().get(f"{API}{old}/").status_code == 410
    assert "<h1>Valid</h1>" in text(renewed)
    assert [(one.action, one.role) for one in held.events.all()] == [("code_renewed", "holder")]
    assert not Mail.objects.exists()


def test_pressing_twice_renews_it_once():
    held = hold()
    renew_code(endorsement=held.pk, code=held.verification_code, by=held.person.account)
    with pytest.raises(WrongState):
        renew_code(endorsement=held.pk, code=held.verification_code, by=held.person.account)
    assert held.withdrawn_codes.count() == 1


def test_a_coordinator_renews_it_and_the_holder_hears_of_it():
    held = hold()
    renew_code(endorsement=held.pk, code=held.verification_code, by=make_coordinator(held.association))
    letter = Mail.objects.get()
    assert letter.to == "ada@example.org"
    assert "new verification code" in letter.subject
    assert reverse("endorsement:endorsement", args=[held.number]) in letter.body


def test_nobody_else_renews_it():
    held = hold()
    elsewhere = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"))
    for other in (make_person("otto@example.org").account, elsewhere):
        with pytest.raises(NotAllowed):
            renew_code(endorsement=held.pk, code=held.verification_code, by=other)
