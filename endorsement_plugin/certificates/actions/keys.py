import logging
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.associations.queries import roles_in
from endorsement_plugin.certificates.keys import Pair, new_pair, seal, unsealed
from endorsement_plugin.errors import NotAllowed
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, AssociationEvent, SigningKey
from endorsement_plugin.permissions import Visitor, associations_run_by

SETTING = "signing_key"
"""As the association's events name it."""
NOT_YOURS = "You do not run this association."
logger = logging.getLogger(__name__)


def key_in_use(association: Association) -> SigningKey:
    """The key that signs for an association now; its first one is made when it is needed."""
    return _in_use(association) or _made(association, new_pair())


def replace_key(*, association: Association, by: Visitor | None = None, withdraw: bool = False) -> SigningKey:
    """A new key signs from now on. `by` is who runs the association, None its operator at a console.

    The former one stays published, so that what it has signed stays good; with `withdraw` none of the former
    ones does: somebody else may have them, and every badge has to be downloaded anew. It stands in what was
    changed of the association. Raises NotAllowed.
    """
    if by is not None and not associations_run_by(by).filter(pk=association.pk).exists():
        raise NotAllowed(NOT_YOURS)
    return _replaced(association, new_pair(), by, withdraw=withdraw)


@transaction.atomic
def _replaced(association: Association, pair: Pair, by: Visitor | None, *, withdraw: bool) -> SigningKey:
    lock(Association).get(pk=association.pk)
    now = timezone.now()
    keys = SigningKey.objects.filter(association=association)
    keys.filter(replaced_at=None).update(replaced_at=now)
    if withdraw:
        keys.filter(withdrawn_at=None).update(withdrawn_at=now)
    logger.info("The signing key of %s was replaced", association.code)
    key = _kept(association, pair, now)
    AssociationEvent.objects.create(
        association=association,
        actor_id=by.pk if by is not None else None,
        role=", ".join(sorted(roles_in(by, association))) if by is not None else "system",
        setting=SETTING,
        after=f"{key.name}, {'no former one is good' if withdraw else 'former ones stay good'}",
    )
    return key


@transaction.atomic
def seal_keys_anew() -> int:
    """Seal every private key with the present secret of the settings; how many. No former one is needed then.

    Raises WrongState, with nothing changed, if one of them cannot be opened.
    """
    rows = list(SigningKey.objects.select_related("association").order_by("association", "made_at"))
    for row in rows:
        row.sealed = seal(unsealed(row))
    SigningKey.objects.bulk_update(rows, ["sealed"])
    return len(rows)


@transaction.atomic
def _made(association: Association, pair: Pair) -> SigningKey:
    """The pair is made before anything is locked: it takes a while, and others wait for the lock."""
    lock(Association).get(pk=association.pk)
    return _in_use(association) or _kept(association, pair, timezone.now())


def _in_use(association: Association) -> SigningKey | None:
    rows = SigningKey.objects.select_related("association__site")
    return rows.filter(association=association, replaced_at=None).first()


def _kept(association: Association, pair: Pair, now: datetime) -> SigningKey:
    public, sealed = pair
    name = f"key-{uuid4().hex[:12]}"
    return SigningKey.objects.create(
        association=association, name=name, public=public, sealed=sealed, made_at=now
    )
