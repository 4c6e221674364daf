"""What the plugin costs: applying, renewing, the registry, and moving in."""
