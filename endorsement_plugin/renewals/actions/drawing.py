"""Draw a share of the renewals of a season for the audit."""

import secrets
from typing import Any

from django.db import transaction

from endorsement_plugin.background import ask_for_all
from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.locks import lock_drawn
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AuditDraw, AuditDrawRow, Renewal
from endorsement_plugin.permissions import Visitor, coordinates
from endorsement_plugin.record.events import record_renewal_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.renewals.letters import tell_of_audit
from endorsement_plugin.renewals.queries.audit import drawable
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.rules.seasons.audit import digest_of, drawn_from, line_of
from endorsement_plugin.rules.seasons.season import Season
from endorsement_plugin.rules.states import RenewalState

from .opening import row_of

NOTHING = (
    "There is nothing to draw: no policy of these asks for an audit, or all that is due was listed in an "
    "earlier draw."
)


@transaction.atomic
def draw_audit(*, association: Association, season: Season, by: Visitor) -> list[AuditDraw]:
    """Draw from all that is due in the season and was on no list before; one draw for each share.

    First the list is closed, then the seed is made; both are kept, and nothing of a draw ever changes. What
    was drawn is taken up in the background. Raises NotAllowed for whoever does not coordinate it; WrongState
    where there is nothing to draw from.
    """
    locked = lock(Association).get(pk=association.pk)
    if not coordinates(by, locked) or by.pk is None:
        raise NotAllowed("You do not coordinate this association.")
    by_share = drawable(locked, season, today(locked))
    if not by_share:
        raise WrongState(NOTHING)
    return [_drawn(locked, season, by, percent, rows) for percent, rows in by_share.items()]


def _drawn(association: Association, season: Season, by: Visitor, percent: int, rows: list[Any]) -> AuditDraw:
    lines = {row.pk: line_of(row.number, row.due) for row in rows}
    seed = secrets.token_hex(16)
    chosen = drawn_from(lines.values(), seed, percent)
    draw = AuditDraw.objects.create(
        association=association,
        first=season.first,
        last=season.last,
        percent=percent,
        seed=seed,
        digest=digest_of(lines.values()),
        drawn_by_id=by.pk or 0,
    )
    AuditDrawRow.objects.bulk_create(
        (
            AuditDrawRow(
                draw=draw, endorsement=row, due=row.due, line=lines[row.pk], drawn=lines[row.pk] in chosen
            )
            for row in rows
        ),
        batch_size=500,
    )
    drawn = draw.rows.filter(drawn=True).values_list("pk", flat=True)
    ask_for_all("endorsement.take_up_audit", map(str, drawn))
    return draw


@transaction.atomic
def take_up(*, row: int) -> Renewal | None:
    """Mark what was drawn. What is submitted or renewed goes into the audit; its holder is asked to send.

    What is not submitted yet waits for that. Twice is once. None where it is due on another day by now.
    """
    drawn = AuditDrawRow.objects.select_related("endorsement").get(pk=row)
    endorsement = lock_drawn(drawn.endorsement_id)
    renewal = lock(Renewal).filter(endorsement=endorsement, due=drawn.due).first()
    if renewal is None:
        if endorsement.renewal_due != drawn.due:
            return None
        renewal = row_of(period_of(endorsement))
    renewal.endorsement = endorsement
    if renewal.audited:
        return renewal
    renewal.audited = True
    renewal.revision += 1
    renewal.save(update_fields=["audited", "revision"])
    record_renewal_event(renewal, "drawn_for_audit", by=None, role="system", detail=drawn.line)
    if renewal.status in {RenewalState.SUBMITTED, RenewalState.RENEWED}:
        begin(renewal)
    return renewal


def begin(renewal: Renewal, *, by: Visitor | None = None) -> None:
    """Put a locked renewal into the audit and ask its holder for documents. Part of an action."""
    move(renewal, RenewalState.IN_AUDIT)
    renewal.revision += 1
    renewal.save(update_fields=["state", "revision"])
    role = "system" if by is None else "coordinator"
    record_renewal_event(renewal, "documents_asked", by=by, role=role)
    tell_of_audit("audit_documents", renewal)
