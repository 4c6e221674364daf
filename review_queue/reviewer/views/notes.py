"""A reviewer's own highlights and notes on an answer that is being scored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from review_queue.errors import Refusal
from review_queue.items.queries.passages import passages
from review_queue.models import Assignment
from review_queue.rules.transitions import AssignmentState
from review_queue.scoring.actions.notes import add_note, remove_note
from review_queue.scoring.forms.notes import NoteForm
from review_queue.scoring.queries import notes_of
from review_queue.web.private import own_assignment, private

ADD, REMOVE = "highlight", "remove_note"
"""The names of the buttons."""


@private
@require_POST
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """For a script: the answer anew, with what was added or removed, or with why it was not."""
    own = own_assignment(request, code)
    if own.state != AssignmentState.ACCEPTED:
        raise Http404
    form = change(request, own)
    context = answer_context(own, form)
    return render(request, "review_queue/answer.html", context, status=422 if form else 200)


def is_asked_for(request: HttpRequest) -> bool:
    """Whether a button was pressed that adds or removes a note."""
    return ADD in request.POST or REMOVE in request.POST


def change(request: HttpRequest, own: Assignment) -> NoteForm | None:
    """Add or remove a note, as the button says. The form, with what is wrong, if it was refused."""
    if REMOVE in request.POST:
        number = request.POST[REMOVE]
        if number.isdecimal() and len(number) < 19:
            remove_note(assignment=own, note=int(number))
        return None
    form = NoteForm(_parts(own), request.POST)
    if not form.is_valid():
        return form
    try:
        add_note(assignment=own, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error("words", str(refusal))
        return form
    return None


def answer_context(own: Assignment, form: NoteForm | None = None) -> dict[str, Any]:
    """What the answer is drawn from: its passages, and the reviewer's notes with a form for one more."""
    written = notes_of(own)
    read = passages(own.item, written)
    empty = NoteForm([one.number for one in read])
    return {"assignment": own, "passages": read, "notes": written, "note_form": form or empty}


def _parts(own: Assignment) -> list[int]:
    return [position + 1 for position in own.item.sections.values_list("position", flat=True)]
