"""Sign in, and sign up with the link from the mailbox."""

import re

from association.rehearsal.browser import Browser, Screen, Stuck

LINK = re.compile(r"https?://[^\s<>\"]+")


def sign_in(address: str, email: str, password: str) -> Browser:
    """A browser in which this person is signed in."""
    browser = Browser(address)
    after = browser.get("/accounts/login/").submit({"login": email, "password": password}, control="password")
    if after.has_form(control="password"):
        raise Stuck(f"{email} cannot sign in: {after.text[:200]}")
    return browser


def sign_up(address: str, email: str, password: str) -> Browser:
    """A new account: create it, read the mail, follow the link, sign in."""
    browser = Browser(address)
    browser.get("/accounts/signup/").submit(
        {"email": email, "password1": password, "password2": password}, control="password1"
    )
    link = letter_link(browser, email, "/accounts/confirm-email/")
    screen = browser.get(link)
    if screen.has_form(action="confirm-email"):
        screen.submit(action="confirm-email")
    return sign_in(address, email, password)


def letter_link(browser: Browser, to: str, part: str) -> str:
    """The link containing `part` in the newest message to this person. Stuck if no message has one."""
    return letter_links(browser, to, part)[0]


def letter_links(browser: Browser, to: str, part: str) -> list[str]:
    """The link containing `part` of each message to this person, newest first. Stuck if there is none."""
    mailbox = Browser(browser.address).get(f"/mailbox/?to={to}")
    letters = (mailbox.browser.get(address) for address in mailbox.links("/mailbox/") if "?" not in address)
    links = [link for letter in letters for link in _links(letter) if part in link]
    if not links:
        raise Stuck(f"No message to {to} has a link to {part}.")
    return links


def _links(letter: Screen) -> list[str]:
    return LINK.findall(letter.text)
