from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "association.founding"
    label = "founding"
    verbose_name = "New associations"
