"""What is asked before a credential is published: a code of its own, and a day for what it demands."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.clock import local, named, today
from endorsement_plugin.credentials.codes import code_taken
from endorsement_plugin.credentials.queries import is_translation, requirement_sets_of
from endorsement_plugin.credentials.rules import Step, placing, with_known_keys
from endorsement_plugin.editor.blocks.chosen import owner_of
from endorsement_plugin.editor.blocks.faults import Fault, refuse
from endorsement_plugin.editor.blocks.fees import fee_faults
from endorsement_plugin.editor.blocks.requirements import compile_clauses, rows_in
from endorsement_plugin.models import Association, Credential, RequirementSet
from endorsement_plugin.requirements.clauses import parse, requires_exam
from review_queue.typed.cleaning import clean

from .editing import AssociationPageForm
from .feeding import faults_of_credential
from .granting import OTHERS, faults_of_granting, faults_of_provisional, may_be_ticked

ASKED = (
    "If you change what is demanded, give the day from which it is, in {zone}. If you change words only, "
    "leave the day."
)

NO_DAY = "Enter a date, as in 2024-03-31."


class CredentialPageForm(AssociationPageForm):
    """A code belongs to one credential of an association. Other demands need a day from which they hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        association = self.association() if self.instance.pk or self.parent_page else None
        self._offer_parts(association)
        self.credential = Credential.objects.filter(family=self.instance.translation_key).first()
        if "effective_from" in self.fields:
            self.fields["effective_from"].error_messages["invalid"] = NO_DAY
        if association and self.instance.pk is None:
            self.initial["effective_from"] = today(association)
        if association and self.credential:
            self._show_what_is_published(self.credential, today(association))

    def clean_code(self) -> str:
        """The code without what nobody sees: else two that look alike are two."""
        return clean(self.cleaned_data["code"])

    def check_to_publish(self, cleaned: dict[str, Any]) -> None:
        super().check_to_publish(cleaned)
        association = self.association()
        taken = code_taken(association, cleaned.get("code", ""), self.instance.translation_key)
        if taken:
            self.add_error("code", taken)
        self._check_lists(association, cleaned)
        self._check_fees(association, cleaned)
        if self.instance.pk is None or not is_translation(self.instance):
            self._check_granting(association, cleaned)
        if self.credential and association and not is_translation(self.instance):
            self._check_day(self.credential, association, cleaned)
            self._check_forms(self.credential, cleaned)

    def _offer_parts(self, association: Association | None) -> None:
        """What may be ticked, and no more: the other credentials that the association has published."""
        field = self.fields.get("granted_for")
        if field is not None:
            ticked = list(self.instance.granted_for.all()) if self.instance.pk else []
            field.queryset = may_be_ticked(association, self.instance.translation_key, ticked)
            field.error_messages["invalid_choice"] = OTHERS

    def _check_granting(self, association: Association | None, cleaned: dict[str, Any]) -> None:
        """All that contradicts what it is granted for, or how, beside the fields."""
        chosen, demands = list(cleaned.get("granted_for") or ()), bool(cleaned.get("requirements"))
        family = self.instance.translation_key
        for words in faults_of_granting(family, association, chosen, demands=demands):
            self.add_error("granted_for", words)
        if "requirements" in cleaned:
            clauses = compile_clauses(cleaned["requirements"])
            months, label = cleaned.get("provisional_months"), cleaned.get("provisional_label", "")
            for field, words in faults_of_provisional(months, label, clauses):
                self.add_error(field, words)

    def _show_what_is_published(self, credential: Credential, day: date) -> None:
        """The day and the reason are those of what is written here, not of a publication long ago."""
        written = credential.written
        if written and self.instance.live and not self.instance.has_unpublished_changes:
            self.initial["effective_from"] = written.effective_from
            self.initial["change_note"] = ""
        if "effective_from" in self.fields:
            self.fields["effective_from"].help_text = _standing(credential, written, day)

    def _check_lists(self, association: Association | None, cleaned: dict[str, Any]) -> None:
        """A page that was moved or copied brings no lists along."""
        try:
            refuse(strange_rows(cleaned.get("requirements"), association))
        except ValidationError as error:
            self.add_error("requirements", error)

    def _check_fees(self, association: Association | None, cleaned: dict[str, Any]) -> None:
        """Amounts in the association's currency, and none for an exam that nobody sits."""
        if "fees" not in cleaned or "requirements" not in cleaned:
            return
        try:
            refuse(strange_fees(cleaned["fees"], compile_clauses(cleaned["requirements"]), association))
        except ValidationError as error:
            self.add_error("fees", error)

    def _check_day(self, credential: Credential, association: Association, cleaned: dict[str, Any]) -> None:
        if cleaned.get("effective_from") is None or "requirements" not in cleaned:
            return
        sets, day = list(credential.requirement_sets.standing()), cleaned["effective_from"]
        clauses = with_known_keys(compile_clauses(cleaned["requirements"]), sets, day)
        held = credential.written.effective_from if credential.written else None
        placed = placing(sets, clauses, day, _first_day(association, cleaned.get("go_live_at")), held)
        if placed.step is Step.REFUSE:
            self.add_error("effective_from", placed.fault)
        if placed.propose:
            _fill_in(self, "effective_from", placed.propose.isoformat())

    def _check_forms(self, credential: Credential, cleaned: dict[str, Any]) -> None:
        """All that its open forms do not ask for, each beside its requirement."""
        if "requirements" not in cleaned or credential.retired:
            return
        try:
            refuse(faults_of_credential(credential.family, compile_clauses(cleaned["requirements"])))
        except ValidationError as error:
            self.add_error("requirements", error)


def strange_rows(requirements: Any, association: Association | None) -> list[Fault]:
    """What these requirements chose from another association's lists."""
    return [
        (place, f"“{row}” is in another association's list. Choose one of your own.")
        for place, row in rows_in(requirements)
        if association and owner_of(row) != association.pk
    ]


def strange_fees(fees: Any, clauses: list[dict[str, Any]], association: Association | None) -> list[Fault]:
    """What these requirements, or the association's currency, leave no room for."""
    if association is None:
        return []
    return fee_faults(fees, currency=association.currency, with_exam=requires_exam(parse(clauses)))


def _fill_in(form: Any, name: str, value: str) -> None:
    """What the control shows when the page comes back."""
    form.data = form.data.copy()
    form.data[form.add_prefix(name)] = value


def _first_day(association: Association, goes_live: datetime | None) -> date:
    """The day on which it is published: today, or the one that it is scheduled for."""
    scheduled = goes_live is not None and goes_live > timezone.now()
    return local(goes_live, association).date() if goes_live and scheduled else today(association)


def _standing(credential: Credential, written: RequirementSet | None, day: date) -> str:
    in_force, coming = requirement_sets_of(credential.family, day)
    told = [f"In force now: set {in_force.number}, since {_said(in_force)}." if in_force else ""]
    told += [f"Planned: set {one.number}, from {_said(one)}." for one in coming]
    told += [f"Written below: set {written.number}." if written and (coming or written.cancelled_at) else ""]
    told.append(ASKED.format(zone=named(credential.association)))
    return " ".join(filter(None, told))


def _said(one: RequirementSet) -> str:
    return date_format(one.effective_from, "j F Y")
