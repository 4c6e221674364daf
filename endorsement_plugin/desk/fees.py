"""One fee of an application or of an endorsement: settled, due again, or charged in the first place."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.fees.actions.charge import charge
from endorsement_plugin.fees.actions.refund import refund_fee, take_back_refund
from endorsement_plugin.fees.actions.settle import settle_fee, take_back_fee
from endorsement_plugin.fees.forms import RefundForm, SettleForm, said_in
from endorsement_plugin.fees.queries import chargeable
from endorsement_plugin.fees.rules import Return
from endorsement_plugin.models import Application, Endorsement, Fee
from endorsement_plugin.permissions import fees_coordinated_by
from endorsement_plugin.rules.states import FeeState

from .base import PressView, StepView, address
from .endorsements.file import address as file_of

LIST = "endorsement_fees"
WITH = tuple(
    f"{owner}__{what}"
    for owner in ("application", "endorsement")
    for what in ("person__user", "credential", "association__site")
)
"""What a list or a page of fees reads of what they are of."""


class OneFee(StepView):
    """A step about one fee. Drafts are not read, so the way back may be the list."""

    fee: Fee

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The fee, or a 404 for anybody who does not coordinate what it is of."""
        super(StepView, self).setup(request, *args, **kwargs)
        rows = fees_coordinated_by(request.user).select_related(*WITH, "settled_by")
        self.fee = get_object_or_404(rows, pk=kwargs["pk"])
        keep_time_of(self.fee.association)

    def get_success_url(self) -> str:
        """Back to where it was opened from: the file, if it can be read and was asked for, or the list."""
        asked = self.request.POST.get("from") or self.request.GET.get("from")
        owner = self.fee.owner
        if asked == "file" and isinstance(owner, Endorsement):
            return f"{file_of(owner)}#fees-section"
        if asked == "file" and isinstance(owner, Application) and owner.submitted_at:
            return f"{address('inspect', owner)}#fees-section"
        return reverse(f"{LIST}:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the fees, this one."""
        listed = {"url": reverse_lazy(f"{LIST}:index"), "label": "Fees"}
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]

    def get_page_title(self) -> str:
        """What is charged."""
        return f"{self.fee.label}, {self.fee.price}"

    def get_page_subtitle(self) -> str:
        """Who owes it."""
        return str(self.fee.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where it was opened from stays known."""
        asked = self.request.POST.get("from") or self.request.GET.get("from") or ""
        own = {"fee": self.fee, "came_from": asked, "back": self.get_success_url(), "step": self}
        return super(StepView, self).get_context_data(**(own | kwargs))


class SettleFee(OneFee):
    """Say how it was settled; or, once it is, take that back or pay some of it back."""

    template_name = "endorsement_plugin/admin/fee.html"
    form_class = SettleForm
    explanation = "Whoever owes it reads that it is settled and on which day, and nothing else of this."
    button = "Keep this"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"now": self.fee.status}

    def get_initial(self) -> dict[str, Any]:
        return {"state": FeeState.PAID.value, "paid_on": today(self.fee.association)}

    def carry_out(self, form: forms.Form) -> None:
        state = FeeState(form.cleaned_data["state"])
        settle_fee(fee=self.fee.pk, by=self.request.user, state=state, **said_in(form.cleaned_data))
        self.done = f"“{self.fee.label}” of {self.fee.person} is marked as {state.label.lower()}."


class TakeBackFee(OneFee, PressView):
    """One press too many."""

    done = "Taken back. The fee is due again."

    def carry_out(self, form: forms.Form) -> None:
        take_back_fee(fee=self.fee.pk, by=self.request.user)


class RefundFee(OneFee):
    """Note money that goes back."""

    form_class = RefundForm
    explanation = "Whoever paid reads how much went back and on which day, and nothing else of this."
    button = "Note that it is paid back"
    done = "Noted. It can be taken back below."

    def get_page_title(self) -> str:
        """What is asked."""
        return f"Pay back {self.fee.label}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"fee": self.fee}

    def get_initial(self) -> dict[str, Any]:
        return {
            "amount": self.fee.left,
            "refunded_on": today(self.fee.association),
            "method": self.fee.method,
        }

    def carry_out(self, form: forms.Form) -> None:
        refund_fee(fee=self.fee.pk, by=self.request.user, given_back=Return(**form.cleaned_data))

    def get_success_url(self) -> str:
        """Back to the fee."""
        return reverse(f"{LIST}:settle", args=[self.fee.pk])


class TakeBackRefund(OneFee, PressView):
    """It did not go back after all."""

    done = "Taken back. The fee counts as paid by that much again."

    def carry_out(self, form: forms.Form) -> None:
        take_back_refund(refund=self.kwargs["refund"], by=self.request.user)

    def get_success_url(self) -> str:
        """Back to the fee."""
        return reverse(f"{LIST}:settle", args=[self.fee.pk])


class ChargeForm(forms.Form):
    """One of the credential's fees."""

    key = forms.ChoiceField(
        label="Fee", widget=forms.RadioSelect, error_messages={"required": "Choose a fee."}
    )


class ChargeFee(StepView):
    """Charge what has not fallen due by itself: a late fee, a difference, what was published since."""

    page_title = "Charge a fee"
    form_class = ChargeForm
    explanation = "The amount stays as it is today. The applicant reads it on the page of the application."
    button = "Charge it"
    done = "The fee is charged."

    def get_form(self, form_class: Any = None) -> Any:
        """With the lines that are not charged yet."""
        form = super().get_form(form_class)
        lines = chargeable(self.application)
        only = {line.key: f" ({line.designation} only)" if line.designation else "" for line in lines}
        form.fields["key"].choices = [
            (line.key, f"{line.label}{only[line.key]}: {line.price}, {line.when}") for line in lines
        ]
        return form

    def carry_out(self, form: forms.Form) -> None:
        charge(application=self.application.pk, by=self.request.user, key=form.cleaned_data["key"])
