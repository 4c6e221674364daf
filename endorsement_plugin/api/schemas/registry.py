from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from endorsement_plugin.clock import today
from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.rules import standing_of
from endorsement_plugin.registry.verification import Verification, in_groups


class EndorsementOut(Schema):
    """A line of the registry: nothing else about a person is public."""

    number: str
    name: str
    association: str = Field(alias="association.code")
    credential: str = Field(alias="credential.code")
    credential_name: str = Field(alias="credential.name")
    state: str
    state_label: str
    notes: list[str] = Field(description="What belongs beside the state: since when, until when, why.")
    provisional_until: date | None
    add_ons: list[str]
    granted_on: date
    renewal_due: date
    county: str
    discipline: str
    languages: list[str]

    @staticmethod
    def resolve_add_ons(row: Endorsement) -> list[str]:
        """The codes of what is added to it, where that is listed too."""
        return [one.credential.code for one in row.add_ons]

    @staticmethod
    def resolve_state_label(row: Endorsement) -> str:
        """The state in words, in the association's own as long as it is provisional."""
        return standing_of(row, row.association, today(row.association)).label

    @staticmethod
    def resolve_notes(row: Endorsement) -> list[str]:
        """As the registry's page says them."""
        return list(standing_of(row, row.association, today(row.association)).notes)

    @staticmethod
    def resolve_county(row: Endorsement) -> str:
        """Empty where its holder lets nothing be said."""
        return next((one.label for one in row.facets if one.kind == "county"), "")

    @staticmethod
    def resolve_discipline(row: Endorsement) -> str:
        """Empty where its holder lets nothing be said."""
        return next((one.label for one in row.facets if one.kind == "discipline"), "")

    @staticmethod
    def resolve_languages(row: Endorsement) -> list[str]:
        """Those that its holder lets be said."""
        return [one.label for one in row.facets if one.kind == "language"]


class FormerOut(Schema):
    """A number whose name is not shown, although it was listed: never whose it was."""

    number: str
    credential: str
    credential_name: str
    granted_on: date
    answer: str = Field(description="“This number was granted on …, it is no longer held”, as the page says.")

    @classmethod
    def of(cls, row: Endorsement, answer: str) -> "FormerOut":
        """With what `rules.answered` says of it."""
        return cls(
            number=row.number,
            credential=row.credential.code,
            credential_name=row.credential.name,
            granted_on=row.granted_on,
            answer=answer,
        )


class VerificationOut(Schema):
    """What whoever has the code may know."""

    valid: bool
    verdict: str = Field(description="valid, emeritus, inactive or ended.")
    state: str
    state_label: str
    notes: list[str]
    name: str
    number: str
    credential: str
    credential_name: str
    association: str
    association_name: str
    granted_on: date
    valid_until: date | None
    checked_at: datetime
    code: str

    @classmethod
    def of(cls, found: Verification) -> "VerificationOut":
        """The same as the page shows."""
        row, association = found.endorsement, found.association
        said: dict[str, Any] = {
            name: getattr(row, name) for name in ("state", "name", "number", "granted_on")
        }
        return cls(
            valid=found.is_valid,
            verdict=found.verdict.value,
            state_label=found.standing.label,
            notes=list(found.standing.notes),
            credential=row.credential.code,
            credential_name=row.credential.name,
            association=association.code,
            association_name=association.name,
            valid_until=found.valid_until,
            checked_at=found.checked_at,
            code=in_groups(row.verification_code),
            **said,
        )
