import pytest

from endorsement_plugin.applications.actions.sign import sign_attestation
from endorsement_plugin.errors import Incomplete, NotAllowed, Stale, WrongState
from endorsement_plugin.models import Attestation
from tests.factories.applications import make_application
from tests.factories.definitions import ETHICS, attestation

STATEMENT = attestation()


def sign(application, **more):
    values = {
        "block_id": STATEMENT["id"],
        "typed_name": " Ina Applicant ",
        "agreed": True,
        "digest": STATEMENT["sha256"],
        "by": application.person.user,
    }
    return sign_attestation(application=application.pk, **(values | more))


def test_the_exact_words_are_kept(application):
    signed = sign(application)
    assert (signed.statement, signed.digest) == (ETHICS, STATEMENT["sha256"])
    assert signed.typed_name == "Ina Applicant"
    assert application.events.filter(action="statement_signed").count() == 1


def test_signing_again_replaces_the_signature(application):
    sign(application)
    sign(application, typed_name="I. Applicant")
    assert Attestation.objects.get().typed_name == "I. Applicant"


@pytest.mark.parametrize(
    ("missing", "message"),
    [({"agreed": False}, "Tick the box"), ({"typed_name": "  "}, "Type your name")],
)
def test_nothing_is_signed_by_half(application, missing, message):
    with pytest.raises(Incomplete) as refusal:
        sign(application, **missing)
    assert message in refusal.value.problems[0].message
    assert not Attestation.objects.exists()


def test_other_words_than_were_shown_are_not_signed(application):
    with pytest.raises(Stale, match="read it again"):
        sign(application, digest="0" * 64)


def test_a_statement_the_form_does_not_have(application):
    with pytest.raises(Incomplete, match="no such statement"):
        sign(application, block_id="other")


def test_by_whom_and_when(application, stranger):
    with pytest.raises(NotAllowed):
        sign(application, by=stranger.user)
    with pytest.raises(WrongState):
        sign(make_application(stranger, state="submitted"))
