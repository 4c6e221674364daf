"""The candidate's screens, mounted at /exam/."""

from django.urls import path

from .applicant.exam import begin, exam
from .applicant.exam_answers import answers, check
from .applicant.exam_files import remove, state, upload
from .applicant.exam_masking import masking
from .screens.files import exam_file

app_name = "endorsement_exam"

urlpatterns = [
    path("<uuid:pk>/", exam, name="sitting"),
    path("<uuid:pk>/begin/", begin, name="begin"),
    path("<uuid:pk>/masking/", masking, name="masking"),
    path("<uuid:pk>/answers/", answers, name="answers"),
    path("<uuid:pk>/check/", check, name="check"),
    path("<uuid:pk>/pdf/<slug:name>/", upload, name="pdf"),
    path("files/<uuid:file>/", exam_file, name="file"),
    path("files/<uuid:file>/state/", state, name="file_state"),
    path("files/<uuid:file>/remove/", remove, name="file_remove"),
]
