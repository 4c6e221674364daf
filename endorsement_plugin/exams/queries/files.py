"""The PDF answers of a sitting, and what keeps them from being handed in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from endorsement_plugin.definitions.fields import PdfSection
from endorsement_plugin.errors import Problem
from endorsement_plugin.models import ExamFile, Sitting
from endorsement_plugin.permissions import Visitor, applications_coordinated_by, sittings_of
from endorsement_plugin.rules.states import TranscriptState


@dataclass(frozen=True)
class AskedFile:
    """A question that is answered with a PDF, and the one that answers it now."""

    section: PdfSection
    file: ExamFile | None

    @property
    def in_words(self) -> str:
        """What was handed in, without the file's name, which may be the candidate's."""
        pages = self.file.pages if self.file else None
        return f"A PDF of {pages} page{'' if pages == 1 else 's'}" if self.file else ""

    def problems(self) -> Iterator[Problem]:
        """What keeps the exam from being handed in: none where one is needed, unchecked, or refused."""
        label = self.section.label
        if self.file is None:
            if self.section.required:
                yield self._problem("required", f"Upload a PDF for “{label}”.")
        elif self.file.status is TranscriptState.UPLOADED:
            yield self._problem(
                "unchecked", f"The PDF for “{label}” is being checked. Look again in a minute."
            )
        elif self.file.status is TranscriptState.REFUSED:
            yield self._problem("refused", f"The PDF for “{label}” cannot be used. {self.file.in_words}")

    def _problem(self, code: str, words: str) -> Problem:
        return Problem(code, words, ("answers", self.section.name), "answers")


def exam_files_of(user: Visitor) -> QuerySet[ExamFile]:
    """The PDFs that the person answers exams with."""
    return ExamFile.objects.filter(sitting__in=sittings_of(user))


def exam_files_scored_elsewhere(user: Visitor, *, by_hand: bool) -> QuerySet[ExamFile]:
    """PDFs as they were sent that this person has scored elsewhere, as a coordinator: of exams that came back
    for it (`Sitting.is_scored_elsewhere`) or, `by_hand`, of all that were handed in. Nobody else than these
    and the candidate has them."""
    handed_in = ExamFile.objects.filter(
        sitting__application__in=applications_coordinated_by(user), sitting__handed_in_at__isnull=False
    )
    if by_hand:
        return handed_in
    return handed_in.exclude(Q(sitting__returned_because="") | Q(sitting__unscorable=True))


def asked_files(sitting: Sitting) -> list[AskedFile]:
    """Every question of the paper that is answered with a PDF, in order. No query if there is none."""
    sections = sitting.paper.parsed.sections(PdfSection)
    files = {file.block_id: file for file in sitting.files.all()} if sections else {}
    return [AskedFile(section, files.get(section.id)) for section in sections]
