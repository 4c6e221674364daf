"""The referee's side: the link and the actions behind it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, LinkGone, Stale
from endorsement_plugin.jobs import chase_references
from endorsement_plugin.models import Reference
from endorsement_plugin.references.actions.decline import decline_reference
from endorsement_plugin.references.actions.open import open_reference
from endorsement_plugin.references.actions.save import save_reference
from endorsement_plugin.references.actions.submit import submit_reference
from endorsement_plugin.references.links import token_of
from endorsement_plugin.rules.merging import Since
from review_queue.work.running import run_due
from tests.cast import give_referee_link

COMPLETE = {"q-warmth": "4", "q-reflection": "unknown"}


@pytest.fixture
def reference(db):
    return give_referee_link()[0]


def fresh(reference):
    return Reference.objects.get(pk=reference.pk)


def test_opening_is_noted_once(reference):
    opened = open_reference(token=token_of(reference))
    again = open_reference(token=token_of(reference))
    assert opened.opened_at == again.opened_at
    assert reference.application.events.filter(action="reference_opened").count() == 1


def test_the_same_sent_again_changes_nothing(reference):
    for revision in (1, 2, 1):
        save_reference(link=reference.token_digest, answers={"q-warmth": "4"}, since=Since(revision))
    assert (fresh(reference).draft, fresh(reference).revision) == ({"q-warmth": "4"}, 2)


def end(reference, how):
    changes: dict[str, dict[str, Any]] = {
        "used": {"state": "received"},
        "declined": {"state": "declined"},
        "replaced": {"state": "replaced"},
        "too old": {"expires_at": timezone.now() - timedelta(seconds=1)},
    }
    if how == "withdrawn":
        reference.application.state = "withdrawn"
        reference.application.save()
    else:
        Reference.objects.filter(pk=reference.pk).update(**changes[how])


@pytest.mark.parametrize("how", ["used", "declined", "replaced", "too old", "withdrawn", "forged"])
def test_every_dead_link_has_the_same_answer(reference, how, client):
    token = "forged" if how == "forged" else token_of(reference)
    if how != "forged":
        end(reference, how)
    with pytest.raises(LinkGone) as refusal:
        open_reference(token=token)
    assert (
        refusal.value.message
        == "This link does not work. It may be too old, used, or replaced by a newer one."
    )
    for answer in (client.get(f"/reference/{token}/"), client.post(f"/reference/{token}/")):
        assert answer.status_code == 404
        said = answer.content.decode()
        assert "<h1>This link does not work</h1>" in said
        assert "It may be too old, used, or replaced by a newer one." in said
        assert refusal.value.message not in said  # the heading has said the first half
        assert "If you have sent your reference, or declined, you need do nothing else." in said


def test_a_draft_is_kept_and_an_older_tab_does_not_overwrite_it(reference):
    save_reference(link=reference.token_digest, answers={"q-warmth": "3"}, since=Since(1))
    with pytest.raises(Stale):
        save_reference(link=reference.token_digest, answers={"q-warmth": "1"}, since=Since(1))
    assert fresh(reference).draft == {"q-warmth": "3"}


def test_handing_in_keeps_the_answers_and_ends_the_link(reference):
    submit_reference(link=reference.token_digest, answers=COMPLETE)
    row = fresh(reference)
    assert (row.state, row.token_digest, row.draft) == ("received", None, {})
    assert {answer.name: answer.text for answer in row.answers.all()} == {
        "warmth": "4 of 4",
        "reflection": "I do not know enough to say",
        "comment": "",
    }
    with pytest.raises(LinkGone):
        submit_reference(link=reference.token_digest, answers=COMPLETE)
    run_due()
    assert [message.to for message in mail.outbox] == [[reference.application.person.email]]
    assert "4 of 4" not in mail.outbox[0].body


def test_a_reference_with_gaps_is_not_handed_in(reference):
    with pytest.raises(Incomplete) as refusal:
        submit_reference(link=reference.token_digest, answers={"q-warmth": "4"})
    assert [problem.where for problem in refusal.value.problems] == [("reflection",)]
    assert fresh(reference).state == "sent"


def test_declining_tells_the_applicant_why_if_the_referee_says(reference):
    decline_reference(link=reference.token_digest, reason="I have moved away.")
    run_due()
    assert fresh(reference).state == "declined"
    assert "I have moved away." in mail.outbox[0].body
    with pytest.raises(LinkGone):
        decline_reference(link=reference.token_digest)


def test_half_way_the_clock_reminds_once_with_the_same_link(reference):
    Reference.objects.update(sent_at=timezone.now() - timedelta(days=16))
    chase_references()
    chase_references()
    run_due()
    (message,) = mail.outbox
    assert message.subject.startswith("A reminder")
    assert token_of(reference) in message.body


def test_the_clock_does_not_remind_early(reference):
    chase_references()
    run_due()
    assert not mail.outbox


def test_the_clock_ends_what_is_overdue_and_tells_the_applicant(reference):
    end(reference, "too old")
    chase_references()
    chase_references()
    run_due()
    assert fresh(reference).state == "expired"
    assert [message.to for message in mail.outbox] == [[reference.application.person.email]]
    assert reference.application.events.filter(action="reference_expired", role="system").count() == 1
