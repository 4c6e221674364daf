"""What the queue costs: masking, planning, scoring, sealing."""
