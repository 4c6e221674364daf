"""The lists that an association's editors write: fields of work, people it has vetted, competencies."""

from wagtail.admin.viewsets.base import ViewSetGroup

from .fields import FieldOfWorkViewSet
from .frameworks import FrameworkViewSet
from .vetted import VettedPersonViewSet


class ListsGroup(ViewSetGroup):
    """One menu for those who write an association's pages; nobody else sees it."""

    menu_label = "Lists"
    menu_icon = "list-ul"
    menu_order = 160
    items = (FieldOfWorkViewSet, VettedPersonViewSet, FrameworkViewSet)
