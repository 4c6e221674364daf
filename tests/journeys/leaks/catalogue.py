"""The channels, and which tests ask about each. A test says so with `@asks("…")`."""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

SEEN_ELSEWHERE = {
    "search": "A search finds what the page does not show.",
    "timing": "A refusal takes longer, or says more, when there is something to refuse.",
    "aggregates": "Counts and means give away, by what is missing, the one in conflict.",
    "order": "Numbers, and places in a list, tell who came when.",
    "activity": "A history or dashboard names people.",
    "links": "An address holds a name, or leads further than it should.",
    "file names": "A download is called after its author.",
    "side files": "A file beside the answer says whose it is.",
    "viewers": "A viewer of somebody else is told more than the reader.",
    "early marks": "Marks are out before everybody's are in.",
    "new state": "A new round or state opens what was closed.",
    "discussion": "Notes, mentions and comments reach the other side.",
    "api": "The API says what the page hides.",
    "site identity": "The name of the site or of a collection identifies.",
    "pdf metadata": "A file carries its author along.",
    "active content": "A file runs or calls something when it is opened.",
    "small class": "There are so few that a count names one.",
    "pseudonyms": "A code can be computed from what it stands for.",
    "prior results": "Who scores sees how an earlier attempt went.",
    "recusal": "Saying that one knows a person names that person.",
}
"""Each has been a fault of a public system."""

OF_A_WEB_APP = {
    "disposition": "Content-Disposition and the names in it.",
    "headers": "Content-Type, ETag, Last-Modified.",
    "times": "When it was handed in, in which order, how long it took.",
    "ids": "Sequential ids, or one code for two reviewers.",
    "titles": "Addresses, titles, breadcrumbs, Referer.",
    "payloads": "Comments in HTML, JSON, autocomplete, what a form starts with.",
    "errors": "404 beside 403, and the words of a refusal.",
    "filters": "Search, filter, sort, counts, “1 of 1”.",
    "notifications": "Mails and their subjects.",
    "jobs": "What jobs are called with, tracebacks in the broker, its admin pages.",
    "audit": "Views of the trail.",
    "admin": "Admin search, __str__, history, the page before deleting.",
    "exports": "Spreadsheets and archives.",
    "caches": "Caches of proxies, other people's servers, the browser's storage.",
    "locale": "Time zone and language.",
    "rarity": "The one candidate of a category.",
    "signed comments": "A reviewer's name in what the candidate reads.",
    "retakes": "Codes that tie a second attempt to the first.",
}
"""Where else to look, in any application of this kind."""

OF_OUR_OWN = {"planted": "A reviewer tells a planted text, whose marks are known, from an answer."}

CHANNELS = SEEN_ELSEWHERE | OF_A_WEB_APP | OF_OUR_OWN

ASKED: defaultdict[str, list[str]] = defaultdict(list)
"""Names of tests by channel, filled as test modules are imported."""

Test = TypeVar("Test", bound=Callable[..., None])


def asks(*channels: str) -> Callable[[Test], Test]:
    """Enter the test below these channels."""

    def enter(test: Test) -> Test:
        for channel in channels:
            assert channel in CHANNELS, channel
            ASKED[channel].append(test.__qualname__)
        return test

    return enter
