"""The background work of the plugin, by noun. Each job re-reads the state and calls one action.

What is not imported here is never registered: workers and the clock find this module only.
"""

from .appeals.jobs import reconcile_appeals, rescore, stop_scoring_again
from .applications.jobs import follow_up
from .associations.jobs import ensure_workflows
from .certificates.jobs import make_certificate
from .enquiries.jobs import forget_old_enquiries, remind_of_waiting_enquiries
from .exams.jobs import (
    inspect_exam_file,
    keep_away_who_is_known_since,
    keep_joined_away,
    keep_reader_away,
    reconcile_sittings,
    send_to_scoring,
    stop_scoring,
)
from .fees.jobs import refund_payment
from .imports.jobs import forget_old_imports, import_step
from .joining.jobs import invite_whoever_was_moved_in
from .mail.jobs import deliver_mail, forget_old_letters, tell_coordinators_what_is_new
from .privacy.jobs import carry_out_erasure, forget_old_downloads, make_download
from .publishing.jobs import publish_what_is_due
from .record.jobs import forget_old_requests, sweep
from .references.jobs import chase_references
from .registry.jobs import grant_what_holding_gives, index_names
from .renewals.jobs import (
    carry_out_of_a_run,
    inspect_audit_document,
    keep_renewal_time,
    renew_what_is_settled,
    take_up_audit,
)
from .retention.jobs import begin_retention, retention_step
from .transcripts.jobs import inspect_transcript
from .uploads.jobs import inspect_scan

__all__ = [
    "begin_retention",
    "carry_out_erasure",
    "carry_out_of_a_run",
    "chase_references",
    "deliver_mail",
    "ensure_workflows",
    "follow_up",
    "forget_old_downloads",
    "forget_old_enquiries",
    "forget_old_imports",
    "forget_old_letters",
    "forget_old_requests",
    "grant_what_holding_gives",
    "import_step",
    "index_names",
    "inspect_audit_document",
    "inspect_exam_file",
    "inspect_scan",
    "inspect_transcript",
    "invite_whoever_was_moved_in",
    "keep_away_who_is_known_since",
    "keep_joined_away",
    "keep_reader_away",
    "keep_renewal_time",
    "make_certificate",
    "make_download",
    "publish_what_is_due",
    "reconcile_appeals",
    "reconcile_sittings",
    "refund_payment",
    "remind_of_waiting_enquiries",
    "renew_what_is_settled",
    "rescore",
    "retention_step",
    "send_to_scoring",
    "stop_scoring",
    "stop_scoring_again",
    "sweep",
    "take_up_audit",
    "tell_coordinators_what_is_new",
]
