"""The words of messages: one template each, whose first line is the subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from endorsement_plugin.clock import in_time_of, named
from endorsement_plugin.conf import current
from endorsement_plugin.models import Application, ApplicationEvent, Association, Endorsement, Person

from .catalog import LETTERS
from .links import join_path
from .queries import invitation_to, text_of
from .texts import filled

INVITED = (
    "The page above opens with an account, and you have none on this site yet. Make one by this link, with "
    "the address that this letter came to; it works once, and until {until}:\n{link}"
)
UNINVITED = (
    "The page above opens with an account, and you have none on this site yet. Ask {association}{at} for an "
    "invitation: by its link you make one, and find there what you hold."
)


@dataclass(frozen=True)
class Letter:
    """A message before anyone has edited it."""

    subject: str
    body: str


def compose(name: str, application: Application, **context: object) -> Letter:
    """The letter `name` for this applicant. Reads credential, person and association of the application.

    Whoever has no account reads in it how they get in, where it names a page that asks for one.
    """
    defaults = {
        "application": application,
        "association": application.association,
        "credential": application.credential,
        "person": application.person,
    }
    letter = written(name, application.association, **{**defaults, **context})
    return _opening(letter, application.person, application.association)


def compose_for_holder(name: str, endorsement: Endorsement, **context: object) -> Letter:
    """The letter `name` for whoever holds this endorsement, with a link to where they find it.

    In the association's own words where it has written any, else in those of the template, which can say all
    that a placeholder stands for too. Whoever has no account reads in it how they get in, as in `compose`.
    """
    page = reverse("endorsement:endorsement", args=[endorsement.number])
    defaults = {
        "association": endorsement.association,
        "endorsement": endorsement,
        "credential": endorsement.credential,
        "person": endorsement.person,
        "link": address_of(endorsement.association, page),
    }
    letter = _holders_letter(name, endorsement.association, {**defaults, **context})
    return _opening(letter, endorsement.person, endorsement.association)


def _holders_letter(name: str, association: Association, given: Mapping[str, Any]) -> Letter:
    kind = LETTERS.get(name)
    if kind is None:
        return written(name, association, **given)
    values = kind.values(given)
    text = text_of(association, name)
    if text is not None:
        return own_letter(text.subject, text.body, values, association)
    return written(name, association, **{**values, **given})


def _opening(letter: Letter, person: Person, association: Association) -> Letter:
    """The letter, with how to get in where it names a page of the person's own and they have no account.

    By the invitation of the association that works still, if there is one to this address; else they ask
    for one. None is made here: who invites whom is a coordinator's to answer for.
    """
    own_pages = address_of(association, reverse("endorsement:applications"))
    if person.user_id is not None or own_pages not in letter.body:
        return letter
    invitation = invitation_to(person, association)
    if invitation is None:
        at = f" ({association.email})" if association.email else ""
        words = UNINVITED.format(association=association.name, at=at)
    else:
        with in_time_of(association):
            until = date_format(localtime(invitation.expires_at), "j F Y")
        words = INVITED.format(until=until, link=address_of(association, join_path(invitation)))
    return Letter(letter.subject, f"{letter.body.rstrip()}\n\n{words}\n")


def own_letter(subject: str, body: str, values: Mapping[str, object], association: Association) -> Letter:
    """An association's own words with the placeholders filled in, its days and times where it is."""
    with in_time_of(association):
        line = " ".join(filled(subject, values).split())
        return Letter(subject=line, body=filled(body, values) + "\n")


def news_letter(association: Association, news: Sequence[ApplicationEvent]) -> Letter:
    """What is new for a coordinator: one line and one link for each."""
    from .queries import NEWS

    lines = [(event, NEWS[event.action], address_of(association, _file(event.application))) for event in news]
    return written("news", association, lines=lines)


def written(name: str, association: Association, /, **context: object) -> Letter:
    """The letter `name` from this association, with its times, and `time_zone` for what they are."""
    defaults = {"association": association, "time_zone": named(association)}
    with in_time_of(association):
        text = render_to_string(f"endorsement_plugin/letters/{name}.txt", {**defaults, **context})
    subject, _, body = text.strip().partition("\n")
    return Letter(subject=subject.strip(), body=body.strip() + "\n")


def _file(application: Application) -> str:
    return reverse("endorsement_applications:inspect", args=[application.pk])


def address_of(association: Association, path: str) -> str:
    """The full address of a path on the association's own site, for links in mail."""
    return root_of(association) + path


def root_of(association: Association) -> str:
    """Where the association's own site is, without a slash at its end. Never what a request says."""
    root: str = current().BASE_URL or association.site.root_url
    return root.rstrip("/")
