"""What is known of the supervisors and referees of one application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from endorsement_plugin.models import Application, Confirmation, Reference, SubmittedEntry
from endorsement_plugin.portfolio.queries import known_of
from endorsement_plugin.portfolio.standings import Standings
from endorsement_plugin.requirements.clauses import depends_on_standings, parse


@dataclass(frozen=True)
class People:
    """The people whom an application names, as the coordinator reads of them."""

    application: Application
    entries: Sequence[SubmittedEntry]
    references: Sequence[Reference]

    @cached_property
    def matter(self) -> bool:
        """Whether its requirements ask what they are."""
        return depends_on_standings(parse(self.application.requirement_set.clauses))

    @cached_property
    def standings(self) -> Standings:
        """What is known of them. No query where nothing depends on it."""
        return known_of(self.application, self.entries, self.references)

    @cached_property
    def confirmations(self) -> Mapping[str, Confirmation]:
        """What coordinators have confirmed of them, by the id of the entry or the reference."""
        made = self.application.confirmations.select_related("confirmed_by")
        return {str(one.entry or one.reference_id): one for one in made}
