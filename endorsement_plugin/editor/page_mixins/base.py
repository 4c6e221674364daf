"""What a mixin is built on: an abstract model that is always mixed with a page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from wagtail.models import Page as PagePart
else:
    PagePart = models.Model

__all__ = ["PagePart", "family_of"]


def family_of(page: PagePart) -> UUID:
    """The family whose rules a page shows: its own, or its original's if it is a mirror (an alias) of one."""
    shown: UUID = page.alias_of.translation_key if page.alias_of else page.translation_key
    return shown
