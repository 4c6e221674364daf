"""What leaves the plugin for blind review. Rows in, plain values out; only what is marked is shared."""

from collections.abc import Iterable, Iterator, Mapping

from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.definitions.form import FormDefinition
from endorsement_plugin.definitions.vignettes import vignettes
from endorsement_plugin.models import (
    EvidenceEntry,
    ExamFile,
    FormerName,
    MaskingDetails,
    Person,
    Reference,
    Response,
    Sitting,
    SubmittedEntry,
)
from endorsement_plugin.people.queries import addresses_of
from endorsement_plugin.requirements.evidence_kinds import identifying

SectionText = Mapping[str, str | bytes]
"""One shared question and its answer: `code`, `prompt`, `text`, and the bytes of a PDF under `pdf`."""

Identifier = Mapping[str, str]
"""Something that says who the candidate is: `kind`, `value`. Used for masking, never stored by the queue."""


def sections_of(
    responses: Iterable[Response], paper: FormDefinition, files: Iterable[ExamFile] = ()
) -> list[SectionText]:
    """The answers whose question was marked as shared, in the order of the paper, each with its vignette.

    Of a PDF its bytes alone: no name, no time. Raises FileNotFoundError if they are gone.
    """
    before, by_block = vignettes(paper), {file.block_id: file for file in files}
    return [
        {
            "code": response.name,
            "prompt": "\n\n".join(filter(None, (before.get(response.block_id), response.label))),
            **_answer(response, by_block.get(response.block_id)),
        }
        for response in responses
        if response.shared_with_reviewers
    ]


def _answer(response: Response, file: ExamFile | None) -> SectionText:
    if response.kind == PdfSection.type:
        return {"text": "", "pdf": file.read()} if file else {"text": ""}
    return {"text": response.text}


def identifiers_of(
    person: Person,
    entries: Iterable[SubmittedEntry | EvidenceEntry],
    references: Iterable[Reference],
) -> list[Identifier]:
    """Everything the plugin knows that could tell a reviewer who the candidate is, each once."""
    pairs = [
        *_from_person(person),
        *_from_records(person),
        *_from_evidence(entries),
        *_from_references(references),
    ]
    once = dict.fromkeys((kind, value.strip()) for kind, value in pairs)
    return [{"kind": kind, "value": value} for kind, value in once if value]


def given_for(sitting: Sitting) -> list[Identifier]:
    """What the candidate has named beside the exam, for this exam alone."""
    details = MaskingDetails.objects.filter(sitting=sitting).first()
    if details is None:
        return []
    born = details.birth_date.isoformat() if details.birth_date else ""
    pairs = [("other_script", details.other_script), ("birth_date", born), ("address", details.places)]
    pairs += [("middle_name", name) for name in details.middle_names.split()]
    for kind, lines in (
        ("web_site", details.web_sites),
        ("agency", details.organizations),
        ("supervisor", details.people),
    ):
        pairs += [(kind, line) for line in lines.splitlines()]
    return [{"kind": kind, "value": value.strip()} for kind, value in pairs if value.strip()]


def _from_person(person: Person) -> Iterator[tuple[str, str]]:
    yield "given_name", person.given_name
    yield "family_name", person.family_name
    yield "preferred_name", person.preferred_name
    yield from (("former_name", name) for name in person.former_names.split(","))
    yield from (("nickname", name) for name in person.nicknames.split(","))
    yield from (("email", address) for address in (*addresses_of(person), person.contact_email))
    yield "address", person.postal_address
    yield "phone", person.phone
    yield "employer", person.employer
    yield "license_number", person.license_number
    yield "member_number", person.member_number


def _from_records(person: Person) -> Iterator[tuple[str, str]]:
    """Under which names they stand elsewhere: an account, a registry, records that were joined to theirs."""
    if person.user is not None:
        yield "given_name", person.user.first_name
        yield "family_name", person.user.last_name
    held = FormerName.objects.filter(endorsement__person=person).values_list("name", flat=True)
    endorsed = person.endorsements.values_list("name", flat=True)
    joined = person.joined_records.values_list("name", flat=True)
    for name in (*held, *endorsed, *joined):
        yield ("email" if "@" in name else "former_name"), name
    yield from (("city", county) for county in person.registry_entries.values_list("county", flat=True))


def _from_evidence(entries: Iterable[SubmittedEntry | EvidenceEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for detail, kind in identifying(entry.kind).items():
            yield kind, getattr(entry, detail)


def _from_references(references: Iterable[Reference]) -> Iterator[tuple[str, str]]:
    for reference in references:
        yield "referee", reference.name
        yield "email", reference.email
