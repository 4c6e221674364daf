import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from review_queue.typed.search import FoldedAddressField, FoldedField

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Person(models.Model):
    """An applicant, later an endorsee: who they are, in the words that must never reach a reviewer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="person",
        null=True,
        blank=True,
        help_text="Empty as long as there is no account: somebody who was moved in, or applied on paper.",
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where letters go as long as there is no account. Not confirmed by anybody."
    )
    contact_key = FoldedAddressField(of="contact_email", help_text="Found by this.")
    postal_address = models.TextField(
        max_length=400, blank=True, help_text="Where somebody is reached who applied on paper."
    )
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    former_names = models.CharField(max_length=200, blank=True, help_text="Separate several with commas.")
    preferred_name = models.CharField(max_length=100, blank=True)
    nicknames = models.CharField(max_length=200, blank=True, help_text="Separate several with commas.")
    phone = models.CharField(max_length=40, blank=True)
    employer = models.CharField(max_length=200, blank=True)
    license_number = models.CharField(max_length=60, blank=True)
    member_number = models.CharField(max_length=60, blank=True)
    search = FoldedField(
        max_length=800,
        of=["family_name", "given_name", "preferred_name", "former_names", "nicknames"],
        help_text="Found and sorted by this.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def name(self) -> str:
        """The name as it is written on letters and in the registry; one name alone for whoever has one."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def email(self) -> str:
        """Where letters to this person go; empty for whoever left none."""
        return self.user.email if self.user is not None else self.contact_email

    @property
    def account(self) -> "User":
        """The account of somebody who has acted with it. Raises ValueError for whoever has none."""
        if self.user is None:
            raise ValueError("This person has no account.")
        return self.user
