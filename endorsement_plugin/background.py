"""The plugin's one way to durable background work.

Beside the review adapter this is the only module that knows the queue.
"""

from review_queue.work.asking import ask, ask_for_all
from review_queue.work.claims import Claim, LostClaim
from review_queue.work.mail import AbstractMail, Sender, deliver
from review_queue.work.registry import duty, job
from review_queue.work.retention import remove, sent_before
from review_queue.work.rows import all_at_once, for_each_row

__all__ = [
    "AbstractMail",
    "Claim",
    "LostClaim",
    "Sender",
    "all_at_once",
    "ask",
    "ask_for_all",
    "deliver",
    "duty",
    "for_each_row",
    "job",
    "remove",
    "sent_before",
]
