"""Setting the policy, switching it on, holding somebody's records, and carrying it out."""
