"""Everything that reviewers were ever shown, kept look by look, so that they can pool it: lists, offers,
desks, the history, pages of what has ended, calibrations with their references, and letters.

Left apart is what they read to score by, and what they themselves did: the text of an answer, the own marks,
and whatever is shown of a code after its reviewer has acted on it otherwise than all others. Reviewers have
no export of their own and no interface for programs; what the desk's addresses answer is a page or a number.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from review_queue.models import Assignment, Mail, Reviewer
from review_queue.scoring.actions.thank import thank_all
from tests.review_queue.assigning.pooled import CODE, Simulated

TEXT_APART = (
    ".paper, .passage, .highlights, .marks, form, .table [data-label='You'], nav, footer, header, details"
)
NUMBER = re.compile(r"\b(One|an answer|\d+ answers?)\b")
KEPT = ("Content-Type", "ETag", "Last-Modified", "Content-Language", "Location")
LOOKS_AT = (8, 20)


@dataclass(frozen=True)
class Value:
    """One thing that was said of a code: where it stood, when it was first seen so, and its words."""

    kind: str
    seen: datetime
    words: str


class Watched(Simulated):
    """A round whose reviewers keep everything. `values` has, for each thing that was said, of which codes of
    which reviewers it was said."""

    def __init__(self, *args, **kwargs) -> None:
        self.values: defaultdict[Value, set[tuple[int, str]]] = defaultdict(set)
        self._last: dict[tuple[int, str, str], str] = {}
        self._letters: set[UUID] = set()
        super().__init__(*args, **kwargs)

    def _tick(self) -> None:
        """The letters that thank for what has ended are a duty of their own."""
        thank_all()
        super()._tick()

    def _look(self, who: Reviewer, client: Client) -> None:
        super()._look(who, client)
        if self.now.hour not in LOOKS_AT and self.now.minute == 0:
            return
        self._keep_list(who, client, "queue", ".task-list li")
        self._keep_list(who, client, "history", "tbody tr")
        for code in {one for holder, one in self._seen if holder == who} - self.acted.keys():
            self._keep_page(who, client, code, "assignment")
            self._keep_page(who, client, code, "past_review")
        for code in self._calibrated(who):
            self._keep_page(who, client, code, "calibrated_text")
        self._keep_letters(who)

    def _keep_list(self, who: Reviewer, client: Client, name: str, rows: str) -> None:
        page = BeautifulSoup(client.get(reverse(f"review_queue:{name}")).content.decode(), "html.parser")
        for row in page.select(rows):
            for code in CODE.findall(str(row))[:1]:
                ended = "Ended " if name == "history" and row.select_one('[data-label="Ended"]') else ""
                self._keep(who, code, name, f"{ended}{row}")

    def _keep_page(self, who: Reviewer, client: Client, code: str, name: str) -> None:
        response = client.get(reverse(f"review_queue:{name}", args=[code]))
        page = BeautifulSoup(response.content.decode(), "html.parser")
        for part in page.select(TEXT_APART):
            part.decompose()
        main = page.select_one("main") or page
        assert isinstance(main, Tag)
        headers = [f"{key}: {response[key]}" for key in KEPT if key in response]
        self._keep(who, code, name, " ".join([str(response.status_code), *headers, main.get_text(" ")]))

    def _keep_letters(self, who: Reviewer) -> None:
        """Each line about a code, and those about all; how many there are is the reviewer's own."""
        for letter in Mail.objects.filter(to=who.user.email).exclude(pk__in=self._letters).order_by("pk"):
            self._letters.add(letter.pk)
            lines = letter.body.splitlines()
            common = [line for line in lines if not CODE.search(line)]
            for code in set(CODE.findall(letter.body)) - self.acted.keys():
                own = [line for line in lines if code in line]
                words = NUMBER.sub("N", "\n".join([letter.subject, *own, *common]))
                words = re.sub(r"\b(them|it is|they are|it)\b", "THEM", words)
                kind = f"letter {_occasion(letter.event_key)}"
                self.values[Value(kind, self.now, _bare(words))].add((who.pk, code))

    def _keep(self, who: Reviewer, code: str, kind: str, words: str) -> None:
        """Once for as long as it stays the same."""
        bare = _bare(words)
        if code not in self.acted and self._last.get((who.pk, code, kind)) != bare:
            self._last[who.pk, code, kind] = bare
            self.values[Value(kind, self.now, bare)].add((who.pk, code))

    @staticmethod
    def _calibrated(who: Reviewer) -> list[str]:
        work = Assignment.objects.filter(reviewer=who, item__kind="calibration", state="submitted")
        return list(work.values_list("code", flat=True))


def suspected(values: dict[Value, set[tuple[int, str]]]) -> set[tuple[str, ...]]:
    """What the pool believes: two codes of two reviewers of which alone a thing was said are one answer, and
    a code of which alone it was said is an anchor or a third."""
    found = set()
    for said_of in values.values():
        whose = {who for who, _ in said_of}
        if len(whose) == 1 or len(said_of) == len(whose) == 2:
            found.add(tuple(sorted(code for _, code in said_of)))
    return found


def _occasion(key: str) -> str:
    """What the letter is about, by its key."""
    first, stage, *_ = key.split(":")
    return stage if first == "remind" else first


def _bare(words: str) -> str:
    return " ".join(CODE.sub("CODE", words).split())
