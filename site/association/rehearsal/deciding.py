"""The coordinator's part, in the admin."""

import re
from urllib.parse import quote

from association.rehearsal.applicants import Applicant
from association.rehearsal.browser import Browser, Screen, Stuck

WORKLIST = "/admin/endorsement/applications/"
TO_WRITE = re.compile(r"^\[.*$", re.MULTILINE)
REASON = "The exam answers were too short to show how you work. Please sit the exam once more."


def review(coordinator: Browser, applicant: Applicant) -> None:
    """Take the application up, verify its transcripts, and send it on: to the exam, or to be decided.

    The exam opens at once: on the first day that may be chosen, which is today where the association is.
    """
    file = open_file(coordinator, applicant)
    file = _press(file, "begin/")
    while file.has_form(action="/verify/"):
        file = _press(file, "/verify/")
    if applicant.sits_exam:
        exam = _step(file, "exam")
        exam.submit({"opens_on": exam.attribute("opens_on", "min")}, control="opens_on")
    else:
        _press(file, "/ready/")


def is_ready(coordinator: Browser, file: str) -> bool:
    """Whether the application waits for a decision."""
    return bool(coordinator.get(file).links("/decide/"))


def decide(coordinator: Browser, file: str) -> str:
    """Decide as the findings propose, after looking at the letter; the outcome."""
    sheet = _step(coordinator.get(file), "decide")
    outcome = str(sheet.soup.select_one('[name="outcome"]')["value"])  # type: ignore[index]
    letter = sheet.soup.select_one('[name="letter"]')
    text = TO_WRITE.sub(REASON, letter.text.strip() if letter else "")
    preview = sheet.submit({"letter": text}, control="letter", button=("then", "preview"))
    done = preview.submit(control="letter", button=("then", "send"))
    if is_ready(coordinator, file):
        raise Stuck(f"{file} could not be decided: {done.text[:400]}")
    return outcome


def open_file(coordinator: Browser, applicant: Applicant) -> Screen:
    """The one application of this person, found by searching the worklist."""
    listing = coordinator.get(f"{WORKLIST}?q={quote(applicant.email)}")
    links = [link for link in listing.links(WORKLIST) if re.search(r"/[0-9a-f-]{36}/$", link)]
    if len(links) != 1:
        raise Stuck(f"The worklist shows {len(links)} applications of {applicant.email}.")
    return coordinator.get(links[0])


def _press(file: Screen, action: str) -> Screen:
    """Press one of the file's own buttons; the file again."""
    return file.submit(action=action)


def _step(file: Screen, name: str) -> Screen:
    links = file.links(f"{file.path}{name}/")
    if not links:
        raise Stuck(f"{file.path} does not offer “{name}”: {file.text[:400]}")
    return file.browser.get(links[0])
