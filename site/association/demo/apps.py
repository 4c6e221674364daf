from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "association.demo"
    label = "demo"
    verbose_name = "Demo"
