"""The queue's people and things. Needs nothing but the queue: it also serves a project without Wagtail."""

import datetime
import itertools
from collections.abc import Iterable
from decimal import Decimal
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from review_queue import intake
from review_queue.anonymization.spans import Label
from review_queue.assigning.actions.accept import accept
from review_queue.assigning.actions.enroll_reviewer import enroll_reviewer
from review_queue.assigning.actions.fill_slots import fill_slots
from review_queue.assigning.actions.grant_wishes import wish_for_one
from review_queue.assigning.actions.take_one import take_one
from review_queue.assigning.queries.demand import items_in_need
from review_queue.clearance.actions.look_at import look_at
from review_queue.clearance.actions.mask_more import mask_more
from review_queue.clearance.actions.release import release, undecided
from review_queue.clearance.actions.tick_off import tick_off
from review_queue.items.actions.keep_file import keep_file
from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.items.queries.file_pages import not_looked_at
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Item, Pool, PoolRole, Review, Reviewer, Round, Rubric, SectionFile
from review_queue.redaction.geometry import Box
from review_queue.redaction.layer import Word
from review_queue.redaction.pixels import encode
from review_queue.redaction.rebuild import Sheet, rebuild
from review_queue.resolving.actions.compare import compare
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.forms.reviews import Draft

PASSWORD = "a long invented password"
FEEDBACK = "You describe the pair with care. Say more about your own responses."
ANSWER = "The infant turns to the parent. I would wait, and wonder aloud with the parent what the turn means."
FONT = ImageFont.load_default(22)

_numbers = itertools.count(1)


def make_account(email: str = "", first_name: str = "Pat", last_name: str = "Example") -> User:
    """An account without any role."""
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(
        username=email, email=email, password=PASSWORD, first_name=first_name, last_name=last_name
    )


def make_pool(code: str = "shared") -> Pool:
    return Pool.objects.get_or_create(code=code, defaults={"name": f"Pool {code}"})[0]


def make_staff(role: PoolRole.Role, pool: Pool | None = None, **person: str) -> User:
    """A clearer or a chief of the pool."""
    user = make_account(**person)
    PoolRole.objects.create(pool=pool or make_pool(), user=user, role=role)
    return user


def make_reviewer(pool: Pool | None = None, *, user: User | None = None, **traits) -> Reviewer:
    """A reviewer of the pool with room for plenty."""
    return enroll_reviewer(
        user=user or make_account(), pools=[pool or make_pool()], **{"capacity": 100, **traits}
    )


def make_rubric(criteria: int = 2, pass_mark: int = 70) -> Rubric:
    """Criteria c0, c1, … of equal weight, each with levels of 0 to 3 points."""
    steps = [Step(points, f"Level {points}", f"What earns {points}.") for points in range(4)]
    scales = [Scale(f"c{number}", f"Criterion {number}", steps) for number in range(criteria)]
    return publish_rubric(code="vignette", title="Vignette", pass_mark=Decimal(pass_mark), scales=scales)


def make_round(rubric: Rubric | None = None, **policy) -> Round:
    number = next(_numbers)
    return Round.objects.create(
        code=f"round-{number}", title=f"Round {number}", rubric=rubric or make_rubric(), **policy
    )


def make_item(scored_in: Round | None = None, pool: Pool | None = None, **given) -> Item:
    """An item that the published interface has taken in."""
    values = {
        "ref": uuid4(),
        "round": (scored_in or make_round()).code,
        "pool": (pool or make_pool()).code,
        "sections": [{"code": "q1", "prompt": "What would you do?", "text": ANSWER}],
        "identifiers": [],
        "barred": [],
    }
    return Item.objects.get(pk=intake.receive(**{**values, **given}))


def attach_file(item: Item, *pages: str) -> SectionFile:
    """A file of our own making for the first section, with these words on its pages."""
    words = [word for number, text in enumerate(pages or ("A page.",)) for word in _words(number, text)]
    sheets = [_sheet(word for word in words if word.page == number) for number in range(len(pages) or 1)]
    kept = keep_file(rebuild(sheets, words, 100))
    section = item.sections.get(position=0)
    file = SectionFile.objects.create(
        section=section,
        name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        pages=len(sheets),
        text_start=len(section.text) + 2,
    )
    section.text += "\n\n" + "".join(word.text for word in words)
    section.save()
    return file


