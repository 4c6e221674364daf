"""The applicant's part: start, answer every step, upload, name referees, sign, submit."""

from datetime import date
from pathlib import Path
from urllib.parse import urljoin

from association.rehearsal.answers import Values, details, step_answers
from association.rehearsal.applicants import Applicant
from association.rehearsal.browser import Browser, Screen, Stuck
from association.rehearsal.clock import wait_for
from association.rehearsal.portfolio import portfolio

BEING_CHECKED = "Being checked"
SLOTS = (1, 2, 3)


def start(browser: Browser, applicant: Applicant) -> str:
    """Start from the credential's page; the path of the application."""
    credential = browser.get(f"/credentials/{applicant.credential.lower()}/")
    started = browser.get(credential.links(f"{credential.path}apply/")[0]).submit(action="/apply/start/")
    if not started.path.startswith("/apply/"):
        raise Stuck(f"{applicant.name} could not start at {started.url}.")
    return started.path


def fill(browser: Browser, applicant: Applicant, application: str, today: date, files: Path) -> None:
    """Everything that the form asks for, in the order of its steps."""
    for kind, values in portfolio(applicant, today):
        _add(browser, application, kind, values)
    for step in browser.get(application).links(f"{application}steps/"):
        _answer(browser.get(step), applicant, files)
    for slot in SLOTS:
        _name_referee(browser, applicant, application, slot)


def begin(browser: Browser, applicant: Applicant, application: str, today: date) -> None:
    """Half of it: who one is, a degree, a position, and all trainings but one."""
    browser.get(f"{application}steps/about_you/").submit(details(applicant), control="revision")
    trainings = [entry for entry in portfolio(applicant, today) if entry[0] == "training"]
    others = [entry for entry in portfolio(applicant, today) if entry[0] in ("education", "work")]
    for kind, values in [*others, *trainings[1:]]:
        _add(browser, application, kind, values)


def await_inspection(browser: Browser, application: str) -> None:
    """Wait until a worker has looked at the transcript."""
    step = f"{application}steps/education/"
    wait_for(f"the transcripts of {application}", lambda: BEING_CHECKED not in browser.get(step).text)


def submit(browser: Browser, application: str) -> None:
    """Check the answers and submit; Stuck with what is missing if it is refused."""
    done = browser.get(f"{application}check/").submit({"list_in_registry": "on"}, control="list_in_registry")
    if done.path != application:
        raise Stuck(f"{application} was not submitted: {done.text[:600]}")


def _add(browser: Browser, application: str, kind: str, values: Values) -> None:
    browser.get(f"{application}evidence/{kind}/add/").submit(values, control="title")


def _answer(screen: Screen, applicant: Applicant, files: Path) -> None:
    for statement in _actions(screen, "/statements/"):
        screen = _sign(screen, statement, applicant)
    for upload in _uploads(screen):
        for name in _files_of(applicant):
            screen = screen.submit(action=upload, files={"file": files / name})
    if screen.has_form(control="revision"):
        screen.submit({**step_answers(), **details(applicant)}, control="revision")


def _sign(screen: Screen, statement: str, applicant: Applicant) -> Screen:
    prefix = f"sign-{statement.rstrip('/').rpartition('/')[2]}"
    return screen.submit({f"{prefix}-agreed": "on", f"{prefix}-typed_name": applicant.name}, action=statement)


def _uploads(screen: Screen) -> list[str]:
    return [action for action in _actions(screen, "/transcripts/") if not action.endswith("/remove/")]


def _actions(screen: Screen, part: str) -> list[str]:
    actions = (str(form.get("action") or "") for form in screen.soup.find_all("form"))
    return [action for action in actions if part in urljoin(screen.url, action)]


def _files_of(applicant: Applicant) -> tuple[str, ...]:
    """A few first send what cannot be read, and then something better."""
    if applicant.number % 4 == 3:
        return ("truncated.pdf", "good.pdf")
    return ("scanned.pdf",) if applicant.number % 4 == 2 else ("good.pdf",)


def _name_referee(browser: Browser, applicant: Applicant, application: str, slot: int) -> None:
    referee = {
        "name": f"Referee {('One', 'Two', 'Three')[slot - 1]}",
        "email": referee_email(applicant, slot),
    }
    browser.get(f"{application}referees/{slot}/").submit(
        {**referee, "waived": "on"}, control="email", button=("then", "send")
    )


def referee_email(applicant: Applicant, slot: int) -> str:
    """Where this referee reads mail."""
    name, _, host = applicant.email.partition("@")
    return f"referee{slot}.{name}@{host}"
