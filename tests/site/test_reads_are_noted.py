"""Nothing leaves the house unseen: whatever gives staff a file or a list notes who took it."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client

from endorsement_plugin.models import AccessEvent
from tests.cast import make_cast
from tests.site import access
from tests.site.test_access_matrix import Samples, make_samples

pytestmark = pytest.mark.django_db

FILES = re.compile(r"pdf|csv|zip|spreadsheet|octet-stream")
ASKED = ("", "?export=csv", "?export=xlsx")
NOT_OURS = {
    "admin/endorsement/endorsements/<int:pk>/certificate/file/": "what anybody is shown who has its code; "
    "that a coordinator had it is in the endorsement's own history",
    "review/": "without names: whose an item is stands in the other app alone",
    "admin/reports/": "what was done with pages",
}
"""Files that hold nothing confidential of a person, and why."""

LEAST = {
    "apply/transcripts/<uuid:transcript>/file/",
    "apply/audits/documents/<uuid:document>/file/",
    "admin/endorsement/applications/",
    "admin/endorsement/applications/results/",
    "admin/endorsement/endorsements/",
    "admin/endorsement/endorsements/results/",
    "admin/endorsement/renewals/",
    "admin/endorsement/renewals/results/",
    "admin/endorsement/renewals/audit/draws/<uuid:pk>/list/",
    "admin/endorsement/fees/",
    "admin/endorsement/fees/results/",
    "admin/endorsement/fees/totals/",
    "admin/endorsement/imports/<uuid:pk>/problems.csv",
}
"""What the walk has to come by, so that it is not a walk past closed doors."""


def is_file(response: HttpResponseBase) -> bool:
    """Whether it is to be kept rather than looked at."""
    if response.status_code != 200:
        return False
    return bool(response.get("Content-Disposition") or FILES.search(response.get("Content-Type", "")))


def fetched(visitor: Client, samples: Samples) -> Iterator[tuple[str, str, int]]:
    """Each address that gave a coordinator a file, how it was asked, and how many events that left."""
    for route, answers in access.table().items():
        if answers["coordinator"] != "200" or route.startswith(tuple(NOT_OURS)):
            continue
        for query in ASKED if route.startswith("admin/endorsement/") else ASKED[:1]:
            before = AccessEvent.objects.count()
            response = visitor.get(access.path_of(route, samples) + query)
            if response.streaming:
                list(response)  # type: ignore[call-overload]  # closes the file
            if is_file(response):
                yield route, query, AccessEvent.objects.count() - before


def test_whatever_gives_staff_a_file_notes_it():
    cast = make_cast()
    samples = make_samples(cast)
    got = list(fetched(access.visitor(cast.coordinator), samples))
    assert {route for route, *_ in got} >= LEAST
    unnoted = [(route, query) for route, query, events in got if not events]
    assert not unnoted, "Call note_reads or note_export of record/access.py, or say in NOT_OURS why not."
