"""With what badges are signed: made, kept encrypted, and published.

RSA with SHA-256 is what every reader of Open Badges 3.0 has to know (section 8.2 of its specification).
"""

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

import jwt
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from jwt.algorithms import RSAAlgorithm

from endorsement_plugin.errors import WrongState
from endorsement_plugin.mail.letters import root_of
from endorsement_plugin.models import Association, SigningKey

Pair = tuple[dict[str, Any], str]
"""The public half of a key, and the private half as it is stored."""
ALGORITHM = "RS256"
BITS = 3072
PURPOSE = b"endorsement_plugin: signing keys of badges"
UNREADABLE = (
    "The key that signs badges cannot be read: the site's secret was changed. Its operator can put the "
    "former one among the fallbacks, or make a new key."
)


def new_pair() -> Pair:
    """A new pair: the public half as a JSON Web Key, the private half sealed. Takes tenths of a second."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    public = json.loads(RSAAlgorithm.to_jwk(private.public_key()))
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {"kty": public["kty"], "n": public["n"], "e": public["e"]}, seal(pem)


def seal(pem: bytes) -> str:
    """A private key as it is stored."""
    return _box().encrypt(pem).decode()


def unsealed(key: SigningKey) -> bytes:
    """The private key as PEM. Raises WrongState if no secret of the settings opens it."""
    try:
        return _box().decrypt(key.sealed.encode())
    except InvalidToken:
        raise WrongState(UNREADABLE) from None


def _box() -> MultiFernet:
    """Seals with what is made from SECRET_KEY, and opens what was sealed with a former one too."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(str(secret)))) for secret in secrets])


def _derived(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())


def sign(claims: dict[str, Any], key: SigningKey, *, kind: str) -> str:
    """The claims as a signed token, in which `kind` is the header's `typ`. The same claims give the same."""
    headers = {"kid": address_of(key), "typ": kind}
    return jwt.encode(claims, unsealed(key), algorithm=ALGORITHM, headers=headers)


def did_of(association: Association) -> str:
    """Who the association is to readers of badges: its own site, by the method did:web."""
    return f"did:web:{urlsplit(root_of(association)).netloc.replace(':', '%3A')}:badges"


def address_of(key: SigningKey) -> str:
    """How tokens and documents name a key: its place in the association's DID document."""
    return f"{did_of(key.association)}#{key.name}"


def published(association: Association) -> list[SigningKey]:
    """The keys whose badges are good, the one in use first. One query."""
    rows = SigningKey.objects.filter(association=association, withdrawn_at=None)
    return list(rows.select_related("association__site").order_by("-made_at"))


def as_jwk(key: SigningKey) -> dict[str, Any]:
    """The public half with its name and what it is for."""
    return {**key.public, "kid": address_of(key), "alg": ALGORITHM, "use": "sig"}


def did_document(association: Association) -> dict[str, Any]:
    """The association's DID document (did:web): its keys, the one in use first. One query."""
    did = did_of(association)
    methods = [
        {"id": address_of(key), "type": "JsonWebKey", "controller": did, "publicKeyJwk": as_jwk(key)}
        for key in published(association)
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "alsoKnownAs": [root_of(association) + "/"],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
