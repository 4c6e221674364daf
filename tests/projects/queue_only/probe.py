"""Run in the project's shell: one item from intake to a verdict, with the broker away all the time."""

import sys

from django.test import Client

from review_queue import intake
from review_queue.work.running import run_due
from tests.factories import reviews

assert "wagtail" not in sys.modules
pool = reviews.make_pool()
reviewers = [reviews.make_reviewer(pool) for _ in range(2)]
item = reviews.clear_item(reviews.make_item(pool=pool))
run_due()
assignments = list(item.assignments.all())
assert len(assignments) == 2
for reviewer in reviewers:
    client = Client()
    client.force_login(reviewer.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/review/")
    assert page.status_code == 200
    assert "Pat" not in page.content.decode()
for assignment in assignments:
    reviews.score(assignment, 3)
assert intake.status(item.ref).outcome == "passed"
print("ok")
