"""A season of renewals: where each stands, and which are audited. Pure."""
