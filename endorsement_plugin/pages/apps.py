from django.apps import AppConfig


class EndorsementPagesConfig(AppConfig):
    name = "endorsement_plugin.pages"
    label = "endorsement_pages"
    verbose_name = "Endorsement pages"
    default_auto_field = "django.db.models.BigAutoField"
