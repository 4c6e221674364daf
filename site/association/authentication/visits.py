"""Whose request it is, and what they may: Django's own rows, by queries that are written once."""

from datetime import datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from endorsement_plugin.associations.prepared import Prepared

_SESSION = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime
)
_USER = Prepared(lambda pk: User._default_manager.filter(pk=pk), pk=int)
_RIGHTS = {
    "user": Prepared(lambda user: _named(Permission.objects.filter(user=user)), user=int),
    "group": Prepared(lambda user: _named(Permission.objects.filter(group__user=user)), user=int),
}


def _named(rights: QuerySet[Permission]) -> QuerySet[Permission, Any]:
    return rights.values_list("content_type__app_label", "codename").order_by()


class SessionStore(db.SessionStore):
    """Django's of the database, which has the query for a session written with every request."""

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = _SESSION.first(key=self.session_key, now=timezone.now())
        if row is None:
            self._session_key = None
        return row


def get_user(backend: ModelBackend, user_id: Any) -> User | None:
    """The account, unless its backend lets it in no more."""
    user: User | None = _USER.first(pk=user_id)
    return user if user and backend.user_can_authenticate(user) else None


def wrap() -> None:
    """From now on the backends of all sessions ask this; under another name, sessions that last would end."""
    plain = ModelBackend._get_permissions  # type: ignore[attr-defined]

    def get_permissions(backend: ModelBackend, user: Any, obj: Any, source: str) -> set[str]:
        """Django's, which reads the rights once for each object of an account."""
        kept = f"_{source}_perm_cache"
        asked = user.is_active and not user.is_anonymous and not user.is_superuser and obj is None
        if asked and not hasattr(user, kept):
            rights = _RIGHTS[source].rows(user=user.pk)
            setattr(user, kept, {f"{app}.{codename}" for app, codename in rights})
        rights_of: set[str] = plain(backend, user, obj, source)
        return rights_of

    ModelBackend.get_user = get_user  # type: ignore[method-assign, assignment]
    ModelBackend._get_permissions = get_permissions  # type: ignore[attr-defined]
