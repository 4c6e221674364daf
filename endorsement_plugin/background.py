"""The plugin's one way to durable background work.

Beside the review adapter this is the only module that knows the queue.
"""

from review_queue.work.asking import ask
from review_queue.work.claims import Claim, LostClaim
from review_queue.work.mail import AbstractMail, Sender, deliver
from review_queue.work.registry import duty, job

__all__ = ["AbstractMail", "Claim", "LostClaim", "Sender", "ask", "deliver", "duty", "job"]
