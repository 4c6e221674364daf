"""About a calibration that was not passed."""

from collections.abc import Iterator

from review_queue.mail import compose, link
from review_queue.models import Calibration, Mail, PoolRole


def calibration_letters(attempt: Calibration) -> Iterator[Mail]:
    """To the chiefs of the pool: somebody has not passed. Who it is stands on the page, not in the mail."""
    pool = attempt.anchor_set.pool_id
    roles = PoolRole.objects.filter(pool=pool, role=PoolRole.Role.CHIEF)
    for role in roles.select_related("user").exclude(user=attempt.reviewer.user_id):
        yield compose(
            "calibration_not_passed",
            pool=pool,
            event_key=f"calibration:{attempt.pk}:{role.user_id}",
            to=role.user.email,
            link=link("review_queue:calibrations"),
        )


def again_letter(attempt: Calibration) -> Mail:
    """To the reviewer: the chief lets him or her begin again."""
    return compose(
        "calibration_again",
        pool=attempt.anchor_set.pool_id,
        event_key=f"calibration_again:{attempt.pk}",
        to=attempt.reviewer.user.email,
        anchors=attempt.anchor_set,
        link=link("review_queue:calibration"),
    )
