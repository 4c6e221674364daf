"""The background work of the queue, by noun. Each job re-reads what it needs and returns if the step is done.

What is not imported here is never registered: workers and the clock find this module only.
"""

from .assigning.jobs import (
    assign,
    fill_open_slots,
    gather_offers,
    grant,
    let_go_of_those_that_wait,
    repair,
    seed,
    tell_reviewers_of_offers,
)
from .audit.jobs import publish, seal
from .clearance.jobs import tell_clearers_of_arrival
from .items.jobs import sweep
from .operations.jobs import deliver_mail, forget
from .quality.jobs import check_all_seals, close_packs, keep_readers_away
from .resolving.jobs import compare_reviews
from .scoring.jobs import end_what_is_over, expire, release, remind_reviewers, tell_of_flagged_answer, thank
from .stalls.jobs import tell_of_stalls

__all__ = [
    "assign",
    "check_all_seals",
    "close_packs",
    "compare_reviews",
    "deliver_mail",
    "end_what_is_over",
    "expire",
    "fill_open_slots",
    "forget",
    "gather_offers",
    "grant",
    "keep_readers_away",
    "let_go_of_those_that_wait",
    "publish",
    "release",
    "remind_reviewers",
    "repair",
    "seal",
    "seed",
    "sweep",
    "tell_clearers_of_arrival",
    "tell_of_flagged_answer",
    "tell_of_stalls",
    "tell_reviewers_of_offers",
    "thank",
]
