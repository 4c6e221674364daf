"""Two requests at the same moment: a double click, two devices, two browsers."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.applications.actions.start import start_application
from endorsement_plugin.applications.actions.submit import submit_application
from endorsement_plugin.errors import AlreadyOpen, Incomplete, LinkGone, Stale
from endorsement_plugin.models import Application, ReferenceAnswer, SubmittedEntry, Transcript
from endorsement_plugin.references.actions.submit import submit_reference
from endorsement_plugin.rules.merging import Since
from endorsement_plugin.transcripts.actions.upload import upload_transcript
from tests import pdfs
from tests.cast import give_referee_link
from tests.factories.applications import add_evidence, add_transcript, make_application
from tests.factories.credentials import make_application_form, make_credential, make_form
from tests.factories.definitions import definition, section, step
from tests.factories.people import make_person, make_user
from tests.racing import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AT_ONCE = 4


def each(act: Callable[[int], object]) -> list[object]:
    """What each of several got, or the refusal it met."""
    return at_once(*[lambda n=n: act(n) for n in range(AT_ONCE)])  # type: ignore[misc]


def test_submitting():
    form = definition(step("one", section("evidence", "training", kind="training")))
    application = make_application(version=make_form(make_credential(), form))
    add_evidence(application.person)
    by = application.person.account
    today = date(2026, 1, 15)

    results = each(
        lambda _: submit_application(application=application.pk, by=by, today=today, list_in_registry=False)
    )
    assert refusals(results, Exception) == 0
    assert application.events.filter(action="submitted").count() == 1
    assert SubmittedEntry.objects.count() == 1


def test_saving_one_step_from_several_devices():
    application = make_application(make_person())
    by = application.person.account

    results = each(
        lambda n: save_step(
            application=application.pk, by=by, step="practice", answers={"q-agency": str(n)}, since=Since(1)
        )
    )
    assert refusals(results, Stale) == AT_ONCE - 1
    application.refresh_from_db()
    assert application.revision == 2


def test_starting():
    version = make_application_form(make_credential())
    user = make_user("new.applicant@example.org")

    results = each(lambda _: start_application(form=version.form.family, by=user, today=date(2026, 1, 15)))
    assert refusals(results, AlreadyOpen) == AT_ONCE - 1
    assert Application.objects.count() == 1


def test_the_last_place_for_a_file():
    application = make_application(make_person())
    add_transcript(application)
    add_transcript(application)

    def upload(number: int) -> object:
        data = pdfs.good() + b"\n" * number  # the same file twice would be refused for that
        file = SimpleUploadedFile(f"{number}.pdf", data, "application/pdf")
        by = application.person.account
        return upload_transcript(application=application.pk, by=by, block_id="s-transcripts", file=file)

    results = each(upload)
    assert refusals(results, Incomplete) == AT_ONCE - 1
    assert Transcript.objects.count() == 3


def test_the_same_file_at_once_is_one_file():
    application = make_application(make_person())
    by = application.person.account

    def upload(number: int) -> object:
        file = SimpleUploadedFile(f"{number}.pdf", pdfs.good(), "application/pdf")
        return upload_transcript(application=application.pk, by=by, block_id="s-transcripts", file=file)

    assert refusals(each(upload), AlreadyOpen) == AT_ONCE - 1
    assert Transcript.objects.count() == 1


def test_handing_in_a_reference():
    reference, _ = give_referee_link()
    answers = {"q-warmth": "4", "q-reflection": "3"}
    link = str(reference.token_digest)

    results = each(lambda _: submit_reference(link=link, answers=answers))
    assert refusals(results, LinkGone) == AT_ONCE - 1
    assert ReferenceAnswer.objects.count() == 3
