"""The public registry: who holds what, for whoever asked to be listed. Nothing else about a person.

Of one association, or of all in the network. What may be shown of a row is the law of `rules`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from endorsement_plugin.clock import today
from endorsement_plugin.models import Association, Credential, Endorsement, FormerName, RegistryFacet
from review_queue.typed.folding import folded, words
from review_queue.typed.search import holds, matching, words_typed

from .conditions import PUBLIC_FIELDS, Days, in_state, listed_in, named
from .narrowing import few, fewest, who_may_be_meant

FACETS = tuple(kind.value for kind in RegistryFacet.Kind)


@dataclass(frozen=True)
class Search:
    """What is asked for. `q` is of names and numbers; `state` is active, inactive, emeritus or empty for all.

    `credential` is a code; county, discipline and language are compared as whole, folded words.
    """

    q: str = ""
    state: str = ""
    credential: str = ""
    county: str = ""
    discipline: str = ""
    language: str = ""

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        return self != Search()


def registry(association: Association, day: date, **asked: str) -> QuerySet[Endorsement]:
    """The listed endorsements of one association by family name; `asked` as in `Search`.

    What was provisional until a day before this one is inactive. Four small queries for each word at most.
    """
    return search_in({association: day}, Search(**asked))


def search_in(days: Days, search: Search) -> QuerySet[Endorsement]:
    """The same in several associations together."""
    former = {one.pk for one in days if one.registry_finds_former_names}
    asked = {kind: value for kind in FACETS if (value := folded(getattr(search, kind)))}
    few_meant = _few_meant(days, search, asked, former)
    rows = listed_in(days, narrowed=few_meant is not None).filter(few_meant or Q())
    rows = rows.filter(named(days), in_state(days, search.state))
    rows = rows.select_related("credential").only(*PUBLIC_FIELDS).order_by("search", "number")
    rows = matching(rows, search.q, "search", otherwise=partial(_otherwise, former=former))
    if search.credential:
        rows = rows.filter(credential__in=_credentials(days, search.credential))
    for kind, value in asked.items():
        rows = rows.filter(Exists(_facets_of_row(kind, value)))
    return rows


def _few_meant(days: Days, search: Search, asked: Mapping[str, str], former: set[int]) -> Q | None:
    """The few rows that may be meant at all, or None where there are many."""
    where = {one.pk for one in days}
    named_so = fewest(partial(who_may_be_meant, word, where, former) for word in words_typed(search.q))
    if named_so is not None:
        return Q(pk__in=named_so)
    people = fewest(partial(_people_with, where, kind, value) for kind, value in asked.items())
    return None if people is None else Q(person__in=people)


def _people_with(where: Collection[int], kind: str, value: str) -> frozenset[Any] | None:
    rows = RegistryFacet.objects.filter(association__in=where, kind=kind, search=value)
    return few(rows.order_by(), "entry__person")


def _facets_of_row(kind: str, value: str) -> QuerySet[RegistryFacet]:
    return RegistryFacet.objects.filter(
        entry__association=OuterRef("association"),
        entry__person=OuterRef("person"),
        kind=kind,
        search=value,
    )


def _credentials(days: Days, code: str) -> list[int]:
    theirs = Credential.objects.filter(association__in=[one.pk for one in days], code__iexact=code)
    return list(theirs.values_list("pk", flat=True))


def _otherwise(word: str, former: Collection[int]) -> Q:
    """Meant by a word beside the name: its number, and a former name where the association says so."""
    numbered = Q(number_search=folded(word))
    if not former:
        return numbered
    before = FormerName.objects.filter(holds("search", word), endorsement=OuterRef("pk"))
    return numbered | Q(Exists(before), association__in=former)


def met_by_former_name(row: Endorsement, q: str) -> bool:
    """Whether a word that was looked for is neither in the name of this row nor its number."""
    asked = [word for word in words_typed(q) if folded(word) != row.number_search]
    return any(part not in row.search for word in asked for part in words(word))


def network(here: Association | None = None) -> Days:
    """The associations that agreed to be searched together, and the one that is asked, with their days."""
    agreed = Q(registry_in_network=True) | Q(pk=here.pk if here else None)
    return {one: today(one) for one in Association.objects.filter(agreed).order_by("name")}


def numbered(association: Association, number: str) -> Endorsement | None:
    """The endorsement with this number if it is listed, or was when it ended; signs and case do not matter.

    What is not listed and what does not exist are both None, after the same query.
    """
    typed = folded(number)
    if not typed:
        return None
    rows = listed_in({association: date.min}).filter(number_search=typed)
    found = list(rows.select_related("credential").only(*PUBLIC_FIELDS).order_by()[:9])
    exact = [row for row in found if row.number == number]
    return next(iter(exact or found), None)
