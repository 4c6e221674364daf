from datetime import date

from endorsement_plugin.models import Application
from endorsement_plugin.queries.assessments import assessment_of
from endorsement_plugin.queries.contents import contents_of
from endorsement_plugin.queries.tasks import tasks_of
from tests.factories.applications import add_transcript


def progress_of_transcripts(application: Application) -> str:
    contents = contents_of(application)
    for step in contents.definition["steps"]:
        for field in step["fields"]:
            if field["type"] == "transcripts":
                field["required"] = True
                wanted = step["name"]
    tasks = tasks_of(contents, assessment_of(application, date(2026, 1, 15)))
    return next(task.progress for task in tasks if task.name == wanted)


def test_a_refused_transcript_beside_a_good_one_leaves_the_step_complete(application):
    add_transcript(application, state="refused", reason="password")
    assert progress_of_transcripts(application) == "progress"
    add_transcript(application, state="accepted")
    assert progress_of_transcripts(application) == "done"
