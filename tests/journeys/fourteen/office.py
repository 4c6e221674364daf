"""An association with one credential that demands nothing yet, and an open form that asks for everything."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from wagtail.models import GroupPagePermission, Locale
from wagtail.models import Page as PageBase

from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.models import Application, Association, Person
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ReferenceFormPage
from tests.endorsement_plugin.editor.desk import (
    Data,
    Editor,
    credential_data,
    form_data,
    make_index,
    make_reference_page,
    stepped,
)
from tests.factories.applications import freeze_evidence
from tests.factories.people import make_coordinator, make_person
from tests.journeys.fourteen.writing import Editing, Settings
from tests.visitors import sign_in

MET, NOT_MET = re.compile(r"^Met$|, met$"), re.compile(r"^Not met yet$|^[\d.,]+ of [\d.,]+ \w+$")
STEP = "Everything"
LISTS = ("education", "work", "license", "training", "supervision", "membership")


@dataclass
class Office:
    """Where the editor writes, what visitors read, and what applicants are measured by."""

    page: Page
    site: str
    editor: Editor
    credential: CredentialPage
    reference: ReferenceFormPage
    form: ApplicationFormPage | None = field(default=None)
    who: User | None = field(default=None)

    @property
    def association(self) -> Association:
        return self.editor.association

    def open_form(self, *more: tuple[str, Data]) -> ApplicationFormPage:
        """The application form, with these questions beside its sections."""
        sections = [*_sections(self.reference), *more]
        data = form_data(stepped((STEP, sections)))
        made = self.editor.create(ApplicationFormPage, self.credential, data)
        assert isinstance(made, ApplicationFormPage), made.errors
        self.form = made
        return made

    def as_(self, user: User) -> Page:
        """The same browser, with this person before it."""
        if self.who != user:
            sign_in(self.page, self.site, user)
            self.who = user
        return self.page

    def edit(self, page: PageBase | None = None) -> Editing:
        """A page in the admin, with its editor before it; the credential's, if none is said."""
        self.as_(self.editor.user)
        return Editing(self.page, self.site, f"{(page or self.credential).pk}/edit")

    def settings(self) -> Settings:
        """The association's settings, with its editor before them."""
        return Settings(self.as_(self.editor.user), self.site)

    def write(self) -> Editing:
        """The credential's page, to demand something else from today on."""
        editing = self.edit()
        editing.date("In force from", timezone.localdate())
        return editing

    def in_spanish(self, locale: Locale) -> CredentialPage:
        """A draft of the credential's page in this language, as an add-on for translations leaves it."""
        home = self.association.site.root_page.copy_for_translation(locale)
        editors = GroupPagePermission.objects.filter(group=self.association.editors)
        for row in editors:
            GroupPagePermission.objects.create(group=row.group, page=home, permission=row.permission)
        self.credential.get_parent().specific.copy_for_translation(locale)
        made: CredentialPage = self.credential.copy_for_translation(locale)
        return made

    def sheet(self, application: Application) -> "Sheet":
        """An application as a coordinator reads it."""
        page = self.as_(make_coordinator(self.association))
        page.goto(self.site + reverse("endorsement_applications:inspect", args=[application.pk]))
        return Sheet(page)

    def demands(self) -> Locator:
        """What visitors read that the credential demands, one sentence each."""
        self.page.goto(self.site + self.credential.get_url_parts()[2])  # type: ignore[index]
        return self.page.locator("h2#requirements + ul > li")

    def apply(self, email: str = "ina@example.org") -> "Applicant":
        """Somebody who has started an application today."""
        assert self.form is not None
        person = make_person(email)
        row = start_application(form=self.form.translation_key, by=person.account, today=timezone.localdate())
        return Applicant(self, person, row)


@dataclass
class Sheet:
    """What a coordinator decides by."""

    page: Page

    def says(self, sentence: str, badge: str, why: str = "") -> None:
        """The requirement whose sentence begins so stands like this, with these words."""
        line = re.compile(rf"^\s*{re.escape(sentence)}")
        findings = self.page.locator(".desk-finding")
        found = findings.filter(has=self.page.locator(".desk-finding__sentence", has_text=line))
        expect(found.locator(".desk-badge")).to_have_text(badge)
        expect(found).to_contain_text(why)


@dataclass
class Applicant:
    """Somebody with a draft."""

    office: Office
    person: Person
    application: Application

    @property
    def place(self) -> str:
        return f"{self.office.site}/apply/{self.application.pk}/"

    def open(self) -> "Applicant":
        """Their application, with how far they are."""
        self.office.as_(self.person.account).goto(self.place)
        return self

    def hand_in(self) -> Application:
        """Their application, submitted as it stands, without the gate."""
        row = self.application
        row.state, row.submitted_at = "submitted", timezone.now()
        row.save()
        freeze_evidence(row)
        return row

    def answer(self, question: str, answer: str) -> None:
        """On the open page: go to the step, answer the question, save."""
        page = self.office.page
        page.get_by_role("link", name=STEP).click()
        page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
        page.get_by_role("button", name=re.compile("^Save")).first.click()
        expect(page.get_by_role("group", name=question)).to_have_count(0)

    def meter(self, sentence: str) -> Locator:
        """How far they are with the requirement whose sentence begins so, as the open page says."""
        label = self.office.page.locator(".meter__label", has_text=re.compile(rf"^\s*{re.escape(sentence)}"))
        return self.office.page.locator(".meter").filter(has=label)

    def says(self, sentence: str, *, met: bool, why: str = "") -> None:
        """Their page counts this requirement as met, or as not met, with these words."""
        meter = self.meter(sentence)
        expect(meter).to_contain_text(why)
        expect(meter.locator(".meter__value")).to_have_text(MET if met else NOT_MET)


def make_office(page: Page, site: str, **more: Any) -> Office:
    """All of it, published."""
    editor = Editor()
    index = make_index(editor)
    names = {"title": "Infant Mental Health Specialist", "code": "IMHS", "slug": "imhs"}
    data = credential_data([], **{**names, "effective_from": "2025-01-01", **more})
    credential = editor.create(CredentialPage, index, data)
    assert isinstance(credential, CredentialPage), credential.errors
    return Office(page, site, editor, credential, make_reference_page(editor, index))


def _sections(reference: ReferenceFormPage) -> list[tuple[str, Data]]:
    return [
        *(("evidence", {"kind": kind, "label": kind.capitalize(), "help": "", "name": ""}) for kind in LISTS),
        ("transcripts", {"label": "Transcripts", "help": "", "name": "", "max": "5"}),
        (
            "references",
            {
                "label": "Your referees",
                "help": "",
                "name": "",
                "form": str(reference.pk),
                "slots": {
                    "count": "3",
                    **{
                        str(n): {"value": f"Referee {n}", "type": "item", "order": str(n), "deleted": ""}
                        for n in range(3)
                    },
                },
            },
        ),
    ]
