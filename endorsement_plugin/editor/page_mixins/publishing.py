"""What happens to a page in Wagtail, handed to the plugin's actions."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished

from endorsement_plugin.credentials.actions import publish_requirements, retire_credential
from endorsement_plugin.credentials.queries import is_translation
from endorsement_plugin.fees.actions.publish import publish_fee_lines
from endorsement_plugin.forms.actions import close_form, publish_form

from .credentials import CredentialPageMixin
from .forms import FormPageMixin


def on_publish(sender: type, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """Only the page itself makes rules; its mirrors and translations show them."""
    if _follows_another(instance):
        return
    by = getattr(revision, "user", None)
    if isinstance(instance, FormPageMixin):
        publish_form(page=instance, by=by, revision_id=getattr(revision, "pk", None))
    elif isinstance(instance, CredentialPageMixin):
        _publish_requirements(instance, by)
        publish_fee_lines(family=instance.translation_key, lines=instance.fee_terms())


def _publish_requirements(page: Any, by: Any) -> None:
    """The page then says the day from which they really are."""
    made = publish_requirements(page=page, by=by)
    if made is not None and made.effective_from != page.effective_from:
        page.effective_from = made.effective_from
        type(page)._default_manager.filter(pk=page.pk).update(effective_from=made.effective_from)


def on_withdrawal(sender: type, instance: Any, **kwargs: Any) -> None:
    """Unpublished or deleted."""
    if _follows_another(instance):
        return
    if isinstance(instance, FormPageMixin):
        close_form(family=instance.translation_key)
    elif isinstance(instance, CredentialPageMixin):
        retire_credential(family=instance.translation_key)


def _follows_another(instance: Any) -> bool:
    """An alias, whose original has published itself already, or a translation."""
    if not isinstance(instance, (FormPageMixin, CredentialPageMixin)):
        return False
    return bool(instance.alias_of_id) or is_translation(instance)


def listen() -> None:
    """Connect to Wagtail's signals; called once the apps are loaded."""
    page_published.connect(on_publish, dispatch_uid="endorsement_publish")
    page_unpublished.connect(on_withdrawal, dispatch_uid="endorsement_unpublish")
    pre_delete.connect(on_withdrawal, dispatch_uid="endorsement_delete")
