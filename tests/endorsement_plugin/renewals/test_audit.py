"""The audit: drawn so that anybody can draw it again, documents sent, an outcome and a way back."""

import re
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from endorsement_plugin.clock import local
from endorsement_plugin.errors import Incomplete, NotAllowed, Refusal, WrongState
from endorsement_plugin.models import AuditDraw, AuditDrawRow, Endorsement, Mail, Renewal, RenewalEvent
from endorsement_plugin.renewals.actions.auditing import (
    ask_for_documents,
    judge_entry,
    settle_audit,
    undo_outcome,
)
from endorsement_plugin.renewals.actions.documents import read_document, remove_document, upload_document
from endorsement_plugin.renewals.actions.drawing import draw_audit, take_up
from endorsement_plugin.renewals.actions.submit import submit_renewal
from endorsement_plugin.renewals.queries.clock import watched
from endorsement_plugin.rules.seasons.audit import Outcome, digest_of, drawn_from, line_of, share_of
from endorsement_plugin.rules.seasons.season import present
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_person
from tests.factories.renewals import log, make_policy, signing_of, training
from tests.factories.season import make_endorsees

LINES = st.sets(st.text(alphabet="AB-019", min_size=1, max_size=8), max_size=40)


# The draw, by itself


@given(LINES, st.text(max_size=20), st.integers(0, 100))
def test_the_same_list_and_seed_give_the_same_share(lines: set[str], seed: str, percent: int):
    drawn = drawn_from(lines, seed, percent)
    assert drawn == drawn_from(sorted(lines, reverse=True), seed, percent)
    assert len(drawn) == share_of(len(lines), percent)
    assert drawn <= lines


@pytest.mark.parametrize(
    ("count", "percent", "drawn"),
    [(0, 5, 0), (1, 5, 1), (20, 5, 1), (21, 5, 2), (400, 5, 20), (400, 100, 400), (7, 0, 0), (200, 1, 2)],
)
def test_a_share_is_rounded_up(count: int, percent: int, drawn: int):
    assert share_of(count, percent) == drawn


def test_what_is_drawn_grows_with_the_share_and_says_nothing_of_the_order():
    lines = [line_of(f"IFS-{n:05d}", date(2026, 12, 31)) for n in range(400)]
    few, many = drawn_from(lines, "seed", 5), drawn_from(lines, "seed", 10)
    assert few < many
    assert few != set(sorted(lines)[:20])
    assert digest_of(lines) == digest_of(lines[::-1])


# The draw, of a season


def soon() -> date:
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def endorsees(db: None) -> list[Endorsement]:
    rows = make_endorsees(20, due=soon())
    make_policy(
        rows[0].association,
        clauses=[training(15)],
        due="anniversary",
        due_month=None,
        due_day=None,
        audit_percent=10,
    )
    return rows


@pytest.fixture
def coordinator(endorsees: list[Endorsement]) -> Any:
    return make_coordinator(endorsees[0].association)


def submit(endorsement: Endorsement) -> Renewal:
    """As its holder does, with enough hours."""
    log(endorsement.person, started_on=timezone.localdate() - timedelta(days=20), hours=15)
    signing = signing_of(endorsement, name=endorsement.person.name)
    return submit_renewal(
        endorsement=endorsement.pk, by=endorsement.person.account, signing=signing, today=timezone.localdate()
    )


def draw(coordinator: Any, endorsees: list[Endorsement]) -> AuditDraw:
    (made,) = draw_audit(
        association=endorsees[0].association, season=present(timezone.localdate()), by=coordinator
    )
    run_due()
    return made


def drawn_of(made: AuditDraw) -> list[Endorsement]:
    pks = made.rows.filter(drawn=True).values_list("endorsement", flat=True)
    return list(Endorsement.objects.filter(pk__in=pks).select_related("person__user"))


