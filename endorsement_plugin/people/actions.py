from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import update_or_create


@transaction.atomic
def confirm_given_address(*, user: AbstractBaseUser) -> bool:
    """The address that was written into an account by hand is confirmed; whether that was needed.

    Of an account that people made themselves allauth keeps the address, confirmed or not: it stays as it is.
    """
    if not getattr(user, "email", "") or EmailAddress.objects.filter(user_id=user.pk).exists():
        return False
    try:
        confirm_address(user=user)
    except WrongState:
        return False  # somebody else has confirmed it; allauth then asks for a confirmation
    return True


@transaction.atomic
def confirm_address(*, user: AbstractBaseUser) -> None:
    """Take the account's own address as confirmed, on the word of whoever runs the site.

    Raises WrongState for an account without an address, or if somebody else has confirmed the address.
    """
    address = str(getattr(user, "email", "")).lower()
    if not address:
        raise WrongState(f"{user} has no e-mail address.")
    spell_small(address=address)
    if EmailAddress.objects.filter(email__iexact=address, verified=True).exclude(user_id=user.pk).exists():
        raise WrongState(f"{user}: {address} is the confirmed address of another account.")
    others = EmailAddress.objects.filter(user_id=user.pk, primary=True).exclude(email=address)
    update_or_create(
        EmailAddress,
        user_id=user.pk,
        email=address,
        defaults={"verified": True, "primary": not others.exists()},
    )


def spell_small(*, address: str) -> None:
    """Write the address in small letters in every account that has it, as allauth looks for it."""
    small = address.lower()
    users = get_user_model()._default_manager.filter(email__iexact=small)
    users.exclude(email=small).update(email=small)
