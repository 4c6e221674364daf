"""A coordinator's season of renewals: who stands where, and what is done for many at once."""
