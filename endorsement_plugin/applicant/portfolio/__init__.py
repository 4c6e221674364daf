"""My portfolio: a place of its own for whoever logs through the year."""
