"""From a compiled form definition to what a person fills in and what a client may send."""
