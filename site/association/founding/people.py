"""The first people of an association: accounts without a password, and a letter on how to choose one."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.urls import reverse

from endorsement_plugin.mail.letters import root_of
from endorsement_plugin.mail.notifications import queue_mail
from endorsement_plugin.models import Association
from endorsement_plugin.people.actions import confirm_given_address

from .questions import Person

WORK = {
    "editors": "write its pages, credentials and forms",
    "coordinators": "read and decide its applications",
    "chiefs": "lead the blind review of its exams",
    "clearers": "take names out of exam answers before reviewers read them",
}


def ensure_person(person: Person) -> User:
    """The account with this address, made without a password if it is new."""
    name, address = person
    existing = User.objects.filter(email__iexact=address).order_by("-is_active", "pk").first()
    if existing:
        return existing
    given, _, family = name.partition(" ")
    user = User.objects.create_user(uuid4().hex, address, first_name=given[:150], last_name=family[:150])
    confirm_given_address(user=user)  # only who reads its letters can choose the password
    return user


def invite(association: Association, user: User, work: list[str]) -> bool:
    """Write to a person once what they are asked to do; whether that is new."""
    key = f"founding:{association.pk}:{user.pk}:{'+'.join(sorted(work))}"
    root = root_of(association)
    context = {
        "association": association,
        "name": user.get_full_name(),
        "work": " and to ".join(WORK[one] for one in work),
        "email": user.email,
        "is_new": not user.has_usable_password(),
        "choose": root + reverse("account_reset_password"),
        "sign_in": root + reverse("account_login"),
        "second_factor": settings.SECOND_FACTOR_DEMANDED,
    }
    subject, _, body = render_to_string("founding/invitation.txt", context).partition("\n")
    before = association.mail.filter(event_key=key).exists()
    queue_mail(
        event_key=key, to=user.email, subject=subject, body=body.strip() + "\n", association=association
    )
    return not before
