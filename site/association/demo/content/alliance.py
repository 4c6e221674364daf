"""Pages of an alliance: in fixtures/ a member is [country, name, places, website, from, until]."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from association.founding.forms import Written
from association.founding.publishing import ensure
from endorsement_plugin.pages.models import DirectoryPage, LicensingPage

MEMBER = ("country", "name", "places", "website", "licensed_from", "licensed_until")
FEE = ("what", "amount", "note")


def ensure_directory(home: Page, facts: dict[str, Any], editor: User | None) -> None:
    """Who grants the credential where."""
    members = [_block("member", dict(zip(MEMBER, one, strict=True))) for one in facts["members"]]
    texts = {"elsewhere": facts["elsewhere"].strip()}
    ensure(home, DirectoryPage, facts, editor, show_in_menus=True, members=members, **texts)


def ensure_licensing(home: Page, facts: dict[str, Any], editor: User | None) -> None:
    """What a license costs, and whom to ask."""
    fees = [_block("fee", dict(zip(FEE, one, strict=True))) for one in facts["fees"]]
    texts = {"body": facts["body"].strip()}
    ensure(home, LicensingPage, facts, editor, show_in_menus=True, fees=fees, **texts)


def _block(kind: str, value: Written) -> Written:
    dates = {
        name: date.fromisoformat(value[name]) if value[name] else None
        for name in ("licensed_from", "licensed_until")
        if name in value
    }
    return {"type": kind, "value": value | dates}
