"""Invented applicants: the same seed gives the same people with the same answers."""

import random
from dataclasses import dataclass

GIVEN = (
    "Alohilani", "Bertil", "Camellia", "Dorotea", "Evander", "Fiorella", "Gwendolyn", "Hokulani", "Ignatius",
    "Jacoba", "Kealoha", "Leilani", "Melchior", "Nahele", "Ottilie", "Philippa", "Quirin", "Rosamund",
)  # fmt: skip
FAMILY = (
    "Inventado",
    "Sampleton",
    "Fictor",
    "Exampleby",
    "Testerman",
    "Pretendia",
    "Makebelieve",
    "Imaginova",
)
EXAM = ("IMHS", "IMHM")
CREDENTIALS = ("IFS", "IMHS", "IFA", "IMHS", "IMHM", "IFS")


@dataclass(frozen=True)
class Applicant:
    """Someone who applies; `number` counts from 1 and decides the credential."""

    number: int
    given_name: str
    family_name: str
    email: str
    credential: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def employer(self) -> str:
        return f"{self.family_name} Invented Services"

    @property
    def sits_exam(self) -> bool:
        return self.credential in EXAM

    @property
    def names_self(self) -> bool:
        """Whether the exam answers carry the writer's name, which masking has to find."""
        return self.number % 2 == 0

    @property
    def divides_reviewers(self) -> bool:
        """Whether the first two reviewers see the answers two steps apart."""
        return self.number % 5 == 2

    @property
    def falls_short(self) -> bool:
        """Whether the exam answers are too short to pass."""
        return self.number % 6 == 4


def invent(count: int, run: str, seed: int = 0) -> list[Applicant]:
    """So many people, whose addresses carry `run` so that no two rounds share one."""
    rng = random.Random(seed)  # noqa: S311 (nothing here is secret)
    given = [rng.choice(GIVEN) for _ in range(count)]
    return [
        Applicant(
            number=number,
            given_name=name,
            family_name=rng.choice(FAMILY),
            email=f"{name}.{run}-{number}@example.org".lower(),
            credential=CREDENTIALS[(number - 1) % len(CREDENTIALS)],
        )
        for number, name in enumerate(given, start=1)
    ]
