"""Texts with known marks: a calibration that all reviewers but one have passed, and texts among answers."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from endorsement_plugin.definitions.vignettes import vignettes
from endorsement_plugin.models import FormVersion
from review_queue.calibration.actions import begin_calibration, publish_anchors
from review_queue.calibration.queries.attempts import asked_of
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import (
    Anchor,
    AnchorSection,
    AnchorSet,
    Assignment,
    Pool,
    ReferenceMark,
    Reviewer,
    Round,
)
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.forms.reviews import Draft


def ensure_anchors(facts: dict[str, Any], pool_code: str, people: dict[str, User]) -> None:
    """Both sets, published, and the reviewers calibrated. What exists stays as it is."""
    pool = Pool.objects.get(code=pool_code)
    if AnchorSet.objects.filter(pool=pool).exists():
        return
    _seeded(facts["seeded"], pool)
    _calibration(facts["calibration"], pool)
    absent = [people[email].pk for email in facts["calibration"]["uncalibrated"]]
    for reviewer in Reviewer.objects.filter(pools=pool).exclude(user__in=absent).order_by("pk"):
        _calibrate(reviewer, facts["calibration"]["feedback"])


def _seeded(facts: dict[str, Any], pool: Pool) -> None:
    scored_in = Round.objects.select_related("rubric").get(code=facts["round"])
    Round.objects.filter(pk=scored_in.pk).update(anchor_every=facts["every"])
    made = _set(facts, scored_in, pool, AnchorSet.Use.SEEDED)
    made.rounds.add(scored_in)
    prompts = _prompts(scored_in.code)
    for text in facts["texts"]:
        _anchor(made, text, [(prompt, text["answers"][name]) for name, prompt in prompts.items()])
    publish_anchors(anchors=made)


def _calibration(facts: dict[str, Any], pool: Pool) -> None:
    scored_in = Round.objects.select_related("rubric").filter(pools=pool).order_by("pk")[0]
    made = _set(facts, scored_in, pool, AnchorSet.Use.CALIBRATION)
    for text in facts["texts"]:
        _anchor(made, text, [(text["prompt"], text["text"])])
    publish_anchors(anchors=made)


def _set(facts: dict[str, Any], scored_in: Round, pool: Pool, use: AnchorSet.Use) -> AnchorSet:
    return AnchorSet.objects.create(pool=pool, rubric=scored_in.rubric, use=use, title=facts["title"])


def _anchor(of: AnchorSet, facts: dict[str, Any], parts: list[tuple[str, str]]) -> None:
    anchor = Anchor.objects.create(anchor_set=of, name=facts["name"], origin=Anchor.Origin.SYNTHETIC)
    AnchorSection.objects.bulk_create(
        AnchorSection(anchor=anchor, position=position, prompt=prompt.strip(), text=text.strip())
        for position, (prompt, text) in enumerate(parts)
    )
    criteria = {one.code: one for one in rubric_of(of.rubric)}
    ReferenceMark.objects.bulk_create(
        ReferenceMark(
            anchor=anchor,
            criterion=criteria[code],
            level=next(level for level in criteria[code].levels.all() if level.points == points),
            because=because,
        )
        for code, points, because in facts["marks"]
    )


def _prompts(round_code: str) -> dict[str, str]:
    """The questions of the exam paper of this round, as reviewers read them, by their fixed names."""
    papers = FormVersion.objects.filter(form__kind="exam").order_by("-pk")
    paper = next(one.parsed for one in papers if one.parsed.round == round_code)
    before = vignettes(paper)
    return {
        question.name: "\n\n".join(filter(None, (before.get(question.id), question.label)))
        for question in paper.questions
        if question.shared
    }


def _calibrate(reviewer: Reviewer, feedback: str) -> None:
    """By the reviewer's own actions: the reference marks, but one criterion of one text a step away."""
    asked = asked_of(reviewer, timezone.localdate())[0]
    attempt = begin_calibration(reviewer=reviewer, anchors=asked.next_set)
    texts = Assignment.objects.filter(item__anchor_copy__calibration=attempt).order_by("pk")
    for number, text in enumerate(texts.select_related("item__anchor_copy__anchor")):
        marks = text.item.anchor_copy.anchor.references.select_related("criterion", "level")
        levels = {mark.criterion: mark.level for mark in marks}
        if number == reviewer.pk % 3:
            first = next(iter(levels))
            near = 3 if levels[first].points == 2 else 2
            levels[first] = first.levels.get(points=near)
        saved = save_draft(assignment=text, draft=Draft(levels, feedback=feedback), version=0)
        submit_review(assignment=text, version=saved.version)
