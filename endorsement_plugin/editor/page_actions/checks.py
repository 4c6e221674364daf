"""The checks of Wagtail's own actions, through which every way to a page leads; done whole or not at all."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from endorsement_plugin.errors import WrongState

from . import refusing

INTO = ("first-child", "last-child", "sorted-child")


def wrap() -> None:
    """From now on each of these raises its own PermissionDenied for what is refused, caused by a Refusal."""
    _check(CopyPageAction, lambda it: refusing.copying(it.page, below=it.recursive, live=it.keep_live))
    _check(CreatePageAliasAction, _mirroring)
    _check(ConvertAliasPageAction, lambda it: refusing.converting(it.page))
    _check(DeletePageAction, lambda it: refusing.deleting(it.page))
    _check(MovePageAction, _moving)
    _check(UnpublishPageAction, lambda it: refusing.unpublishing(it.object))
    _check(PublishPageRevisionAction, lambda it: refusing.publishing([it.revision.as_object()]))
    for action in (CopyPageAction, CreatePageAliasAction, MovePageAction, PublishPageRevisionAction):
        action.execute = transaction.atomic(action.execute)


def _check(action: Any, refusals: Callable[[Any], Iterable[str]]) -> None:
    original = action.check

    def check(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if reason := " ".join(refusals(self)):
            raise self.permission_error_class(reason) from WrongState(reason)

    action.check = check


def _mirroring(action: Any) -> list[str]:
    return refusing.mirroring(action.page, action.parent or action.page.get_parent(), below=action.recursive)


def _moving(action: Any) -> list[str]:
    return refusing.moving(action.page, action.target if action.pos in INTO else action.target.get_parent())