def test_a_draw_can_be_drawn_again_by_anybody(endorsees, coordinator, tmp_path: Path):
    """With what its page says, and nothing of ours: the shell's own tools."""
    made = draw(coordinator, endorsees)
    client = Client()
    client.force_login(coordinator)
    text = b"".join(client.get(reverse("endorsement_season:draw_list", args=[made.pk])))
    (tmp_path / "list.txt").write_bytes(text)
    page = client.get(reverse("endorsement_season:draw", args=[made.pk])).text
    command = re.search(r"<code>(sha256sum.*?)</code>", page, re.DOTALL)
    assert command
    plain = command[1].replace("&lt;", "<").replace("&#x27;", "'").replace("&quot;", '"')
    said = subprocess.run(
        ["bash", "-c", plain], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert said[0].split()[0] == made.digest
    again = {line.split(" ", 1)[1] for line in said[1:]}
    assert again == set(made.rows.filter(drawn=True).values_list("line", flat=True))
    assert len(again) == 2
    assert not any(one.name in text.decode() for one in endorsees)


def test_nobody_is_listed_twice_so_nobody_draws_until_they_like_it(endorsees, coordinator):
    draw(coordinator, endorsees)
    with pytest.raises(WrongState, match="nothing to draw"):
        draw(coordinator, endorsees)
    make_endorsees(3, endorsees[0].credential, due=soon(), first=90)
    second = draw(coordinator, endorsees)
    assert second.rows.count() == 3
    assert second.seed != AuditDraw.objects.exclude(pk=second.pk).get().seed


def test_where_the_policy_asks_for_none_nothing_is_drawn(db):
    rows = make_endorsees(3, due=soon())
    coordinator = make_coordinator(rows[0].association)
    with pytest.raises(WrongState, match="no policy of these asks"):
        draw(coordinator, rows)


def test_only_its_coordinators_draw(endorsees):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"))
    with pytest.raises(NotAllowed):
        draw(other, endorsees)


def test_drawn_before_it_is_submitted_it_waits_then_and_documents_are_asked_for(endorsees, coordinator):
    made = draw(coordinator, endorsees)
    drawn = drawn_of(made)
    assert Renewal.objects.filter(audited=True, state="open").count() == 2
    renewal = submit(drawn[0])
    assert renewal.state == "submitted"
    other = next(one for one in endorsees if one.pk not in {row.pk for row in drawn})
    assert submit(other).state == "renewed"
    ask_for_documents(renewal=renewal.pk, by=coordinator)
    renewal.refresh_from_db()
    assert renewal.state == "in_audit"
    letter = Mail.objects.get(event_key__startswith="audit_documents")
    assert f"/audits/{renewal.pk}/" in letter.body


def test_drawn_after_it_was_renewed_it_is_asked_for_documents_at_once(endorsees, coordinator):
    for one in endorsees:
        submit(one)
    made = draw(coordinator, endorsees)
    assert Renewal.objects.filter(state="in_audit").count() == 2
    assert Mail.objects.filter(event_key__startswith="audit_documents").count() == 2
    row = AuditDrawRow.objects.filter(draw=made, drawn=True).first()
    assert row is not None
    take_up(row=row.pk)
    assert Mail.objects.filter(event_key__startswith="audit_documents").count() == 2


# Documents


@pytest.fixture
def audited(endorsees: list[Endorsement], coordinator: Any) -> Renewal:
    """Renewed, then drawn: one of all of them."""
    for one in endorsees:
        submit(one)
    draw(coordinator, endorsees)
    row = Renewal.objects.filter(state="in_audit").select_related("endorsement__person__user").first()
    assert row is not None
    return row


def pdf(name: str = "certificate.pdf", words: str = "Certificate") -> SimpleUploadedFile:
    file = pdfs.good() + f"%{words}\n".encode()
    return SimpleUploadedFile(name, file, content_type="application/pdf")


def holder_of(renewal: Renewal) -> Any:
    return renewal.endorsement.person.account


def test_a_document_is_sent_inspected_and_read_by_both(audited, coordinator):
    client, origin = Client(), audited.evidence.get().origin
    client.force_login(holder_of(audited))
    here = reverse("endorsement:audit", args=[audited.pk])
    sent = client.post(here, {"origin": str(origin), "file": pdf()}, follow=True)
    assert "“certificate.pdf” has arrived." in sent.text
    document = audited.documents.get()
    assert (document.state, document.origin) == ("uploaded", origin)
    assert "certificate" not in document.file.name
    run_due()
    document.refresh_from_db()
    assert (document.state, document.pages) == ("accepted", 2)
    file = reverse("endorsement:audit_document", args=[document.pk])
    for user in (holder_of(audited), coordinator, coordinator):
        reader = Client()
        reader.force_login(user)
        answer = reader.get(file)
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
    reads = audited.events.filter(action="audit_document_read")
    assert [one.role for one in reads] == ["holder", "coordinator"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Choose a file first."),
        (SimpleUploadedFile("x.docx", b"PK.."), "This is not a PDF."),
        (SimpleUploadedFile("x.pdf", b""), "The file is empty."),
    ],
)
def test_what_is_no_document_is_refused_beside_its_control(audited, file, said):
    client, origin = Client(), audited.evidence.get().origin
    client.force_login(holder_of(audited))
    typed = {"origin": str(origin)} | ({"file": file} if file else {})
    answer = client.post(reverse("endorsement:audit", args=[audited.pk]), typed)
    assert answer.status_code == 422
    assert re.search(rf'id="file-{origin}-error"[^>]*>{said}', answer.text)
    assert not audited.documents.exists()


