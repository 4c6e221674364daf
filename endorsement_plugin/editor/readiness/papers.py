"""The exam papers of a credential: whom each serves, and where it is scored."""

from collections.abc import Iterator

from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.queries.retakes import whom_of
from endorsement_plugin.models import Association, FormVersion
from endorsement_plugin.requirements.feeding.papers import can_be

from .point import Point, page_to_edit


def exam_points(
    association: Association, papers: list[FormVersion], applied: list[FormVersion]
) -> Iterator[Point]:
    """Of each open paper; `applied` are the open application forms."""
    candidates = [one.whom for version in applied for one in can_be(version.parsed.steps)]
    others = any(whom_of(paper.form).words for paper in papers)
    everybody = "everybody who has no paper of their own" if others else "everybody"
    for paper in papers:
        title, code = paper.form.title, str(paper.definition.get("round", ""))
        whom = whom_of(paper.form)
        for_nobody = bool(applied) and not any(whom.serves(one) for one in candidates)
        serves = whom.words or everybody
        if for_nobody:
            serves += ", whom no open form offers to be"
        if backend().scores(round=code, pool=association.review_pool):
            words = f"The paper “{title}” is published for {serves}, and scored in “{code}”."
            path = page_to_edit(paper.form.page_id) if for_nobody else ""
            yield Point(words, True, path, is_doubtful=for_nobody)
        else:
            words = f"The paper “{title}” names the round “{code}”, which your reviewers do not have."
            yield Point(words, False, page_to_edit(paper.form.page_id))
