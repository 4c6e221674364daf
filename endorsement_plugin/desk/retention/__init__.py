"""How long records are kept: the policy, what would go, holds, and the switch."""
