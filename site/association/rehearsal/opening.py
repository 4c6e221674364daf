"""Work left undone on purpose, so that whoever looks at the demo finds something to do in each role."""

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone

from association.rehearsal import applying, deciding, reviewing, sitting
from association.rehearsal.applicants import Applicant, invent
from association.rehearsal.browser import Browser
from association.rehearsal.clock import wait_for
from association.rehearsal.round import Candidate, Round, transcripts
from association.rehearsal.signing import sign_in

MOST_SCORED = 2
ADA = Applicant(1, "Ada", "Applicant", "ada.applicant@example.org", "IFS")


def leave_work(playing: Round, run: str) -> None:
    """A draft, an application to review, one to decide, an exam to clear, and answers for two reviewers."""
    playing.say("Some work is left for you.")
    _begin_draft(playing)
    people = iter(invent(3 + MOST_SCORED, f"{run}-open", seed=1))
    coordinator, clearer = playing.sign_in("Coordinator"), playing.sign_in("Clearer")
    with transcripts() as files:

        def apply(credential: str) -> Candidate:
            return playing.apply(replace(next(people), credential=credential), files)

        def hand_in() -> None:
            one = apply("IMHS")
            playing.refer([one])
            _hand_in(coordinator, clearer, one)

        apply("IMHS")  # the referees of this one have not answered
        decidable = apply("IFS")
        playing.refer([decidable])
        deciding.review(coordinator, decidable.who)
        _offer_to_the_first(playing, clearer, hand_in)
        hand_in()


def _offer_to_the_first(playing: Round, clearer: Browser, hand_in: Callable[[], None]) -> None:
    """Let exams arrive until the two reviewers whom a newcomer meets first have one each."""
    members = [member for member in playing.cast if member.opens == "/review/"]
    panel = [sign_in(playing.address, member.email, member.password) for member in members]
    for exams in range(1, MOST_SCORED + 1):
        hand_in()
        reviewing.clear_all(clearer)
        wait_for("two reviewers", lambda: _offered(panel) >= 2 * exams)  # noqa: B023 (waited for in here)
        if all(reviewing.offers(reviewer) for reviewer in panel[:2]):
            return


def _offered(panel: list[Browser]) -> int:
    return sum(len(reviewing.offers(reviewer)) for reviewer in panel)


def _begin_draft(playing: Round) -> None:
    """The applicant of the demo has begun, and has some hours to go."""
    member = next(member for member in playing.cast if member.email == ADA.email)
    browser = sign_in(playing.address, member.email, member.password)
    applying.begin(browser, ADA, applying.start(browser, ADA), timezone.localdate())


def _hand_in(coordinator: Browser, clearer: Browser, one: Candidate) -> None:
    deciding.review(coordinator, one.who)
    sitting.sit_exam(one.browser, one.who)
    wait_for(f"the answers of {one.who.name}", lambda: bool(reviewing.to_clear(clearer)))
