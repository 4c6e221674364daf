"""A plugin of pytest that fails a run in which anything has imported Wagtail, the plugin or the site."""

import sys

import pytest

STRANGERS = ("wagtail", "modelcluster", "endorsement_plugin", "association")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    found = [name for name in STRANGERS if name in sys.modules]
    if found:
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR
        print(f"\nImported without need: {', '.join(found)}")
