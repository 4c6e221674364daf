"""How a coordinator wants to hear what is new: a part of Wagtail's own account page."""

from typing import Any

from django import forms
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from endorsement_plugin.mail.actions import choose_notices
from endorsement_plugin.mail.queries import choices_of
from endorsement_plugin.models import Association, NoticeChoice
from endorsement_plugin.permissions import Visitor

WORDS = "New applications and outcomes of exams"


def told_of(user: Visitor) -> list[Association]:
    """The associations whose coordinators' group they are in: a superuser is told of none by that alone."""
    return list(Association.objects.filter(coordinators__user=user.pk))


class NoticesForm(forms.Form):
    """One choice for each association."""

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.associations = instance, told_of(instance)
        for association in self.associations:
            chosen = choices_of(association).get(instance.pk)
            self.fields[f"pace_{association.pk}"] = forms.ChoiceField(
                label=f"{WORDS} of {association.short_name}",
                choices=NoticeChoice.Pace.choices,
                widget=forms.RadioSelect,
                initial=chosen.pace if chosen else NoticeChoice.Pace.DAILY,
            )

    def save(self) -> None:
        """Keep what was chosen."""
        for association in self.associations:
            pace = NoticeChoice.Pace(self.cleaned_data[f"pace_{association.pk}"])
            choose_notices(association=association, by=self.user, pace=pace)


class NoticesPanel(BaseSettingsPanel):
    """Beside Wagtail's own notifications."""

    name = "endorsement_notices"
    title = "Applications"
    tab = notifications_tab
    order = 300
    form_class = NoticesForm

    def is_active(self) -> bool:
        """For coordinators."""
        return bool(told_of(self.user))
