"""The candidate sits the exam."""

from association.rehearsal.answers import exam_answers
from association.rehearsal.applicants import Applicant
from association.rehearsal.browser import Browser, Stuck
from association.rehearsal.signing import letter_link


def sit_exam(browser: Browser, applicant: Applicant) -> None:
    """Follow the link in the letter, begin, answer, check and hand in."""
    screen = browser.get(letter_link(browser, applicant.email, "/exam/"))
    if screen.has_form(action="/begin/"):
        screen = screen.submit(action="/begin/")
    check = screen.submit(exam_answers(applicant), control="revision", button=("then", "check"))
    done = check.submit(control="revision")
    if "handed in" not in done.text:
        raise Stuck(f"{applicant.name} could not hand in: {done.text[:300]}")
