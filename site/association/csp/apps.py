from django.apps import AppConfig


class StrictCspConfig(AppConfig):
    name = "association.csp"
    label = "association_csp"

    def ready(self) -> None:
        from association.csp.chooser import give_nonce_to_choosers

        give_nonce_to_choosers()
