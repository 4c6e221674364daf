"""Past periods, renewed or missed, as the former records have them."""

from collections.abc import Sequence

from endorsement_plugin.imports.checking import Checked
from endorsement_plugin.models import Import, Renewal, RenewalEvent
from endorsement_plugin.requirements.wording import counted
from endorsement_plugin.rules.states import RenewalState

from .write_endorsees import MOVED_IN, detail_of


def write_renewals(source: Import, checked: Sequence[Checked], by: int) -> None:
    """Make the periods that are new. One that was moved in before is corrected."""
    made = []
    for one in checked:
        renewal = one.extra.get("renewal") or _new(one)
        before = {"renewed_on": _plain(renewal), "state": renewal.state, "note": renewal.note}
        renewal.renewed_on = one.values["renewed_on"]
        renewal.state = RenewalState.RENEWED if renewal.renewed_on else RenewalState.MISSED
        hours = one.values["hours"]
        renewal.note = f"{counted(hours, 'hour')}, as imported." if hours else renewal.note
        if one.outcome == "changed":
            renewal.save(update_fields=["renewed_on", "state", "note"])
            one.row.made = {"renewal_of": str(renewal.pk), "before": before}
        else:
            made.append(renewal)
            one.row.made = {"renewal": str(renewal.pk)}
        one.extra["renewal"] = renewal
    Renewal.objects.bulk_create(made)
    RenewalEvent.objects.bulk_create(
        RenewalEvent(
            renewal=one.extra["renewal"],
            actor_id=by,
            role="coordinator",
            action=MOVED_IN,
            detail=detail_of(source, one),
        )
        for one in checked
    )


def _new(one: Checked) -> Renewal:
    return Renewal(
        endorsement=one.endorsement,
        starts_on=one.extra["starts_on"],
        due=one.values["due"],
        origin=Renewal.Origin.IMPORT,
    )


def _plain(renewal: Renewal) -> str | None:
    return renewal.renewed_on.isoformat() if renewal.renewed_on else None
