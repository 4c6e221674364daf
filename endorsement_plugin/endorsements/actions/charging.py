from endorsement_plugin.endorsements.queries import Standing
from endorsement_plugin.fees.actions.charge_endorsement import charge_reactivation
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor


def charge_way_back(endorsement: Endorsement, standing: Standing, *, by: Visitor, role: str) -> None:
    """What the policy charges for the way back, once for each time that it went out. Part of an action.

    When its holder asks for it, else when a coordinator makes it active again.
    """
    if standing.policy is not None:
        on = standing.out_since or standing.day
        charge_reactivation(endorsement=endorsement, policy=standing.policy, on=on, by=by, role=role)
