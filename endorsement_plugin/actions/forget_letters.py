from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from endorsement_plugin.background import remove, sent_before
from endorsement_plugin.conf import current
from endorsement_plugin.models import Mail
from endorsement_plugin.rules.states import OPEN_APPLICATION


def forget_letters() -> int:
    """Remove letters sent more than MAIL_KEPT_DAYS ago; how many.

    The case file of an application has them all until it has been over for as long; its history stays.
    """
    kept = timedelta(days=current().MAIL_KEPT_DAYS)
    over = ~Q(application__state__in=OPEN_APPLICATION) & Q(application__changed_at__lt=Now() - kept)
    return remove(sent_before(Mail, kept).filter(Q(application=None) | over))
