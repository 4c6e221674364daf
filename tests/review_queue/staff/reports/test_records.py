"""What was recorded: plans that anybody can draw again, the seals, and who took the figures away."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.audit.actions import export, seal_events
from review_queue.errors import NotAllowed
from review_queue.models import Event, PoolRole, Seal
from review_queue.staff.reports.evidence_pack import archive
from review_queue.staff.reports.pdf_report import printed
from tests.factories import reviews
from tests.review_queue.staff.reports.test_evidence import pack_of, tables, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(leader):
    """A round with a plan that the clock drew and applied, and one by the chief that leaves a place open."""
    item, _ = reviews.make_assigned()
    other = reviews.clear_item(reviews.make_item(item.round, requires=["RARE"]))
    propose_plan(scored_in=item.round, pool=item.pool, items=[other], by=leader)
    return item.round


def test_plans_are_listed_with_what_it_takes_to_draw_them_again(leader, planned):
    applied, proposed = tables(archive(pack_of(leader, planned), b""))["plans"]
    assert (applied["state"], applied["drawn_by"], applied["settled_by"]) == (
        "applied",
        "automatic",
        "automatic",
    )
    assert (applied["offers"], applied["unfilled"]) == ("2", "0")
    assert "no third reviewer in reserve" in applied["reasons"]
    assert (proposed["state"], proposed["drawn_by"], proposed["settled_on"]) == (
        "proposed",
        "Charles Chief",
        "",
    )
    assert (proposed["offers"], proposed["unfilled"]) == ("0", "2")
    assert "RARE" in proposed["reasons"]
    for row, plan in zip((applied, proposed), planned.plans.order_by("proposed_at"), strict=True):
        assert row["inputs_sha256"] == plan.inputs
        assert row["drawn_on"] == plan.proposed_at.astimezone(datetime.UTC).date().isoformat()
        assert (int(row["seed"]), row["solver"], int(row["cost"])) == (plan.seed, plan.solver, plan.cost)


def test_plans_of_another_pool_are_left_out(leader, planned):
    elsewhere = reviews.make_pool("elsewhere")
    propose_plan(
        scored_in=planned, pool=elsewhere, items=[reviews.clear_item(reviews.make_item(planned, elsewhere))]
    )
    assert len(tables(archive(pack_of(leader, planned), b""))["plans"]) == 2


@pytest.mark.parametrize("more", [0, 3])
def test_queries_do_not_grow_with_plans(leader, planned, more):
    item = planned.items.get(state="cleared")
    for _ in range(more):
        propose_plan(scored_in=planned, pool=item.pool, items=[item], by=leader)
    with CaptureQueriesContext(connection) as queries:
        pack_of(leader, planned)
    assert len(queries) == 91


def test_the_newest_seal_and_the_state_of_the_chain_are_in_the_pack(leader, planned):
    seal_events()
    reviews.make_item(planned)
    newest = Seal.objects.get()
    pack = pack_of(leader, planned)
    found = {row["what"]: row["value"] for row in tables(archive(pack, b""))["seals"]}
    assert found == {
        "Newest seal": str(newest),
        "Seals": "1",
        "Events sealed": str(newest.count),
        "Events not sealed yet": "1",
        "Checked for this pack": "every seal holds",
    }
    assert "Every seal was checked for this report and holds." in " ".join(text_of(printed(pack)).split())


def test_a_chain_that_was_tampered_with_says_so_in_the_pack(leader, planned):
    seal_events()
    models.QuerySet(Event).filter(pk=Seal.objects.get().last_event).update(detail="other")
    pack = pack_of(leader, planned)
    rows = tables(archive(pack, b""))["seals"]
    assert {"what": "Checked for this pack", "value": "the chain is broken"} in rows
    assert rows[-1]["value"].endswith("an event or a seal has been changed.")
    text = re.sub(r"Confidential\. Names of reviewers\. Page \d of \d", "", text_of(printed(pack)))
    assert "an event or a seal has been changed." in " ".join(text.split())


def test_the_report_has_the_plans(leader, planned):
    pack = pack_of(leader, planned)
    text = " ".join(text_of(printed(pack)).split())
    assert "Plans of assignments" in text
    assert planned.plans.first().inputs[:12] in text


def test_every_download_is_an_event_and_is_in_the_pack_itself(chief, leader, planned):
    pack = chief.get(reverse("review_queue:evidence_pack", args=[planned.code]))
    chief.get(reverse("review_queue:agreement_csv", args=[planned.code, "reviewers"]))
    rows = Event.objects.filter(kind=Event.Kind.EXPORTED).order_by("pk")
    assert [(one.round, one.item, one.actor, one.detail) for one in rows] == [
        (planned, None, leader, "evidence.zip"),
        (planned, None, leader, "reviewers.csv"),
    ]
    last = tables(pack.getvalue())["events"][-1]
    assert (last["event"], last["answer"], last["by"]) == ("exported", "", "Charles Chief")
    assert last["detail"] == "evidence.zip"


def test_looking_at_a_report_or_asking_for_what_is_not_there_leaves_no_event(chief, planned):
    chief.get(reverse("review_queue:agreement", args=[planned.code]))
    chief.get(reverse("review_queue:agreement_csv", args=[planned.code, "marks"]))
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


def test_only_the_chief_of_the_round_takes_figures_away(planned):
    other = reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere"))
    with pytest.raises(NotAllowed, match="You may not do this"):
        export(scored_in=planned, what="evidence.zip", by=other)
    assert not Event.objects.filter(kind=Event.Kind.EXPORTED).exists()


def test_a_download_is_sealed_like_everything_else(leader, planned):
    event = export(scored_in=planned, what="evidence.zip", by=leader)
    seal_events()
    models.QuerySet(Event).filter(pk=event.pk).update(round=reviews.make_round())
    assert tables(archive(pack_of(leader, planned), b""))["seals"][-1]["what"] == "Break"


def test_an_event_is_about_an_item_or_a_round_never_both(planned):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(item=planned.items.first(), round=planned, kind=Event.Kind.EXPORTED)
