"""Run a command that ends when the process that started it ends, however that happened.

Usage: python -m association.demo.lifeline COMMAND [ARGUMENT...]

So `kill -9` of a supervisor leaves nothing behind: the kernel ends its children. Only Linux can do this;
elsewhere the command just runs.
"""

import os
import sys

from review_queue.work.lifeline import die_with

HOLDER = "LIFELINE_HOLDER"
"""Environment variable: the process whose end ends this one. Asking the kernel for the parent would be too
late if it died while Python was starting."""


def bound(command: list[str]) -> list[str]:
    """The command line that runs `command` on a lifeline."""
    return [sys.executable, "-m", "association.demo.lifeline", *command]


if __name__ == "__main__":
    die_with(int(os.environ.get(HOLDER, os.getppid())))
    os.environ[HOLDER] = str(os.getpid())  # the command keeps this process's number
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606
