"""What every kind of requirement says for itself, so that nothing else asks which kind it is."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from endorsement_plugin.definitions.fields import Section
from endorsement_plugin.requirements.accounts import NOT_THIS, Use
from endorsement_plugin.requirements.evidence import Area, Entry, Evidence, Signed
from endorsement_plugin.requirements.exams.terms import ExamTerms
from endorsement_plugin.requirements.findings import MAY_FOLLOW, Finding, Gauge, Shortfall, Words
from endorsement_plugin.requirements.givers import Giver
from endorsement_plugin.requirements.renewing import ForSome
from endorsement_plugin.requirements.stored import LATER
from endorsement_plugin.requirements.wording import capitalized

OF_EVIDENCE = "evidence:"
"""Before the kind of evidence, in what a section of portfolio entries is called."""


@dataclass(frozen=True)
class Clause(ForSome, ABC):
    """One requirement. With a designation it binds those applicants only ("clinical applicants only")."""

    kind: ClassVar[str] = ""
    phase: ClassVar[str] = "submit"
    """When it must be met, one of `findings.PHASES`."""
    fed_by: ClassVar[str] = ""
    """The section of a form that asks for it: its type, or `evidence:` and the kind. Empty: none does."""
    stands_once: ClassVar[bool] = False
    """Whether two for the same applicants would contradict each other."""
    offers_last: ClassVar[bool] = False
    """Whether what it offers comes after what others offer."""
    wording: ClassVar = frozenset({"condition", "context", "label", "subject", "title", "topic"})
    """Its fields, and those of its parts, that only say what is meant: no evidence is compared with them."""
    judged: ClassVar[str] = ""
    """The words over what people judged against, where no requirement of this kind says so."""

    id: str
    designation: str = ""
    may_follow: bool = field(default=False, metadata=LATER, kw_only=True)  # where granted provisionally

    @property
    @abstractmethod
    def phrase(self) -> str:
        """The requirement as part of a sentence, without its designation."""

    @abstractmethod
    def examine(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        """Its findings: one, save for references, which are named first and received later. Never raises."""

    @property
    def parts(self) -> "tuple[Clause, ...]":
        """The requirements that it puts together, if it is a group."""
        return ()

    @property
    def ways(self) -> "tuple[Clause, ...]":
        """What each by itself would meet it, where it can be met in several ways."""
        return ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sections of a form of which any one feeds it, as `fed_by` names them; the usual one first."""
        return (self.fed_by,) if self.fed_by else ()

    @property
    def shown_in(self) -> tuple[str, ...]:
        """The sections of a form in which its meter stands."""
        return self.sources

    @cached_property
    def sentence(self) -> str:
        """The requirement as a reader meets it."""
        whom = f"{self.designation} applicants only: " if self.designation else ""
        words = ", ".join([self.phrase, *self.only_for])
        return capitalized(whom + words) + (MAY_FOLLOW if self.may_follow else "")

    @property
    def explanation(self) -> str:
        """How it is counted, in sentences, where its own does not say so."""
        return ""

    @property
    def weighs(self) -> bool:
        """Whether what a person judged against waits for somebody to look at it."""
        return True

    @property
    def accepts(self) -> Sequence[Giver]:
        """What supervisors or referees have to be; empty where it does not matter."""
        return ()

    @property
    def categories(self) -> Sequence[str]:
        """The codes of credentials that it names."""
        return [giver.category for giver in self.accepts if not giver.is_general]

    @property
    def adds_to(self) -> Sequence[Area]:
        """The credentials that what it is asked for is an add-on to, by their codes."""
        return ()

    @property
    def designations(self) -> Sequence[str]:
        """The designations that it depends on."""
        return [self.designation] if self.designation else []

    @property
    def questions(self) -> Sequence[str]:
        """The names of the yes/no questions that it depends on."""
        return [self.question] if self.question else []

    def offers(self, what: str) -> Sequence[Area]:
        """What entries can be tagged with for its sake; `what` is a `Detail.chosen_from`."""
        return ()

    def offers_to(self, kind: str, what: str) -> Sequence[Area]:
        """The same for entries of one kind of evidence."""
        return self.offers(what)

    def asks(self, kind: str) -> Collection[str]:
        """The details of this kind of evidence that it counts and that nobody is asked for otherwise."""
        return ()

    @property
    def signatures(self) -> Sequence[Signed]:
        """The signed statements that would meet it."""
        return ()

    def is_fed_by(self, section: Section) -> bool:
        """Whether a section of a form asks for it."""
        return section.feeds in self.sources

    def can_be_fed(self, sections: Sequence[Section]) -> bool:
        """Whether these sections ask for enough of it to be met; what no form asks for always can."""
        return not self.sources or any(map(self.is_fed_by, sections))

    @property
    def exam(self) -> ExamTerms | None:
        """What it asks of an exam, if it asks for one."""
        return None

    def needs_paper(self, someone: Evidence) -> bool:
        """Whether somebody whom it binds cannot meet it without an exam paper."""
        return self.phase == "exam"

    def shortfall(self, section: Section) -> Shortfall | None:
        """What a section that feeds it has too few places for."""
        return None

    def shortfalls(self, sections: Sequence[Section]) -> list[tuple[Section, Shortfall]]:
        """What these sections have too few places for, each with the section."""
        return [(one, short) for one in sections if self.is_fed_by(one) and (short := self.shortfall(one))]

    @classmethod
    def doubts(cls, evidence: Evidence) -> tuple[str, ...]:
        """What people judged against that is of this kind."""
        return ()

    @classmethod
    def entries(cls, evidence: Evidence) -> Sequence[Entry]:
        """The portfolio entries that feed it."""
        return evidence.of_kind(cls.fed_by.removeprefix(OF_EVIDENCE))

    def findings(self, evidence: Evidence, today: date) -> tuple[Finding, ...]:
        """Its findings for somebody whom it binds; else none."""
        found = self.examine(evidence, today) if self.binds_everybody or self.binds(evidence) else ()
        return tuple(one.following() for one in found) if self.may_follow else found

    def uses(self, evidence: Evidence, today: date) -> Iterator[tuple[Entry, Use]]:
        """What became of each entry that feeds it, or its parts. Not for somebody whom it does not bind."""
        for part in self.parts:
            yield from part.uses(evidence, today) if part.binds(evidence) else ()
        if not self.parts and self.fed_by.startswith(OF_EVIDENCE):
            yield from self._own_uses(evidence, today)

    def _own_uses(self, evidence: Evidence, today: date) -> Iterator[tuple[Entry, Use]]:
        kind = self.fed_by.removeprefix(OF_EVIDENCE)
        feeding = {source.removeprefix(OF_EVIDENCE) for source in self.sources}
        for entry in (one for one in evidence.entries if one.kind in feeding):
            refused = self.refusal(entry, evidence, today) if entry.kind == kind else NOT_THIS
            if not refused or (entry.kind != kind and self.adds(entry, evidence, today)):
                yield entry, self.used("It counts.")
            elif entry.kind == kind:
                yield entry, self.unused(refused)

    def refusal(self, entry: Entry, evidence: Evidence, today: date) -> str:
        """Why an entry that feeds it counts for nothing here; empty if it counts."""
        return "" if self.adds(entry, evidence, today) else NOT_THIS

    def adds(self, entry: Entry, evidence: Evidence, today: date) -> bool:
        """Whether an entry by itself, beside the degrees, brings this further than none does."""
        degrees = tuple(one for one in evidence.of_kind("education") if entry.kind != "education")
        without = self.examine(replace(evidence, entries=degrees), today)
        alone = self.examine(replace(evidence, entries=(*degrees, entry)), today)
        pairs = zip(alone, without, strict=True)
        return any((new.met, new.value) != (old.met, old.value) for new, old in pairs)

    def used(self, words: str) -> Use:
        """That an entry counts, and how much of it."""
        return Use(self.id, self.sentence, True, words)

    def unused(self, words: str) -> Use:
        """That an entry does not count, and why."""
        return Use(self.id, self.sentence, False, words)

    def binds(self, evidence: Evidence) -> bool:
        """A clause for one designation binds until another one is chosen, one with a question until a no."""
        return self.is_for(evidence) and (not self.designation or evidence.may_be(self.designation))

    @cached_property
    def binds_everybody(self) -> bool:
        """Whether it binds whoever they are."""
        return not (self.designation or self.held_from or self.held_below or self.question)

    def plain(self, met: bool, detail: Words, phase: str = "") -> Finding:
        """A finding where nothing is counted."""
        due = phase or self.phase
        return Finding(self.id, self.kind, due, self.sentence, "", "", met, detail, sections=self._shown_in)

    def meter(
        self, value: Decimal, minimum: Decimal, unit: str, *, met: bool, detail: Words = "", words: str = ""
    ) -> Finding:
        """A finding with how far it has come."""
        return self.gauge(minimum, unit, words=words).at(value, met=met, detail=detail)

    def gauge(
        self, minimum: Decimal, unit: str, *, words: str = "", phase: str = "", places: int = 2
    ) -> Gauge:
        """What such findings have in common, to prepare once; shown in so many decimal places."""
        return Gauge(
            *(self.id, self.kind, phase or self.phase, capitalized(words) if words else self.sentence),
            *(minimum, unit, self._shown_in, places),
        )

    @cached_property
    def _shown_in(self) -> tuple[str, ...]:
        return self.shown_in
