from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BaseForm

from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.models import Attestation
from endorsement_plugin.people.names import is_name_of
from endorsement_plugin.references.forms import PaperSignatureForm, SignatureForm
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.requirements.kinds import Clause

from .base import Completion, SectionKind


class AttestationKind(SectionKind[AttestationSection]):
    """A statement, signed in these very words with a name that the applicant goes by."""

    of = AttestationSection
    has_form = True
    says_requirements = True

    @property
    def is_begun(self) -> bool:
        return self.contents.is_signed(self.section)

    def completion(self, assessment: Assessment) -> Completion:
        return Completion(started=self.is_begun, done=self.is_begun)

    def problems(self) -> Iterator[Problem]:
        signed, title = self.contents.attestations.get(self.section.id), self.section.title
        if not signed or not self.is_begun:
            yield self.problem("not_signed", f"Sign: {title}.")
        elif not is_name_of(self.contents.application.person, signed.typed_name):
            message = f"Sign once more, with the name you have given: {title}."
            yield self.problem("name_differs", message)
        elif signed.scan is not None and signed.scan.has_to_be_replaced:
            message = (
                f"The scan of “{title}” cannot be used. {signed.scan.in_words} Enter it with another scan."
            )
            yield self.problem("scan_refused", message)

    def serves(self, clause: Clause) -> bool:
        statement = getattr(clause, "statement", "")
        return super().serves(clause) and statement in ("", self.section.name)

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        signed = self.contents.attestations.get(self.section.id) if self.is_begun else None
        empty = self._paper_form(signed) if self.contents.application.is_on_paper else self._form()
        form = forms.get(self.section.id, empty)
        return {"signed": signed, "form": form, "correcting": bool(form.errors)}

    def _form(self) -> BaseForm:
        return SignatureForm(block=self.section.id, initial={"digest": self.section.sha256})

    def _paper_form(self, signed: Attestation | None) -> BaseForm:
        """With what was entered before, to be corrected."""
        initial: dict[str, Any] = {"digest": self.section.sha256}
        if signed is not None:
            initial |= {"name": signed.typed_name, "signed_on": signed.signed_on}
        scan = signed.scan if signed else None
        usable = scan is not None and not scan.has_to_be_replaced
        return PaperSignatureForm(block=self.section.id, initial=initial, has_scan=usable)
