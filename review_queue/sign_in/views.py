"""Signing in and out, and passwords: Django's own views on the queue's pages."""

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from review_queue.conf import conf
from review_queue.intake import workplace

from .forms import ChooseForm, ForgottenForm, SignInForm


class SignIn(views.LoginView):
    """Leads on to where the person works."""

    template_name = "review_queue/sign_in/sign_in.html"
    authentication_form = SignInForm

    def get_default_redirect_url(self) -> str:
        """Where this person works; for whoever has no part in any pool, a page that says so."""
        return workplace(self.request.user) or reverse("sign_in:nothing_here")


class SignOut(views.LogoutView):
    def get_default_redirect_url(self) -> str:
        """Back to signing in."""
        return reverse("sign_in:sign_in")


@method_decorator(login_required, name="dispatch")
class NothingHere(TemplateView):
    """For an account that has no part in any pool."""

    template_name = "review_queue/sign_in/nothing_here.html"


class Forgotten(views.PasswordResetView):
    """Says the same whether there is such an account or not."""

    template_name = "review_queue/sign_in/forgotten.html"
    subject_template_name = "review_queue/sign_in/letter_subject.txt"
    email_template_name = "review_queue/sign_in/letter.txt"
    form_class = ForgottenForm
    success_url = reverse_lazy("sign_in:sent")

    @property
    def extra_email_context(self) -> dict[str, Any]:  # type: ignore[override]
        """The address of the site as its settings say it, not as a request does: anybody can send one."""
        return {"base": conf().BASE_URL}


class Sent(views.PasswordResetDoneView):
    template_name = "review_queue/sign_in/sent.html"


class Choose(views.PasswordResetConfirmView):
    template_name = "review_queue/sign_in/choose.html"
    form_class = ChooseForm
    success_url = reverse_lazy("sign_in:sign_in")
