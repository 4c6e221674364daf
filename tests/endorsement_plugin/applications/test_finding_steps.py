"""What is unmet leads to the step where it can be met."""

from datetime import date

import pytest

from endorsement_plugin.applications.actions.check import check_application
from endorsement_plugin.assessment.contents import contents_of
from tests.factories.applications import add_evidence, make_application
from tests.factories.credentials import make_requirements

pytestmark = pytest.mark.django_db

WORK = {"id": "w", "kind": "work", "years": "2"}
SUPERVISION = {"id": "s", "kind": "supervision", "hours": "24"}
TRAINING = {"id": "t", "kind": "training", "hours": "30"}
DEGREE = {"id": "d", "kind": "education", "degrees": ["master"]}
SIGNED = {"id": "a", "kind": "attestation"}


def step_of(*ways, begun: str = "") -> str:
    application = make_application()
    clause = {"id": "any", "kind": "any_of", "clauses": list(ways)} if len(ways) > 1 else ways[0]
    application.requirement_set = make_requirements(application.credential, [clause])
    application.save()
    if begun:
        add_evidence(application.person, begun, "Begun")
    problems, _ = check_application(contents_of(application), date(2026, 6, 1))
    return next(problem.step for problem in problems if problem.code == "requirement_not_met")


@pytest.mark.parametrize(
    ("ways", "begun", "step"),
    [
        ((WORK, SUPERVISION), "", "experience"),
        ((TRAINING, WORK), "", "training"),
        ((SUPERVISION, TRAINING), "", "supervision"),
        ((SUPERVISION, TRAINING), "training", "training"),
        ((DEGREE, TRAINING), "training", "training"),
        ((DEGREE, TRAINING), "", "experience"),
        ((SIGNED, DEGREE), "", "ethics"),
        (({"id": "any2", "kind": "any_of", "clauses": [TRAINING, SUPERVISION]}, WORK), "", "training"),
        ((TRAINING,), "", "training"),
    ],
)
def test_an_unmet_requirement_leads_to_its_step(ways, begun, step):
    assert step_of(*ways, begun=begun) == step
