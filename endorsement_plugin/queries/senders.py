"""In whose name the review queue's letters go out."""

from endorsement_plugin.models import Association


def sender_of(pool: str) -> tuple[str, str] | None:
    """Name and address of the association whose exams this pool scores, for `REVIEW_QUEUE["SENDER_OF"]`.

    None for a pool that several associations share: one of their names would say whose candidate it is.
    """
    found = Association.objects.filter(review_pool=pool).values_list("name", "email")[:2]
    return found[0] if len(found) == 1 else None
