"""A round of the queue with real processes: workers, clocks, reviewers and claimers, each of which dies."""
