"""What the operator's figures mean, in words and with what to do: for the page and the command alike."""

from dataclasses import dataclass
from datetime import timedelta

from review_queue.assigning.queries.deadlines import in_batches
from review_queue.rules.health import MAIL, PLACES, SEALS, WORK, Level, in_words, of_age

from .snapshot import Operations

REPAIR = "review_queue.repair_access"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that is well or is not. `advice` is empty when there is nothing to do."""

    code: str
    name: str
    level: Level
    words: str
    advice: str = ""


def signs(seen: Operations) -> list[Sign]:
    """In the order in which one would look."""
    return [
        _clock(seen),
        _broker(seen),
        _workers(seen),
        _waiting(seen),
        _given_up(seen),
        _mail(seen),
        _duties(seen),
        _access(seen),
        _seals(seen),
        _places(seen),
        _late(seen),
        _alone(seen),
    ]


def worst(listed: list[Sign]) -> Level:
    """The level of the worst of them."""
    return max((sign.level for sign in listed), key=list(Level).index)


def _clock(seen: Operations) -> Sign:
    age = seen.clock.age
    words = "It has never run." if age is None else f"Last pass {in_words(age)} ago."
    level = Level.ACT if seen.clock.late else Level.GOOD
    advice = "Without it nothing is retried, reminded or sealed. Start manage.py reconcile --loop."
    return _sign("clock", "Clock", level, words, advice)


def _broker(seen: Operations) -> Sign:
    if seen.broker is None:
        advice = "Nothing is lost, but work waits. Start the broker; the clock wakes the workers again."
        return _sign("broker", "Broker", Level.ACT, "It does not answer.", advice)
    messages = _counted(seen.broker.messages, "message")
    return _sign("broker", "Broker", Level.GOOD, f"It answers and holds {messages}.")


def _workers(seen: Operations) -> Sign:
    if seen.broker is None:
        return _sign("workers", "Workers", Level.LOOK, "Not known: only the broker can count them.")
    level = Level.GOOD if seen.broker.workers else Level.ACT
    words = f"{_counted(seen.broker.workers, 'worker').capitalize()} running."
    return _sign("workers", "Workers", level, words, "Start manage.py work.")


def _waiting(seen: Operations) -> Sign:
    level = of_age(seen.oldest, WORK)
    words = (
        f"{_counted(seen.waiting, 'piece')} due{_oldest(seen.oldest)}." if seen.waiting else "Nothing waits."
    )
    return _sign("waiting", "Work that waits", level, words, "Start more workers, or see what they log.")


def _given_up(seen: Operations) -> Sign:
    level = Level.LOOK if seen.dead else Level.GOOD
    words = f"{_counted(seen.dead, 'piece')} given up after the last attempt." if seen.dead else "Nothing."
    return _sign("given_up", "Work given up", level, words, "Mend the cause, then ask for it again below.")


def _mail(seen: Operations) -> Sign:
    letters = sum(one.letters for one in seen.unsent)
    oldest = max((one.oldest for one in seen.unsent if one.oldest is not None), default=None)
    words = (
        f"{_counted(letters, 'letter')} not sent{_oldest(oldest)}." if letters else "Every letter is sent."
    )
    return _sign("mail", "Mail", of_age(oldest, MAIL), words, "See whether the mail server takes mail.")


def _duties(seen: Operations) -> Sign:
    failed = [duty.name for duty in seen.duties if not duty.ok]
    partly = [
        f"{duty.name} ({_counted(duty.failing, 'row')})" for duty in seen.duties if duty.ok and duty.failing
    ]
    late = [duty.name for duty in seen.duties if duty.late and duty.ok]
    if not failed and not partly and not late:
        return _sign("duties", "Duties of the clock", Level.GOOD, "Each has run in time and ended well.")
    words = " ".join(_named(failed, "Failed") + _named(partly, "Failed in part") + _named(late, "Late"))
    advice = "The clock stands, or takes too long."
    if failed or partly:
        advice = "What fails is listed with the duties; the clock's log has the trace."
    return _sign("duties", "Duties of the clock", Level.LOOK, words, advice)


def _access(seen: Operations) -> Sign:
    mended = next((duty.found for duty in seen.duties if duty.name == REPAIR), None)
    level = Level.LOOK if mended else Level.GOOD
    words = "They match." if mended == 0 else "Not compared yet."
    if mended:
        words = f"{_counted(mended, 'row')} mended in the last comparison."
    advice = "Something other than the queue has changed who may see an answer. See the clock's log."
    return _sign("access", "Access and assignments", level, words, advice)


def _seals(seen: Operations) -> Sign:
    trail = seen.trail
    newest = f"Newest seal {trail.newest.number}." if trail.newest else "No seal yet."
    later = f"{_counted(trail.unsealed, 'event')} not sealed{_oldest(trail.oldest)}."
    words = f"{newest} {later if trail.unsealed else 'Every event is sealed.'}"
    advice = "A long transaction, or a clock that stands, holds the sealing up."
    return _sign("seals", "Audit trail", of_age(trail.oldest, SEALS), words, advice)


def _places(seen: Operations) -> Sign:
    level, places = of_age(seen.places.oldest, PLACES), seen.places
    words = f"{_counted(places.open, 'place')} without a reviewer{_oldest(places.oldest)}."
    if not places.open:
        words = "Every place has a reviewer."
    return _sign("places", "Open places", level, words, "The chief reviewer's plan says why they stay open.")


def _late(seen: Operations) -> Sign:
    offers, reviews = seen.late.offers, seen.late.reviews
    level = Level.LOOK if offers or reviews else Level.GOOD
    late = (
        f"{_counted(reviews, 'review')} past the due date",
        f"{_counted(offers, 'offer')} past the time to answer",
    )
    words = f"{', '.join(late).capitalize()}." if offers or reviews else "Nothing is overdue."
    return _sign("late", "Reviewers", level, words, "The clock reminds them, and ends what is over.")


def _alone(seen: Operations) -> Sign:
    level = Level.LOOK if seen.alone and in_batches() else Level.GOOD
    words = "No answer left alone in 30 days."
    if not in_batches():
        words = "Not counted: by the settings offers leave here however few they are."
    elif seen.alone:
        number = _counted(seen.alone, "answer")
        words = f"{number} left or ended alone in 30 days: reviewers could tell who shared one."
    advice = "Seed anchors in the round, have answers cleared together, or let offers wait longer."
    return _sign("alone", "Answers that leave together", level, words, advice)


def _sign(code: str, name: str, level: Level, words: str, advice: str = "") -> Sign:
    return Sign(code, name, level, words, advice if level != Level.GOOD else "")


def _counted(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


def _oldest(age: timedelta | None) -> str:
    return "" if age is None else f", the oldest for {in_words(age)}"


def _named(names: list[str], how: str) -> list[str]:
    return [f"{how}: {', '.join(names)}."] if names else []
