"""Endorsement: credentials, applications, references, exams and decisions for Wagtail."""
