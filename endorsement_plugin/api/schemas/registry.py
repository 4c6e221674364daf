from datetime import date

from ninja import Field, Schema

from endorsement_plugin.models import Endorsement


class EndorsementOut(Schema):
    """A line of the registry: nothing else about a person is public."""

    number: str
    name: str
    credential: str = Field(alias="credential.code")
    credential_name: str = Field(alias="credential.name")
    state: str
    state_label: str
    provisional_until: date | None
    add_ons: list[str]
    granted_on: date
    renewal_due: date

    @staticmethod
    def resolve_add_ons(row: Endorsement) -> list[str]:
        """The codes of what is added to it, where that is listed too."""
        return [one.credential.code for one in row.add_ons]

    @staticmethod
    def resolve_state_label(row: Endorsement) -> str:
        """The state in words, in the association's own as long as it is provisional."""
        return row.standing