def _words(page: int, text: str) -> list[Word]:
    """A line of words, each as wide as it is drawn."""
    left, words = 100, []
    for word in text.split():
        right = left + round(FONT.getlength(word))
        words.append(Word(page, f"{word} ", Box(left, 100, right, 124)))
        left = right + 8
    return words


def _sheet(words: Iterable[Word]) -> Sheet:
    paper = Image.new("L", (850, 1100), 255)
    for word in words:
        ImageDraw.Draw(paper).text((word.box.left, word.box.top), word.text, fill=0, font=FONT)
    return Sheet(850, 1100, *encode(paper))


def look_at_all(item: Item, by: User) -> None:
    """The clearer looks at every page."""
    for part, page in not_looked_at(item, by):
        version = SectionFile.objects.get(section__item=item, section__position=part - 1).version
        look_at(item=item, position=part - 1, page=page, version=version, by=by)


def decide_all(item: Item, by: User) -> None:
    """The clearer says of every marked word that it stays."""
    for words in undecided(item):
        tick_off(item=item, words=words, by=by)


def mask_all(item: Item, phrase: str, by: User, label: Label = Label.NAME) -> int:
    """The clearer masks every mention of the phrase."""
    return mask_more(item=item, phrase=phrase, label=label, by=by)


def clear_item(item: Item, by: User | None = None) -> Item:
    """Released by a clearer of its pool."""
    by = by or make_staff(PoolRole.Role.CLEARER, item.pool)
    look_at_all(item, by)
    decide_all(item, by)
    release(item=item, by=by)
    item.refresh_from_db()
    return item


def assign_all() -> list[Assignment]:
    """What the assigning job does, for everything that waits; what was offered."""
    plans = fill_slots(items_in_need())
    return list(Assignment.objects.filter(plan__in=plans).order_by("pk"))


def ask_for_one(reviewer: Reviewer, today: datetime.date | None = None) -> Assignment | None:
    """The reviewer presses "Give me one", and the clock comes by."""
    return take_one(wish=wish_for_one(reviewer=reviewer), today=today or timezone.localdate())


def make_assigned(reviewers: int = 2, **given) -> tuple[Item, list[Assignment]]:
    """A cleared item offered to two new reviewers, in slot order."""
    pool = make_pool()
    for _ in range(reviewers):
        make_reviewer(pool)
    item = clear_item(make_item(pool=pool, **given))
    assign_all()
    item.refresh_from_db()
    return item, list(item.assignments.order_by("slot"))


def accept_offer(assignment: Assignment) -> Assignment:
    accept(assignment=assignment)
    assignment.refresh_from_db()
    return assignment


def draft(
    assignment: Assignment,
    points: int | tuple[int, ...],
    feedback: str = FEEDBACK,
    flag: str = "",
    unscorable: str = "",
) -> Review:
    """Save the same points for every criterion, or these in order."""
    criteria = rubric_of(assignment.item.round.rubric)
    listed = points if isinstance(points, tuple) else (points,) * len(criteria)
    levels = {
        criterion: next(level for level in criterion.levels.all() if level.points == wanted)
        for criterion, wanted in zip(criteria, listed, strict=True)
    }
    review = Review.objects.get(assignment=assignment)
    entered = Draft(levels, feedback=feedback, flag=flag, unscorable=unscorable)
    return save_draft(assignment=assignment, draft=entered, version=review.version)


def score(
    assignment: Assignment,
    points: int | tuple[int, ...],
    feedback: str = FEEDBACK,
    flag: str = "",
    unscorable: str = "",
) -> None:
    """Accept if need be, mark, submit, and compare what is complete."""
    if assignment.state == "offered":
        accept_offer(assignment)
    submit_review(
        assignment=assignment, version=draft(assignment, points, feedback, flag, unscorable).version
    )
    compare_reviews(assignment)


def compare_reviews(*assignments: Assignment) -> None:
    """What handing these in asks the workers to do. What is done they pass over, as they do there."""
    for one in assignments:
        compare(event_id=one.events.filter(kind="submitted").latest("pk").pk)
