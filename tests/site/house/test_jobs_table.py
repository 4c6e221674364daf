"""Workers and the clock find `jobs.py` of an app, and nothing that it does not import."""

from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def nouns(app: str) -> list[str]:
    return sorted(path.parent.name for path in (ROOT / app).glob("*/jobs.py"))


@pytest.mark.parametrize("app", ["endorsement_plugin", "review_queue"])
def test_the_table_names_every_job_of_every_noun(app):
    table = import_module(f"{app}.jobs")
    assert len(nouns(app)) > 5
    for noun in nouns(app):
        module = import_module(f"{app}.{noun}.jobs")
        of_its_own = {
            name
            for name, function in getmembers(module, isfunction)
            if function.__module__ == module.__name__ and not name.startswith("_")
        }
        assert of_its_own <= set(table.__all__), noun
