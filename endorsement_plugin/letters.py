"""The words of messages: one template each, whose first line is the subject."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from .clock import in_time_of
from .conf import current
from .models import Application, Association


@dataclass(frozen=True)
class Letter:
    """A message before anyone has edited it."""

    subject: str
    body: str


def compose(name: str, application: Application, **context: object) -> Letter:
    """The letter `name` for this applicant. Reads credential, person and association of the application."""
    known = {
        "application": application,
        "association": application.association,
        "credential": application.credential,
        "person": application.person,
    }
    with in_time_of(application.association):
        text = render_to_string(f"endorsement_plugin/letters/{name}.txt", {**known, **context})
    subject, _, body = text.strip().partition("\n")
    return Letter(subject=subject.strip(), body=body.strip() + "\n")


def address_of(association: Association, path: str) -> str:
    """The full address of a path on the association's own site, for links in mail."""
    return root_of(association) + path


def root_of(association: Association) -> str:
    """Where the association's own site is, without a slash at its end. Never what a request says."""
    root: str = current().BASE_URL or association.site.root_url
    return root.rstrip("/")
