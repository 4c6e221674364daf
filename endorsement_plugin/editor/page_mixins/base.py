"""What a mixin is built on: an abstract model that is always mixed with a page."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from wagtail.models import Page as PagePart
else:
    PagePart = models.Model

__all__ = ["PagePart"]
