"""How endorsements are renewed, lapse and come back: what an association writes, from a day on."""
