"""What a badge says: an AchievementCredential of Open Badges 3.0 (W3C Verifiable Credentials 2.0)."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from endorsement_plugin.mail.letters import root_of
from endorsement_plugin.models import Association, Badge, Credential, Endorsement, SigningKey
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.rules.states import EndorsementState

from .keys import did_of, sign
from .rules import valid_until
from .statuses import PURPOSES, entry_of

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def token_of(badge: Badge, key: SigningKey) -> str:
    """The badge as a signed token (VC-JWT, section 8.2.4 of Open Badges 3.0)."""
    said = credential_of(badge)
    claims = {
        **said,
        "iss": said["issuer"]["id"],
        "jti": said["id"],
        "nbf": _seconds(said["validFrom"]),
        "exp": _seconds(said["validUntil"]),
    }
    return sign(claims, key, kind="JWT")


def credential_of(badge: Badge) -> dict[str, Any]:
    """All that is signed. Reads the endorsement, its person, credential, association and site."""
    row = badge.endorsement
    said: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": f"urn:uuid:{badge.pk}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{row.credential.name} ({row.credential.code})",
        "issuer": profile_of(row.association),
        "validFrom": _begins(row.granted_on, row.association),
        "validUntil": _ends(valid_until(row) or row.renewal_due, row.association),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identities(badge),
            "licenseNumber": row.number,
            "achievement": achievement_of(row.credential),
        },
        "credentialStatus": [entry_of(badge, purpose) for purpose in PURPOSES],
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if narrative := _narrative(row):
        said["credentialSubject"]["narrative"] = narrative
    return said


def profile_of(association: Association) -> dict[str, Any]:
    """The issuer."""
    return {
        "id": did_of(association),
        "type": ["Profile"],
        "name": association.name,
        "url": root_of(association) + "/",
        "email": association.email,
    }


def achievement_of(credential: Credential) -> dict[str, Any]:
    """What was achieved, the same for all who hold it."""
    association = credential.association
    named = f"{credential.name} ({credential.code})"
    about = ". ".join(filter(None, [named, credential.scope, credential.age_band]))
    return {
        "id": f"{root_of(association)}/badges/achievements/{credential.code}/",
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": credential.name,
        "humanCode": credential.code,
        "description": f"{about}. Endorsement by {association.name}.",
        "criteria": {
            "narrative": f"{association.name} grants it to those who meet the requirements for {named} that "
            "it has published."
        },
    }


def _identities(badge: Badge) -> list[dict[str, Any]]:
    """Whose it is, for whoever knows name or address already; nobody learns them from the badge.

    A badge is put on public pages and stays there. Open Badges 3.0 (IdentityObject) strongly recommends a
    salted digest where the plain value would give somebody away.
    """
    row = badge.endorsement
    known = {"emailAddress": row.person.email, "name": row.name}
    return [
        {
            "type": "IdentityObject",
            "identityType": kind,
            "hashed": True,
            "salt": badge.salt,
            "identityHash": f"sha256${hashlib.sha256((value + badge.salt).encode()).hexdigest()}",
        }
        for kind, value in known.items()
        if value
    ]


def _narrative(row: Endorsement) -> str:
    said = [f"{row.designation}."] if row.designation else []
    if row.status is EndorsementState.PROVISIONAL:
        said.append(
            f"{row.standing}: some requirements are still to be shown, by {day(row.provisional_until)}."
        )
    return " ".join(said)


def _begins(value: date, association: Association) -> str:
    return _said(datetime.combine(value, time(), association.zone))


def _ends(value: date, association: Association) -> str:
    """The end of the day where the association is."""
    return _said(datetime.combine(value + timedelta(days=1), time(), association.zone) - timedelta(seconds=1))


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(said: str) -> int:
    return int(datetime.fromisoformat(said).timestamp())
