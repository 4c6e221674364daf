from endorsement_plugin.background import ask
from endorsement_plugin.models import Import
from endorsement_plugin.record.moves import move
from endorsement_plugin.rules.states import ImportState


def ask_for_part(source: Import, part: int) -> None:
    """Have a worker do one part of the import's step; the same part of the same step is done only once."""
    ask("endorsement.import_step", f"{source.pk}:{source.step}:{part}")


def begin(source: Import, state: ImportState) -> None:
    """Hand the locked import to a worker for its next step, from the first row on. Part of an action."""
    move(source, state)
    source.step += 1
    source.done = 0
    source.save(update_fields=["state", "step", "done", "changed_at"])
    ask_for_part(source, 0)
