"""What people without an account ask an association."""
