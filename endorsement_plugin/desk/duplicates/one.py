"""One pair, side by side."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.joining.actions.settle_pair import GONE, join_pair, tell_apart
from endorsement_plugin.joining.queries import pair_for, reasons_against
from endorsement_plugin.models import Person
from endorsement_plugin.permissions import (
    applications_coordinated_by,
    endorsements_decided_by,
    people_coordinated_by,
)

from .forms import JoinForm
from .lists import NAMESPACE

FACTS = {
    "former_names": "Former names",
    "email": "E-mail address",
    "phone": "Phone",
    "employer": "Employer",
    "license_number": "License number",
    "member_number": "Member number",
}
HIDDEN = "not yours to see"
NOTHING = "—"


@dataclass(frozen=True)
class Line:
    """One row of the table: what is compared, and what each of the two has."""

    label: str
    one: list[str]
    other: list[str]


class PairView(WagtailAdminTemplateMixin, FormView):
    """Look, then join them or say that they are two."""

    template_name = "endorsement_plugin/admin/duplicates/pair.html"
    page_title = "One person?"
    header_icon = "group"
    form_class = JoinForm
    pair: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pair, or a 404; whoever still had its page open and sends it reads why nothing was done."""
        super().setup(request, *args, **kwargs)
        pair = pair_for(request.user, kwargs["one"], kwargs["other"])
        theirs = people_coordinated_by(request.user).filter(pk__in=[kwargs["one"], kwargs["other"]])
        if pair is None and not (request.method == "POST" and theirs.exists()):
            raise Http404
        self.pair = pair

    def get_form_kwargs(self) -> dict[str, Any]:
        """Between whom."""
        return {**super().get_form_kwargs(), "pair": self.pair}

    def get_initial(self) -> dict[str, Any]:
        """Whoever has an account; of two the elder."""
        only_other = self.pair.one.user_id is None and self.pair.other.user_id is not None
        return {"keep": str((self.pair.other if only_other else self.pair.one).pk)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """That they are two needs no more than the press."""
        if self.pair is None:
            messages.error(request, GONE)
            return redirect(f"{NAMESPACE}:index")
        if request.POST.get("then") != "apart":
            return super().post(request, *args, **kwargs)
        try:
            tell_apart(one=self.pair.one.pk, other=self.pair.other.pk, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Kept as two people. The pair stands at the end of this page.")
        return redirect(f"{NAMESPACE}:index")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Joined, or refused in words."""
        both = [self.pair.one.pk, self.pair.other.pk]
        keep, other = both if form.cleaned_data["keep"] == str(both[0]) else reversed(both)
        try:
            stays = join_pair(
                keep=keep, other=other, by=self.request.user, reason=form.cleaned_data["reason"]
            )
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"Joined. Everything is with {stays} now.")
        return redirect(f"{NAMESPACE}:index")

    def get_page_subtitle(self) -> str:
        """Their name."""
        return self.pair.one.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this pair."""
        listed = {"url": reverse_lazy(f"{NAMESPACE}:index"), "label": "Duplicates"}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.pair.one.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both, and what stands in the way."""
        one, other = self.pair.one, self.pair.other
        return super().get_context_data(
            pair=self.pair,
            lines=[
                Line(label, a, b) for (label, a), (_, b) in zip(self._of(one), self._of(other), strict=True)
            ],
            against=reasons_against(one, other),
            two_accounts=one.user_id is not None and other.user_id is not None,
            hides=len(self.pair.shown) < 2,
            **kwargs,
        )

    def _of(self, person: Person) -> list[tuple[str, list[str]]]:
        """What this coordinator may read of one of them: of their own associations, and no draft."""
        user = self.request.user
        held = endorsements_decided_by(user).filter(person=person).select_related("credential", "association")
        sent = applications_coordinated_by(user).filter(person=person).select_related("credential")
        shown = person.pk in self.pair.shown
        facts = [(label, [_said(person, name) if shown else HIDDEN]) for name, label in FACTS.items()]
        return [
            ("Name", [person.name]),
            ("Account", ["none" if person.user_id is None else "yes"]),
            ("On record since", [date_format(timezone.localtime(person.created_at), "j F Y")]),
            *facts,
            ("Endorsements", [f"{row.credential.code} {row.number}" for row in held] or [NOTHING]),
            (
                "Applications",
                [f"{row.credential.code}, {row.get_state_display()}" for row in sent] or [NOTHING],
            ),
        ]


def _said(person: Person, name: str) -> str:
    return getattr(person, name) or NOTHING
