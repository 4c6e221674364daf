"""Two editors at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsement_plugin.errors import Refusal, WrongState
from endorsement_plugin.models import RenewalPolicy
from endorsement_plugin.policies.actions import begin_policy, cancel_policy, publish_policy, write_policy
from tests.factories.credentials import make_association
from tests.factories.people import make_editor
from tests.racing import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def begun() -> tuple[RenewalPolicy, object]:
    association = make_association()
    by = make_editor(association)
    today = timezone.localdate()
    return begin_policy(association=association, credential=None, by=by, today=today), by


def test_who_begin_at_once_get_the_same_draft():
    association = make_association()
    by, today = make_editor(association), timezone.localdate()
    got = at_once(*[lambda: begin_policy(association=association, credential=None, by=by, today=today)] * 4)
    assert len({one.pk for one in got}) == RenewalPolicy.objects.count() == 1  # type: ignore[attr-defined]


def test_writing_and_publishing_at_once_never_changes_what_is_published():
    row, by = begun()
    today = timezone.localdate()
    results = at_once(
        lambda: write_policy(policy=row.pk, by=by, values={"grace_days": 60}),  # type: ignore[arg-type]
        lambda: publish_policy(policy=row.pk, by=by, effective_from=today, note="", today=today),  # type: ignore[arg-type]
    )
    row.refresh_from_db()
    assert row.published_at is not None
    assert row.grace_days == (30 if refusals(results, WrongState) else 60)


def test_a_planned_policy_is_cancelled_once_however_many_press():
    row, by = begun()
    today = timezone.localdate()
    later = today + timedelta(days=30)
    publish_policy(policy=row.pk, by=by, effective_from=later, note="", today=today)  # type: ignore[arg-type]
    results = at_once(*[lambda: cancel_policy(policy=row.pk, by=by, today=today)] * 3)  # type: ignore[arg-type]
    assert refusals(results, Refusal) == 0
    assert row.association.events.filter(setting="renewal_policy", after__endswith="cancelled").count() == 1
