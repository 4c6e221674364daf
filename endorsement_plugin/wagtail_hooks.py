"""Registrations with the Wagtail admin, nothing else."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy
from wagtail.query import PageQuerySet

from .desk.newer_requirements import NewerRequirementsView
from .desk.notices import NoticesPanel
from .desk.renewals import clock
from .desk.reports import PipelineView
from .desk.retention import plan as retention
from .desk.retention import urls as retention_urls
from .desk.viewsets import EndorsementGroup
from .desk.viewsets.decisions import CoordinatorMenuItem
from .desk.viewsets.policy import CoordinatorPolicy
from .desk.viewsets.summary import NeedsYouPanel, WaitingSummaryItem
from .editor import association_settings as own
from .editor import drafts_viewset as drafts
from .editor import letters, signing_keys
from .editor.drafts import DraftsView
from .editor.lists import ListsGroup
from .editor.lists.choosers import CHOOSERS
from .editor.lists.policy import EditorPolicy
from .editor.page_actions import hooks as page_hooks
from .editor.page_actions.telling import after_publishing
from .editor.policies import urls as policy_urls
from .editor.policies import views as policies
from .editor.readiness import choosing, trying
from .editor.readiness.panels import CredentialsPanel
from .editor.timeline import buttons as timeline_buttons
from .editor.timeline import steps as set_steps
from .editor.timeline import views as timeline
from .models import (
    AccessEvent,
    Application,
    CompetencyArea,
    CompetencyFramework,
    Endorsement,
    Enquiry,
    Erasure,
    Fee,
    FieldOfWork,
    VettedPerson,
)
from .permissions import (
    accesses_overseen_by,
    applications_coordinated_by,
    endorsements_coordinated_by,
    enquiries_coordinated_by,
    erasures_coordinated_by,
    fees_coordinated_by,
    is_coordinator,
)
from .tenancy import files, keep_apart
from .tenancy.visibility import visible_pages
from .vocabulary.queries import areas_edited_by, fields_edited_by, frameworks_edited_by, vetted_edited_by

register_permission_policy(AccessEvent, CoordinatorPolicy(AccessEvent, accesses_overseen_by))
register_permission_policy(Application, CoordinatorPolicy(Application, applications_coordinated_by))
register_permission_policy(Endorsement, CoordinatorPolicy(Endorsement, endorsements_coordinated_by))
register_permission_policy(Enquiry, CoordinatorPolicy(Enquiry, enquiries_coordinated_by))
register_permission_policy(Erasure, CoordinatorPolicy(Erasure, erasures_coordinated_by))
register_permission_policy(Fee, CoordinatorPolicy(Fee, fees_coordinated_by))
register_permission_policy(FieldOfWork, EditorPolicy(FieldOfWork, fields_edited_by))
register_permission_policy(VettedPerson, EditorPolicy(VettedPerson, vetted_edited_by))
register_permission_policy(CompetencyFramework, EditorPolicy(CompetencyFramework, frameworks_edited_by))
register_permission_policy(CompetencyArea, EditorPolicy(CompetencyArea, areas_edited_by))


@hooks.register("register_admin_viewset")
def register_desk() -> EndorsementGroup:
    """The coordinator's menu and its screens."""
    return EndorsementGroup()


@hooks.register("register_admin_viewset")
def register_lists() -> list[ViewSet]:
    """The editors' lists, and how requirements choose from them."""
    return [ListsGroup(), *CHOOSERS]


@hooks.register("register_admin_urls")
def register_pipeline() -> list[URLPattern]:
    """The report's address."""
    return [path("reports/endorsement-pipeline/", PipelineView.as_view(), name="endorsement_pipeline")]


@hooks.register("register_admin_urls")
def register_drafts() -> list[URLPattern]:
    """The question's address."""
    return [path("endorsement/forms/<uuid:family>/drafts/", DraftsView.as_view(), name=drafts.ADDRESS)]


@hooks.register("register_admin_urls")
def register_timelines() -> list[URLPattern]:
    """What credentials demand over time, and the steps with one set."""
    line = "endorsement/credentials/<uuid:family>/"
    return [
        path("endorsement/credentials/", timeline.CredentialsView.as_view(), name="endorsement_credentials"),
        path(line, timeline.TimelineView.as_view(), name=timeline.LINE),
        path(
            f"{line}sets/<int:number>/wording/",
            set_steps.WordingView.as_view(),
            name="endorsement_set_wording",
        ),
        path(
            f"{line}sets/<int:number>/cancel/", set_steps.CancelView.as_view(), name="endorsement_set_cancel"
        ),
        path(f"{line}sets/<int:number>/plan/", set_steps.PlanView.as_view(), name="endorsement_set_plan"),
        path(f"{line}sets/<int:number>/move/", NewerRequirementsView.as_view(), name="endorsement_set_move"),
    ]


