"""What is held about a person, row by row, and what stands in the way of erasing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from endorsement_plugin.models import (
    Appeal,
    Application,
    Association,
    Endorsement,
    Erasure,
    Fee,
    Person,
    Refund,
    RetentionHold,
)
from endorsement_plugin.people.queries import confirmed_of
from endorsement_plugin.privacy.rules.held import HELD
from endorsement_plugin.privacy.rules.tables import Erasing, Held
from endorsement_plugin.rules.payments import Method
from endorsement_plugin.rules.states import ENDED, OPEN_APPLICATION, ErasureState, FeeState

OF_NOBODY = frozenset({"Person", "DataDownload", "EvidenceEntry", "JoinedRecord", "DistinctPair"})
"""Tables of what is the person's own and no association's."""

DECIDED = ("endorsed", "declined")


def model_of(name: str) -> type[Model]:
    """The table with this name."""
    return apps.get_model("endorsement_plugin", name)


def rows_about(name: str, person: Person) -> QuerySet[Any]:
    """The rows of one table that are about this person."""
    held = HELD[name]
    about = Q(**{held.path: person.pk})
    if held.also:
        about |= Q(**{held.also: person.pk})
    return model_of(name)._default_manager.filter(about)


def rows_with(name: str, person: Person, association: Association) -> QuerySet[Any]:
    """Those of them that this association holds. For tables that are an association's."""
    held = HELD[name]
    about = Q()
    for path in filter(None, (held.path, held.also)):
        whole = path.rpartition("person")[0]
        about |= Q(**{path: person.pk, f"{whole}association": association.pk})
    return model_of(name)._default_manager.filter(about)


@dataclass(frozen=True)
class Line:
    """What becomes of the rows of one table: how many there are, and what is kept of them, if anything is."""

    words: str
    count: int
    kept: str


@dataclass(frozen=True)
class Preview:
    """What erasing does. `open` are the matters that have to end first, `ends` what it ends."""

    erased: list[Line]
    kept: list[Line]
    open: list[str]
    ends: list[str]
    elsewhere: bool

    @property
    def may_be_done(self) -> bool:
        """Whether nothing has to end first."""
        return not self.open


def preview_of(person: Person, association: Association) -> Preview:
    """All that erasing would do now, in words. One query for each table, whatever is in it."""
    elsewhere = is_held_elsewhere(person, association)
    lines = list(_lines(person, association, elsewhere))
    return Preview(
        erased=[line for line in lines if not line.kept],
        kept=[line for line in lines if line.kept],
        open=list(open_matters(person, association)),
        ends=list(_ends(person, association)),
        elsewhere=elsewhere,
    )


def _lines(person: Person, association: Association, elsewhere: bool) -> Iterator[Line]:
    for name, held in HELD.items():
        if name in OF_NOBODY and elsewhere:
            continue
        rows = rows_about(name, person) if name in OF_NOBODY else rows_with(name, person, association)
        count = rows.count()
        if count:
            yield Line(held.words, count, "" if held.erasing is Erasing.DELETE else held.kept)


def is_held_elsewhere(person: Person, association: Association) -> bool:
    """Whether another association holds an application or an endorsement of this person."""
    for model in (Application, Endorsement):
        if model._default_manager.filter(person=person).exclude(association=association).exists():
            return True
    return False


def open_matters(person: Person, association: Association) -> Iterator[str]:
    """What has to end before anything is erased, in words."""
    theirs = Application.objects.filter(person=person, association=association)
    for row in theirs.filter(state__in=OPEN_APPLICATION).select_related("credential"):
        code = row.credential.code
        yield f"The application for {code} is open. Withdraw it first, or wait for its decision."
    about = Q(application__in=theirs) | Q(endorsement__person=person, endorsement__association=association)
    for fee in Fee.objects.filter(about, state__in=[FeeState.DUE, FeeState.INVOICED]):
        state = fee.status.label.lower()
        yield f"The fee “{fee.label}”, {fee.price}, is {state}. It has to be settled first."
    fees = Fee.objects.filter(about)
    if Refund.objects.filter(fee__in=fees, method=Method.PROVIDER, sent_at=None).exists():
        yield "A fee is on its way back by the payment provider."
    if Appeal.objects.filter(sitting__application__in=theirs, settled_at=None, stopped_at=None).exists():
        yield "An exam is being scored a second time."
    if _held(person, association):
        yield "The association has to keep everything for now. Its coordinators know why."


def _held(person: Person, association: Association) -> bool:
    return RetentionHold.objects.filter(person=person, association=association, lifted_at=None).exists()


def _ends(person: Person, association: Association) -> Iterator[str]:
    held = Endorsement.objects.filter(person=person, association=association).exclude(state__in=ENDED)
    for row in held.select_related("credential"):
        yield f"The endorsement {row.number} ({row.credential.code}) ends, for good."


def told_rows(name: str, held: Held, person: Person) -> Iterator[dict[str, Any]]:
    """The rows of one table as the person reads them, without what is told only of what is decided."""
    rows = rows_about(name, person)
    if name == "Mail":
        rows = rows.filter(to__in=addresses_of(person))
    if name == "Finding":
        rows = rows.filter(only_doubt=False)
    state = held.path.removesuffix("person") + "state" if held.told_late else ""
    names = [*held.told, *held.told_late]
    for row in rows.order_by("pk").values(*names, *([state] if state else [])).iterator(chunk_size=500):
        decided = row.get(state) in DECIDED if state else True
        yield {key: row[key] if decided or key not in held.told_late else None for key in names}


def addresses_of(person: Person) -> list[str]:
    """Where letters to this person go and went: addresses that are theirs for certain.

    Without those that were typed into the account and never confirmed. Whoever adds a referee's would read
    the letter with that referee's link, and have a stranger's letters erased.
    """
    return list(filter(None, dict.fromkeys([person.contact_email, *confirmed_of(person)])))


def open_erasure(person: Person, association: Association) -> Erasure | None:
    """The request that is asked or being carried out, if there is one."""
    rows = Erasure.objects.filter(person=person, association=association)
    return rows.filter(state__in=[ErasureState.ASKED, ErasureState.APPROVED]).first()
