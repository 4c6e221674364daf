"""The worklist, and one application with the steps a coordinator can take."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView

from endorsement_plugin.clock import todays
from endorsement_plugin.desk import steps, turns
from endorsement_plugin.desk.appeals import ScoreAgain, SettleAppeal
from endorsement_plugin.desk.beside import BesideView
from endorsement_plugin.desk.casefile import CaseFileView
from endorsement_plugin.desk.decide import DecideView
from endorsement_plugin.desk.fees import ChargeFee
from endorsement_plugin.desk.judging import JudgeEntry
from endorsement_plugin.desk.outcome import EnterOutcome
from endorsement_plugin.desk.standings import ConfirmStanding, TakeBackStanding
from endorsement_plugin.desk.transcripts import RefuseTranscript, UnjudgeTranscript, VerifyTranscript
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.models import AccessEvent, Application
from endorsement_plugin.permissions import applications_coordinated_by, coordinated_by
from endorsement_plugin.review.queries.worklist import worklist

from . import columns
from .base import DeskViewSet
from .export import SafeExportMixin
from .filters import ApplicationFilterSet
from .searching import FoldedSearchMixin


class WorklistView(FoldedSearchMixin, SafeExportMixin, IndexView):
    """The applications of the visitor's associations, urgent ones first."""

    search_column = "person__search"
    search_containing = ("person__user__email",)

    any_permission_required = ["view"]
    page_title = "Applications"
    table_classname = "listing desk-list"
    list_export = [
        "person.name",
        "person.email",
        "credential.code",
        "association.short_name",
        "status.label",
        "submitted_at",
        "association.time_zone",
        "answer_by",
        "is_overdue",
        "references_received",
        "references_named",
        "transcripts_seen",
        "transcripts_open",
    ]
    export_headings = {
        "person.name": "Name",
        "person.email": "E-mail",
        "credential.code": "Credential",
        "association.short_name": "Association",
        "status.label": "State",
        "submitted_at": "Submitted",
        "association.time_zone": "Time zone",
        "answer_by": "Promised by",
        "is_overdue": "Late",
        "references_received": "References received",
        "references_named": "References named",
        "transcripts_seen": "Transcripts verified",
        "transcripts_open": "Transcripts to look at",
    }
    export_filename = "applications"
    access_kind = AccessEvent.Kind.APPLICATIONS

    def get_base_queryset(self) -> QuerySet[Application]:
        """Never another association's, never a draft."""
        own = applications_coordinated_by(self.request.user)
        return worklist(own, todays(coordinated_by(self.request.user)), by_hand=backend().typed_by_hand)

    @cached_property
    def columns(self) -> list[Column]:
        """What a coordinator needs to choose the next one."""
        return [
            columns.ApplicantColumn(
                "person", label="Applicant", get_url=self.get_inspect_url, sort_key="person__search"
            ),
            Column("credential", label="Credential", accessor="credential.code", sort_key="credential__code"),
            columns.StateColumn("state", label="State", sort_key="state"),
            columns.DayColumn("submitted_at", label="Submitted", sort_key="submitted_at"),
            columns.PromisedColumn("answer_by", label="Promised by", sort_key="answer_by"),
            Column("references", label="References", accessor=columns.references),
            Column("transcripts", label="Transcripts", accessor=columns.transcripts),
        ]

    def get_list_buttons(self, instance: Application) -> list[Any]:
        """None: the title leads to the only place there is."""
        return []


class ApplicationViewSet(DeskViewSet):
    """Looking and the coordinator's steps; no adding, editing, copying or deleting, not even as a URL."""

    model = Application
    name = "endorsement_applications"
    url_prefix = "endorsement/applications"
    icon = "list-ul"
    menu_label = "Applications"
    menu_order = 100
    index_view_class = WorklistView
    inspect_view_class = CaseFileView
    inspect_view_enabled = True
    filterset_class = ApplicationFilterSet
    search_fields = ["person__search", "person__user__email"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, the file, and one address per step."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.inspect_view, name="inspect"),
            path("<uuid:pk>/begin/", steps.BeginReview.as_view(), name="begin"),
            path("<uuid:pk>/return/", steps.ReturnApplication.as_view(), name="return"),
            path("<uuid:pk>/ready/", steps.MarkReady.as_view(), name="ready"),
            path("<uuid:pk>/undo/", steps.UndoStep.as_view(), name="undo"),
            path("<uuid:pk>/exam/", steps.ScheduleSitting.as_view(), name="exam"),
            path("<uuid:pk>/move-exam/", steps.MoveSitting.as_view(), name="move_exam"),
            path("<uuid:pk>/resume/", turns.ResumeReview.as_view(), name="resume"),
            path("<uuid:pk>/decide-again/", turns.DecideAgain.as_view(), name="decide_again"),
            path("<uuid:pk>/close-exam/", turns.CloseExam.as_view(), name="close_exam"),
            path("<uuid:pk>/take-exam-back/", turns.TakeExamBack.as_view(), name="take_back_exam"),
            path("<uuid:pk>/reopen-exam/", turns.ReopenExam.as_view(), name="reopen_exam"),
            path("<uuid:pk>/outcome/", EnterOutcome.as_view(), name="outcome"),
            path("<uuid:pk>/sittings/<uuid:sitting>/appeal/", ScoreAgain.as_view(), name="appeal"),
            path("<uuid:pk>/appeals/<uuid:appeal>/settle/", SettleAppeal.as_view(), name="settle"),
            path("<uuid:pk>/charge/", ChargeFee.as_view(), name="charge_fee"),
            path("<uuid:pk>/decide/", DecideView.as_view(), name="decide"),
            path("<uuid:pk>/people/<uuid:who>/", ConfirmStanding.as_view(), name="confirm_standing"),
            path("<uuid:pk>/people/<uuid:who>/again/", TakeBackStanding.as_view(), name="take_back_standing"),
            path("<uuid:pk>/entries/<uuid:origin>/", JudgeEntry.as_view(), name="judge_entry"),
            path("<uuid:pk>/transcripts/<uuid:transcript>/", BesideView.as_view(), name="transcript"),
            path(
                "<uuid:pk>/transcripts/<uuid:transcript>/again/",
                UnjudgeTranscript.as_view(),
                name="unjudge_transcript",
            ),
            path(
                "<uuid:pk>/transcripts/<uuid:transcript>/verify/",
                VerifyTranscript.as_view(),
                name="verify_transcript",
            ),
            path(
                "<uuid:pk>/transcripts/<uuid:transcript>/refuse/",
                RefuseTranscript.as_view(),
                name="refuse_transcript",
            ),
        ]
