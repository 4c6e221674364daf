"""What is kept for how long, what has been kept long enough, and what holds it."""
