"""A round played over HTTP; here a thread does the work that the demo's worker does."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from association.demo import cast
from association.demo.content.load import load
from association.demo.preparation import move_links
from association.rehearsal import opening
from association.rehearsal.applicants import invent
from association.rehearsal.browser import Browser
from association.rehearsal.clock import Overdue, wait_for
from association.rehearsal.report import table
from association.rehearsal.reviewing import clear_all
from association.rehearsal.round import Round
from endorsement_plugin.models import Application, Endorsement
from review_queue.models import Assignment, Item, PageLook, PoolRole
from review_queue.work.running import run_due
from tests.factories.reviews import make_item, make_staff
from tests.review_queue.conftest import signed_in
from tests.review_queue.redaction.drawing import page_of, written


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    stopped = threading.Event()

    def work() -> None:
        while not stopped.wait(0.1):
            run_due()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stopped.set()
    thread.join()


@pytest.mark.long
def test_a_round_is_played_to_its_end_and_leaves_work_for_visitors(live_server: LiveServer, worker: None):
    list(load())
    move_links(urlsplit(live_server.url).port or 80)
    playing = Round(
        live_server.url, cast.read(settings.BASE_DIR / "fixtures" / "cast.json"), lambda line: None
    )

    assert playing.play(2, run="test", seed=0) == []

    assert Counter(Application.objects.values_list("state", flat=True)) == {"endorsed": 2}
    assert Endorsement.objects.filter(origin="application", listed=True).count() == 2
    # Divided, so a third was asked; what the reviewers score beside answers is not counted.
    assert Assignment.objects.filter(item__kind="answer", state="submitted").count() == 3
    assert any(line.startswith("Review handed in") for line in table(playing.timetable))

    opening.leave_work(playing, "test")

    states = Counter(Application.objects.values_list("state", flat=True))
    exams = states.pop("exam")
    assert states == {"endorsed": 2, "draft": 1, "submitted": 1, "ready": 1}
    assert exams >= 2
    assert Assignment.objects.filter(item__kind="answer", state="offered").count() == 2 * (exams - 1)
    assert Counter(Item.objects.values_list("state", flat=True))["received"] == 1


def test_whoever_clears_looks_at_every_page_of_a_file(live_server: LiveServer, private_folder: Path):
    item = make_item(sections=[{"code": "q1", "prompt": "", "text": "", "pdf": two_pages()}])
    clearer = Browser(live_server.url)
    session = signed_in(make_staff(PoolRole.Role.CLEARER, item.pool)).cookies["sessionid"].value
    clearer._session.cookies.set("sessionid", session)
    assert clear_all(clearer) == 1
    item.refresh_from_db()
    assert item.state == "cleared"
    assert sorted(PageLook.objects.values_list("page", flat=True)) == [1, 2]


def two_pages() -> bytes:
    pdf = page_of()
    pdf.text(72, 100, "I would wait.")
    pdf.add_page()
    pdf.text(72, 100, "Then I would wonder aloud.")
    return written(pdf)


def test_it_is_refused_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="with the demo settings only"):
        call_command("rehearse")
    with pytest.raises(CommandError, match="with the demo settings only"):
        call_command("load_demo")


def test_it_is_refused_when_no_demo_runs(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="No demo is running"):
        call_command("rehearse")


def test_waiting_ends():
    with pytest.raises(Overdue, match="for the moon"):
        wait_for("the moon", lambda: False, patience_s=0)


def test_the_same_seed_invents_the_same_people_and_no_two_runs_share_an_address():
    assert invent(12, "a") == invent(12, "a")
    assert not {one.email for one in invent(12, "a")} & {one.email for one in invent(12, "b")}
    assert {one.credential for one in invent(12, "a")} == {"IFA", "IFS", "IMHS", "IMHM"}
    assert any(one.falls_short for one in invent(12, "a") if one.sits_exam)
