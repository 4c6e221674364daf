from typing import Any

from ninja import Field, Schema

from endorsement_plugin.models import Endorsement, RegistryEntry


class EntryIn(Schema):
    """Each with a switch of its own; what is left out is empty, and is not shown."""

    listed: bool = Field(description="Of this endorsement. Without it nothing else is shown either.")
    county: str = ""
    shows_county: bool = False
    discipline: str = ""
    shows_discipline: bool = False
    languages: list[str] = []
    shows_languages: bool = False


class EntryOut(EntryIn):
    """What is kept, and how it stands in the registry now."""

    revision: int
    is_named: bool = Field(description="Whether others see the name with it, as policy has it.")

    @classmethod
    def of(cls, endorsement: Endorsement, entry: RegistryEntry | None, *, is_named: bool) -> "EntryOut":
        """Of somebody who has never chosen: nothing shown, revision 0."""
        row = entry or RegistryEntry(revision=0)
        names = [name for name in EntryIn.model_fields if name != "listed"]
        values: dict[str, Any] = {name: getattr(row, name) for name in (*names, "revision")}
        return cls(**values, listed=endorsement.listed, is_named=is_named)


class CodeIn(Schema):
    code: str = Field(description="The one to withdraw, as it is now: sending it twice renews it once.")


class CodeOut(Schema):
    code: str
    address: str = Field(description="Where whoever has it verifies the endorsement.")
