"""Why the queue refuses. Each message is the sentence that the person reads."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter


class Refusal(Exception):
    """The base of every refusal; nothing has been written when one is raised."""

    sentence = "This cannot be done."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class NotAllowed(Refusal):
    sentence = "You may not do this."


class WrongState(Refusal):
    sentence = "This has moved on in the meantime. Reload the page to see where it is now."


class Stale(Refusal):
    sentence = "This was saved in another tab or on another device after you opened it here."


class NameInFeedback(Refusal):
    field = "feedback"
    sentence = (
        "Your feedback to the candidate contains the name or address of a reviewer. "
        "Take it out, so that the review stays blind."
    )


class NameInComment(NameInFeedback):
    """The same in a comment that the candidate reads; `criterion` is its code."""

    def __init__(self, criterion: str, name: str) -> None:
        super().__init__(
            f"Your comment on “{name}”, which the candidate reads, has the name or address of a reviewer. "
            "Take it out, so that the review stays blind."
        )
        self.field = f"comment-{criterion}"


class TooFarAway(Refusal):
    sentence = "Choose a day from today on, within a year."


class NoMoreTime(Refusal):
    sentence = "This review cannot be put off again. If you will not manage it, hand it back."


class NotInAnswer(Refusal):
    sentence = "These words do not stand in the answer. Select them in it, or check the spelling."


class HighlightedAlready(Refusal):
    sentence = "Some of these words are highlighted already. Remove that highlight first."


class EnoughNotes(Refusal):
    sentence = "This answer has 100 notes of yours, which is the most. Remove some first."


class NothingToMask(Refusal):
    sentence = "These words do not appear in the text. Check the spelling, or select them in the text."


class NothingChosen(Refusal):
    sentence = "Nothing is ticked, so nothing was changed. Tick at least one place."


class NoOriginal(Refusal):
    sentence = (
        "The sender cannot give the original of this answer any more, or it is not the one that was masked. "
        "What is masked stays masked."
    )


class DrawnIn(Refusal):
    sentence = (
        "In a file, what is masked is drawn in and cannot be taken back by itself. "
        "Mask the answer again from the sender’s original."
    )


class NothingToUndo(Refusal):
    sentence = "Nothing of the last step is left, so there is nothing to undo."


class NotTickedOff(Refusal):
    """Words that may identify somebody, and nobody has said that they do not."""

    def __init__(self, words: int) -> None:
        super().__init__(
            f"{words} marked word{'s are' if words > 1 else ' is'} not decided yet. "
            "Mask each, or say that it stays."
        )


class TextTooLong(Refusal):
    """A section that is too long to be masked: no prose, whoever wrote it."""

    def __init__(self, section: str, count: int, most: int) -> None:
        super().__init__(
            f"The answer “{section}” has {count:,} characters. The most is {most:,}. Shorten it."
        )


class FileLost(Refusal):
    sentence = "The file of this answer is missing, or is not the one that was stored. Tell the operator."


class FileHeld(Refusal):
    """Part of an answer is a file that must not be shown."""

    def __init__(self, part: int, why: str) -> None:
        super().__init__(f"The file of part {part} cannot be shown to reviewers. {why} Return the answer.")


class NotLookedAt(Refusal):
    """`pages` are `(part, page)`, counted from 1."""

    def __init__(self, pages: Sequence[tuple[int, int]]) -> None:
        parts = (_pages(part, [page for _, page in of]) for part, of in groupby(pages, itemgetter(0)))
        named = " and ".join(parts)
        super().__init__(f"You have not looked at {named} yet. Look at each page, and say so below it.")


def _pages(part: int, numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers[:8])) + (", …" if len(numbers) > 8 else "")
    return f"page{'s' if len(numbers) > 1 else ''} {listed} of part {part}"


class MaskedMeanwhile(Refusal):
    sentence = "What is masked in this answer has changed since you opened it. Look at it as it is now."


class MaskAsArea(Refusal):
    sentence = (
        "These words can be read in the file, but do not stand together on its pages. "
        "Black them out as an area."
    )


class Frozen(Refusal):
    sentence = "This is in use and can no longer change. Make a new version instead."


class HasResult(Refusal):
    sentence = "This answer has its result. It can be scored again, but not be taken back."


class AlreadyClosed(Refusal):
    sentence = "This answer was returned or withdrawn. Send it under another reference."


class OtherSections(Refusal):
    sentence = "An answer that is sent again has the sections that it had, in their order."


class NotDecided(Refusal):
    sentence = "Only an answer that has its result can be scored again. Wait for the first result."


class ScoredAgain(Refusal):
    sentence = "This answer is being scored again, or was. Ask about the latest scoring instead."


class NobodyDoesIt(Refusal):
    sentence = "No installed app does this kind of work any more, so asking again would change nothing."


class Unready(Refusal):
    """A set of anchors that cannot be published yet; the sentence says what is missing."""


class NotNow(Refusal):
    sentence = "This calibration cannot be begun now. Your calibration page says why."


class CannotTake(Refusal):
    """Somebody who was asked by name may not take the answer, or not without more."""


class WithoutReason(Refusal):
    sentence = "Write why."


class NotWaiting(Refusal):
    sentence = "No place of this answer is open any more. Reload the page to see where it is now."


class NoReason(Refusal):
    sentence = "Write why you must know whose answer it is."


class NothingToRead(Refusal):
    sentence = (
        "These criteria draw no answer. Choose others, or wait until more answers are decided: "
        "what was drawn before is not drawn again."
    )


class NotNeutral(Refusal):
    sentence = (
        "The pack cannot be opened to this address: nobody has an account with it, or its owner scores, "
        "clears or leads here, or is yourself."
    )


class RunningAlready(Refusal):
    sentence = "A check is under way. Wait until it has ended."


class NoNote(Refusal):
    sentence = "Write why you do not agree."


class TooLong(Refusal):
    sentence = (
        "An answer cannot be unblinded for so long. Choose fewer hours, and unblind it again if need be."
    )


class OpenAlready(Refusal):
    sentence = "This answer is open to you already. It says until when."


class UnknownCode(Refusal):
    """The sender named a round, pool or reference that the queue does not have."""

    def __init__(self, thing: str, code: str) -> None:
        super().__init__(f"The review queue has no {thing} with the code “{code}”.")


class Incomplete(Refusal):
    """What is still missing, as `(field, sentence)` in the order of the page."""

    sentence = "Some parts of your review are still missing."

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__()
        self.problems = problems
