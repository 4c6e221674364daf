"""Hours are written in one way, in lists and in the sentences beside them."""

import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

import endorsement_plugin
from endorsement_plugin.templatetags.endorsement_forms import hours, in_hours
from tests.factories.endorsements import make_endorsement
from tests.factories.renewals import log, make_policy, training

TEMPLATES = Path(endorsement_plugin.__file__).parent / "templates"


@pytest.mark.parametrize(
    ("value", "said", "with_noun"),
    [
        (Decimal("4.50"), "4.5", "4.5 hours"),
        (Decimal("1.00"), "1", "1 hour"),
        (Decimal("30.00"), "30", "30 hours"),
        (Decimal("0.25"), "0.25", "0.25 hours"),
        (Decimal("1250.00"), "1250", "1250 hours"),
        (None, "", ""),
    ],
)
def test_without_needless_zeros(value, said, with_noun):
    assert (hours(value), in_hours(value)) == (said, with_noun)


def test_no_page_writes_them_in_a_way_of_its_own():
    own = re.compile(r"hours\w*\|(floatformat|stringformat)")
    assert [path.name for path in TEMPLATES.rglob("*.html") if own.search(path.read_text())] == []


@pytest.mark.django_db
def test_a_renewals_list_says_what_its_sentence_says():
    held = make_endorsement(renewal_due=timezone.localdate() + timedelta(days=30))
    make_policy(held.association, clauses=[training(15)])
    log(held.person, hours=Decimal("4.5"), started_on=timezone.localdate() - timedelta(days=20))
    client = Client()
    client.force_login(held.person.account)
    for address in (f"/apply/renewals/{held.number}/", "/apply/portfolio/"):
        page = client.get(address).text
        assert "4.5" in page
        assert "4.50" not in page
