"""Policies of renewal, published as an editor would."""

from datetime import date
from typing import Any

from django.utils import timezone

from endorsement_plugin.models import Association, RenewalPolicy


def make_policy(association: Association, **fields: Any) -> RenewalPolicy:
    """In force since 2020 for all of its credentials: every year, without leaves, with hours to come back."""
    given = {"effective_from": date(2020, 1, 1), "published_at": timezone.now()}
    return RenewalPolicy.objects.create(association=association, **(given | fields))
