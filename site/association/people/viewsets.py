from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from review_queue.typed.forms import CleansWhatIsTyped


class NewPersonForm(CleansWhatIsTyped, UserCreationForm): ...


class PersonForm(CleansWhatIsTyped, UserEditForm): ...


class PeopleViewSet(UserViewSet):
    """A pasted name or address is kept as a reader sees it: it is compared, searched and written to."""

    def get_form_class(self, for_update: bool = False) -> Any:
        return PersonForm if for_update else NewPersonForm
