"""The life of an endorsement after it was granted: its moves, each with who, when, why and a way back."""