def test_an_entry_that_is_none_of_it_is_refused(audited):
    client = Client()
    client.force_login(holder_of(audited))
    here = reverse("endorsement:audit", args=[audited.pk])
    for odd in ("x", "00000000-0000-4000-8000-000000000000"):
        assert client.post(here, {"origin": odd, "file": pdf()}).status_code == 422


def test_the_same_file_twice_and_anybody_else_s(audited):
    upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf())
    with pytest.raises(Refusal, match="You have sent this file already"):
        upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf("other.pdf"))
    stranger = make_person("otto@example.org").account
    with pytest.raises(NotAllowed):
        upload_document(renewal=audited.pk, by=stranger, file=pdf("mine.pdf", "Mine"))
    client = Client()
    client.force_login(stranger)
    document = audited.documents.get()
    assert client.get(reverse("endorsement:audit", args=[audited.pk])).status_code == 404
    assert client.get(reverse("endorsement:audit_document", args=[document.pk])).status_code == 404
    assert client.post(reverse("endorsement:audit_document_remove", args=[document.pk])).status_code == 404
    assert audited.documents.exists()


def test_a_document_is_taken_back_while_there_is_no_outcome(
    audited, coordinator, django_capture_on_commit_callbacks
):
    one = upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf())
    two = upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf("two.pdf", "Two"))
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=one.pk, by=holder_of(audited))
    assert not one.file.storage.exists(str(one.file.name))
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED)
    with pytest.raises(WrongState, match="not asked for now"):
        remove_document(document=two.pk, by=holder_of(audited))
    with pytest.raises(WrongState, match="not asked for now"):
        upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf("three.pdf", "Three"))


# The outcome


def origin_of(renewal: Renewal) -> Any:
    return renewal.evidence.get().origin


def test_passed_it_is_renewed_as_it_was_and_no_second_receipt_is_sent(audited, coordinator):
    due = audited.endorsement.renewal_due
    Renewal.objects.filter(pk=audited.pk).update(renewed_on=date(2026, 1, 2))
    judge_entry(renewal=audited.pk, origin=origin_of(audited), by=coordinator, outcome="accepted")
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED)
    audited.refresh_from_db()
    audited.endorsement.refresh_from_db()
    assert (audited.state, audited.endorsement.renewal_due) == ("renewed", due)
    assert audited.renewed_on == date(2026, 1, 2)
    assert Mail.objects.filter(event_key__startswith=f"renewed:{audited.pk}").count() == 1
    letter = Mail.objects.get(event_key__startswith=f"audit_passed:{audited.pk}")
    assert "it stays renewed" in letter.body
    assert audited.receipt in Mail.objects.get(event_key__startswith=f"renewed:{audited.pk}").subject


def test_passed_for_the_first_time_it_gets_its_receipt_and_no_other_letter(audited, coordinator):
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.RETURNED, note="Send June again.")
    held = Endorsement.objects.get(pk=audited.endorsement_id)
    submit(held)
    ask_for_documents(renewal=audited.pk, by=coordinator)
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED)
    held.refresh_from_db()
    assert held.renewal_due > audited.due
    assert Mail.objects.filter(event_key__startswith=f"renewed:{audited.pk}").count() == 2
    assert not Mail.objects.filter(event_key__startswith="audit_passed").exists()


