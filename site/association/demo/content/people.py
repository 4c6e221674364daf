"""Accounts of the invented people, with verified addresses."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User

from association.demo.cast import Member

SUPERUSER = "Superuser"


def ensure_people(cast: list[Member]) -> dict[str, User]:
    """Everyone's account by e-mail address. An account that exists keeps its name and password."""
    return {member.email: _ensure(member) for member in cast}


def _ensure(member: Member) -> User:
    existing = User.objects.filter(email=member.email).first()
    if existing:
        return existing
    given, _, family = member.name.partition(" ")
    user = User.objects.create_user(
        member.email.partition("@")[0],
        member.email,
        member.password,
        first_name=given,
        last_name=family,
        is_superuser=member.role == SUPERUSER,
        is_staff=member.role == SUPERUSER,
    )
    EmailAddress.objects.create(user=user, email=member.email, verified=True, primary=True)
    return user
