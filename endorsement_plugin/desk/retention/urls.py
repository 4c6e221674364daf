"""Where the pages about retention are, in the admin."""

from django.urls import URLPattern, path

from .base import CHANGE, HOLD, HOLDS, LIFT, LIST, PLAN, ROWS, SWITCH
from .changing import ChangeView
from .holding import HoldsView, HoldView, LiftView
from .plan import PlanView, RetentionsView
from .rows import RowsView
from .switching import SwitchView


def urls() -> list[URLPattern]:
    """The policy, its kinds, the switch and the holds."""
    whose = "endorsement/retention/<slug:code>/"
    kind = f"{whose}kinds/<slug:kind>/"
    return [
        path("endorsement/retention/", RetentionsView.as_view(), name=LIST),
        path(whose, PlanView.as_view(), name=PLAN),
        path(kind, RowsView.as_view(), name=ROWS),
        path(f"{kind}change/", ChangeView.as_view(), name=CHANGE),
        path(f"{whose}switch/", SwitchView.as_view(), name=SWITCH),
        path(f"{whose}holds/", HoldsView.as_view(), name=HOLDS),
        path(f"{whose}holds/<uuid:person>/", HoldView.as_view(), name=HOLD),
        path(f"{whose}holds/<uuid:hold>/lift/", LiftView.as_view(), name=LIFT),
    ]
