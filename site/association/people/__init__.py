"""The staff's accounts: Wagtail's screens for them, with names and addresses cleaned."""
