"""Which badges are not good now: lists of bits (W3C Bitstring Status List 1.0), read from the record."""

import gzip
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from endorsement_plugin.clock import today
from endorsement_plugin.mail.letters import root_of
from endorsement_plugin.models import Association, Badge, EndorsementEvent, SigningKey
from endorsement_plugin.models.endorsements.badges import STATUS_BITS
from endorsement_plugin.rules.states import ENDED, EndorsementState

from .keys import did_of, sign

REVOCATION, SUSPENSION = "revocation", "suspension"
PURPOSES = (REVOCATION, SUSPENSION)
"""For good, and for as long as it lasts."""
FRESH = timedelta(seconds=60)
"""For how long a reader may keep a list."""
LIVES = timedelta(hours=1)
"""After which a kept list counts for nothing: an old one must not bring back what was suspended since."""


def address_of(association: Association, purpose: str, number: int) -> str:
    """Where a list is, for as long as the association's site is where it is."""
    return f"{root_of(association)}/badges/status/{purpose}/{number}/"


def entry_of(badge: Badge, purpose: str) -> dict[str, str]:
    """How a badge says where it is looked up."""
    address = address_of(badge.association, purpose, badge.status_list)
    return {
        "id": f"{address}#{badge.status_index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(badge.status_index),
        "statusListCredential": address,
    }


def has_list(association: Association, number: int) -> bool:
    """Whether any badge stands in the list of this number. One query."""
    return Badge.objects.filter(association=association, status_list=number).exists()


def list_token(association: Association, purpose: str, number: int, key: SigningKey, now: datetime) -> str:
    """The list as it is at this moment, signed. One query, however many badges are good."""
    address, issuer = address_of(association, purpose, number), did_of(association)
    begins, ends = now.astimezone(UTC).replace(microsecond=0), now.astimezone(UTC) + LIVES
    claims = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": begins.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "validUntil": ends.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(indices_of(association, purpose, number)),
            "ttl": int(FRESH.total_seconds() * 1000),
        },
        "iss": issuer,
        "jti": address,
        "nbf": int(begins.timestamp()),
        "exp": int(ends.timestamp()),
    }
    return sign(claims, key, kind="vc+jwt")


def indices_of(association: Association, purpose: str, number: int) -> list[int]:
    """The places of those that are revoked, or suspended, today."""
    rows = Badge.objects.filter(association=association, status_list=number)
    return list(_narrowed(rows, association, purpose).values_list("status_index", flat=True))


def encoded(indices: list[int]) -> str:
    """The bits, the first one the highest of the first byte, packed and in base 64 for addresses."""
    bits = bytearray(STATUS_BITS // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> (index % 8)
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).decode().rstrip("=")


def revoked() -> Q:
    """Of badges, those whose endorsement has ended or changed its category since, be it that this was undone.

    Revocation is final (Bitstring Status List 1.0, section 2.1): whoever read it may have told others.
    """
    over = Q(after__state__in=[*ENDED]) | Q(after__has_key="credential_id")
    ends = EndorsementEvent.objects.filter(
        over, endorsement=OuterRef("endorsement"), at__gte=OuterRef("issued_at")
    )
    return Q(endorsement__state__in=ENDED) | Q(Exists(ends))


def _narrowed(rows: QuerySet[Badge], association: Association, purpose: str) -> QuerySet[Badge]:
    if purpose == REVOCATION:
        return rows.filter(revoked())
    away = Q(endorsement__state__in=(EndorsementState.INACTIVE, EndorsementState.EMERITUS))
    ended = Q(
        endorsement__state=EndorsementState.PROVISIONAL,
        endorsement__provisional_until__lt=today(association),
    )
    return rows.filter(away | ended)
