"""A badge is what Open Badges 3.0 says it is: read by two programs that are not ours, and by its schema."""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import png  # type: ignore[import-untyped]
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import KeySet
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier
from PIL import Image, ImageColor

from endorsement_plugin.certificates.actions.issue import issue_badge
from endorsement_plugin.certificates.actions.keys import replace_key
from endorsement_plugin.certificates.baking import baked_png
from endorsement_plugin.certificates.keys import did_of
from endorsement_plugin.certificates.typefaces import typeface_for
from endorsement_plugin.endorsements.actions.apply_move import apply_move, undo_move
from endorsement_plugin.errors import NotAllowed, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Badge, Endorsement, SigningKey
from tests.endorsement_plugin.certificates.setting import valid
from tests.factories.credentials import make_association, make_credential
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def token_of(held: Endorsement) -> str:
    """The badge as its holder gets it."""
    return issue_badge(endorsement=held.pk, by=held.person.account)


def fetch(url: str) -> bytes:
    """What a reader of badges is answered at this address of ours."""
    parts = urlsplit(url)
    answer = Client(headers={"host": parts.netloc}).get(parts.path)
    assert answer.status_code == 200, f"{answer.status_code} at {url}"
    return bytes(answer.content)


def verify(held: Endorsement, token: str) -> Any:
    """As somebody does who has nothing but the token: by the issuer's name, its keys and its lists."""
    reader = OB3Verifier.for_issuer_did(did_of(held.association), download=fetch)
    return reader.verify(token, check_status=True, download=fetch)


def claims_of(token: str) -> dict[str, Any]:
    """The claims, read by another program with the keys that are published."""
    keys = KeySet.import_key_set(json.loads(fetch("http://localhost/badges/keys.json")))
    return dict(jwt.decode(token, keys, algorithms=["RS256"]).claims)


def move(held: Endorsement, **fields: Any) -> None:
    Endorsement.objects.filter(pk=held.pk).update(**{"inactive_reason": ""} | fields)


