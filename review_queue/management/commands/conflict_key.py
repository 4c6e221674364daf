"""The key with which somebody finds the answers that he or she was barred from, in an evidence pack."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from review_queue.models.bars import user_digests


class Command(BaseCommand):
    help = (
        "Print somebody's own key to conflicts_applied.csv. Give it to that person only: a row is theirs if "
        "its digest is HMAC-SHA256 of the answer's code under the key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        users = get_user_model()._default_manager
        user = users.filter(**{get_user_model().USERNAME_FIELD: username}).first()
        if user is None:
            raise CommandError("There is no account with this name.")
        for key in user_digests(user.pk):
            self.stdout.write(key)
