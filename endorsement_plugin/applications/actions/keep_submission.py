from endorsement_plugin.models import Application, Submission


def keep_submission(application: Application) -> Submission:
    """Keep what was sent in and promised the last time, before it is sent in once more. Without a lock of its
    own: the caller holds the application's row and has not changed it yet.
    """
    assert application.submitted_at is not None
    kept = Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        submitted_at=application.submitted_at,
        answer_by=application.answer_by,
        exam_from=application.exam_from,
    )
    application.answers.update(application=None, submission=kept)
    application.evidence.update(application=None, submission=kept)
    return kept
