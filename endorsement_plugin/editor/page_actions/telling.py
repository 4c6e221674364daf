"""After a button has done something: what came of it, where Wagtail would only say that it is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from endorsement_plugin.clock import today
from endorsement_plugin.credentials.queries import is_translation
from endorsement_plugin.editor.page_mixins.application_forms import ApplicationFormPageMixin
from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.editor.page_mixins.forms import ExamPaperPageMixin
from endorsement_plugin.editor.readiness.points import doubts_of
from endorsement_plugin.models import Credential


def after_publishing(request: HttpRequest, page: Any) -> None:
    """For `after_publish_page` of a credential, its form or paper: from when it holds, what is doubtful."""
    if isinstance(page, CredentialPageMixin):
        _tell(request, page, page)
    elif isinstance(page, ApplicationFormPageMixin | ExamPaperPageMixin):
        above = page.get_parent().specific
        if isinstance(above, CredentialPageMixin):
            _tell(request, page, above)


def _tell(request: HttpRequest, page: Any, credential: Any) -> None:
    if is_translation(page) or _waits(page):
        return
    if page is credential:
        _tell_day(request, page)
    for doubt in doubts_of(credential):
        messages.warning(request, doubt)


def _tell_day(request: HttpRequest, page: Any) -> None:
    credential = Credential.objects.filter(family=page.translation_key).first()
    if credential is None or credential.written is None:
        return
    written = credential.written
    begun = written.effective_from <= today(credential.association)
    since = f"{'since' if begun else 'from'} {date_format(written.effective_from, 'j F Y')}"
    messages.info(request, f"Set {written.number} of the requirements: in force {since}.")


def _waits(page: Any) -> bool:
    """Whether it is only scheduled: what it will demand then is not a set yet."""
    return page.go_live_at is not None and page.go_live_at > timezone.now()
