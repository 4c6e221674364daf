"""How a coordinator narrows the worklist."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.filters import WagtailFilterSet

from endorsement_plugin.clock import todays
from endorsement_plugin.desk.badges import words_of
from endorsement_plugin.endorsements.queries import requests_waiting_for
from endorsement_plugin.enquiries.queries import waiting
from endorsement_plugin.models import Application, Credential, Endorsement, Enquiry
from endorsement_plugin.permissions import associations_coordinated_by, coordinated_by
from endorsement_plugin.registry.conditions import ended
from endorsement_plugin.review.queries.worklist import WAITING, overdue
from endorsement_plugin.rules.states import ApplicationState, EndorsementState


def own_credentials(request: HttpRequest) -> QuerySet[Credential]:
    """Credentials of the associations that the visitor coordinates."""
    own = Credential.objects.filter(association__in=associations_coordinated_by(request.user))
    return own.select_related("association")


class CredentialField(django_filters.fields.ModelChoiceField):
    """Says which association a credential belongs to: several grant one of the same name."""

    def label_from_instance(self, obj: Credential) -> str:
        """IFS · AIMH HI"""
        return f"{obj.code} · {obj.association.short_name}"


class CredentialFilter(django_filters.ModelChoiceFilter):
    """One credential of the visitor's associations."""

    field_class = CredentialField


class OnlyFilter(django_filters.ChoiceFilter):
    """All rows, or only some, in the words that say which."""

    def __init__(self, words: str, *, label: str, method: str) -> None:
        super().__init__(
            label=label,
            method=method,
            choices=[("true", words)],
            empty_label="All",
            widget=forms.RadioSelect,
        )


class ApplicationFilterSet(WagtailFilterSet):
    """By state, by credential, what waits for the coordinator and what is late."""

    state = django_filters.MultipleChoiceFilter(
        label="State",
        choices=[(state.value, words_of(state)) for state in ApplicationState if state != "draft"],
        widget=forms.CheckboxSelectMultiple,
    )
    credential = CredentialFilter(queryset=own_credentials, label="Credential", empty_label="All")
    late = OnlyFilter("Only what is late", label="Late", method="only_late")

    waiting = OnlyFilter("Only what waits for you", label="Next step", method="only_waiting")

    class Meta:
        model = Application
        fields: list[str] = []

    def only_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What cannot go on without a coordinator."""
        return rows.filter(WAITING) if value else rows

    def only_late(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What should have been answered by now."""
        return rows.filter(overdue(todays(coordinated_by(self.request.user)))) if value else rows


class EndorsementFilterSet(WagtailFilterSet):
    """By state, by credential, and what was provisional until a day that has passed."""

    state = django_filters.MultipleChoiceFilter(
        label="State", choices=EndorsementState.choices(), widget=forms.CheckboxSelectMultiple
    )
    credential = CredentialFilter(queryset=own_credentials, label="Credential", empty_label="All")
    ended = OnlyFilter("Only what has ended", label="Provisional", method="only_ended")
    asked = OnlyFilter("Only what waits for an answer", label="Its holder asks", method="only_asked")

    class Meta:
        model = Endorsement
        fields: list[str] = []

    def only_ended(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Provisional endorsements whose last day has passed."""
        return rows.filter(ended(todays(coordinated_by(self.request.user)))) if value else rows

    def only_asked(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Endorsements whose holder asks for a leave, a way back or another name."""
        asked = requests_waiting_for(self.request.user)
        return rows.filter(pk__in=asked.values("endorsement")) if value else rows


class EnquiryFilterSet(WagtailFilterSet):
    """What waits for an answer."""

    waiting = OnlyFilter("Only what waits for an answer", label="Answer", method="only_waiting")

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def only_waiting(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What nobody has marked as answered; the order of the list stays."""
        return rows.filter(pk__in=waiting(rows).values("pk")) if value else rows
