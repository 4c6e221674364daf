"""A coordinator says what a transcript is when verifying it; statements count in the words signed."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.definitions.fields import AttestationSection
from endorsement_plugin.models import Application, Transcript
from tests.factories.applications import add_transcript, make_application
from tests.factories.credentials import make_association, make_requirements
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


def asked(**clause: object) -> Application:
    application = make_application(state="in_review")
    application.requirement_set = make_requirements(application.credential, [{"id": "it", **clause}])
    application.save()
    return application


def is_met(application: Application) -> bool:
    return assessment_of(application, TODAY).findings[0].met


@pytest.mark.parametrize(("standard", "met"), [("sealed", True), ("official", False), ("", False)])
def test_what_it_is_said_to_be_decides(client, standard, met):
    application = asked(kind="transcripts", count=1, standard="sealed")
    transcript = add_transcript(application)
    client.force_login(make_coordinator(make_association()))
    address = reverse("endorsement_applications:verify_transcript", args=[application.pk, transcript.pk])
    assert not is_met(application)
    client.post(address, {"standard": standard, "note": "Envelope opened by us"})
    assert Transcript.objects.get().standard == standard
    assert is_met(application) is met
    client.post(reverse("endorsement_applications:unjudge_transcript", args=[application.pk, transcript.pk]))
    assert Transcript.objects.get().standard == ""
    assert not is_met(application)


def test_words_that_were_signed_before_the_form_changed_do_not_count():
    application = asked(kind="attestation", statement="ethics")
    (statement,) = application.definition.sections(AttestationSection)
    signature = application.attestations.create(
        block_id=statement.id,
        title="Ethics",
        statement=statement.statement,
        digest=statement.sha256,
        typed_name="Ina",
        signed_at=timezone.now(),
    )
    assert is_met(application)
    signature.digest = hashlib.sha256(b"the words of last year").hexdigest()
    signature.save()
    assert not is_met(application)
