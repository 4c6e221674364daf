"""The order in which a page that saves itself (`saving.py`) is answered, to its script and to a person."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.errors import Refusal, Stale
from endorsement_plugin.forms.builder import QuestionForm, form_class, to_answers
from endorsement_plugin.models import Application, Reference, Sitting
from endorsement_plugin.rules.merging import Read, Since, spelled

from .saving import Both, from_script, not_stored, revision_of, shown, since_of, stored

Row = TypeVar("Row", bound=Application | Sitting | Reference)
Form = TypeVar("Form")


@dataclass(frozen=True)
class Late(Generic[Form]):
    """What was typed on a page that came too late, beside what was saved since, in words, by the control."""

    form: Form
    theirs: Mapping[str, str]
    read: Read


class SelfSaving(ABC, Generic[Row, Form]):
    """One POST of such a page."""

    def __init__(self, request: HttpRequest, form: Form) -> None:
        self.request, self.form = request, form

    def answer(self) -> HttpResponse:
        """Save it, and say what became of it."""
        try:
            row = self.write()
        except Stale as refusal:
            return self._late(refusal)
        except Refusal as refusal:
            return not_stored(refusal) if from_script(self.request) else self.refused(refusal)
        read = self.read_after(row)
        if from_script(self.request):
            return stored(row.revision, read, self.not_kept)
        if not self.is_right:
            return self.page(self.form, status=422, revision=row.revision, read=spelled(read))
        return self.onward(row)

    def _late(self, refusal: Stale) -> HttpResponse:
        """Nothing was saved and nothing is lost: both are shown, and one may be saved on purpose."""
        late = self.late()
        if from_script(self.request):
            return not_stored(refusal, late.theirs)
        seen = {"revision": revision_of(self.request), "read": spelled(late.read)}
        return self.page(late.form, status=409, stale=refusal, **seen)

    @property
    def not_kept(self) -> Mapping[str, str]:
        """What is not stored as it was typed, by the control's name, with the sentence to show beside it."""
        return {}

    @property
    @abstractmethod
    def is_right(self) -> bool:
        """Whether a person goes on, instead of mending it first."""

    @abstractmethod
    def write(self) -> Row:
        """Save it. Raises a Refusal."""

    @abstractmethod
    def read_after(self, row: Row) -> Read:
        """The digests of what the page shows once it is saved."""

    @abstractmethod
    def late(self) -> Late[Form]:
        """What was typed beside what was saved elsewhere."""

    @abstractmethod
    def page(self, form: Form, *, status: int, **context: Any) -> HttpResponse:
        """The page again; `context` has its `revision` and what it is `read` at."""

    @abstractmethod
    def refused(self, refusal: Refusal) -> HttpResponse:
        """What a person sees when it cannot be saved any more."""

    @abstractmethod
    def onward(self, row: Row) -> HttpResponse:
        """Where a person goes from here."""


class QuestionsSaving(SelfSaving[Row, QuestionForm]):
    """A page of questions alone. `final` asks for every answer that the author requires."""

    def __init__(self, request: HttpRequest, questions: list[Question], *, final: bool = False) -> None:
        super().__init__(request, form_class(questions, final=final)(request.POST))
        self.questions = questions
        self._given = to_answers(questions, self.form)
        self._since = since_of(request, questions)

    @property
    def is_right(self) -> bool:
        return not self.form.errors

    def write(self) -> Row:
        return self.save(self._given, self._since)

    def read_after(self, row: Row) -> Read:
        return shown(self.questions, self._given)

    def late(self) -> Late[QuestionForm]:
        both = Both(self.questions, self._given, self.saved_now(), self._since)
        return Late(both.form(), both.theirs, both.read)

    @abstractmethod
    def save(self, answers: Mapping[str, Any], since: Since) -> Row:
        """Keep the answers, which are by the question's id. Raises a Refusal."""

    @abstractmethod
    def saved_now(self) -> Mapping[str, Any]:
        """What was saved elsewhere, by the question's id."""
