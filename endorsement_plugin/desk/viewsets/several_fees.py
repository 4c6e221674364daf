"""Several fees settled together: an employer pays for a group, or was billed for it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import CoordinatorsMixin, show
from endorsement_plugin.desk.fees import LIST
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.fees.actions.settle import settle_fees
from endorsement_plugin.fees.forms import SettleForm, said_in
from endorsement_plugin.models import Fee
from endorsement_plugin.rules.states import FeeState

from .fee_filters import listed

MOST = 200
"""Fees on one page."""


class SeveralForm(SettleForm):
    """Which, and how they were settled."""

    fee = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick at least one fee.",
            "invalid_choice": "One of the fees you ticked is settled already. Look at the list again.",
        }
    )

    def __init__(self, *args: Any, fees: list[Fee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].choices = [(str(fee.pk), fee.label) for fee in fees]  # type: ignore[attr-defined]


class SettleSeveral(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView):
    """What is due or invoiced of the list as it was narrowed, to tick and settle."""

    template_name = "endorsement_plugin/admin/several_fees.html"
    page_title = "Settle several"
    header_icon = "list-ul"
    form_class = SeveralForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """With what is not settled of the list."""
        unsettled = listed(request).filter(state__in=[FeeState.DUE, FeeState.INVOICED])
        self.fees = list(unsettled[: MOST + 1])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """What can be ticked."""
        return {**super().get_form_kwargs(), "fees": self.fees[:MOST]}

    def get_initial(self) -> dict[str, Any]:
        return {"state": FeeState.INVOICED.value}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """All of them, or a refusal in words beside what is missing."""
        ticked, state = form.cleaned_data["fee"], FeeState(form.cleaned_data["state"])
        chosen = [fee.pk for fee in self.fees if str(fee.pk) in ticked]
        try:
            settle_fees(fees=chosen, by=self.request.user, state=state, **said_in(form.cleaned_data))
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        fees = "1 fee is" if len(chosen) == 1 else f"{len(chosen)} fees are"
        messages.success(self.request, f"{fees} marked as {state.label.lower()}.")
        return redirect(self._back())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the fees, this page."""
        fees = {"url": reverse_lazy(f"{LIST}:index"), "label": "Fees"}
        return [*self.breadcrumbs_items, fees, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rows, with what was ticked."""
        return super().get_context_data(
            rows=self.fees[:MOST],
            more=len(self.fees) > MOST,
            ticked=self.request.POST.getlist("fee"),
            back=self._back(),
            **kwargs,
        )

    def _back(self) -> str:
        return f"{reverse(f'{LIST}:index')}?{self.request.GET.urlencode()}"
