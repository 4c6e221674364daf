"""What is asked for before an endorsement is moved: one form for each move, for pages and the API."""
