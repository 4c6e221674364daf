"""For a site that has people already: those who open its admin can sign in by their e-mail address."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from endorsement_plugin.errors import Refusal
from endorsement_plugin.people.actions import confirm_address
from endorsement_plugin.permissions import opens_admin


class Command(BaseCommand):
    help = "Take the e-mail addresses of the people who open the admin as confirmed, and say who has none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--everybody",
            action="store_true",
            help="All accounts: only if your site has always asked people to confirm their addresses.",
        )
        parser.add_argument(
            "--give",
            nargs=2,
            metavar=("USERNAME", "ADDRESS"),
            help="Write this address into one account first, and confirm that account alone.",
        )

    def handle(self, *args: Any, everybody: bool, give: list[str] | None, **options: Any) -> None:
        people = get_user_model()._default_manager.filter(is_active=True)
        if give:
            chosen = [_given(*give)]
        else:
            chosen = [user for user in people.order_by("pk") if everybody or opens_admin(user)]
        for user in chosen:
            self._confirm(user)

    def _confirm(self, user: Any) -> None:
        try:
            confirm_address(user=user)
        except Refusal as refusal:
            self.stderr.write(f"{refusal.message} Use --give {user.get_username()} ADDRESS.")
        else:
            self.stdout.write(f"{user.get_username()} signs in as {user.email.lower()}.")


def _given(username: str, address: str) -> Any:
    users = get_user_model()
    user = users._default_manager.filter(**{users.USERNAME_FIELD: username}).first()
    if user is None:
        raise CommandError(f"There is no account “{username}”.")
    try:
        validate_email(address)
    except ValidationError as error:
        raise CommandError(f"“{address}” is not an e-mail address.") from error
    user.email = address
    user.save(update_fields=["email"])
    return user
