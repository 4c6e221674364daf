"""The reviewer's screens at the root, the staff's below `staff/`. Include it under any path."""

from django.urls import path

from .auditor import views as auditing
from .operator import views as metrics
from .operator import views as operating
from .operator import views as sealing
from .reviewer.views import answer_files as files
from .reviewer.views import details
from .reviewer.views import marking as scoring
from .reviewer.views import notes as noting
from .reviewer.views import overview as reviewing
from .reviewer.views import own_calibration as calibrating
from .reviewer.views import recusal as leaving
from .reviewer.views import workload as taking
from .staff.views import (
    auditors,
    clearing,
    correcting,
    masking,
    planning,
    reading,
    releasing,
    small_numbers,
    unblinding,
)
from .staff.views import calibration_list as calibrations
from .staff.views import home as staff
from .staff.views import monitoring as leading
from .staff.views import reviewer_details as roster
from .staff.views import reviewer_training as trainings
from .staff.views import round_reports as reports
from .staff.views import rounds_list as rounds
from .staff.views import rubric_comparison as rubrics
from .staff.views import seal_checks as checking
from .staff.views import stalled as stalls

app_name = "review_queue"

urlpatterns = [
    path("", reviewing.queue, name="queue"),
    path("seal/", sealing.seal, name="seal"),
    path("away/", taking.away, name="away"),
    path("take/", taking.take, name="take"),
    path("you/", details.details, name="details"),
    path("you/conflicts/declare/", details.declare, name="declare_conflict"),
    path("you/conflicts/<int:pk>/end/", details.withdraw, name="withdraw_conflict"),
    path("history/", reviewing.history, name="history"),
    path("history/<slug:code>/", reviewing.past_review, name="past_review"),
    path("calibration/", calibrating.calibration, name="calibration"),
    path("calibration/begin/", calibrating.begin, name="begin_calibration"),
    path("calibration/<slug:code>/", calibrating.calibrated_text, name="calibrated_text"),
    path("answer/<slug:code>/", scoring.assignment, name="assignment"),
    path("answer/<slug:code>/accept/", scoring.take_on, name="accept"),
    path("answer/<slug:code>/draft/", scoring.draft, name="draft"),
    path("answer/<slug:code>/notes/", noting.notes, name="notes"),
    path("answer/<slug:code>/here/", scoring.here, name="here"),
    path("answer/<slug:code>/submit/", scoring.submit, name="submit"),
    path("answer/<slug:code>/extend/", taking.more_time, name="extend"),
    path("answer/<slug:code>/leave/", leaving.leave, name="leave"),
    path("answer/<slug:code>/report/", leaving.report, name="report"),
    path("answer/<slug:code>/file/<int:part>/", files.answer_file, name="answer_file"),
    path("answer/<slug:code>/file/<int:part>/<int:page>/", files.answer_page, name="answer_page"),
    path("audits/", auditing.audits, name="audits"),
    path("audits/<slug:code>/evidence.zip", auditing.pack, name="audit_pack"),
    path("staff/", staff.staff, name="staff"),
    path("staff/seals/", checking.seal_checks, name="seal_checks"),
    path("staff/auditors/", auditors.auditors, name="auditors"),
    path("staff/auditors/<int:pk>/end/", auditors.end_audit, name="end_audit"),
    path("staff/calibration/", calibrations.calibrations, name="calibrations"),
    path("staff/calibration/<int:pk>/again/", calibrations.begin_again, name="begin_again"),
    path("staff/clearance/", clearing.clearances, name="clearances"),
    path("staff/clearance/<slug:code>/", clearing.clearance, name="clearance"),
    path("staff/clearance/<slug:code>/mask/", masking.mask, name="mask"),
    path("staff/clearance/<slug:code>/tick/", masking.tick, name="tick"),
    path("staff/clearance/<slug:code>/unmask/", masking.unmask, name="unmask"),
    path("staff/clearance/<slug:code>/undo/", masking.undo, name="undo"),
    path("staff/clearance/<slug:code>/again/", masking.again, name="mask_again"),
    path("staff/clearance/<slug:code>/back/", releasing.back, name="take_back"),
    path("staff/clearance/<slug:code>/release/", releasing.release_item, name="release"),
    path("staff/clearance/<slug:code>/return/", releasing.send_back, name="return"),
    path("staff/clearance/<slug:code>/look/", clearing.look, name="look"),
    path("staff/clearance/<slug:code>/area/", clearing.area, name="area"),
    path(
        "staff/clearance/<slug:code>/file/<int:part>/<int:page>/",
        files.clearance_page,
        name="clearance_page",
    ),
    path("staff/rounds/<slug:code>/", leading.scoring_round, name="round"),
    path("staff/rounds/<slug:code>/plan/", planning.plan, name="plan"),
    path("staff/pools/<slug:code>/alike/", small_numbers.alike, name="alike"),
    path("staff/plans/<uuid:plan_id>/apply/", planning.apply, name="apply_plan"),
    path("staff/plans/<uuid:plan_id>/redraw/", planning.draw_again, name="redraw_plan"),
    path("staff/rubrics/<slug:code>/", rubrics.versions, name="rubric"),
    path("staff/items/<slug:code>/", leading.item, name="item"),
    path("metrics/", metrics.metrics, name="metrics"),
    path("staff/operations/", operating.page, name="operations"),
    path("staff/operations/failed/<uuid:work_id>/", operating.failed, name="failed_work"),
    path("staff/reviewers/<int:pk>/", roster.reviewer, name="reviewer"),
    path("staff/reviewers/<int:pk>/training/", trainings.add, name="add_training"),
    path("staff/reviewers/<int:pk>/training/<int:number>/", trainings.strike, name="strike_training"),
    path("staff/stuck/", stalls.stuck, name="stuck"),
    path("staff/items/<slug:code>/ask/", stalls.ask, name="ask"),
    path("staff/items/<slug:code>/wait/", stalls.wait, name="wait"),
    path("staff/items/<slug:code>/outside/", stalls.outside, name="outside"),
    path("staff/items/<slug:code>/slot/<int:slot>/back/", stalls.back, name="take_work"),
    path("staff/items/<slug:code>/slot/<int:slot>/time/", stalls.more_time, name="give_time"),
    path("staff/items/<slug:code>/reviews/", reading.reviews, name="reviews"),
    path("staff/items/<slug:code>/file/<int:part>/<int:page>/", files.read_page, name="read_page"),
    path("staff/items/<slug:code>/unblind/", unblinding.open_identity, name="unblind"),
    path("staff/items/<slug:code>/unblind/end/", unblinding.close_identity, name="blind_again"),
    path("staff/reports/", rounds.reports, name="reports"),
    path("staff/reports/rounds.csv", rounds.rounds_csv, name="rounds_csv"),
    path("staff/reports/<slug:code>/", reports.agreement, name="agreement"),
    path("staff/reports/<slug:code>/reviewers/", reports.reviewers, name="agreement_reviewers"),
    path("staff/reports/<slug:code>/severity/", reports.severity, name="agreement_severity"),
    path("staff/reports/<slug:code>/pairs/", reports.pairs, name="agreement_pairs"),
    path("staff/reports/<slug:code>/drift/", reports.drift, name="agreement_drift"),
    path("staff/reports/<slug:code>/back-reading/", reading.back_reading, name="back_reading"),
    path("staff/reports/<slug:code>/alarms/", correcting.alarms, name="alarms"),
    path("staff/reports/<slug:code>/alarms/record/", correcting.record_action, name="correct"),
    path("staff/reports/<slug:code>/alarms/<int:pk>/", correcting.record_follow_up, name="follow_up"),
    path("staff/reports/<slug:code>/evidence.zip", reports.evidence_pack, name="evidence_pack"),
    path("staff/reports/<slug:code>/<slug:name>.csv", reports.sheet, name="agreement_csv"),
]
