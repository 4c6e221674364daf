"""A page that saves itself while it is written: what it sends, and what it is answered.

It posts the form's controls, with `revision` and `read`: a digest of each answer as the page shows it, by
which two pages on one form are merged (rules/merging.py). A script, which accepts application/json, hears

    200 {"revision": 7, "read": "…", "refused": {"person-given_name": "This has 101 characters, …"}}
        all is stored but what `refused` names, by the control's name, with the sentence to show beside it
    409 {"message": "…", "revision": 8, "differ": {"story": "What was saved elsewhere."}}
        nothing is stored; without `revision` it can be changed no more

and puts `revision` and `read` into the form's hidden controls before it saves again. The reviewer's desk has
`version` for `revision` and no `read`: only one person writes there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.errors import Refusal, Stale
from endorsement_plugin.forms.builder import QuestionForm, as_data, form_class, in_words
from endorsement_plugin.rules.merging import Read, Since, differing, digest, parsed, spelled, to_write


def from_script(request: HttpRequest) -> bool:
    """Whether the answer is read by a program and not by a person."""
    return request.headers.get("Accept", "").startswith("application/json")


def revision_of(request: HttpRequest) -> int:
    """What the page was read at, or what its reader means to replace. 0, always old, for no number."""
    return _number(request, "replace") or _number(request, "revision")


def revision_given(request: HttpRequest) -> int | None:
    """The same, for a step that may be taken whatever was saved since; None for a page that carries none."""
    return revision_of(request) if "revision" in request.POST else None


def since_of(request: HttpRequest, questions: Iterable[Question] = ()) -> Since:
    """What the page was read at, its answers by the question's id; details keep the control's name."""
    read = parsed(request.POST.get("read", ""))
    if read is not None:
        ids = {question.name: question.id for question in questions}
        read = {ids.get(name, name): value for name, value in read.items()}
    return Since(revision_of(request), read, _number(request, "replace"))


def shown(questions: Iterable[Question], answers: Mapping[str, Any]) -> Read:
    """The digests of answers, which are by the question's id, for a page that shows them."""
    return {question.name: digest(answers.get(question.id)) for question in questions}


def stored(revision: int, read: Read, refused: Mapping[str, str] | None = None) -> HttpResponse:
    """What a script hears when it was saved: all of it, or all but what is refused."""
    return JsonResponse({"revision": revision, "read": spelled(read), "refused": refused or {}})


def not_stored(refusal: Refusal, differ: Mapping[str, str] | None = None) -> HttpResponse:
    """What a script hears when nothing was saved."""
    body: dict[str, Any] = {"message": refusal.message}
    if isinstance(refusal, Stale):
        body |= {"revision": refusal.revision, "differ": differ or {}}
    return JsonResponse(body, status=409)


class Both:
    """The answers typed on a page that came too late, beside those that were saved since."""

    def __init__(
        self, questions: list[Question], typed: Mapping[str, Any], saved: Mapping[str, Any], since: Since
    ) -> None:
        """`typed` and `saved` are by the question's id."""
        self._questions, self._saved, self._read = questions, saved, since.read or {}
        self._mine = to_write(typed, saved, self._read)
        self._differ = differing(self._mine, saved, self._read)

    @property
    def theirs(self) -> dict[str, str]:
        """What was saved elsewhere, in words, where it truly differs; by the question's name."""
        return {
            question.name: in_words(question, self._saved.get(question.id))
            for question in self._questions
            if question.id in self._differ
        }

    def form(self) -> QuestionForm:
        """What was typed where something was typed, what was saved elsewhere; both where they differ."""
        now = {**self._saved, **self._mine}
        values = {question.name: now.get(question.id) for question in self._questions}
        form = form_class(self._questions, final=False)(as_data(self._questions, values))
        form.is_valid()
        tell(form, self.theirs)
        return form

    @property
    def read(self) -> Read:
        """For the page: what differs stays as it was first shown, until somebody has decided."""
        return {
            question.name: self._read.get(question.id, digest(None))
            if question.id in self._mine
            else digest(self._saved.get(question.id))
            for question in self._questions
        }


def tell(form: forms.BaseForm, theirs: Mapping[str, str]) -> None:
    """Show beside these controls what was saved elsewhere."""
    for name, words in theirs.items():
        form.fields[name].theirs = words  # type: ignore[attr-defined]


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0
