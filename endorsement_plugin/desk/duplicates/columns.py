"""Two records side by side, and what they are once joined."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.joining.pairs import Pair
from endorsement_plugin.joining.rules import details_after
from endorsement_plugin.models import Person
from endorsement_plugin.permissions import Visitor, applications_coordinated_by, endorsements_decided_by

NOTHING = "—"
ACCOUNT = {True: "yes", False: "none"}
DETAILS = {
    "postal_address": "Postal address",
    "former_names": "Former names",
    "phone": "Phone",
    "employer": "Employer",
    "license_number": "License number",
    "member_number": "Member number",
}
ENDORSEMENTS, APPLICATIONS = "Endorsements", "Applications"
LABELS = (
    "Name",
    "Account",
    "On record since",
    "E-mail address",
    *DETAILS.values(),
    ENDORSEMENTS,
    APPLICATIONS,
)


@dataclass(frozen=True)
class Line:
    """One row of the table; `after` is empty as long as nobody asked what joining would do."""

    label: str
    one: list[str]
    other: list[str]
    after: list[str]


def lines_of(pair: Pair, by: Visitor, keep: Person | None) -> list[Line]:
    """What is compared, and what each of the two has; with who stays, what that one has afterwards."""
    one, other = _of(pair.one, by), _of(pair.other, by)
    after: dict[str, list[str]] = {}
    if keep is not None:
        goes = pair.other if keep == pair.one else pair.one
        after = _joined(keep, goes) | {
            label: [said for said in one[label] + other[label] if said != NOTHING] or [NOTHING]
            for label in (ENDORSEMENTS, APPLICATIONS)
        }
    return [Line(label, one[label], other[label], after.get(label, [])) for label in LABELS]


def since(person: Person) -> str:
    """The day that the record was made, in the association's words."""
    return date_format(timezone.localtime(person.created_at), "j F Y")


def _of(person: Person, by: Visitor) -> dict[str, list[str]]:
    """Endorsements and applications are the coordinator's own associations', and no draft."""
    held = endorsements_decided_by(by).filter(person=person).select_related("credential")
    sent = applications_coordinated_by(by).filter(person=person).select_related("credential")
    facts = {"E-mail address": person.email} | {
        label: getattr(person, name) for name, label in DETAILS.items()
    }
    return {
        "Name": [person.name],
        "Account": [ACCOUNT[person.user_id is not None]],
        "On record since": [since(person)],
        **{label: [said or NOTHING] for label, said in facts.items()},
        ENDORSEMENTS: [f"{row.credential.code} {row.number}" for row in held] or [NOTHING],
        APPLICATIONS: [f"{row.credential.code}, {row.get_state_display()}" for row in sent] or [NOTHING],
    }


def _joined(stays: Person, goes: Person) -> dict[str, list[str]]:
    after = details_after(stays, goes)
    writes = next((one for one in (stays, goes) if one.user_id is not None), None)
    email = writes.email if writes is not None else after["contact_email"]
    return {
        "Name": [f"{after['given_name']} {after['family_name']}".strip()],
        "Account": [ACCOUNT[writes is not None]],
        "On record since": [since(stays)],
        "E-mail address": [email or NOTHING],
        **{label: [after[name] or NOTHING] for name, label in DETAILS.items()},
    }
