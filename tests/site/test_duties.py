"""Every duty of the clock, of both apps: a row that fails keeps it from none of the others, and is shown."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from review_queue.models import Beat, FailingRow
from review_queue.work.duties import run_duties
from review_queue.work.registry import all_duties
from tests.factories.people import make_superuser
from tests.site import rows_for_duties as rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("private_folder")]

WORDS = "Ada Placeholder, ada@example.org"
WITHOUT_ROWS = {
    "review_queue.repair_access": "one statement mends all rows",
    "review_queue.seal": "a seal over a gap would hide it: what cannot be sealed stops all, and is told",
    "review_queue.publish_seal": "one seal",
    "review_queue.forget": "deletes by date",
    "endorsement.forget_enquiries": "deletes by date",
    "endorsement.index_names": "an index: a batch is kept at once, and whom it lacks is found without it",
    "endorsement.forget_letters": "deletes by date",
    "endorsement.forget_requests": "deletes by date",
}


@dataclass(frozen=True)
class Case:
    """What is planted for a duty, and the function that each of the rows goes through."""

    duty: str
    plant: Callable[[], list[Any]]
    act: str

    def __str__(self) -> str:
        return f"{self.duty} {self.act.rpartition('.')[2]}"


APPEALS, EXAMS, REFERENCES = (
    "endorsement_plugin.appeals.jobs",
    "endorsement_plugin.exams.jobs",
    "endorsement_plugin.references.jobs",
)
IMPORTS = "endorsement_plugin.imports.actions"
PUBLISHING = "endorsement_plugin.publishing.jobs"
ASSIGNING, SCORING = (
    "review_queue.assigning.actions",
    "review_queue.scoring.actions",
)
CASES = [
    Case("endorsement.chase_references", rows.late_references, f"{REFERENCES}.expire_reference"),
    Case("endorsement.chase_references", rows.quiet_references, f"{REFERENCES}.chase_reference"),
    Case("endorsement.keep_away", rows.sittings, f"{EXAMS}.keep_away"),
    Case("endorsement.keep_away", rows.appeals, f"{EXAMS}.keep_away_again"),
    Case("endorsement.reconcile_sittings", rows.sittings, f"{EXAMS}.record_outcome"),
    Case("endorsement.reconcile_sittings", rows.sittings, f"{rows.__name__}.Decided.standings"),
    Case("endorsement.reconcile_sittings", lambda: rows.sittings("closed", "exam"), f"{EXAMS}.close_sitting"),
    Case("endorsement.reconcile_appeals", rows.appeals, f"{APPEALS}.record_rescore"),
    Case("endorsement.reconcile_appeals", lambda: rows.appeals("withdrawn"), f"{APPEALS}.stop_appeal"),
    Case(
        "endorsement.remind_of_enquiries",
        rows.asked_associations,
        "endorsement_plugin.enquiries.jobs.remind_of_enquiries",
    ),
    Case(
        "endorsement.remind_of_enquiries",
        rows.enquired_coordinators,
        "endorsement_plugin.enquiries.actions._remind",
    ),
    Case(
        "endorsement.forget_downloads",
        rows.old_downloads,
        "endorsement_plugin.privacy.actions.downloading._forget",
    ),
    Case("endorsement.forget_imports", rows.old_imports, f"{IMPORTS}.forget.forget_import"),
    Case("endorsement.begin_retention", rows.retentions, "endorsement_plugin.retention.jobs.begin_run"),
    Case("endorsement.sweep_files", rows.lost_files, "endorsement_plugin.record.sweep_files._drop_if_old"),
    Case("endorsement.publish_scheduled", rows.scheduled_revisions, f"{PUBLISHING}.publish_scheduled"),
    Case("endorsement.publish_scheduled", rows.expired_pages, f"{PUBLISHING}.expire"),
    Case(
        "endorsement.tell_coordinators", rows.associations, "endorsement_plugin.mail.jobs.tell_coordinators"
    ),
    Case(
        "endorsement.tell_coordinators",
        rows.coordinators,
        "endorsement_plugin.mail.actions._at_once",
    ),
    Case(
        "endorsement.keep_renewal_time",
        rows.due_endorsements,
        "endorsement_plugin.renewals.actions.passing.keep_time",
    ),
    Case(
        "endorsement.ensure_workflows",
        rows.associations_with_editors,
        "endorsement_plugin.associations.jobs.ensure_workflow",
    ),
    Case(
        "endorsement.renew_settled",
        rows.settled_renewals,
        "endorsement_plugin.renewals.jobs.renew_settled",
    ),
    Case("review_queue.fill_slots", rows.waiting_answers, f"{ASSIGNING}.fill_slots.draw_plan"),
    Case("review_queue.expire", rows.over, f"{SCORING}.expire.expire"),
    Case("review_queue.remind", rows.soon_due, f"{SCORING}.remind.reminder_letter"),
    Case("review_queue.release_closed", rows.held_by_closed, f"{SCORING}.release_closed._release"),
    Case("review_queue.thank", rows.taken_away, f"{SCORING}.thank._thank"),
    Case("review_queue.tell_chiefs", rows.pools, "review_queue.stalls.actions.tell_chiefs.note_stops"),
    Case("review_queue.end_work", rows.ended, f"{SCORING}.end_work._settle"),
    Case("review_queue.grant_wishes", rows.wishes, f"{ASSIGNING}.grant_wishes.take_one"),
    Case("review_queue.let_go", rows.lone_answers, f"{ASSIGNING}.let_go.let_go"),
    Case("review_queue.gather_offers", rows.rounds_that_wait, f"{ASSIGNING}.gather.gather"),
    Case("review_queue.seed_anchors", rows.single_answers, f"{ASSIGNING}.seed_alone._give"),
    Case("review_queue.close_packs", rows.packs_over, "review_queue.quality.actions.auditing._end"),
    Case("review_queue.sweep_files", rows.orphans, "review_queue.items.actions.sweep_files._drop_if_old"),
]


def test_every_duty_is_here():
    """A new duty is added above: with rows that are planted, or with the reason why it has none."""
    assert {case.duty for case in CASES} | WITHOUT_ROWS.keys() == {duty.name for duty in all_duties()}


def values(*args: Any, **kwargs: Any) -> Iterator[Any]:
    """What a call is about: its arguments, and what is in their lists."""
    for value in (*args, *kwargs.values()):
        yield from value if isinstance(value, list) else [value]


def about(row: Any, value: Any) -> bool:
    keys = (getattr(row, "pk", None), getattr(row, "review_ref", None))
    return bool(value == row or (isinstance(value, UUID) and value in keys))


class Poison:
    """Raises for the row that is bad, and remembers which others went through."""

    def __init__(self, rows: list[Any], real: Callable[..., Any]) -> None:
        self.rows, self.real, self.bad = rows, real, rows[0]
        self.done: list[Any] = []

    def act(self, *args: Any, **kwargs: Any) -> Any:
        here = list(values(*args, **kwargs))
        if self.bad is not None and any(about(self.bad, value) for value in here):
            raise ValueError(WORDS)
        result = self.real(*args, **kwargs)
        self.done += [row for row in self.rows if any(about(row, value) for value in here)]
        return result


@pytest.fixture
def poisoned(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Poison:
    case: Case = request.param
    if case.duty == "review_queue.gather_offers":  # in the tests offers leave at once
        settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "OFFERS_EVERY": 1440, "OFFERS_TOGETHER": 5}
    settings.ENDORSEMENT = {**settings.ENDORSEMENT, "REVIEW_BACKEND": f"{rows.__name__}.Decided"}
    monkeypatch.setattr("review_queue.stalls.actions.tell_chiefs.FROM_HOUR", 0)
    holder, _, name = case.act.rpartition(".")
    try:
        within = import_string(holder)
    except ImportError:
        within = __import__(holder, fromlist=[name])
    made = Poison(case.plant(), getattr(within, name))

    def standings(self: rows.Decided, *, refs: list[UUID]) -> Any:
        return made.act(self, refs=refs)

    monkeypatch.setattr(within, name, standings if within is rows.Decided else made.act)
    return made


def run(duty: str) -> None:
    """This duty has its time, and no other."""
    for one in all_duties():
        Beat.objects.update_or_create(name=one.name, defaults={"at": Now()})
    Beat.objects.filter(pk=duty).update(at=Now() - timedelta(days=2))
    assert run_duties() == 1


def key(row: Any) -> str:
    return str(getattr(row, "pk", row))


@pytest.mark.parametrize(
    ("poisoned", "duty"), [(c, c.duty) for c in CASES], ids=map(str, CASES), indirect=["poisoned"]
)
def test_one_row_that_fails_stops_no_other_is_logged_and_shown_until_it_is_done(
    poisoned: Poison, duty: str, caplog: pytest.LogCaptureFixture, client: Client
):
    with caplog.at_level(logging.INFO):
        run(duty)
    assert {key(row) for row in poisoned.rows[1:]} <= {key(row) for row in poisoned.done}
    (failing,) = FailingRow.objects.all()
    assert (failing.duty, failing.times) == (duty, 1)
    assert key(poisoned.bad) in failing.row
    assert (failing.words, failing.trouble[:13]) == (
        "A value is not of the kind that was expected.",
        "ValueError at",
    )
    assert f"The duty {duty} failed for {failing.row}: ValueError at act" in caplog.text
    assert "tests.site.test_duties.act:" in caplog.text  # its trace
    assert Beat.objects.get(pk=duty).ok
    run(duty)
    (later,) = FailingRow.objects.all()
    assert (later.times, later.since, later.last_at >= later.since) == (2, failing.since, True)
    client.force_login(make_superuser("operator@example.org"))
    page = client.get(reverse("review_queue:operations")).content.decode()
    assert f"<code>{failing.row}</code>" in page
    assert f"Failed in part: {duty} (1 row)." in page
    assert not any(word in page + caplog.text for word in WORDS.replace(",", "").split())
    poisoned.bad = None
    run(duty)
    assert not FailingRow.objects.exists()
