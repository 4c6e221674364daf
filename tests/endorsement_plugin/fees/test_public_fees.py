"""What associations charge, as far as they publish it (field notes, §10), falls due at each step as they do.

Left out is what no source says: a sum, or for which category one is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.exams.actions.schedule import schedule_sitting
from endorsement_plugin.fees.actions.publish import publish_fee_lines
from endorsement_plugin.models import Application, Association, Credential, FormVersion
from endorsement_plugin.rules.fees import Due, Terms
from tests.factories.applications import make_application
from tests.factories.credentials import (
    make_association,
    make_credential,
    make_exam_paper,
    make_form,
    make_requirements,
)
from tests.factories.definitions import definition, question, step
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
Sums = Mapping[str, str]
"""By category, what its applicants pay."""


@dataclass(frozen=True)
class Row:
    """Of one association. Membership stands beside the fees of every category that it has."""

    name: str
    membership: str = ""
    registration: Sums = field(default_factory=dict)
    processing: Sums = field(default_factory=dict)
    exam: Sums = field(default_factory=dict)
    currency: str = "USD"

    @property
    def categories(self) -> list[str]:
        """All that something is published of."""
        return sorted({*self.registration, *self.processing, *self.exam})

    def at(self, moment: Due, category: str) -> dict[str, str]:
        """What falls due there, by its label."""
        match moment:
            case Due.OPENING:
                sums = {"Membership": self.membership, "Registration": self.registration.get(category, "")}
            case Due.SUBMISSION:
                sums = {"Processing": self.processing.get(category, "")}
            case _:
                sums = {"Exam": self.exam.get(category, "")}
        return {label: amount for label, amount in sums.items() if amount}


CATEGORIES = ("IFA", "IFS", "IMHS", "IMHM")


def all_of(amount: str) -> dict[str, str]:
    return dict.fromkeys(CATEGORIES, amount)


def each(*amounts: str) -> dict[str, str]:
    return dict(zip(CATEGORIES, amounts, strict=True))


ROWS = [
    Row(
        "Arizona",
        "$60.00",
        each("$15.00", "$20.00", "$25.00", "$25.00"),
        each("$25.00", "$100.00", "$200.00", "$300.00"),
    ),
    Row(
        "Connecticut",
        "",
        {**each("$15.00", "$15.00", "$25.00", "$25.00"), "ERS": "$20.00"},
        {**each("$25.00", "$100.00", "$300.00", "$400.00"), "ERS": "$150.00"},
    ),
    Row("New York", processing=each("$25.00", "$100.00", "$300.00", "$400.00")),
    Row(
        "South Carolina",
        "$45.00",
        all_of("$20.00"),
        each("$50.00", "$75.00", "$100.00", "$125.00"),
        {"IMHM": "$25.00"},
    ),
    Row("Oklahoma", "", all_of("$25.00"), {"IFA": "$25.00", "IFS": "$55.00", "RS": "$100.00"}),
    Row("Alaska", "", each("$15.00", "$15.00", "$25.00", "$25.00")),
    Row("Washington", "$80.00", all_of("$25.00")),
    Row("Virginia", "$60.00", all_of("$50.00"), exam={"IMHM": "$200.00"}),
    Row("Indiana", "$50.00", processing={"IFA": "$25.00", "IFS": "$50.00"}),
    Row("Western Australia", "", all_of("A$50.00"), currency="AUD"),
    Row("Michigan", processing={"IFS": "$100.00"}),
]


def published(row: Row, association: Association, category: str) -> Credential:
    """A category with what it costs, as its editor publishes it."""
    credential = make_credential(association, category)
    lines = [
        Terms(f"{label}-{category}", label, Decimal(amount.lstrip("A$")), moment)
        for moment in (Due.OPENING, Due.SUBMISSION, Due.EXAM)
        for label, amount in row.at(moment, category).items()
    ]
    publish_fee_lines(family=credential.family, lines=lines)
    return credential


def form_of(credential: Credential) -> FormVersion:
    make_requirements(credential)
    return make_form(credential, definition(step("one", question("agency", required=False))))


def prices(application: Application) -> dict[str, str]:
    return {fee.label: fee.price for fee in application.fees.all()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_category_is_charged_what_its_association_publishes(row: Row):
    association = make_association(currency=row.currency)
    ada = make_person("ada@example.org", given_name="Ada", family_name="Lane")
    for category in row.categories:
        form = form_of(published(row, association, category))
        application = start_application(form=form.form.family, by=ada.account, today=TODAY)
        assert prices(application) == row.at(Due.OPENING, category)
        submit_application(application=application.pk, by=ada.account, today=TODAY, list_in_registry=False)
        due = row.at(Due.OPENING, category) | row.at(Due.SUBMISSION, category)
        assert prices(application) == due, category


@pytest.mark.parametrize("row", [row for row in ROWS if row.exam], ids=lambda row: row.name)
def test_the_exam_is_charged_to_whoever_sits_it(row: Row):
    association = make_association(currency=row.currency)
    for category in ("IMHS", "IMHM"):
        credential = published(row, association, category)
        make_requirements(credential, [{"kind": "exam", "id": "e"}])
        make_exam_paper(credential)
        ada = make_person(f"{category.lower()}@example.org")
        application = make_application(ada, credential=credential, state="in_review")
        schedule_sitting(application=application.pk, by=make_coordinator(association), today=TODAY)
        assert prices(application) == row.at(Due.EXAM, category)