def test_what_was_not_accepted_passes_only_with_a_reason(audited, coordinator):
    judge_entry(
        renewal=audited.pk, origin=origin_of(audited), by=coordinator, outcome="missing", note="No name"
    )
    with pytest.raises(Incomplete, match="Write why it passes"):
        settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED)
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED, note="Seen on paper.")
    audited.refresh_from_db()
    assert audited.state == "renewed"


def test_returned_it_is_due_again_says_what_is_missing_and_comes_in_again(audited, coordinator):
    judge_entry(
        renewal=audited.pk, origin=origin_of(audited), by=coordinator, outcome="missing", note="No name"
    )
    with pytest.raises(Incomplete, match="Write what is missing"):
        settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.RETURNED)
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.RETURNED, note="Please send June again.")
    audited.refresh_from_db()
    held = Endorsement.objects.get(pk=audited.endorsement_id)
    assert (audited.state, held.renewal_due) == ("sent_back", audited.due)
    letter = Mail.objects.get(event_key__startswith="audit_returned")
    assert "Please send June again." in letter.body
    assert "document missing. No name" in letter.body
    again = submit_renewal(
        endorsement=held.pk,
        by=held.person.account,
        signing=signing_of(held, name=held.person.name),
        today=timezone.localdate(),
    )
    assert (again.pk, again.state) == (audited.pk, "submitted")


def test_not_renewed_it_is_due_as_before_and_can_be_looked_at_again(audited, coordinator):
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.NOT_RENEWED, note="It was made up.")
    audited.refresh_from_db()
    held = Endorsement.objects.get(pk=audited.endorsement_id)
    assert (audited.state, held.renewal_due) == ("not_renewed", audited.due)
    assert "It was made up." in Mail.objects.get(event_key__startswith="audit_not_renewed").body
    with pytest.raises(Incomplete):
        undo_outcome(renewal=audited.pk, by=coordinator, reason=" ")
    undo_outcome(renewal=audited.pk, by=coordinator, reason="A letter of the host came.")
    audited.refresh_from_db()
    assert audited.state == "in_audit"
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.PASSED)
    held.refresh_from_db()
    assert held.renewal_due > audited.due


def test_an_outcome_of_which_documents_were_removed_stays(audited, coordinator):
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.NOT_RENEWED, note="It was made up.")
    audited.events.create(action="records_removed", role="system")
    with pytest.raises(WrongState, match="removed by your policy of retention"):
        undo_outcome(renewal=audited.pk, by=coordinator, reason="A letter of the host came.")
    audited.refresh_from_db()
    assert audited.state == "not_renewed"


def test_nobody_else_and_not_oneself_decides_and_only_in_an_audit(audited, coordinator, endorsees):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    own = holder_of(audited)
    own.groups.add(audited.endorsement.association.coordinators)
    for by in (other, own):
        with pytest.raises(NotAllowed):
            settle_audit(renewal=audited.pk, by=by, outcome=Outcome.PASSED)
        with pytest.raises(NotAllowed):
            judge_entry(renewal=audited.pk, origin=origin_of(audited), by=by, outcome="accepted")
    quiet = Renewal.objects.filter(state="renewed", audited=False).first()
    assert quiet is not None
    with pytest.raises(WrongState):
        settle_audit(renewal=quiet.pk, by=coordinator, outcome=Outcome.PASSED)
    with pytest.raises(WrongState):
        undo_outcome(renewal=quiet.pk, by=coordinator, reason="x")


# The desk's page


