"""The coordinator's part of the Wagtail admin."""

from wagtail.admin.viewsets.base import ViewSetGroup

from endorsement_plugin.desk.duplicates.viewset import DuplicateViewSet
from endorsement_plugin.desk.on_paper.viewset import OnPaperViewSet

from .accesses import AccessViewSet
from .applications import ApplicationViewSet
from .decisions import DecisionsViewSet
from .endorsements import EndorsementViewSet
from .enquiries import EnquiryViewSet
from .erasures import ErasureViewSet
from .fees import FeeViewSet
from .imports import ImportViewSet
from .season import SeasonViewSet


class EndorsementGroup(ViewSetGroup):
    """One menu for those who coordinate an association; nobody else sees it."""

    menu_label = "Endorsement"
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (
        ApplicationViewSet,
        OnPaperViewSet,
        DecisionsViewSet,
        EndorsementViewSet,
        SeasonViewSet,
        FeeViewSet,
        EnquiryViewSet,
        ImportViewSet,
        DuplicateViewSet,
        ErasureViewSet,
        AccessViewSet,
    )
