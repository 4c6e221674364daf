"""Remove letters that went out long ago."""

from datetime import timedelta

from review_queue.conf import conf
from review_queue.models import Mail
from review_queue.work.retention import remove, sent_before
from review_queue.work.rows import all_at_once

from .remind import letters_for, to_remind


def forget_letters() -> int:
    """Those sent more than MAIL_KEPT_DAYS ago; how many.

    A reminder stays as long as its stage lasts: with its row gone, it would be written and sent again.
    """
    lasting = [letter for some in all_at_once(to_remind(), letters_for) for letter in some]
    old = sent_before(Mail, timedelta(days=conf().MAIL_KEPT_DAYS))
    return remove(old.exclude(event_key__in=[letter.event_key for letter in lasting]))
