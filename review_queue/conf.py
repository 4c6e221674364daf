"""The app's settings: `REVIEW_QUEUE = {...}` in the host's settings, with these defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Conf:
    """`FAULTS` lets a test kill a worker at a labelled point; never true outside tests.

    `OFFERS_EVERY` is the minutes between the moments at which offers and their letters leave: 8 in the
    morning, and those so many minutes from it. The more leave together, the less their time tells; 0 is at
    once, for tests. `OFFERS_TOGETHER` is how many different answers of a round and pool leave at one
    moment at least, to three reviewers or more; fewer wait, up to `OFFERS_WAIT_AT_MOST` days longer. 1 is no
    waiting, for demos and tests: two reviewers who compare notes then see that they share a single answer.
    `ALIKE_AT_LEAST` is how many candidates of one description (language and requirements) are in a round
    and pool before any of their answers is offered; they wait `ALIKE_WAIT_DAYS` for that at most. 0 or 1
    is no waiting. A pool may have its own.
    `STUCK_AFTER_DAYS` is how long a place may be open before its chief reviewer hears of it, and its sender;
    `SILENT_DAYS` how long a reviewer may give no sign of life at work that is due soon.
    `REMIND_DAYS_BEFORE` is when the clock reminds a reviewer of a due date. `BASE_URL` starts the links in
    letters, without a slash at its end. Reports ask a chief reviewer to look when Krippendorff's α is below
    `AGREEMENT_ALARM`, or when a reviewer's totals are `SEVERITY_ALARM` percentage points from the others';
    both are conventions, and neither changes a mark. `METRICS_TOKEN` is what a monitoring system sends as its
    bearer token; without one there are no metrics.

    A chief reviewer who unblinds an answer is offered `UNBLIND_HOURS` and may choose up to
    `UNBLIND_HOURS_MOST`. `WHO_IS` is the dotted path of the host's `(ref, user) -> str | None`, which then
    says whose answer it is; the queue shows what it returns and keeps nothing. Without it the reference is
    shown alone. `SENDER_OF` is the dotted path of the host's `(pool code) -> (name, address) | None`: in
    whose name the letters of a pool go out, and where answers to them go.
    `WORK_KEPT_DAYS` is how long work that is done stays in the table, `MAIL_KEPT_DAYS` a letter of the queue
    that was sent; a letter that the clock would write again stays as long as that is so.
    `ORIGINAL_OF` is the dotted path of the host's `(ref) -> {"sections", "identifiers"} | None`: what it gave
    to `intake.receive`. With it clearers undo and unmask, from an original that the queue never keeps.
    `CANDIDATES_AMONG` is the dotted path of the host's `(refs) -> int`: of how many people the references
    are, which a report prints. Without it a report has the number of answers alone.
    `CHARACTERS` is how many a section of an answer may have when it is received.
    The newest seal leaves the house once a day: to the address `SEAL_TO`, as a line of the file `SEAL_FILE`,
    and on a public page if `SEAL_PAGE`. Each has its day and its digest only.
    `FILES` names the storage in STORAGES that keeps redrawn PDF answers; no web server may hand it out.
    Without one it is the folder `private` of BASE_DIR.
    `PDF` overrides limits of drawing them, by name (`redaction.rendering.Limits`); `wall` seconds are for all
    files of one answer together.
    `MODEL_SCAN` has typed answers read a second time by a model, which lists suspects for the clearer, if the
    extra `scan` is installed; `MODEL_LIMITS` overrides its limits, by name (`model_scan.child.Limits`).
    """

    FAULTS: bool = False
    WORK_KEPT_DAYS: int = 30
    MAIL_KEPT_DAYS: int = 365
    REMIND_DAYS_BEFORE: int = 3
    STUCK_AFTER_DAYS: int = 3
    SILENT_DAYS: int = 7
    BASE_URL: str = "http://localhost:8000"
    AGREEMENT_ALARM: float = 0.667
    SEVERITY_ALARM: float = 5.0
    METRICS_TOKEN: str = ""
    OFFERS_EVERY: int = 24 * 60
    OFFERS_TOGETHER: int = 3
    OFFERS_WAIT_AT_MOST: int = 3
    ALIKE_AT_LEAST: int = 3
    ALIKE_WAIT_DAYS: int = 7
    UNBLIND_HOURS: int = 4
    UNBLIND_HOURS_MOST: int = 72
    WHO_IS: str = ""
    SENDER_OF: str = ""
    ORIGINAL_OF: str = ""
    CANDIDATES_AMONG: str = ""
    CHARACTERS: int = 200_000
    SEAL_TO: str = ""
    SEAL_FILE: str = ""
    SEAL_PAGE: bool = False
    FILES: str = "private"
    PDF: Mapping[str, int] = field(default_factory=dict)
    MODEL_SCAN: bool = True
    MODEL_LIMITS: Mapping[str, int] = field(default_factory=dict)


def conf() -> Conf:
    """The settings in force. Unknown names are left to the system check, which names them."""
    names = {field.name for field in fields(Conf)}
    return Conf(**{name: value for name, value in given().items() if name in names})


def given() -> dict[str, Any]:
    """What the host wrote, unchecked."""
    return dict(getattr(settings, "REVIEW_QUEUE", {}))
