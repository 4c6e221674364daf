"""The table that a rehearsal ends with."""

from collections.abc import Iterator

from association.rehearsal.clock import Timetable


def table(timetable: Timetable) -> Iterator[str]:
    """A line for each stage: how many went through it, and how long it took in seconds."""
    yield f"{'Stage':<28}{'Count':>7}{'Seconds':>10}{'Each':>9}"
    for stage in timetable.stages.values():
        each = stage.seconds / stage.count if stage.count else 0.0
        yield f"{stage.name:<28}{stage.count:>7}{stage.seconds:>10.1f}{each:>9.2f}"
    total = sum(stage.seconds for stage in timetable.stages.values())
    yield f"{'All':<28}{'':>7}{total:>10.1f}"
