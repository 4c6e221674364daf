"""Where policies are read and written, in the admin."""

from django.urls import URLPattern, path

from . import steps, views


def urls() -> list[URLPattern]:
    """The list, a policy, its being written, and the steps with one."""
    line = "endorsement/policies/"
    one = f"{line}<int:pk>/"
    return [
        path(line, views.PoliciesView.as_view(), name=views.LIST),
        path(f"{line}begin/", views.BeginView.as_view(), name=views.BEGIN),
        path(one, views.PolicyView.as_view(), name=views.SHOW),
        path(f"{one}edit/", views.EditPolicyView.as_view(), name=views.EDIT),
        path(f"{one}look/", views.LookView.as_view(), name=views.LOOK),
        path(f"{one}publish/", steps.PublishPolicyView.as_view(), name=f"{views.SHOW}_publish"),
        path(f"{one}cancel/", steps.CancelPolicyView.as_view(), name=f"{views.SHOW}_cancel"),
        path(f"{one}discard/", steps.DiscardPolicyView.as_view(), name=f"{views.SHOW}_discard"),
    ]
