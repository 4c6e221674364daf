"""No channel is forgotten."""

from importlib import import_module
from pathlib import Path

from tests.journeys.leaks.catalogue import ASKED, CHANNELS


def test_every_channel_is_asked_about():
    for file in Path(__file__).parent.glob("test_*.py"):
        import_module(f"{__package__}.{file.stem}")
    assert set(ASKED) == set(CHANNELS)
