"""Draw which decided answers are read again."""

import secrets
from fractions import Fraction

from django.db import transaction

from review_queue.errors import NotAllowed, NothingToRead
from review_queue.locks import LOCKS
from review_queue.models import BackReading, BackReadingSample, Event, Round
from review_queue.permissions import User
from review_queue.quality.queries.back_readings import to_draw_from
from review_queue.record import record
from review_queue.statements.subjects import Subject
from review_queue.verifier.back_reading import digest_of_answers, drawn


@transaction.atomic
def draw_sample(
    *, scored_in: Round, by: User, near: int, disputed: bool, share: int, seed: int | None = None
) -> BackReadingSample:
    """From the answers whose reviews `by` may read and that no sample has had. The seed is drawn if none is
    given, and kept. Raises NotAllowed for somebody without an account, NothingToRead if nothing would be
    drawn."""
    LOCKS.lock(Round).get(pk=scored_in.pk)
    answers = to_draw_from(by, scored_in)
    if by.pk is None:
        raise NotAllowed
    seed = secrets.randbits(62) if seed is None else seed
    chosen = drawn(
        {code: one.decided for code, one in answers.items()},
        seed=seed,
        pass_mark=Fraction(scored_in.rubric.pass_mark),
        near=near,
        disputed=disputed,
        share=share,
    )
    if not chosen:
        raise NothingToRead
    sample = BackReadingSample.objects.create(
        round=scored_in,
        seed=seed,
        near=near,
        disputed=disputed,
        share=share,
        answers=len(answers),
        answers_digest=digest_of_answers(answers),
        drawn_by_id=by.pk,
    )
    for code in sorted(chosen):
        row = BackReading.objects.create(sample=sample, item=answers[code].item, because=chosen[code])
        detail = f"back_reading:{row.pk}"
        record(row.item, Event.Kind.DRAWN, actor=by, detail=detail, states=(Subject.BACK_READING, row.pk))
    return sample
