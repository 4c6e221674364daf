"""One way to write a letter about an application, read from the source."""

from tests.house_code import calls

DRAFT = "endorsement_plugin/decisions/queries.py"
"""A coordinator edits the words of a decision before anybody sends them."""

ACCOUNTS = (
    "endorsement_plugin/accounts.py",
    "site/association/authentication/management/commands/reset_second_factor.py",
    "site/association/founding/people.py",
)
"""About an account and not about an application."""


def _elsewhere(name: str, *allowed: str) -> list[str]:
    mail = ("endorsement_plugin/mail/", "review_queue/", *allowed)
    return [place for place, _ in calls(name) if not place.startswith(mail)]


def test_only_mail_fills_in_letters():
    assert list(calls("compose"))
    assert _elsewhere("compose", DRAFT) == []


def test_only_mail_puts_letters_about_applications_in_the_post():
    assert list(calls("queue_mail"))
    assert _elsewhere("queue_mail", *ACCOUNTS) == []


def test_a_letter_is_kept_with_its_application_in_one_place():
    given = [{one.arg for one in call.keywords} for _, call in calls("queue_mail")]
    assert sum("application" in names for names in given) == 1
