"""What is held about a person: downloaded, kept for so long, erased."""
