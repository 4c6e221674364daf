"""Who must never see an item. When it is closed, a keyed digest takes the place of each name: enough to keep
its trail from somebody who comes to lead the pool later, and no list of who knows whom."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from review_queue.anonymization.identifiers import (
    FIRST_NAMES,
    LAST_NAMES,
    ORGANIZATIONS,
    OTHER_PEOPLE,
    Identifier,
    Kind,
)
from review_queue.anonymization.known.organizations import organization_key
from review_queue.anonymization.known.people import without_credentials
from review_queue.anonymization.words.vocabulary import TITLES
from review_queue.typed.addresses import folded_address
from review_queue.typed.folding import folded

from .items import Item
from .reviewers import Reviewer


def agency_digests(name: str) -> list[str]:
    """Keyed digests of an agency's name, the current secret's first, then those of retired secrets.

    Empty for a name without a letter or digit.
    """
    key = organization_key(name)
    return _digests("review_queue.barred_agency", key) if key else []


def user_digests(user: int) -> list[str]:
    """The same of an account's id."""
    return _digests("review_queue.barred_user", str(user))


def _digests(salt: str, value: str) -> list[str]:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest() for secret in secrets]


class BarredUser(models.Model):
    """One of several people who may not see the item. The row does not say why."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_users")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="rq_one_bar_per_user")]

    def __str__(self) -> str:
        return f"bar {self.pk}"


class FormerBar(models.Model):
    """What is left of a bar on somebody when the item is closed."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="former_bars")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["digest"], name="rq_former_bar_digest")]
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="rq_one_former_bar")]

    def __str__(self) -> str:
        return f"former bar {self.pk}"


class BarredAgency(models.Model):
    """An agency whose people may not see the item, as a keyed digest: an employer's name identifies."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="barred_agencies")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "digest"], name="rq_one_bar_per_agency")]

    def __str__(self) -> str:
        return f"bar {self.pk}"


class EarlierItem(models.Model):
    """Kept, because somebody who has read the marks of one must not score the other while both are here."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="earlier_items")
    earlier = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="later_items")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["item", "earlier"], name="rq_one_earlier_item")]

    def __str__(self) -> str:
        return f"earlier item {self.pk}"


class DeclaredConflict(models.Model):
    """`words` are kept of agencies and domains; of a person and an address there are none."""

    class Kind(models.TextChoices):
        PERSON = "person", "A person, by name"
        ADDRESS = "address", "A person, by e-mail address"
        AGENCY = "agency", "An agency or former employer"
        DOMAIN = "domain", "Everybody at an e-mail domain"

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    digest = models.CharField(max_length=64)
    words = models.CharField(max_length=160, blank=True)
    declared_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["digest"], name="rq_declared_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewer", "kind", "digest"],
                condition=Q(withdrawn_at=None),
                name="rq_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return f"declared conflict {self.pk}"


NAMES_NOBODY = {DeclaredConflict.Kind.AGENCY, DeclaredConflict.Kind.DOMAIN}
"""Of these the words are kept, so that reviewers find again what they have said."""


def person_key(name: str) -> str:
    """The same for "Leilani M. Kealoha", "Kealoha, Leilani" and "Leilani Kealoha, LMSW"; empty without two
    words: a single name would bar half of the candidates."""
    words = folded(without_credentials(name)).split()
    parts = [word for word in words if len(word) > 1 and word not in TITLES]
    return " ".join(sorted(parts)) if len(parts) > 1 else ""


def domain_key(text: str) -> str:
    """The domain of an address or of a web page, or the domain itself."""
    host = folded_address(text).rpartition("@")[2].rpartition("://")[2]
    return host.partition("/")[0].removeprefix("www.")


def key_of(kind: str, text: str) -> str:
    """What is compared of what somebody typed; empty if there is nothing to compare."""
    match kind:
        case DeclaredConflict.Kind.PERSON:
            return person_key(text)
        case DeclaredConflict.Kind.ADDRESS:
            return folded_address(text) if "@" in text else ""
        case DeclaredConflict.Kind.AGENCY:
            return organization_key(text)
        case _:
            domain = domain_key(text)
            return domain if "." in domain else ""


def conflict_digests(kind: str, key: str) -> list[str]:
    """Keyed digests, the current secret's first, then those of retired secrets."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    salt = f"review_queue.declared_conflict.{kind}"
    return [salted_hmac(salt, key, secret=secret, algorithm="sha256").hexdigest() for secret in secrets]


def keys_told(identifiers: Iterable[Identifier], agencies: Iterable[str] = ()) -> set[tuple[str, str]]:
    """Kind and key of everything that a conflict can have been declared about, of what a sender tells of one
    candidate: own names and those of referees and supervisors, addresses with their domains, employers."""
    listed = list(identifiers)
    kinds = DeclaredConflict.Kind
    found = {(str(kinds.PERSON), person_key(name)) for name in _names(listed)}
    for one in listed:
        if one.kind is Kind.EMAIL:
            found.add((str(kinds.ADDRESS), folded_address(one.value)))
            found |= {(str(kinds.DOMAIN), domain) for domain in _domains(domain_key(one.value))}
        elif one.kind in ORGANIZATIONS:
            found.add((str(kinds.AGENCY), organization_key(one.value)))
    found |= {(str(kinds.AGENCY), organization_key(name)) for name in agencies}
    return {(kind, key) for kind, key in found if key}


def _names(listed: list[Identifier]) -> Iterable[str]:
    """Each first name with each last one, also of the first of several; and whole names as they are."""
    first = [one.value for one in listed if one.kind in FIRST_NAMES]
    last = [one.value for one in listed if one.kind in LAST_NAMES]
    given = {name for one in first for name in (one, one.split()[0])}
    yield from (f"{one} {name}" for one in sorted(given) for name in last)
    yield from (one.value for one in listed if one.kind in OTHER_PEOPLE)


def _domains(domain: str) -> Iterable[str]:
    """The domain, and those above it that are more than an ending: mail.hale.org and hale.org."""
    labels = domain.split(".")
    return (".".join(labels[number:]) for number in range(max(1, len(labels) - 1)))
