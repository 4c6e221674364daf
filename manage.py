#!/usr/bin/env python
"""Run Django's commands. `site/` is a source root, never a package: see CONTRIBUTING.md."""

import gc
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "association.settings.demo")
    if sys.argv[1:2] == ["migrate"]:
        # It builds models by the ten thousand, and would look for garbage after every 700 objects. What runs
        # for long, as workers do, looks as often as ever.
        gc.set_threshold(100_000, 50, 100)
    gc.disable()  # until everything is loaded: see SuperuserAdminConfig
    from django.core.management import execute_from_command_line  # once the path is set

    execute_from_command_line(sys.argv)
