"""One pair, side by side."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.joining.actions.settle_pair import GONE, join_pair, tell_apart
from endorsement_plugin.joining.pairs import pair_for, people_compared_for
from endorsement_plugin.joining.queries import reasons_against
from endorsement_plugin.models import Person

from .columns import lines_of
from .forms import JoinForm
from .lists import NAMESPACE


class PairView(WagtailAdminTemplateMixin, FormView):
    """Look, then say that they are two, or look at what joining does, then join them."""

    template_name = "endorsement_plugin/admin/duplicates/pair.html"
    page_title = "One person?"
    header_icon = "group"
    form_class = JoinForm
    pair: Any
    stays: Person | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pair, or a 404; whoever still had its page open and sends it reads why nothing was done."""
        super().setup(request, *args, **kwargs)
        pair = pair_for(request.user, kwargs["one"], kwargs["other"])
        theirs = people_compared_for(request.user).filter(pk__in=[kwargs["one"], kwargs["other"]])
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
        """Shown first, then joined, or asked again: the button says which."""
        then = self.request.POST.get("then")
        pair, keep = self.pair, form.cleaned_data["keep"]
        stays, goes = (pair.one, pair.other) if keep == str(pair.one.pk) else (pair.other, pair.one)
        if then != "join":
            self.stays = None if then == "change" else stays
            return self.render_to_response(self.get_context_data(form=form))
        reason = form.cleaned_data["reason"]
        try:
            joined = join_pair(keep=stays.pk, other=goes.pk, by=self.request.user, reason=reason)
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"Joined. Everything is with {joined} now.")
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
            stays=self.stays,
            lines=lines_of(self.pair, self.request.user, self.stays),
            against=reasons_against(one, other, told=self.request.user),
            two_accounts=one.user_id is not None and other.user_id is not None,
            **kwargs,
        )
