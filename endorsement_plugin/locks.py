"""The order in which the plugin locks its rows: the form, the application, its parts, then what many share.

Whoever changes an application, or a part of it, holds the application's row first. What is read of it stays
true until the transaction ends, and whoever else acts on the same application waits until then.
"""

from allauth.account.models import EmailAddress

from review_queue.row_locks import RowLocks

from .models import (
    Appeal,
    Application,
    Association,
    Attestation,
    CompetencyFramework,
    CountedFor,
    Credential,
    Endorsement,
    Erasure,
    EvidenceEntry,
    Fee,
    Form,
    Import,
    Invitation,
    NoticeChoice,
    Person,
    Reference,
    Renewal,
    RenewalPolicy,
    Retention,
    RetentionRun,
    Scan,
    Sitting,
    Transcript,
)

LOCKS = RowLocks(
    order=(
        Retention,  # one row for all that decides what goes; each batch of the removal holds it
        RetentionRun,
        Erasure,
        Import,  # before all that its rows make
        Invitation,
        Credential,
        Form,
        Application,
        Attestation,
        EvidenceEntry,
        CountedFor,
        Reference,
        Transcript,
        Scan,
        Sitting,
        Appeal,
        Person,
        Association,  # for the next number of an endorsement or of a framework, and for no longer than that
        Endorsement,
        Renewal,
        Fee,  # of an application or of an endorsement, which is locked before it
        NoticeChoice,
        EmailAddress,
        CompetencyFramework,
        RenewalPolicy,
    ),
    parts={
        Attestation: ("application",),
        Reference: ("application",),
        Transcript: ("application",),
        Scan: ("application",),
        Sitting: ("application",),
        Renewal: ("endorsement",),
        Appeal: ("sitting__application", "sitting"),
    },
)
lock = LOCKS.lock
update_or_create = LOCKS.update_or_create
