"""The link by which somebody chooses a first password."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from review_queue.conf import conf


def first_link(user: Any) -> str:
    """The whole address, for an account of the project's user model.

    It works until the password is chosen, for `PASSWORD_RESET_TIMEOUT` seconds at most. Empty where the host
    has a sign-in of its own, and so does not include `review_queue.sign_in.urls`.
    """
    key = urlsafe_base64_encode(force_bytes(user.pk))
    try:
        path = reverse("sign_in:choose", args=[key, default_token_generator.make_token(user)])
    except NoReverseMatch:
        return ""
    return conf().BASE_URL + path
