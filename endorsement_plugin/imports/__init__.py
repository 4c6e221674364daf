"""Moving in: endorsees, renewals and trainings from an association's former records."""
