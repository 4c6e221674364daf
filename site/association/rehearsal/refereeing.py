"""A referee opens the link in the letter and answers. There is no account."""

from association.rehearsal.answers import reference_answers
from association.rehearsal.applicants import Applicant
from association.rehearsal.applying import SLOTS, referee_email
from association.rehearsal.browser import Browser, Stuck
from association.rehearsal.signing import letter_link


def answer_all(address: str, applicant: Applicant) -> None:
    """All three referees of this applicant."""
    for slot in SLOTS:
        _answer(Browser(address), referee_email(applicant, slot))


def _answer(browser: Browser, email: str) -> None:
    screen = browser.get(letter_link(browser, email, "/reference/"))
    form = screen.submit()
    check = form.submit(reference_answers(), control="revision", button=("then", "check"))
    done = check.submit(control="revision")
    if not done.path.endswith("/thanks/"):
        raise Stuck(f"{email} could not hand in the reference: {done.text[:300]}")
