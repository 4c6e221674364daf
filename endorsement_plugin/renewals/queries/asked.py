"""What is asked of one person, by what they hold and by what they apply for."""

from endorsement_plugin.models import Application, Endorsement
from endorsement_plugin.permissions import Visitor, applications_of, endorsements_of
from endorsement_plugin.renewals.rules import RENEWABLE
from endorsement_plugin.requirements.clauses import Clause, parse
from endorsement_plugin.rules.states import OPEN_APPLICATION

from .periods import periods_of


def clauses_asked_of(user: Visitor) -> tuple[Clause, ...]:
    """Of whoever holds something, the policies of the present periods; of applicants what is applied for.

    For what entries of a portfolio can be tagged with. Four queries.
    """
    held: list[Endorsement] = list(
        endorsements_of(user).filter(state__in=RENEWABLE).select_related("credential", "association")
    )
    periods = periods_of(held).values() if held else ()
    open_ones: list[Application] = list(
        applications_of(user).filter(state__in=OPEN_APPLICATION).select_related("requirement_set")
    )
    policies = [one.policy.clauses for one in periods if one.policy]
    stored = [*policies, *(row.requirement_set.clauses for row in open_ones)]
    return tuple(clause for clauses in stored for clause in parse(clauses))
