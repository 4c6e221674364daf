"""Who was barred gets a key of their own; nobody finds them without it."""

import pytest
from django.core.management import CommandError, call_command

from review_queue.models.bars import user_digests
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def test_the_key_is_the_one_that_bars_are_stated_with(capsys):
    user = reviews.make_account()
    call_command("conflict_key", user.username)
    assert capsys.readouterr().out.split() == user_digests(user.pk)


def test_a_key_from_before_the_secret_changed_is_given_too(capsys, settings):
    user = reviews.make_account()
    former = user_digests(user.pk)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret of this site"
    call_command("conflict_key", user.username)
    assert capsys.readouterr().out.split()[1:] == former


def test_an_account_that_is_not_there_is_said_so():
    with pytest.raises(CommandError, match="no account with this name"):
        call_command("conflict_key", "nobody")
