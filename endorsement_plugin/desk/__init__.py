"""The coordinator's screens, shown inside the Wagtail admin."""
