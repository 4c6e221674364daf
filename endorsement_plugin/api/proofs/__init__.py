"""What shows an endorsement to others, for programs."""
