"""Whose record it is: invitations to people without an account, and two accounts of one person."""
