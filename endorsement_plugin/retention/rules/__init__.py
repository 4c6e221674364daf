"""What may be kept for how long, and why. No query."""
