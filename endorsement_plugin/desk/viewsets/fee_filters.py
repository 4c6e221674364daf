"""Which fees a coordinator sees, and how the list of them is narrowed."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from wagtail.admin.filters import WagtailFilterSet

from endorsement_plugin.desk.fees import WITH
from endorsement_plugin.models import Credential, Fee
from endorsement_plugin.permissions import fees_coordinated_by
from endorsement_plugin.rules.fees import DUE
from endorsement_plugin.rules.states import FeeState
from review_queue.typed.search import matching

from .filters import CredentialFilter, own_credentials

SEARCHED = (
    "application__person__user__email",
    "endorsement__person__user__email",
    "endorsement__person__contact_email",
    "endorsement__number",
    "application__person__employer",
    "endorsement__person__employer",
    "label",
    "payer",
    "reference",
    "reason",
)
"""What the search box looks through, beside the names."""


class FeeFilterSet(WagtailFilterSet):
    """By state, credential and when it is due."""

    state = django_filters.MultipleChoiceFilter(
        label="State", choices=FeeState.choices(), widget=forms.CheckboxSelectMultiple
    )
    credential = CredentialFilter(
        method="of_credential", queryset=own_credentials, label="Credential", empty_label="All"
    )
    due = django_filters.ChoiceFilter(
        label="Due",
        choices=[(moment.value, words.capitalize()) for moment, words in DUE.items()],
        empty_label="All",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Fee
        fields: list[str] = []

    def of_credential(self, rows: QuerySet[Fee], name: str, value: Credential | None) -> QuerySet[Fee]:
        """Of an application for it, or of an endorsement with it."""
        theirs = Q(application__credential=value) | Q(endorsement__credential=value)
        return rows.filter(theirs) if value else rows


def all_fees(request: HttpRequest) -> QuerySet[Fee]:
    """Those of the visitor's associations, with what the list reads of each; never another association's."""
    fees = fees_coordinated_by(request.user).select_related(*WITH, "settled_by").prefetch_related("refunds")
    return fees.annotate(owed_by=Coalesce("application__person__search", "endorsement__person__search"))


def listed(request: HttpRequest) -> QuerySet[Fee]:
    """The same as the list was narrowed and searched, the latest first."""
    narrowed = FeeFilterSet(request.GET, queryset=all_fees(request), request=request)
    rows = narrowed.qs if narrowed.is_valid() else all_fees(request).none()
    return matching(rows, request.GET.get("q", ""), "owed_by", containing=SEARCHED).order_by("-fell_due_at")