hooks.register("register_page_header_buttons", timeline_buttons.header_button)


@hooks.register("register_admin_menu_item")
def register_timelines_item() -> MenuItem:
    """The line's place in the menu, for those who write or decide for an association."""
    return timeline_buttons.CredentialsMenuItem(
        "Requirements", reverse("endorsement_credentials"), icon_name="calendar-alt", order=160
    )


hooks.register("register_admin_urls", policy_urls.urls)
hooks.register("register_admin_menu_item", policies.PoliciesMenuItem)
hooks.register("register_admin_urls", clock.urls)
hooks.register("register_admin_menu_item", clock.ClockMenuItem)
hooks.register("register_admin_urls", retention_urls.urls)
hooks.register("register_settings_menu_item", retention.RetentionMenuItem)


@hooks.register("register_admin_urls")
def register_trying() -> list[URLPattern]:
    """A sample portfolio under what a page says now."""
    return [path("endorsement/pages/<int:page_id>/try/", trying.TryView.as_view(), name=trying.TRY)]


hooks.register("register_page_header_buttons", trying.header_button)


@hooks.register("register_admin_urls")
def register_borrowing() -> list[URLPattern]:
    """A credential of another association to begin with."""
    view = choosing.BorrowView.as_view()
    return [path("endorsement/pages/<int:page_id>/borrow/", view, name=choosing.BORROW)]


hooks.register("register_page_header_buttons", choosing.header_button)


@hooks.register("register_admin_urls")
def register_association_settings() -> list[URLPattern]:
    """What an association's own people change about it."""
    return [
        path("endorsement/associations/", own.AssociationsView.as_view(), name=own.LIST),
        path(
            "endorsement/associations/<slug:code>/keys/",
            signing_keys.SigningKeysView.as_view(),
            name=signing_keys.KEYS,
        ),
        path("endorsement/associations/<slug:code>/", own.SettingsView.as_view(), name=own.ONE),
    ]


@hooks.register("register_admin_urls")
def register_letters() -> list[URLPattern]:
    """The words of an association's letters."""
    theirs = "endorsement/associations/<slug:code>/letters/"
    return [
        path("endorsement/letters/", letters.WhoseView.as_view(), name=letters.WHOSE),
        path(theirs, letters.LettersView.as_view(), name=letters.ALL),
        path(f"{theirs}<slug:name>/", letters.LetterView.as_view(), name=letters.ONE),
    ]


hooks.register("register_settings_menu_item", own.OwnMenuItem)
hooks.register("register_settings_menu_item", letters.LettersMenuItem)
hooks.register("before_copy_page", page_hooks.before_copying)
hooks.register("before_move_page", page_hooks.before_moving)
hooks.register("before_convert_alias_page", page_hooks.before_converting)
hooks.register("before_delete_page", page_hooks.before_deleting)
hooks.register("before_unpublish_page", page_hooks.before_unpublishing)
hooks.register("before_bulk_action", page_hooks.before_bulk)
page_hooks.wrap()
hooks.register("after_publish_page", after_publishing)
hooks.register("after_publish_page", drafts.ask_after_publishing)
hooks.register("register_page_header_buttons", drafts.header_button)


@hooks.register("register_reports_menu_item")
def register_pipeline_item() -> MenuItem:
    """The report's place in the menu."""
    return CoordinatorMenuItem(
        "Endorsement pipeline", reverse("endorsement_pipeline"), icon_name="history", order=900
    )


@hooks.register("construct_homepage_summary_items")
def add_waiting(request: HttpRequest, items: list[SummaryItem]) -> None:
    """How much waits."""
    items.append(WaitingSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_needs_you(request: HttpRequest, panels: list[Component]) -> None:
    """What to open first."""
    if is_coordinator(request.user):
        panels.append(NeedsYouPanel(request))


@hooks.register("construct_homepage_panels")
def add_readiness(request: HttpRequest, panels: list[Component]) -> None:
    """What an editor's credentials lack."""
    panels.append(CredentialsPanel(request))


@hooks.register("construct_page_chooser_queryset")
def leave_private_pages_out(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """What is not public is its own association's to choose."""
    return visible_pages(request.user, pages)


hooks.register("construct_admin_api", files.admin_endpoints, order=100)  # instead of Wagtail's own
keep_apart()


hooks.register("register_account_settings_panel", NoticesPanel)


@hooks.register("insert_global_admin_css")
def add_styles() -> SafeString:
    """The look of our own parts, in Wagtail's colors."""
    return format_html('<link rel="stylesheet" href="{}">', static("endorsement_plugin/desk.css"))


@hooks.register("insert_global_admin_js")
def keep_typed_dates() -> SafeString:
    """What somebody types into a date is what is sent."""
    return format_html('<script src="{}"></script>', static("endorsement_plugin/dates.js"))
