"""What can be done with one policy: published, cancelled, thrown away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView

from endorsement_plugin.clock import today
from endorsement_plugin.errors import Refusal
from endorsement_plugin.permissions import policies_written_by
from endorsement_plugin.policies.actions import (
    NotFrom,
    OtherFee,
    cancel_policy,
    discard_policy,
    publish_policy,
)
from endorsement_plugin.policies.contents import before, topics_of
from endorsement_plugin.policies.forms import PublishForm

from .views import EDIT, FOLDER, LIST, SHOW, OnePolicyView


class StepView(OnePolicyView, FormView):
    """A step with one policy, for those who write it; a 404 for others."""

    template_name = f"{FOLDER}/step.html"
    form_class: type[forms.Form] = forms.Form
    explanation = ""
    button = ""
    danger = False

    def rows(self, user: Any) -> Any:
        return policies_written_by(user)

    def get_page_title(self) -> str:
        return self.page_title

    def form_valid(self, form: Any) -> HttpResponse:
        """Carried out, or refused in words: what is to be changed in the policy, beside its field."""
        try:
            self.carry_out(form)
        except NotFrom as refusal:
            form.add_error("effective_from", refusal.message)
            return self.form_invalid(form)
        except OtherFee:
            day = form.cleaned_data["effective_from"]
            return redirect(f"{reverse(EDIT, args=[self.policy.pk])}?publishing={day.isoformat()}#id_one_fee")
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect(SHOW, pk=self.policy.pk)
        return redirect(self.get_success_url())

    def carry_out(self, form: Any) -> None:
        """Call the action. Raises a Refusal."""

    def get_success_url(self) -> str:
        """Back to the policy."""
        return reverse(SHOW, args=[self.policy.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all policies, this one, this step."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse(SHOW, args=[self.policy.pk])
        topics = topics_of(self.policy)
        return super().get_context_data(policy=self.policy, back=back, topics=topics, **kwargs)


class PublishPolicyView(StepView):
    page_title = "Publish this policy"
    explanation = (
        "Periods that begin on this day or later are held to it; a period that has begun keeps the policy it "
        "began under. Where there was no policy before, it also holds for the periods that run now. Once "
        "published it never changes."
    )
    button = "Publish"
    form_class = PublishForm

    def get_initial(self) -> dict[str, Any]:
        """The first day that can be."""
        earlier = before(self.policy, self.family)
        day = today(self.policy.association)
        return {"effective_from": max(day, earlier.effective_from) if earlier else day}

    def carry_out(self, form: Any) -> None:
        said = form.cleaned_data
        day = today(self.policy.association)
        publish_policy(policy=self.policy.pk, by=self.request.user, today=day, **said)
        messages.success(self.request, f"“{self.policy}” is published.")


class CancelPolicyView(StepView):
    page_title = "Cancel what is planned"
    explanation = "It will not come into force. It stays in the list as cancelled."
    button = "Cancel it"
    danger = True

    def carry_out(self, form: Any) -> None:
        day = today(self.policy.association)
        cancel_policy(policy=self.policy.pk, by=self.request.user, today=day)
        messages.success(self.request, f"“{self.policy}” is cancelled.")


class DiscardPolicyView(StepView):
    page_title = "Throw this draft away"
    explanation = "What you wrote in it is gone. What is published stays as it is."
    button = "Throw it away"
    danger = True

    def carry_out(self, form: Any) -> None:
        discard_policy(policy=self.policy.pk, by=self.request.user)
        messages.success(self.request, "The draft is gone.")

    def get_success_url(self) -> str:
        """To all policies."""
        return reverse(LIST)
