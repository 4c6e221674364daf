"""Everything that was granted, listed publicly or not."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from endorsement_plugin.desk.endorsements import certificates
from endorsement_plugin.desk.endorsements.declining import DeclineView
from endorsement_plugin.desk.endorsements.file import EndorsementFileView, address
from endorsement_plugin.desk.endorsements.holders import HoldersView
from endorsement_plugin.desk.endorsements.inviting import InviteView
from endorsement_plugin.desk.endorsements.making_full import MakeFullView
from endorsement_plugin.desk.endorsements.moving import MoveView, UndoMoveView
from endorsement_plugin.desk.endorsements.renewing_code import RenewCodeView
from endorsement_plugin.desk.endorsements.undoing_renewal import UndoRenewalView
from endorsement_plugin.models import AccessEvent, Endorsement
from endorsement_plugin.permissions import endorsements_coordinated_by

from . import columns
from .base import DeskViewSet
from .export import SafeExportMixin
from .filters import EndorsementFilterSet
from .searching import FoldedSearchMixin


class EndorsementsView(FoldedSearchMixin, SafeExportMixin, IndexView):
    """The endorsements of the visitor's associations, by family name."""

    search_exact = "number"
    search_containing = ("number",)

    any_permission_required = ["view"]
    page_title = "Endorsements"
    table_classname = "listing desk-list"
    default_ordering = "search"
    list_export = [
        *("number", "name", "credential.code", "standing", "provisional_until", "granted_on", "renewal_due"),
        "listed",
    ]
    export_headings = {
        "credential.code": "Credential",
        "standing": "State",
        "provisional_until": "Provisional until",
        "listed": "In the registry",
    }
    export_filename = "endorsements"
    access_kind = AccessEvent.Kind.ENDORSEMENTS

    def get_base_queryset(self) -> QuerySet[Endorsement]:
        """Never another association's."""
        return endorsements_coordinated_by(self.request.user).select_related("credential", "association")

    @cached_property
    def columns(self) -> list[Column]:
        """As in the registry, and when it is due."""
        return [
            TitleColumn("name", label="Name", get_url=self.file_of, sort_key="search"),
            Column("number", label="Number", sort_key="number"),
            Column("credential", label="Credential", accessor="credential.code", sort_key="credential__code"),
            columns.StandingColumn("state", label="State", sort_key="state"),
            columns.DayColumn("granted_on", label="Granted", sort_key="granted_on"),
            columns.DayColumn("renewal_due", label="Renewal due", sort_key="renewal_due"),
            BooleanColumn("listed", label="In the registry"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To those who hold all that another credential is granted for."""
        holders = reverse("endorsement_endorsements:holders")
        return [HeaderButton("Granted for holding others", url=holders, icon_name="group")]

    def file_of(self, endorsement: Endorsement) -> str:
        """All there is about it."""
        return address(endorsement)

    def get_list_buttons(self, instance: Endorsement) -> list[Any]:
        """None: the title leads to the file."""
        return []


class EndorsementViewSet(DeskViewSet):
    """A list to read, search and export, and one endorsement."""

    model = Endorsement
    name = "endorsement_endorsements"
    url_prefix = "endorsement/endorsements"
    icon = "success"
    menu_label = "Endorsements"
    menu_order = 300
    index_view_class = EndorsementsView
    filterset_class = EndorsementFilterSet
    search_fields = ["search", "number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list, and one."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("holders/", HoldersView.as_view(), name="holders"),
            path("<int:pk>/", EndorsementFileView.as_view(), name="inspect"),
            path("<int:pk>/certificate/", certificates.make, name="certificate"),
            path("<int:pk>/certificate/file/", certificates.file, name="certificate_file"),
            path("<int:pk>/invite/", InviteView.as_view(), name="invite"),
            path("<int:pk>/full/", MakeFullView.as_view(), name="make_full"),
            path("<int:pk>/code/", RenewCodeView.as_view(), name="renew_code"),
            path("<int:pk>/move/<slug:move>/", MoveView.as_view(), name="move"),
            path("<int:pk>/undo/<int:event>/", UndoMoveView.as_view(), name="undo"),
            path("<int:pk>/undo-renewal/<uuid:renewal>/", UndoRenewalView.as_view(), name="undo_renewal"),
            path("<int:pk>/decline/<uuid:asked>/", DeclineView.as_view(), name="decline"),
        ]
