"""What happens to a page in Wagtail, handed to the plugin's actions."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished

from endorsement_plugin.actions.close_form import close_form
from endorsement_plugin.actions.publish_form import publish_form
from endorsement_plugin.actions.publish_requirements import publish_requirements
from endorsement_plugin.actions.retire_credential import retire_credential

from .credentials import CredentialPageMixin
from .forms import FormPageMixin


def on_publish(sender: type, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """An alias is a mirror of another page, which has published itself already."""
    if getattr(instance, "alias_of_id", None):
        return
    by = getattr(revision, "user", None)
    if isinstance(instance, FormPageMixin):
        publish_form(page=instance, by=by, revision_id=getattr(revision, "pk", None))
    elif isinstance(instance, CredentialPageMixin):
        publish_requirements(page=instance, by=by)


def on_withdrawal(sender: type, instance: Any, **kwargs: Any) -> None:
    """Unpublished or deleted."""
    if getattr(instance, "alias_of_id", None):
        return
    if isinstance(instance, FormPageMixin):
        close_form(family=instance.translation_key)
    elif isinstance(instance, CredentialPageMixin):
        retire_credential(family=instance.translation_key)


def listen() -> None:
    """Connect to Wagtail's signals; called once the apps are loaded."""
    page_published.connect(on_publish, dispatch_uid="endorsement_publish")
    page_unpublished.connect(on_withdrawal, dispatch_uid="endorsement_unpublish")
    pre_delete.connect(on_withdrawal, dispatch_uid="endorsement_delete")
