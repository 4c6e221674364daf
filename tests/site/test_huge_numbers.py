"""A number too long for a database, or for a number at all, is one that nothing has: never a fault."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import make_cast

pytestmark = pytest.mark.django_db

HUGE = ("9" * 30, "9" * 5000, "٩" * 30, "²", "-1")


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_nobody_gave_out_is_no_fault(number: str):
    cast = make_cast()
    client = Client(raise_request_exception=False)
    client.force_login(cast.coordinator)
    letter = reverse("endorsement_letter", args=[cast.association.code, "join_invitation"])
    statuses = {
        "standard": client.post(letter, {"standard": "1", "version": number}).status_code,
        "letter": client.get(letter, {"version": number}).status_code,
        "save": client.post(letter, {"subject": "a", "body": "{link}", "version": number}).status_code,
        "session": client.post(reverse("usersessions_list"), {"session": number}).status_code,
    }
    for page in ("remind", "renew"):
        address = reverse(f"endorsement_season:{page}")
        statuses[page] = client.get(address, {"pk": number}).status_code
        statuses[f"{page} season"] = client.get(address, {"season": number, "all": "1"}).status_code
        statuses[f"{page} post"] = client.post(f"{address}?pk={number}", {"looked_at": number}).status_code
    client.force_login(cast.editor)
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    statuses["chosen"] = client.get(chosen, {"id": number}).status_code
    assert {name: status for name, status in statuses.items() if status >= 500} == {}
