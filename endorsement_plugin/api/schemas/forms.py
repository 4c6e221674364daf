from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import RootModel

from endorsement_plugin.models import FeeLine, Form, FormVersion
from endorsement_plugin.requirements.clauses import Clause, parse

from .fees import FeeLineOut


class FormLine(Schema):
    """A form that can be started."""

    id: UUID
    name: str
    title: str
    credential: str
    credential_name: str

    @classmethod
    def values_of(cls, form: Form) -> dict[str, Any]:
        """The fields, for this shape and for the longer one. Reads the credential."""
        credential = form.credential
        return {
            "id": form.family,
            "name": form.name,
            "title": form.title,
            "credential": credential.code if credential else "",
            "credential_name": credential.name if credential else "",
        }

    @classmethod
    def of(cls, form: Form) -> "FormLine":
        """One form."""
        return cls(**cls.values_of(form))


class FormList(Schema):
    """Every form."""

    count: int
    items: list[FormLine]


class DemandOut(Schema):
    """One requirement in words, as the credential's page has it."""

    id: str
    kind: str
    sentence: str

    @classmethod
    def of(cls, clause: Clause) -> "DemandOut":
        """One clause."""
        return cls(id=clause.id, kind=clause.kind, sentence=clause.sentence)


class FormOut(FormLine):
    """A form and its definition. Keys that a client does not know are to be passed over."""

    version: int
    structure: str = Field(description="SHA-256 of its questions, types and rules.")
    published_at: datetime
    definition: dict[str, Any]
    requirements: list[DemandOut]
    fees: list[FeeLineOut]

    @classmethod
    def of_version(
        cls, version: FormVersion, clauses: Sequence[Mapping[str, Any]], fees: Sequence[FeeLine]
    ) -> "FormOut":
        """One version, with the demands in force and what is charged."""
        return cls(
            **cls.values_of(version.form),
            version=version.number,
            structure=version.structure_hash,
            published_at=version.published_at,
            definition=version.definition,
            requirements=[DemandOut.of(clause) for clause in parse(clauses)],
            fees=[FeeLineOut.of(line) for line in fees],
        )


class SchemaOut(RootModel[dict[str, Any]]):
    """A JSON Schema."""
