"""The exam papers of a credential: whom each serves, and where it is scored."""

from collections.abc import Iterator

from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.models import Association, FormVersion
from endorsement_plugin.requirements.feeding.papers import can_be
from endorsement_plugin.requirements.wording import spelled

from .point import Point, page_to_edit


def exam_points(
    association: Association, papers: list[FormVersion], applied: list[FormVersion]
) -> Iterator[Point]:
    """Of each open paper; `applied` are the open application forms."""
    offered = {spelled(one.value) for version in applied for one in can_be(version.parsed.steps)}
    others = any(paper.form.designation for paper in papers)
    everybody = "everybody who has no paper of their own" if others else "everybody"
    for paper in papers:
        title, code = paper.form.title, str(paper.definition.get("round", ""))
        who = paper.form.designation
        for_nobody = bool(applied and who) and spelled(who) not in offered
        serves = f"{who} applicants" if who else everybody
        if for_nobody:
            serves += ", whom no open form offers to be"
        if backend().scores(round=code, pool=association.review_pool):
            words = f"The paper “{title}” is published for {serves}, and scored in “{code}”."
            path = page_to_edit(paper.form.page_id) if for_nobody else ""
            yield Point(words, True, path, is_doubtful=for_nobody)
        else:
            words = f"The paper “{title}” names the round “{code}”, which your reviewers do not have."
            yield Point(words, False, page_to_edit(paper.form.page_id))
