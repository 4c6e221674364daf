"""The period of supervision that serves an applicant best, and what of it counts."""
