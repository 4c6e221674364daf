from django.apps import AppConfig, apps


class EndorsementPluginConfig(AppConfig):
    name = "endorsement_plugin"
    label = "endorsement_plugin"
    verbose_name = "Endorsement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
        from .page_mixins import publishing  # once the models are loaded
        from .review_backends import queue

        publishing.listen()
        queue.listen()
        if apps.is_installed("wagtail.api.v3"):
            from .api.routers import mount

            mount()
