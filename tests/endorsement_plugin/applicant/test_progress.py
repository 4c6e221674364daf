from datetime import date

import pytest
from django.urls import reverse

from endorsement_plugin.applications.queries.tasks import tasks_of
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.models import Application
from tests.factories.applications import add_transcript, make_application


def progress_of_transcripts(application: Application) -> str:
    for step in application.form_version.definition["steps"]:
        for field in step["fields"]:
            if field["type"] == "transcripts":
                field["required"] = True
                wanted = step["name"]
    contents = contents_of(application)
    tasks = tasks_of(contents, assessment_of(application, date(2026, 1, 15)))
    return next(task.progress for task in tasks if task.name == wanted)


@pytest.mark.django_db
def test_after_submitting_nobody_is_asked_to_upload_a_refused_file_again(client):
    application = make_application(state="submitted")
    add_transcript(application, state="refused", reason="password")
    add_transcript(application, state="refused", reason="by_hand", note="This is another person’s.")
    client.force_login(application.person.user)
    said = client.get(reverse("endorsement:application", args=[application.pk])).content.decode()
    assert "Please upload it without one" not in said
    assert "This file is not used." in said
    assert "This is another person’s." in said


def test_a_refused_transcript_beside_a_good_one_leaves_the_step_complete(application):
    add_transcript(application, state="refused", reason="password")
    assert progress_of_transcripts(application) == "progress"
    add_transcript(application, state="accepted")
    assert progress_of_transcripts(application) == "done"
