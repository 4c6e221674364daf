"""What was signed on paper, and references that came on paper."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.applications.actions.sign_on_paper import sign_on_paper
from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.errors import NotAllowed, Stale, WrongState
from endorsement_plugin.models import AccessEvent, Application, Attestation, Reference, Scan
from endorsement_plugin.models.associations import private_storage
from endorsement_plugin.privacy.archive import write_archive
from endorsement_plugin.references.actions.enter import enter_reference
from endorsement_plugin.references.actions.submit import keep_answers
from endorsement_plugin.references.eligibility import wrongly_named
from endorsement_plugin.references.queries import newest_form
from review_queue.work.running import run_due
from tests import pdfs
from tests.factories.applications import add_reference, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_coordinator, make_person

from .entering import enter, office

pytestmark = pytest.mark.django_db

DAY = date(2026, 2, 20)
BLOCK = "s-ethics"


def scan(name: str = "signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdfs.good(), "application/pdf")


def files_in_store() -> set[Path]:
    root = Path(private_storage().location) / "scans"
    return set(root.rglob("*.pdf")) if root.exists() else set()


@pytest.fixture
def nothing_stored() -> Iterator[None]:
    before = files_in_store()
    yield
    assert files_in_store() == before


def digest_of(application: Application) -> str:
    (statement,) = application.definition.sections(AttestationSection)
    return statement.sha256


def signature(application: Application, **given: Any) -> dict[str, Any]:
    values = {
        "same_words": "on",
        "name": "Kaiulani Kahale",
        "signed_on": "2026-02-20",
        "digest": digest_of(application),
        "file": scan(),
        **given,
    }
    return {f"sign-{BLOCK}-{name}": value for name, value in values.items() if value is not None}


def sign(application: Application, **given: Any) -> Attestation:
    values = {
        "block_id": BLOCK,
        "name": "Kaʻiulani Kahale",
        "signed_on": DAY,
        "digest": digest_of(application),
        "file": scan(),
        "by": office(),
    }
    return sign_on_paper(application=application.pk, **{**values, **given})


def test_a_signature_on_paper_is_entered_with_its_day_and_scan(desk: Client, application, base: str):
    page = desk.get(f"{base}steps/ethics/").content.decode()
    assert "Enter the signature" in page
    assert "Type your full name to sign" not in page
    answer = desk.post(f"{base}statements/{BLOCK}/paper/", signature(application))
    assert answer["Location"] == f"{base}steps/ethics/"
    assert "The scan is being checked." in desk.get(f"{base}steps/ethics/").content.decode()
    run_due()
    signed = Attestation.objects.get()
    assert (signed.typed_name, signed.signed_on, signed.digest) == (
        "Kaiulani Kahale",
        DAY,
        digest_of(application),
    )
    assert signed.scan is not None
    page = desk.get(f"{base}steps/ethics/").content.decode()
    assert "Signed on paper by Kaiulani Kahale on 20 February 2026" in page
    file = desk.get(f"/apply/scans/{signed.scan_id}/file/")
    assert file.getvalue() == pdfs.good()
    assert file["Content-Disposition"].startswith("attachment")
    event = application.events.get(action="statement_signed")
    assert (event.actor, event.from_paper) == (office(), True)
    assert event.detail.endswith(", on paper on 20 February 2026")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"same_words": None}, "Compare the words."),
        ({"name": ""}, "Enter the name that is signed."),
        ({"name": "Somebody Else"}, "This is not the name the applicant has given"),
        ({"signed_on": ""}, "Enter the day."),
        ({"signed_on": "2999-01-01"}, "still to come"),
        ({"file": None}, "Choose the scan."),
        ({"file": SimpleUploadedFile("x.pdf", b"no pdf")}, "This is not a PDF."),
    ],
)
def test_what_is_wrong_with_a_signature_is_said_and_nothing_is_kept(
    nothing_stored, desk: Client, application, base: str, given: dict[str, Any], said: str
):
    answer = desk.post(f"{base}statements/{BLOCK}/paper/", signature(application, **given))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    if given.get("name", "x"):
        assert f'value="{given.get("name", "Kaiulani Kahale")}"' in page
    assert not Attestation.objects.exists()
    assert not Scan.objects.exists()


def test_a_wrong_entry_is_corrected_and_the_history_says_what_stood_there(
    desk: Client, application, base: str
):
    desk.post(f"{base}statements/{BLOCK}/paper/", signature(application, signed_on="2026-02-02"))
    first = Attestation.objects.get()
    page = desk.get(f"{base}steps/ethics/").content.decode()
    assert "Correct what was entered" in page
    assert 'value="2026-02-02"' in page
    answer = desk.post(f"{base}statements/{BLOCK}/paper/", signature(application, file=None))
    assert answer.status_code == 302
    signed = Attestation.objects.get()
    assert (signed.signed_on, signed.scan_id) == (DAY, first.scan_id)
    event = application.events.get(action="statement_corrected")
    assert (
        "on 20 February 2026 by Kaiulani Kahale; before: by Kaiulani Kahale on 2 February 2026"
        in event.detail
    )


@pytest.mark.parametrize(
    ("make", "state", "said"),
    [
        (pdfs.scripted, "quarantined", "The file contains more than pages"),
        (pdfs.encrypted, "refused", "The file is protected with a password."),
        (pdfs.truncated, "refused", "The file could not be read."),
    ],
)
def test_a_scan_that_is_not_sound_is_handed_to_nobody_and_has_to_be_replaced(
    desk: Client, application, base: str, make, state: str, said: str
):
    bad = SimpleUploadedFile("signed.pdf", make(), "application/pdf")
    desk.post(f"{base}statements/{BLOCK}/paper/", signature(application, file=bad))
    letter = ratings(what="letter", warmth=None, reflection=None)
    bad.seek(0)
    desk.post(f"{base}referees/1/paper/", letter | {"file": bad})
    run_due()
    for one in Scan.objects.all():
        assert (one.state, _status(desk, f"/apply/scans/{one.pk}/file/")) == (state, 404)
    for step in ("ethics", "references"):
        page = desk.get(f"{base}steps/{step}/").content.decode()
        assert said in page
        assert "another scan" in page
    page = desk.get(f"{base}check/").content.decode()
    assert "cannot be used" in page
    assert "Enter it with another scan." in page
    assert application.events.filter(action="scan_refused", detail__contains=said).count() == 2
    stays = desk.post(f"{base}statements/{BLOCK}/paper/", signature(application, file=None))
    assert stays.status_code == 422
    assert "Choose the scan." in stays.content.decode()
    desk.post(f"{base}statements/{BLOCK}/paper/", signature(application))
    desk.post(f"{base}referees/1/paper/", letter | {"file": scan()})
    run_due()
    assert "cannot be used" not in desk.get(f"{base}check/").content.decode()


def test_a_coordinator_types_nobodys_name_under_a_statement(desk: Client, application, base: str):
    with pytest.raises(WrongState, match="Nobody signs for somebody else"):
        sign_attestation(
            application=application.pk,
            by=office(),
            block_id=BLOCK,
            typed_name="Kaʻiulani Kahale",
            agreed=True,
            digest=digest_of(application),
        )


def test_an_applicant_signs_nothing_on_paper(client: Client):
    own = make_application()
    with pytest.raises(WrongState):
        sign(own, by=own.person.account, name="Ina Applicant")
    client.force_login(own.person.account)
    for path in (f"statements/{BLOCK}/paper/", "referees/1/paper/"):
        assert client.get(f"/apply/{own.pk}/{path}").status_code == 404
    with pytest.raises(WrongState):
        enter_reference(
            application=own.pk, by=own.person.account, slot=1, name="Ref", received_on=DAY, file=scan()
        )


def test_other_words_than_those_that_were_compared_are_refused(nothing_stored, application):
    with pytest.raises(Stale):
        sign(application, digest="0" * 64)


def test_nobody_else_signs_or_reads_a_scan(client: Client, application):
    other = make_coordinator(make_association("mi-aimh", "mi-aimh.localhost"), "connie@example.org")
    with pytest.raises(NotAllowed):
        sign(application, by=other)
    signed = sign(application)
    run_due()
    for user in (other, make_person().account):
        client.force_login(user)
        assert client.get(f"/apply/scans/{signed.scan_id}/file/").status_code == 404


def _status(browser: Client, path: str) -> int:
    answer = browser.get(path)
    if answer.streaming:
        answer.getvalue()  # read to its end, so that the file is closed
    return answer.status_code


def ratings(**given: Any) -> dict[str, Any]:
    values = {
        "name": "Rosa Referee",
        "email": "",
        "received_on": "2026-02-20",
        "what": "ratings",
        "warmth": "4",
        "reflection": "unknown",
        **given,
    }
    return {name: value for name, value in values.items() if value is not None}


def test_a_rating_form_from_paper_counts_as_received(desk: Client, application, base: str):
    assert "referees/1/paper/" in desk.get(f"{base}steps/references/").content.decode()
    assert "Reference 1 from paper" in desk.get(f"{base}referees/1/paper/").content.decode()
    answer = desk.post(f"{base}referees/1/paper/", ratings())
    assert answer["Location"] == f"{base}steps/references/"
    reference = Reference.objects.get()
    assert (reference.state, reference.received_on, reference.role) == ("received", DAY, "Supervisor")
    assert reference.answers.get(name="warmth").text == "4 of 4"
    event = application.events.get(action="reference_received")
    assert (event.actor, event.role, event.from_paper) == (office(), "coordinator", True)
    assert "On paper, received 20 February 2026" in desk.get(f"{base}steps/references/").content.decode()


def test_a_letter_without_ratings_is_its_scan(desk: Client, application, base: str):
    letter = ratings(what="letter", warmth=None, reflection=None, file=scan("letter.pdf"))
    desk.post(f"{base}referees/1/paper/", letter)
    reference = Reference.objects.get()
    assert (reference.state, reference.answers.count()) == ("received", 0)
    assert reference.scan is not None
    run_due()
    Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=timezone.now())
    page = desk.get(f"/admin/endorsement/applications/{application.pk}/").content.decode()
    assert f"/apply/scans/{reference.scan_id}/file/" in page
    assert _status(desk, f"/apply/scans/{reference.scan_id}/file/") == 200
    assert AccessEvent.objects.filter(kind="reference", thing=str(reference.pk)).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Enter the referee's name"),
        ({"received_on": ""}, "Enter the day."),
        ({"received_on": "2999-01-01"}, "still to come"),
        ({"warmth": None}, "warmth"),
        ({"what": "letter"}, "choose the scan of the letter"),
        ({"what": None}, "Choose what came."),
        ({"email": "kai@paper.example"}, "This is the applicant's own address."),
        ({"what": "letter", "file": SimpleUploadedFile("x.pdf", b"no")}, "This is not a PDF."),
    ],
)
def test_what_is_wrong_with_a_reference_is_said_and_kept(
    nothing_stored, desk: Client, base: str, given, said: str
):
    answer = desk.post(f"{base}referees/1/paper/", ratings(**given))
    assert answer.status_code == 422
    page = answer.content.decode().replace("&#x27;", "'")
    assert said in page
    assert answer.context["ratings"]["warmth"].value() == given.get("warmth", "4")
    assert not Reference.objects.exists()


def test_a_request_that_has_left_ends_when_the_paper_comes(application):
    asked = add_reference(application, 2, "sent", token_digest="x", expires_at=timezone.now())
    letter: dict[str, Any] = {"name": asked.name, "email": asked.email, "received_on": DAY, "file": scan()}
    enter_reference(application=application.pk, by=office(), slot=2, **letter)
    asked.refresh_from_db()
    assert (asked.state, asked.token_digest) == ("received", None)


def test_what_a_referee_has_written_here_stays(application):
    written = add_reference(application, 2, "received")
    with pytest.raises(WrongState, match="has written here"):
        enter_reference(
            application=application.pk, by=office(), slot=2, name="X", received_on=DAY, file=scan()
        )
    written.refresh_from_db()
    assert written.name == "Ref Eree 2"


def test_what_a_referee_has_written_here_is_not_read_on_the_page_for_paper(
    desk: Client, application, base: str
):
    written = add_reference(application, 2, "received", form_version=newest_form(application))
    keep_answers(written, {"q-warmth": "4"})
    answer = desk.get(f"{base}referees/2/paper/", follow=True)
    assert answer.redirect_chain == [(f"{base}steps/references/", 302)]
    assert "has written here" in answer.content.decode()
    assert not AccessEvent.objects.exists()


def test_a_slip_is_entered_again(desk: Client, base: str):
    desk.post(f"{base}referees/1/paper/", ratings())
    assert not AccessEvent.objects.exists()
    assert 'value="Rosa Referee"' in desk.get(f"{base}referees/1/paper/").content.decode()
    read = AccessEvent.objects.get(kind="reference")
    assert (read.thing, read.actor) == (str(Reference.objects.get().pk), office())
    desk.post(f"{base}referees/1/paper/", ratings(warmth="2"))
    there, before = Reference.objects.get(state="received"), Reference.objects.get(state="replaced")
    assert there.answers.get(name="warmth").text == "2 of 4"
    assert before.answers.get(name="warmth").text == "4 of 4"
    actions = Application.objects.get().events.values_list("action", flat=True)
    assert [one for one in actions if one.startswith("reference")] == [
        "reference_received",
        "reference_corrected",
    ]
    Application.objects.update(state="submitted", submitted_at=timezone.now())
    case = f"/admin/endorsement/applications/{there.application_id}/"
    page = desk.get(case).content.decode()
    assert "Entered before for reference 1: Rosa Referee" in page
    assert "4 of 4" in page
    assert AccessEvent.objects.filter(kind="reference", thing=str(before.pk)).exists()


def test_what_a_colleague_has_entered_meanwhile_is_not_replaced_unseen(desk: Client, base: str):
    page = desk.get(f"{base}referees/1/paper/").content.decode()
    assert 'name="revision" value="0"' in page
    desk.post(f"{base}referees/1/paper/", ratings(revision="0"))
    late = desk.post(f"{base}referees/1/paper/", ratings(name="Rita Referee", warmth="2", revision="0"))
    assert late.status_code == 409
    assert "Somebody has written in this reference after" in late.content.decode()
    assert 'value="Rita Referee"' in late.content.decode()
    there = Reference.objects.get()
    assert there.name == "Rosa Referee"
    assert f'name="revision" value="{there.revision}"' in late.content.decode()
    desk.post(f"{base}referees/1/paper/", ratings(name="Rita Referee", revision=str(there.revision)))
    assert Reference.objects.get(state="received").name == "Rita Referee"


def test_a_letter_in_confidence_stays_that_when_another_scan_takes_its_place(client: Client):
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    application = enter(person=person.pk, note="She asked.")
    letter: dict[str, Any] = {"name": "Ref", "received_on": DAY, "waived": True}
    for name in ("first.pdf", "second.pdf"):
        enter_reference(application=application.pk, by=office(), slot=1, file=scan(name), **letter)
    first, second = Scan.objects.order_by("uploaded_at")
    rows = application.references.values_list("scan", "state", "waived")
    assert set(rows) == {(first.pk, "replaced", True), (second.pk, "received", True)}
    Application.objects.filter(pk=application.pk).update(state="endorsed", submitted_at=timezone.now())
    run_due()
    client.force_login(person.account)
    assert [_status(client, f"/apply/scans/{one.pk}/file/") for one in (first, second)] == [404, 404]
    archive = io.BytesIO()
    write_archive(person, archive)
    assert not [name for name in zipfile.ZipFile(archive).namelist() if name.startswith("files/")]


def test_two_who_left_no_address_are_two(application):
    for slot in (1, 2):
        enter_reference(
            application=application.pk,
            by=office(),
            slot=slot,
            name=f"Ref {slot}",
            received_on=DAY,
            file=scan(),
        )
    assert wrongly_named(application.person, application.references.all()) == {}


def test_the_applicant_reads_their_signature_and_a_letter_only_when_they_may(client: Client):
    person = make_application(make_person(), make_credential(code="IMHS"), state="submitted").person
    application = enter(person=person.pk, note="She asked.")
    signed = sign(application, name="Ina Applicant")
    letters = [
        enter_reference(
            application=application.pk,
            by=office(),
            slot=slot,
            name=f"Ref {slot}",
            received_on=DAY,
            waived=waived,
            file=scan(),
        )
        for slot, waived in ((1, False), (2, True))
    ]
    run_due()
    client.force_login(person.account)

    def answers() -> list[int]:
        scans = [signed.scan_id, *(letter.scan_id for letter in letters)]
        return [_status(client, f"/apply/scans/{one}/file/") for one in scans]

    assert answers() == [200, 404, 404]
    Application.objects.filter(pk=application.pk).update(state="endorsed", submitted_at=timezone.now())
    assert answers() == [200, 200, 404]
