import gc

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The last app of a process that lives for seconds: a third of them went into looking at its end through
    what it had loaded, for garbage.
    """

    name = "tests.review_queue.work.ledger"
    label = "ledger"

    def ready(self) -> None:
        gc.freeze()
