"""Applications as coordinators enter them from paper."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User

from endorsement_plugin.applications.actions.start_on_paper import start_on_paper
from endorsement_plugin.models import Application, Association, FormVersion
from tests.factories.credentials import make_application_form, make_association, make_credential
from tests.factories.people import make_coordinator

TODAY = date(2026, 3, 2)
RECEIVED = date(2026, 2, 26)
PAPER = {"given_name": "Kaʻiulani", "family_name": "Kahale", "email": "kai@paper.example"}


def office(association: Association | None = None) -> User:
    return make_coordinator(association or make_association())


def enter(form: FormVersion | None = None, by: User | None = None, **given: Any) -> Application:
    """A draft for Kaʻiulani, who wrote to the office, unless told otherwise."""
    made = FormVersion.objects.filter(form__kind="application", form__credential=make_credential())
    version = form or made.first() or make_application_form()
    values: dict[str, Any] = {"received_on": RECEIVED, "today": TODAY, **PAPER, **given}
    by = by or office(version.form.association)
    return start_on_paper(form=version.form.family, by=by, **values)