# What the published schema of AchievementCredential 3.0 demands of the parts that we write.
IDENTITY = {
    "type": "object",
    "required": ["type", "identityHash", "identityType", "hashed"],
    "properties": {
        "type": {"const": "IdentityObject"},
        "hashed": {"const": True},
        "identityHash": {"type": "string", "pattern": r"^sha256\$[0-9a-f]{64}$"},
        "identityType": {"enum": ["name", "emailAddress"]},
        "salt": {"type": "string"},
    },
    "additionalProperties": False,
}
ACHIEVEMENT = {
    "type": "object",
    "required": ["id", "type", "criteria", "description", "name"],
    "properties": {
        "id": {"type": "string", "format": "uri"},
        "type": {"type": "array", "contains": {"const": "Achievement"}},
        "achievementType": {"const": "Certification"},
        "criteria": {"type": "object", "properties": {"narrative": {"type": "string"}}},
        "description": {"type": "string", "minLength": 1},
        "humanCode": {"type": "string"},
        "name": {"type": "string", "minLength": 1},
    },
    "additionalProperties": False,
}
TYPED = {"type": "object", "required": ["id", "type"]}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
SCHEMA = {
    "type": "object",
    "required": ["@context", "id", "type", "credentialSubject", "issuer", "validFrom"],
    "properties": {
        "@context": {
            "type": "array",
            "prefixItems": [
                {"const": "https://www.w3.org/ns/credentials/v2"},
                {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context-3\.\d\.\d\.json$"},
            ],
            "minItems": 2,
        },
        "id": {"type": "string", "pattern": "^urn:uuid:"},
        "type": {
            "allOf": [
                {"contains": {"const": "VerifiableCredential"}},
                {"contains": {"enum": ["OpenBadgeCredential", "AchievementCredential"]}},
            ]
        },
        "issuer": {**TYPED, "properties": {"type": {"contains": {"const": "Profile"}}}},
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "credentialSubject": {
            "type": "object",
            "required": ["type", "achievement"],
            "anyOf": [{"required": ["id"]}, {"required": ["identifier"]}],
            "properties": {
                "type": {"contains": {"const": "AchievementSubject"}},
                "identifier": {"type": "array", "items": IDENTITY, "minItems": 1},
                "achievement": ACHIEVEMENT,
                "licenseNumber": {"type": "string"},
                "narrative": {"type": "string"},
            },
            "additionalProperties": False,
        },
        "credentialStatus": {"type": "array", "items": TYPED},
        "credentialSchema": {"type": "array", "items": TYPED},
    },
}


@pytest.mark.parametrize("fields", [{}, {"designation": "Clinical", "name": "Keʻalohilani O’Brien"}])
def test_two_other_programs_and_the_schema_find_it_good(fields):
    held = valid(**fields)
    token = token_of(held)
    read = verify(held, token)
    assert read.achievement.name == held.credential.name
    assert read.issuer.id == "did:web:localhost:badges"
    claims = claims_of(token)
    jsonschema.Draft202012Validator(SCHEMA).validate(claims)
    assert claims["validUntil"][:10] in {str(held.renewal_due), str(held.renewal_due + DAY)}
    assert claims["credentialSubject"]["licenseNumber"] == held.number


def test_what_was_changed_in_it_is_found_out():
    held = valid()
    header, body, signature = token_of(held).split(".")
    forged = f"{header}.{body[:-2]}{'AA' if body[-2:] != 'AA' else 'BB'}.{signature}"
    with pytest.raises(OB3VerificationError):
        verify(held, forged)


def test_it_gives_nobody_away_and_can_be_told_from_anothers():
    held = valid(name="Keʻalohilani O’Brien")
    claims = claims_of(token_of(held))
    plain = json.dumps(claims, ensure_ascii=False)
    assert held.person.email not in plain
    assert not any(part in plain for part in held.name.split())
    salt = claims["credentialSubject"]["identifier"][0]["salt"]
    digests = {one["identityType"]: one["identityHash"] for one in claims["credentialSubject"]["identifier"]}
    for kind, value in (("emailAddress", held.person.email), ("name", held.name)):
        assert digests[kind] == f"sha256${hashlib.sha256((value + salt).encode()).hexdigest()}"
    other = make_endorsement(make_person("otto@example.org", "Otto", "Other"), renewal_due=held.renewal_due)
    assert claims_of(token_of(other))["credentialSubject"]["identifier"][0]["salt"] != salt


MOVES = [
    ({"state": "inactive", "inactive_reason": "sanction"}, "suspension"),
    ({"state": "inactive", "inactive_reason": "requested"}, "suspension"),
    ({"state": "inactive", "inactive_reason": "lapsed"}, "suspension"),
    ({"state": "emeritus"}, "suspension"),
    ({"state": "provisional", "provisional_until": timezone.localdate() - 2 * DAY}, "suspension"),
    ({"state": "removed"}, "revocation"),
    ({"state": "retired"}, "revocation"),
]


@pytest.mark.parametrize(("fields", "purpose"), MOVES)
def test_what_is_no_longer_in_force_is_not_good_and_is_good_again(fields, purpose):
    held = valid()
    token = token_of(held)
    verify(held, token)
    move(held, **fields)
    with pytest.raises(OB3VerificationError, match=f"Credential status '{purpose}' is set"):
        verify(held, token)
    with pytest.raises(WrongState):
        token_of(held)
    move(held, state="active")
    verify(held, token)


@pytest.mark.parametrize("ended", ["removed", "retired"])
def test_what_was_revoked_stays_so_and_its_endorsement_gets_another(ended):
    """Also where it was undone: revocation is final, and whoever read it may have told others."""
    held = valid()
    token = token_of(held)
    with transaction.atomic():
        event = apply_move(
            lock(Endorsement).get(pk=held.pk), ended, by=None, role="system", changes={"state": ended}
        )
    undo_move(event=event.pk, by=make_coordinator(held.association), why="The wrong one.")
    with pytest.raises(OB3VerificationError, match="Credential status 'revocation' is set"):
        verify(held, token)
    client = Client()
    client.force_login(held.person.account)
    page = f"/api/v3-preview/endorsements/{held.number}/badge/"
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 200
    again = token_of(held)
    verify(held, again)
    assert claims_of(again)["id"] != claims_of(token)["id"]
    assert len({one.status_index for one in Badge.objects.all()}) == 2
    assert claims_of(token_of(held))["id"] == claims_of(again)["id"]


def test_it_ends_when_the_endorsement_does_and_is_renewed_with_it():
    held = valid()
    before = claims_of(token_of(held))
    move(held, renewal_due=held.renewal_due + 365 * DAY)
    after = claims_of(token_of(held))
    assert (before["id"], before["credentialStatus"]) == (after["id"], after["credentialStatus"])
    assert before["exp"] < after["exp"]


def test_a_list_is_long_and_a_place_in_it_follows_from_nothing():
    association, credential = make_association(), make_credential()
    until = timezone.localdate() + 9 * DAY
    held = [
        make_endorsement(make_person(f"p{at}@example.org"), credential, renewal_due=until) for at in range(12)
    ]
    for one in held:
        token_of(one)
    places = [Badge.objects.get(endorsement=one).status_index for one in held]
    assert len(set(places)) == 12
    assert places not in (sorted(places), sorted(places, reverse=True))
    assert max(places) - min(places) > 1000
    move(held[0], state="inactive", inactive_reason="lapsed")
    for purpose, expected in (("suspension", {places[0]}), ("revocation", set())):
        token = fetch(f"http://localhost/badges/status/{purpose}/1/").decode()
        bits = decode_encoded_list(claims_of(token)["credentialSubject"]["encodedList"])
        assert len(bits) * 8 >= 131_072
        assert set_indices(bits) == expected
    assert association.badges.count() == 12


def test_a_list_is_as_cheap_with_many(django_assert_num_queries):
    held = valid()
    token_of(held)
    client = Client()
    client.get("/badges/status/suspension/1/")
    with django_assert_num_queries(6):
        client.get("/badges/status/suspension/1/")
    for at in range(5):
        token_of(make_endorsement(make_person(f"p{at}@example.org"), renewal_due=held.renewal_due))
    Endorsement.objects.update(state="inactive", inactive_reason="lapsed")
    with django_assert_num_queries(6):
        client.get("/badges/status/suspension/1/")


def test_a_key_is_replaced_and_what_it_signed_stays_good():
    held = valid()
    old = token_of(held)
    call_command("signing_keys", replace=held.association.code, verbosity=0)
    new = token_of(held)
    assert old != new
    for token in (old, new):
        verify(held, token)
    move(held, state="inactive", inactive_reason="sanction")
    for token in (old, new):
        with pytest.raises(OB3VerificationError, match="suspension"):
            verify(held, token)


def test_a_key_that_somebody_else_may_have_is_published_no_longer():
    held = valid()
    old = token_of(held)
    replace_key(association=held.association, withdraw=True)
    with pytest.raises(OB3VerificationError, match="no verificationMethod"):
        verify(held, old)
    verify(held, token_of(held))


def test_no_private_key_lies_in_the_database(settings):
    held = valid()
    token_of(held)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM endorsement_plugin_signingkey")
        stored = str(cursor.fetchall())
    assert "PRIVATE" not in stored
    assert not {"d", "p", "q"} & SigningKey.objects.get().public.keys()
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another one" * 6
    with pytest.raises(WrongState, match="cannot be read"):
        token_of(held)
    settings.SECRET_KEY_FALLBACKS = [former]
    verify(held, token_of(held))
    call_command("signing_keys", seal=True, verbosity=0)
    settings.SECRET_KEY_FALLBACKS = []
    verify(held, token_of(held))


def test_the_command_lists_keys_and_says_what_is_wrong(capsys: pytest.CaptureFixture[str]):
    held = valid()
    token_of(held)
    call_command("signing_keys")
    assert f"{held.association.code}: {SigningKey.objects.get().name}, made" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no association “nobody”"):
        call_command("signing_keys", replace="nobody")


def test_only_its_holder_has_it():
    held = valid()
    for other in (make_person("otto@example.org").account, make_coordinator(held.association)):
        with pytest.raises(NotAllowed):
            issue_badge(endorsement=held.pk, by=other)
    assert not Badge.objects.exists()


def test_what_is_published_is_the_associations_own_and_open_to_all():
    held = valid()
    token_of(held)
    other = make_association("mi-aimh", "mi-aimh.localhost")
    there = Client(headers={"host": "mi-aimh.localhost"})
    assert there.get("/badges/status/revocation/1/").status_code == 404
    assert there.get(f"/badges/achievements/{held.credential.code}/").status_code == 404
    assert there.get("/badges/did.json").json()["verificationMethod"] == []
    assert there.get("/badges/issuer.json").json()["name"] == other.name
    here = Client()
    for path in ("did.json", "keys.json", "issuer.json", f"achievements/{held.credential.code}/"):
        answer = here.get(f"/badges/{path}")
        assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
        assert "PRIVATE" not in answer.text
        assert held.name not in answer.text
    for path in ("status/revocation/2/", "status/message/1/", "achievements/NONE/"):
        assert here.get(f"/badges/{path}").status_code == 404
    assert here.get("/badges/status/revocation/1/")["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", ["Specialist", 'A <script>alert("x")</script> & “B”', "W" * 120])
def test_the_picture_carries_it_and_nothing_else(name: str, client: Client):
    held = valid()
    held.credential.name = name
    held.credential.save()
    client.force_login(held.person.account)
    page = f"/apply/endorsements/{held.number}/"
    assert "Make the badge" in client.get(page).text
    assert client.get(f"{page}badge/file/svg/").status_code == 404
    assert "Download the picture" in client.post(f"{page}badge/", follow=True).text
    answer = client.get(f"{page}badge/file/svg/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"<script" not in answer.content
    token = OB3Verifier.extract_token_from_svg(answer.content)
    verify(held, token)
    picture = client.get(f"{page}badge/file/png/")
    assert (picture["Content-Type"], picture["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert OB3Verifier.extract_token_from_png(picture.content) == token
    assert client.get(f"{page}badge/file/jwt/").text == token
    assert client.get(f"{page}badge/file/exe/").status_code == 404


def test_the_token_stands_in_the_png_once_and_as_it_is():
    """Section 5.3.1 of Open Badges 3.0: one iTXt chunk of this keyword, not compressed."""
    held = valid()
    token = token_of(held)
    made = baked_png(token, held.credential, held.association)
    there = [data for kind, data in png.Reader(bytes=made).chunks() if kind == b"iTXt"]
    (said,) = [data for data in there if data.startswith(b"openbadgecredential\0")]
    assert said == b"openbadgecredential\0\0\0\0\0" + token.encode()
    picture = Image.open(io.BytesIO(made))
    assert (picture.size, picture.getchannel("A").getpixel((0, 0))) == ((1024, 1024), 0)
    assert picture.convert("RGB").getpixel((512, 24)) == ImageColor.getrgb(held.association.accent)


@pytest.mark.parametrize("text", ["Kaʻiulani", "Ωmega", "Специалист", "מומחה", "أخصائي", "विशेषज्ञ", "专家"])
def test_every_script_has_a_typeface(text: str):
    face = typeface_for(text, 40)
    missing = bytes(face.getmask("\U0010ffff"))
    assert not [sign for sign in text if bytes(face.getmask(sign)) == missing]


def test_a_page_that_was_open_when_it_lapsed_says_why(client: Client):
    held = valid()
    token_of(held)
    move(held, state="inactive", inactive_reason="lapsed")
    client.force_login(held.person.account)
    page = f"/apply/endorsements/{held.number}/"
    presses: list[Callable[[], Any]] = [
        lambda: client.post(f"{page}badge/", follow=True),
        lambda: client.get(f"{page}badge/file/svg/", follow=True),
    ]
    for press in presses:
        assert "There are a certificate and a badge again once it is active." in press().text
    assert "Digital badge" not in client.get(page).text
