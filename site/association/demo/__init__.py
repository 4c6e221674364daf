"""Run the whole site on one machine with one command: for looking at it, and for developing it."""
