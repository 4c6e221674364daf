"""Connects what allauth says has happened with what follows from it."""

from django.apps import AppConfig


class AuthenticationConfig(AppConfig):
    name = "association.authentication"
    label = "association_authentication"
    verbose_name = "Signing in"

    def ready(self) -> None:
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa

        from association.authentication import notices, second_factor, visits

        account.email_added.connect(notices.tell_of_added)
        account.email_removed.connect(notices.tell_of_removed)
        mfa.authenticator_added.connect(second_factor.note_set_up)
        visits.wrap()
