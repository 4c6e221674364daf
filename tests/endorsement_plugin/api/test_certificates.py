"""A program has the certificate made and fetches it."""

import pytest

from endorsement_plugin.certificates.rules import OUT_OF_FORCE
from endorsement_plugin.models import Endorsement
from endorsement_plugin.rules.states import EndorsementState
from review_queue.work.running import run_due
from tests.endorsement_plugin.api.headless import PROBLEM
from tests.endorsement_plugin.certificates.setting import valid

pytestmark = pytest.mark.django_db(transaction=True)


def test_asked_for_waited_for_and_fetched(api, person):
    held = valid(person=person)
    path = f"/endorsements/{held.number}/certificate/"
    assert api.get(path).status_code == 404
    for answer in (api.post(path), api.get(path), api.get(path + "content/")):
        assert (answer.status_code, answer.json()["state"]) == (202, "asked")
        assert answer["Retry-After"] == "2"
    run_due()
    body = api.get(path).json()
    assert (body["state"], body["reason"], body["may_be_asked_again"]) == ("made", "", False)
    answer = api.get(path + "content/")
    file = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], len(file)) == ("application/pdf", body["size"])
    assert api.post(path).status_code == 200


def test_what_is_not_in_force_is_refused_in_words(api, person):
    held = valid(person=person)
    Endorsement.objects.update(state="inactive", inactive_reason="lapsed")
    path = f"/endorsements/{held.number}/certificate/"
    for answer in (api.post(path), api.get(path), api.get(path + "content/")):
        assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
        assert answer.json()["detail"] == OUT_OF_FORCE[EndorsementState.INACTIVE]


def test_nobody_elses(api, other, nobody, person):
    path = f"/endorsements/{valid(person=person).number}/certificate/"
    for client, status in ((other, 404), (nobody, 401)):
        for answer in (client.post(path), client.get(path), client.get(path + "content/")):
            assert answer.status_code == status
