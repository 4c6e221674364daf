"""allauth's second factors: names that people know, secrets that a copied database does not give away."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser

from association.authentication.second_factor import FACTORS, must_have_one
from endorsement_plugin.associations.queries import association_for

SALT = b"association.authentication.factors"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or it is a minute old. Please type the one shown now.",
        "cannot_delete_authenticator": "Your work here needs a second factor. Set up another one first.",
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator app shows above the code."""
        association = association_for(current.request)
        return association.short_name if association else str(settings.WAGTAIL_SITE_NAME)

    def encrypt(self, text: str) -> str:
        """Readable with SECRET_KEY alone; with a former one too, while it is in SECRET_KEY_FALLBACKS."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have a factor keeps the last one."""
        if not must_have_one(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """For a key that its owner gave no name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "My key" if number == 1 else f"My key {number}"


def _box() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(SALT + key.encode()).digest())) for key in keys])
