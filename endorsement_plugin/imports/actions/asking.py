from endorsement_plugin.background import ask
from endorsement_plugin.models import Import
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ImportState

STEP = "endorsement.import_step"


def part_of(source: Import, part: int) -> str:
    """What background work is asked for by: the import, its step, and which part of the step."""
    return f"{source.pk}:{source.step}:{part}"


def begin(source: Import, state: ImportState) -> None:
    """Hand the locked import to a worker for its next step, from the first row on. Part of an action."""
    move(source, state)
    source.step += 1
    source.done = 0
    source.save(update_fields=["state", "step", "done", "changed_at"])
    ask(STEP, part_of(source, 0))
