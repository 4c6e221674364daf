"""An editor at work in Wagtail's admin, through the same forms as a browser posts."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from endorsement_plugin.models import Association
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialIndexPage,
    CredentialPage,
    ReferenceFormPage,
)
from tests.factories.credentials import make_association
from tests.factories.people import make_editor

Data = dict[str, Any]


class Editor:
    """Signed in, with the association whose pages are theirs."""

    def __init__(self, association: Association | None = None) -> None:
        self.association = association or make_association()
        self.user: User = make_editor(self.association)
        self.client = Client()
        self.client.force_login(self.user)

    @property
    def home(self) -> Page:
        return self.association.site.root_page

    def create(self, kind: type[Page], parent: Page, data: Data, *, publish: bool = True) -> Any:
        """The page as the admin made it; the refusing form if it did not."""
        url = reverse("wagtailadmin_pages:add", args=["endorsement_pages", kind._meta.model_name, parent.pk])
        return self._after(kind, self._post(url, data, publish), data)

    def change(self, page: Page, data: Data, *, publish: bool = True) -> Any:
        """The page as the admin changed it; the refusing form if it did not."""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return self._after(type(page), self._post(url, data, publish), data)

    def unpublish(self, page: Page) -> None:
        response = self.client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        assert response.status_code == 302

    def delete(self, page: Page) -> None:
        response = self.client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code == 302

    def _post(self, url: str, data: Data, publish: bool) -> HttpResponse:
        action = {"action-publish": "1"} if publish else {}
        whole = nested_form_data({**data, "comments": inline_formset([])}) | action
        return self.client.post(url, whole)  # type: ignore[return-value]

    def _after(self, kind: type[Page], response: HttpResponse, data: Data) -> Any:
        if response.status_code == 302:
            return kind.objects.get(slug=data["slug"])
        return response.context["form"]  # type: ignore[attr-defined]


def text(label: str, **more: Any) -> tuple[str, Data]:
    """A short question as the editor posts it."""
    return "text", {"label": label, "help": "", "required": "on", "name": "", "max_length": "200", **more}


def stepped(*steps: tuple[str, list[tuple[str, Data]]], ids: list[str] | None = None) -> Data:
    """The field `body` with these steps; with ids for the steps that exist."""
    body = streamfield(
        [
            (
                "step",
                {
                    "title": title,
                    "intro": rich_text("<p>About this step.</p>"),
                    "minutes": "10",
                    "name": "",
                    "fields": streamfield(fields),
                },
            )
            for title, fields in steps
        ]
    )
    for index, block_id in enumerate(ids or []):
        body[str(index)]["id"] = block_id
    return body


def form_data(body: Data, slug: str = "apply", title: str = "Apply", **more: Any) -> Data:
    """An application or reference form as posted."""
    return {"title": title, "slug": slug, "intro": rich_text("<p>Take your time.</p>"), "body": body, **more}


REQUIREMENTS = [
    ("training", {"hours": "30", "topic": "infant mental health", "quotas-count": "0", "designation": ""}),
    ("references", {"count": "3", "designation": ""}),
]
TRAINED = "At least 30 hours of specialized training (about infant mental health; a person looks at that)"
"""The first of them, in words."""


def credential_data(requirements: list[tuple[str, Data]] | None = None, **more: Any) -> Data:
    """A credential page as posted."""
    return {
        "title": "Infant Family Specialist",
        "slug": "ifs",
        "code": "IFS",
        "scope": "Prevention",
        "age_band": "Birth to three",
        "position": "1",
        "summary": "For home visitors.",
        "example_roles": "Home visitor\nDoula",
        "body": rich_text("<p>You meet families.</p>"),
        **{name: streamfield([]) for name in ("windows", "downloads", "videos", "fees")},
        "effective_from": "2026-01-01",
        "requirements": streamfield(REQUIREMENTS if requirements is None else requirements),
        **more,
    }


def make_index(editor: Editor) -> CredentialIndexPage:
    """The list of credentials, published."""
    page = editor.home.add_child(instance=CredentialIndexPage(title="Credentials", slug="credentials"))
    assert isinstance(page, CredentialIndexPage)
    return page


def make_credential_page(editor: Editor, **more: Any) -> CredentialPage:
    """A credential, published through the admin."""
    page = editor.create(CredentialPage, make_index(editor), credential_data(**more))
    assert isinstance(page, CredentialPage), page.errors
    return page


def make_reference_page(editor: Editor, parent: Page) -> ReferenceFormPage:
    """A reference form, published through the admin."""
    data = form_data(stepped(("Rating", [text("What have you seen?")])), "reference", "Reference")
    page = editor.create(ReferenceFormPage, parent, data)
    assert isinstance(page, ReferenceFormPage), page.errors
    return page


def application_fields(reference: Page) -> list[tuple[str, Data]]:
    """What feeds REQUIREMENTS."""
    return [
        text("Your role"),
        ("evidence", {"kind": "training", "label": "Trainings", "help": "", "name": ""}),
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


def make_form_page(editor: Editor) -> ApplicationFormPage:
    """A credential with its application form, published through the admin."""
    credential = make_credential_page(editor)
    reference = make_reference_page(editor, credential.get_parent())
    data = form_data(stepped(("About you", application_fields(reference))))
    page = editor.create(ApplicationFormPage, credential, data)
    assert isinstance(page, ApplicationFormPage), page.errors
    return page
