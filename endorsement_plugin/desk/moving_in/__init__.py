"""Spreadsheets of former records, as coordinators move them in."""
