"""What AIMH HI says of renewal, sanctions and complaints (seed 001), on the screens of whoever it concerns.

“Endorsees are also required to re-commit to upholding the Code of Ethics annually. Beginning in January of
2022, this commitment includes signing an attestation that the endorsee has not been sanctioned by a licensing
board.” “The individual’s name is moved to the Inactive Endorsement Registry. Those professionals will follow
the policy for reactivation to the Active Endorsement Registry once the licensing board’s sanctions have been
lifted.”
"""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.models import Endorsement, Renewal, RenewalPolicy
from endorsement_plugin.pages.models import RegistryPage
from endorsement_plugin.requirements.counting import months_after
from tests.endorsement_plugin.policies.posting import posted, statement, supervision, training
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_editor
from tests.factories.renewals import log

pytestmark = pytest.mark.django_db

SINCE_2022 = "No licensing board has sanctioned me since January 2022."
YEARLY = {"due": "anniversary", "due_month": "", "due_day": "", "audit_percent": "0", "settled_first": ""}


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def written_by_its_editor() -> str:
    """The policy of AIMH HI, written and published on its pages; what the page says of it in sentences."""
    client = of(make_editor(make_association()))
    client.post(reverse("endorsement_policy_begin"), {"association": "aimh-hi", "credential": ""})
    row = RenewalPolicy.objects.get()
    statements = [statement(), statement("No sanction", f"<p>{SINCE_2022}</p>")]
    data = posted(training("15"), supervision("12"), statements=statements, **YEARLY)
    said = words(client.post(reverse("endorsement_policy_edit", args=[row.pk]), data, follow=True))
    day = {"effective_from": timezone.localdate().isoformat(), "note": ""}
    client.post(reverse("endorsement_policy_publish", args=[row.pk]), day)
    row.refresh_from_db()
    assert row.is_standing
    return said


@pytest.fixture
def held(db: None) -> Endorsement:
    """Granted some years ago, due in thirty days, with all hours."""
    make_association(short_name="AIMH HI")
    today = timezone.localdate()
    held = make_endorsement(
        credential=make_credential(),
        granted_on=months_after(today + timedelta(days=30), -48),
        renewal_due=today + timedelta(days=30),
        listed=True,
    )
    log(held.person, started_on=today - timedelta(days=20), hours=15)
    days = {"started_on": today - timedelta(days=90), "ended_on": today - timedelta(days=20)}
    log(held.person, "supervision", hours=12, **days)
    return held


def test_the_commitment_is_renewed_each_year_with_the_attestation_since_january_2022(held: Endorsement):
    said = written_by_its_editor()
    assert "Every year" in said
    client, check = of(held.person.account), reverse("endorsement:renew_check", args=[held.number])
    page = client.get(check)
    assert SINCE_2022 in words(page)
    assert "I keep the code." in words(page)
    boxes = re.findall(r'name="(agreed-\w+)"[^>]*value="(\w+)"', page.text)
    hidden = dict(re.findall(r'<input type="hidden" name="(seen|number)"[^>]*value="([^"]*)"', page.text))
    assert len(boxes) == 2
    sent = {**hidden, "typed_name": held.name}
    refused = words(client.post(check, {**sent, boxes[0][0]: boxes[0][1]}))
    assert "Tick the box to say that you agree: No sanction." in refused
    assert not Renewal.objects.filter(state="renewed").exists()
    receipt = words(client.post(check, {**sent, **dict(boxes)}, follow=True))
    for one in ("Code of ethics", "No sanction"):
        assert one in receipt
    after_a_year = date_format(months_after(held.renewal_due, 12), "j F Y")
    assert after_a_year in words(client.get(reverse("endorsement:endorsement", args=[held.number])))


def test_whom_a_board_has_sanctioned_is_in_the_inactive_registry_until_it_is_lifted(held: Endorsement):
    written_by_its_editor()
    home = held.association.site.root_page
    registry = home.add_child(instance=RegistryPage(title="Registry", slug="registry"))
    desk, visitor = of(make_coordinator(held.association)), Client()

    def listed(state: str) -> list[str]:
        rows = visitor.get(registry.url, {"state": state}).context["endorsements"]
        return [row.number for row in rows]

    assert (listed("active"), listed("inactive")) == ([held.number], [])
    move = "endorsement_endorsements:move"
    today = timezone.localdate().isoformat()
    sanction = {"what": "License suspended.", "on": today, "source": "The board’s page", "then": "confirm"}
    assert desk.post(reverse(move, args=[held.pk, "sanction"]), sanction).status_code == 302
    assert (listed("active"), listed("inactive")) == ([], [held.number])
    said = words(visitor.get(registry.url))
    for sentence in (
        "AIMH HI takes no complaints about how an endorsed person works, and does not watch over it.",
        "turn to the board that has licensed the person",
        "the name moves to the inactive part of this registry",
        "once the sanction is lifted, it can come back by our policy for reactivation",
        "An endorsement is no license",
    ):
        assert sentence in said, sentence
    page = desk.get(reverse(move, args=[held.pk, "reinstate"]))
    for asked in ("The hours that were missed are shown", "The statements are signed anew"):
        assert asked in words(page)
    lifted = {
        "lifted_on": today,
        "source": "A letter",
        "renewal_due": "2099-01-01",
        "then": "confirm",
    }
    shown = dict.fromkeys(("hours", "signed", "fee", "references"), "Seen.")
    assert desk.post(reverse(move, args=[held.pk, "reinstate"]), {**lifted, **shown}).status_code == 302
    assert (listed("active"), listed("inactive")) == ([held.number], [])
