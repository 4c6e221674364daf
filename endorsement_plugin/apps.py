from django.apps import AppConfig, apps
from django.core.signals import request_finished, request_started
from django.urls import register_converter


class EndorsementPluginConfig(AppConfig):
    name = "endorsement_plugin"
    label = "endorsement_plugin"
    verbose_name = "Endorsement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
        from .associations import sites
        from .clock import keep_own_time
        from .editor import moderation
        from .editor.page_actions import checks as page_checks  # once the models are loaded
        from .editor.page_mixins import publishing
        from .exams.backends import verdicts
        from .faults.wagtail import mend
        from .rules.numbers import NumberConverter
        from .tenancy.tags import wrap_completion

        register_converter(NumberConverter, "number")
        mend()
        sites.wrap()
        wrap_completion()
        page_checks.wrap()
        moderation.wrap()
        publishing.listen()
        for moment in (request_started, request_finished):
            moment.connect(keep_own_time, dispatch_uid="endorsement_plugin.keep_own_time")
        verdicts.listen()
        if apps.is_installed("wagtail.api.v3"):
            from .api.routers import mount
            from .editor.page_mixins.private import public

            mount(public)
