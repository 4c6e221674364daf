"""The candidate's screens, mounted at /exam/."""

from django.urls import path

from .applicant.exam import begin, exam
from .applicant.exam_answers import answers, check

app_name = "endorsement_exam"

urlpatterns = [
    path("<uuid:pk>/", exam, name="sitting"),
    path("<uuid:pk>/begin/", begin, name="begin"),
    path("<uuid:pk>/answers/", answers, name="answers"),
    path("<uuid:pk>/check/", check, name="check"),
]
