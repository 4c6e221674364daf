from django.apps import AppConfig


class ReviewQueueConfig(AppConfig):
    name = "review_queue"
    label = "review_queue"
    verbose_name = "Blind review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers itself
        from .work.registry import autodiscover  # once the apps are loaded

        autodiscover()
