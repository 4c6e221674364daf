"""What can go wrong with background work, as the programmer or the operator sees it."""


class UnknownKind(LookupError):
    """No installed app's `jobs.py` registers this kind of work."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"No job is registered for {kind!r}; is it in the jobs.py of an installed app?")


class LostClaim(Exception):
    """The lease ran out and another worker has taken, or finished, this work: write nothing."""
