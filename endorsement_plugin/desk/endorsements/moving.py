"""A move of an endorsement: what is asked, then what will happen, then the button that does it."""

from copy import copy
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from endorsement_plugin.associations.rules import about_complaints
from endorsement_plugin.clock import today
from endorsement_plugin.desk.base import NO_LETTER, show
from endorsement_plugin.endorsements.actions.apply_move import undo_move
from endorsement_plugin.endorsements.actions.make_move import Preview, make_move, preview
from endorsement_plugin.endorsements.forms.base import MoveForm
from endorsement_plugin.endorsements.moves import BY_KEY, Move
from endorsement_plugin.endorsements.queries import OWN_WAY_BACK, Standing, places_in_registry, standing_of
from endorsement_plugin.endorsements.rules import restored
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import EndorsementEvent
from endorsement_plugin.rules.history import in_words

from .file import address
from .step import EndorsementStepView


def registry_effect(before: str, after: str) -> str:
    """What a move does to the public registry, by what that says of the name before and after it."""
    if not before and not after:
        return "Nothing changes: the name is not in it."
    if before == after:
        return f"Nothing changes: it says “{after}”."
    if not after:
        return f"The name is taken off at once. Until now it says “{before}”."
    until_now = f"it says “{before}”" if before else "the name is not in it"
    return f"At once it says “{after}”. Until now {until_now}."


class MoveView(EndorsementStepView):
    """One of the moves."""

    template_name = "endorsement_plugin/admin/endorsement_move.html"
    move: Move
    standing: Standing
    previewed: Preview | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The endorsement and the move; a 404 for a move that there is not."""
        super().setup(request, *args, **kwargs)
        if kwargs["move"] not in BY_KEY:
            raise Http404("No such move")
        self.move = BY_KEY[kwargs["move"]]
        self.page_title = self.move.title
        self.standing = standing_of(self.endorsement, today(self.endorsement.association))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is asked; back to the file with the reason where it cannot be made now."""
        refused = self.move.refusal(self.endorsement, self.standing)
        if refused:
            messages.error(request, refused)
            return redirect(address(self.endorsement))
        return super().get(request, *args, **kwargs)

    def get_form_class(self) -> type[forms.Form]:
        """The move's own."""
        return self.move.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the endorsement."""
        return {**super().get_form_kwargs(), "endorsement": self.endorsement, "standing": self.standing}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Shown first, then done, or asked again: the button says which."""
        then = self.request.POST.get("then")
        if then == "confirm":
            return super().form_valid(form)
        if then != "change":
            try:
                self.previewed = preview(endorsement=self.endorsement, move=self.move, data=self.request.POST)
            except Incomplete as refusal:
                show(form, refusal)
                return self.form_invalid(form)
            except Refusal as refusal:
                messages.error(self.request, refusal.message)
                return redirect(self.get_success_url())
        return self.render_to_response(self.get_context_data(form=form))

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        data = self.request.POST
        make_move(endorsement=self.endorsement.pk, by=self.request.user, move=self.move, data=data)

    @property
    def done(self) -> str:  # type: ignore[override]
        """What was done."""
        return f"Done: {in_words(self.move.action).lower()}."

    @property
    def letter(self) -> bool:  # type: ignore[override]
        """Whether the move has one."""
        return bool(self.move.letter)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The move, and what it would do once that is known."""
        context = super().get_context_data(**kwargs)
        form, known = context["form"], self.previewed
        assert isinstance(form, MoveForm)
        return context | {
            "move": self.move,
            "previewed": known,
            "answers": _answers(form) if known else [],
            "registry_effect": registry_effect(known.before, known.after) if known else "",
            "no_letter": NO_LETTER if self.move.letter and not self.endorsement.person.email else "",
            "complaints": about_complaints(self.endorsement.association)
            if self.move.key == "sanction"
            else "",
        }


def _answers(form: MoveForm) -> list[tuple[str, Any]]:
    """What was filled in, as it is read."""
    filled = [(form[name], form.cleaned_data[name]) for name in form.fields]
    return [
        (str(field.label), _read(field.field, value))
        for field, value in filled
        if value not in (None, "", [])
    ]


def _read(field: forms.Field, value: Any) -> Any:
    if not isinstance(field, forms.ChoiceField):
        return value
    choices: dict[str, str] = dict(field.choices)  # type: ignore[arg-type]
    several = value if isinstance(value, list) else [value]
    return "\n".join(str(choices.get(one, one)) for one in several)


class UndoForm(forms.Form):
    """Why."""

    why = forms.CharField(
        label="Reason",
        max_length=400,
        error_messages={"required": "Write the reason."},
        help_text="For the file; the holder does not read it.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UndoMoveView(EndorsementStepView):
    """Take one move back: all that it changed is as it was."""

    page_title = "Take it back"
    form_class = UndoForm
    done = "Taken back. No letter has left."
    letter = False
    button = "Take it back"
    event: EndorsementEvent

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A move of this endorsement, or a 404."""
        super().setup(request, *args, **kwargs)
        event = self.endorsement.events.exclude(action__in=OWN_WAY_BACK).filter(pk=kwargs["event"]).first()
        if event is None:
            raise Http404("No such move")
        self.event = event

    @property
    def explanation(self) -> str:  # type: ignore[override]
        """Which move, and what the registry and the holder notice."""
        put_back = copy(self.endorsement)
        for name, value in restored(self.event.before).items():
            setattr(put_back, name, value)
        day = today(self.endorsement.association)
        before, after = places_in_registry(self.endorsement, put_back, day)
        return (
            f"“{in_words(self.event.action)}”: all that it changed is then as it was before. The public "
            f"registry: {registry_effect(before, after)} A letter that was sent stays sent; none leaves now."
        )

    def carry_out(self, form: forms.Form) -> None:
        """Raises a Refusal."""
        undo_move(event=self.event.pk, by=self.request.user, why=form.cleaned_data["why"])
