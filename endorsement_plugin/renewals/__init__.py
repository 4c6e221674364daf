"""One period of an endorsement after the other: what was done in it, signed, audited and renewed."""
