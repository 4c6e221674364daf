""" """

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale, Site

from endorsement_plugin.definitions.hashes import digest
from endorsement_plugin.errors import WrongState
from endorsement_plugin.locks import update_or_create
from endorsement_plugin.models import Association, Credential, RequirementSet

from .codes import code_taken, give_up_code


class CredentialSource(Protocol):
    """The page a credential is written on."""

    pk: int
    title: str
    code: str
    scope: str
    age_band: str
    position: int
    effective_from: date
    translation_key: UUID
    locale: Locale

    def get_site(self) -> Site | None: ...
    def clauses(self) -> list[dict[str, Any]]: ...


@transaction.atomic
def publish_requirements(
    *, page: CredentialSource, by: AbstractBaseUser | None = None
) -> RequirementSet | None:
    """Make what the page demands the credential's newest requirement set.

    The same demands from the same day again make none. Applications keep the set they started under. A page
    below no association's home page makes nothing: None. Raises WrongState if another page has the code.
    """
    association = Association.objects.filter(site=page.get_site()).first()
    if association is None:
        return None
    credential = _credential(page, association)
    clauses = page.clauses()
    mark = digest({"clauses": clauses, "from": page.effective_from.isoformat()})
    newest = credential.requirement_sets.first()
    if newest and newest.digest == mark:
        return newest
    return RequirementSet.objects.create(
        credential=credential,
        number=newest.number + 1 if newest else 1,
        clauses=clauses,
        digest=mark,
        effective_from=page.effective_from,
        published_by_id=by.pk if by else None,
    )


def _credential(page: CredentialSource, association: Association) -> Credential:
    """The credential of this page, locked. It stays with the association it was first published for."""
    if reason := code_taken(association, page.code, page.translation_key):
        raise WrongState(reason)
    give_up_code(association, page.code)
    defaults = {
        "page_id": page.pk,
        "code": page.code,
        "name": page.title,
        "scope": page.scope,
        "age_band": page.age_band,
        "position": page.position,
        "retired": False,
    }
    first = {"association": association, "language": page.locale.language_code}
    credential, _ = update_or_create(
        Credential, family=page.translation_key, defaults=defaults, create_defaults={**defaults, **first}
    )
    return credential


@transaction.atomic
def retire_credential(*, family: UUID) -> None:
    """Nobody may start an application for it. Applications and endorsements there are stay as they are."""
    Credential.objects.filter(family=family).update(retired=True)