def test_nobody_looks_into_the_judging_of_themself(audited, coordinator):
    """A coordinator whose own renewal is audited: not the page, not the way to it, but their own file."""
    upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf())
    run_due()
    document = audited.documents.get()
    judge_entry(
        renewal=audited.pk, origin=origin_of(audited), by=coordinator, outcome="refused", note="Not hers."
    )
    own, other = holder_of(audited), Client()
    own.groups.add(audited.endorsement.association.coordinators)
    client = Client()
    client.force_login(own)
    other.force_login(coordinator)
    here = reverse("endorsement_season:audit", args=[audited.pk])
    lists = [
        reverse("endorsement_season:index") + f"?season={audited.due.year}",
        reverse("endorsement_season:draw", args=[AuditDraw.objects.get().pk]),
    ]
    assert other.get(here).status_code == 200
    for way in lists:
        assert here in other.get(way).text
        shown = client.get(way).text
        assert audited.endorsement.name in shown
        assert here not in shown
    for typed in ({"step": "settle", "outcome": "passed"}, {"step": "undo", "reason": "x"}, {"step": "ask"}):
        assert client.post(here, typed).status_code == 404
    assert client.get(here).status_code == 404
    assert client.get(reverse("endorsement:audit", args=[audited.pk])).status_code == 200
    file = reverse("endorsement:audit_document", args=[document.pk])
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    event = RenewalEvent.objects.filter(action="audit_document_read").latest("pk")
    assert event.role == "holder"


def test_a_coordinator_works_through_it_on_one_page(audited, coordinator):
    upload_document(renewal=audited.pk, by=holder_of(audited), file=pdf(), origin=origin_of(audited))
    run_due()
    client = Client()
    client.force_login(coordinator)
    here = reverse("endorsement_season:audit", args=[audited.pk])
    page = client.get(here).text
    assert "certificate.pdf" in page
    assert f"Audit of {audited.endorsement.name}" in page
    entry = {
        "step": "entry",
        "origin": str(origin_of(audited)),
        "outcome": "refused",
        "note": "Another’s name",
    }
    assert "Not accepted</span> Another’s name" in client.post(here, entry, follow=True).text
    refused = client.post(here, {"step": "settle", "outcome": "returned", "note": ""}).text
    assert "Write what is missing; the holder reads it." in refused
    assert "Choose an outcome." in client.post(here, {"step": "settle", "note": "Kept words."}).text
    assert "Kept words." in client.post(here, {"step": "settle", "note": "Kept words."}).text
    done = client.post(here, {"step": "settle", "outcome": "returned", "note": "Send your own."}, follow=True)
    assert "The outcome is noted" in done.text
    back = client.post(here, {"step": "undo", "reason": "It was ours."}, follow=True)
    assert "It is in the audit again" in back.text
    assert client.post(here, {"step": "x"}).status_code == 302
    holder = Client()
    holder.force_login(holder_of(audited))
    shown = holder.get(reverse("endorsement:audit", args=[audited.pk])).text
    assert "<strong>Not accepted</strong>: Another’s name" in shown


def test_a_coordinator_draws_on_the_page(endorsees, coordinator):
    client = Client()
    client.force_login(coordinator)
    here = reverse("endorsement_season:draws")
    assert "2 of 20 (10%, as the policy says)" in client.get(here).text
    answer = client.post(here, {"association": endorsees[0].association_id}, follow=True)
    assert "2 of 20 drawn" in answer.text
    assert (
        "There is nothing to draw"
        in client.post(here, {"association": endorsees[0].association_id}, follow=True).text
    )
    assert client.post(here, {"association": "x"}).status_code in {302, 403}
    assert AuditDraw.objects.count() == 1


def test_sent_back_it_is_warned_of_anew_and_reading_a_document_puts_nothing_off(audited, coordinator):
    """Or whoever opens their own file once a week would never lapse."""
    holder = audited.endorsement.person.account
    document = upload_document(renewal=audited.pk, by=holder, file=pdf())
    settle_audit(renewal=audited.pk, by=coordinator, outcome=Outcome.RETURNED, note="Send June again.")
    eight_days_ago = timezone.now() - timedelta(days=8)
    RenewalEvent.objects.filter(renewal=audited, action="audit_returned").update(at=eight_days_ago)
    read_document(document=document.pk, by=holder)
    read_document(document=document.pk, by=coordinator)
    held = Endorsement.objects.select_related("credential", "association").get(pk=audited.endorsement_id)
    (one,) = watched([held], timezone.localdate())
    assert one.holding.eased_on == local(eight_days_ago, held.association).date()
