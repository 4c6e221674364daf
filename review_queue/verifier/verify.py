"""Run me beside the unpacked files, with nothing installed: `python -I verify.py`."""

import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

if __name__ == "__main__":
    sys.exit(import_module("verifier.main").main(sys.argv[1:], beside=Path(__file__).resolve().parent))
