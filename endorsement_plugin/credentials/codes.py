"""Which codes of an association are free."""

from uuid import UUID

from endorsement_plugin.locks import lock
from endorsement_plugin.models import Association, Credential

TAKEN = "Another credential of this association has this code."
UNPUBLISHED = (
    "“{name}”, which is not published, has the code {code}. Give it another code or delete it, or choose "
    "another one here."
)
GRANTED = (
    "{code} was the code of “{name}”, which is deleted, but which people have applied for or hold: their "
    "papers and the registry show it. Choose another one."
)


def code_taken(association: Association | None, code: str, family: UUID) -> str:
    """Why a page cannot have this code, in a sentence; empty if it can.

    A credential whose page is deleted and that nobody has ever applied for leaves its code to others.
    """
    for other in Credential.objects.filter(association=association, code=code).exclude(family=family):
        if not is_leftover(other):
            return _why(other)
    return ""


def is_leftover(credential: Credential) -> bool:
    """Whether nothing of it is left: no page, no application, no endorsement."""
    gone = credential.retired and credential.page_id is None
    return gone and not (credential.applications.exists() or credential.endorsements.exists())


def give_up_code(association: Association, code: str) -> None:
    """Leave the code of a leftover to another credential; its row stays, under a part of its family."""
    for other in lock(Credential).filter(association=association, code=code):
        if is_leftover(other):
            other.code = other.family.hex[:20]
            other.save(update_fields=["code"])


def _why(other: Credential) -> str:
    if not other.retired:
        return TAKEN
    sentence = UNPUBLISHED if other.page_id else GRANTED
    return sentence.format(name=other.name, code=other.code)
