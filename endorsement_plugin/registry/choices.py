"""What visitors can choose to search the public registry by: counties, disciplines, languages."""

from hashlib import md5

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from endorsement_plugin.models import Endorsement, RegistryFacet

from .conditions import Days, named

VALUES_KEPT = 300
"""Seconds."""
MOST_VALUES = 200
"""Of a kind that can be chosen; more are searched by what is typed into the address."""

Choices = dict[str, list[tuple[str, str]]]
"""By the kind of facet: the folded value, and how somebody wrote it."""

ONE_OF_EACH = """
WITH RECURSIVE step (id, association_id, kind, search) AS (
    SELECT * FROM (
        SELECT id, association_id, kind, search FROM endorsement_plugin_registryfacet
        ORDER BY association_id, kind, search LIMIT 1
    ) AS first_one
    UNION ALL
    SELECT following.id, following.association_id, following.kind, following.search
    FROM step JOIN endorsement_plugin_registryfacet AS following ON following.id = COALESCE(
        (
            SELECT id FROM endorsement_plugin_registryfacet AS facet
            WHERE facet.association_id = step.association_id AND facet.kind = step.kind
                AND facet.search > step.search
            ORDER BY facet.search LIMIT 1
        ),
        (
            SELECT id FROM endorsement_plugin_registryfacet AS facet
            WHERE facet.association_id = step.association_id AND facet.kind > step.kind
            ORDER BY facet.kind, facet.search LIMIT 1
        ),
        (
            SELECT id FROM endorsement_plugin_registryfacet AS facet
            WHERE facet.association_id > step.association_id
            ORDER BY facet.association_id, facet.kind, facet.search LIMIT 1
        )
    )
)
SELECT id FROM step
"""
"""A row of each association, kind and value: from each to the next in the index, however many rows share one.

Neither database does that for a DISTINCT, which reads every row. The next one is asked for column by column:
where the three are compared as one, SQLite takes the index for the first alone, and reads all that have it.
"""


NO_INDEX = F("association") + 0
"""Whose it is, as a sum, for which there is no index: SQLite would else read all that an association has, and
ask of each whether it is among the few that are meant."""


def values_in(days: Days) -> Choices:
    """What can be chosen of each kind: the folded value and how somebody wrote it, of who is named there.

    Kept for some minutes. It takes as long as there are values, however many people are in the registry.
    """
    newest = RegistryFacet.objects.order_by("-pk").values_list("pk", flat=True).first()
    where = "-".join(str(one.pk) for one in days)
    key = f"endorsement.registry.values.{newest}.{md5(where.encode(), usedforsecurity=False).hexdigest()}"
    choices: Choices | None = cache.get(key)
    if choices is None:
        choices = _values_in(days)
        cache.set(key, choices, VALUES_KEPT)
    return choices


def one_of_each() -> QuerySet[RegistryFacet]:
    """A row of each association, kind and value."""
    return RegistryFacet.objects.filter(pk__in=RawSQL(ONE_OF_EACH, ()))  # noqa: S611 a text without a value


def _values_in(days: Days) -> Choices:
    rows = one_of_each().alias(with_whom=NO_INDEX)
    theirs = rows.filter(with_whom__in=[one.pk for one in days])
    written = theirs.annotate(said=Subquery(_shown(days).values("label")[:1])).exclude(said=None)
    choices: Choices = {kind.value: [] for kind in RegistryFacet.Kind}
    for kind, value, label in written.order_by("kind", "search", F("said")).values_list(
        "kind", "search", "said"
    ):
        of_kind = choices[kind]
        is_new = not of_kind or of_kind[-1][0] != value
        if is_new and len(of_kind) < MOST_VALUES:
            of_kind.append((value, label))
    return choices


def _shown(days: Days) -> QuerySet[RegistryFacet]:
    """The rows with the same value of whoever is named in the registry, by how they wrote it.

    What somebody holds is found by who they are.
    """
    held = Endorsement.objects.alias(with_whom=NO_INDEX)
    theirs = held.filter(
        named(days), listed=True, with_whom=OuterRef("association"), person=OuterRef("entry__person")
    )
    same = {name: OuterRef(name) for name in ("association", "kind", "search")}
    return RegistryFacet.objects.filter(Exists(theirs), **same).order_by("label")
