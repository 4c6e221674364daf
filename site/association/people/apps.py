from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's users, with our forms."""

    user_viewset = "association.people.viewsets.PeopleViewSet"
