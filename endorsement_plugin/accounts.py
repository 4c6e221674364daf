"""Accounts by allauth: `ACCOUNT_ADAPTER = "endorsement_plugin.accounts.AccountAdapter"`.

Messages are durable rows whose links name the association's own site; people land where their work is; and
whoever was given an account by hand can sign in.
"""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from review_queue.typed.cleaning import clean_address

from .associations.queries import association_for
from .exams.backends.base import backend
from .limits import client_address
from .mail.letters import root_of
from .mail.notifications import queue_mail
from .models import Association
from .people.actions import confirm_given_address, spell_small
from .permissions import Visitor, opens_admin


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter, as the plugin needs it. A site may subclass it."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """As every other limit of ours sees it; never an error, whatever the header says."""
        return client_address(request)

    def clean_email(self, email: str) -> str:
        """Without signs that nobody sees, by the API too: one mailbox is not several accounts."""
        return str(super().clean_email(clean_address(email)))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Whoever pastes an address with such a sign signs in all the same."""
        if isinstance(given := credentials.get("email"), str):
            credentials["email"] = clean_address(given)
        return super().authenticate(request, **credentials)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message as a row; a job sends it. A mail server that is down stops nobody here."""
        association = _association()
        message = self.render_mail(template_prefix, email, _context(email, association, context))
        with transaction.atomic():
            queue_mail(
                event_key=f"{template_prefix}:{uuid4().hex}",
                to=email,
                subject=message.subject,
                body=str(message.body),
                association=association,
            )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Hash a password, as a new account does: how long it takes then tells nobody that there is one."""
        make_password(uuid4().hex)
        super().send_account_already_exists_mail(email)

    def format_email_subject(self, subject: str) -> str:
        association = _association()
        return f"{association.short_name}: {subject}" if association else subject

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """allauth finds addresses in small letters only; by hand they are written as on a visiting card."""
        super().pre_authenticate(request, **credentials)
        spell_small(address=credentials.get("email", ""))

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Who was given an account for the admin by hand was given the address with it."""
        refused: HttpResponse | None = super().pre_login(request, user, **more)
        if refused is None and opens_admin(user):
            confirm_given_address(user=user)
        return refused

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return landing_for(request.user)


def landing_for(user: Visitor) -> str:
    """Where a person's work begins: the admin, the reviews, or the own applications."""
    if opens_admin(user):
        return reverse("wagtailadmin_home")
    return backend().desk(user) or _or_root("endorsement:applications")


def _or_root(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return "/"


def _association() -> Association | None:
    return association_for(current.request) if current.request else None


def _context(email: str, association: Association | None, context: dict[str, Any]) -> dict[str, Any]:
    """What a message is written from. Nothing in it comes from the request's Host: whoever sends the request
    chooses that, and the link in somebody else's mail would lead to the sender's own server.
    """
    request = current.request
    root = _root(request, association)
    domain = urlsplit(root).netloc
    named = association.name if association else domain
    return {
        "request": request,
        "email": email,
        "association": association,
        **{name: _on(root, value, request) for name, value in context.items()},
        "current_site": SimpleNamespace(name=named, domain=domain),
    }


def _root(request: HttpRequest | None, association: Association | None) -> str:
    if association:
        return root_of(association)
    site = Site.find_for_request(request) if request else None
    return str(site.root_url if site else getattr(settings, "WAGTAILADMIN_BASE_URL", ""))


def _on(root: str, value: Any, request: HttpRequest | None) -> Any:
    """An address of this request's host on `root` instead; every other value as it is."""
    if request is None or not isinstance(value, str) or urlsplit(value).netloc != request.get_host():
        return value
    given, own = urlsplit(value), urlsplit(root)
    scheme = "https" if "https" in (given.scheme, own.scheme) else "http"
    return urlunsplit((scheme, own.netloc, given.path, given.query, given.fragment))
