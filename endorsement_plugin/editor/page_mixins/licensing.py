from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.editor.blocks.directory import FeesBlock
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.enquiries.actions import receive_enquiry
from endorsement_plugin.enquiries.forms import EnquiryForm
from endorsement_plugin.limits import ENQUIRE

from .base import PagePart
from .editing import AssociationPageForm

SENT = "Thank you. Your message has reached {}, and somebody will answer by e-mail."
TOO_OFTEN = "You have written several times within the hour. Your text is still here: send it later."


class LicensingPageMixin(PagePart):
    """What a license costs, and a form that reaches the people who answer."""

    base_form_class = AssociationPageForm

    intro = RichTextField(blank=True)
    fees = StreamField(FeesBlock(), blank=True)
    body = RichTextField(blank=True)

    content_panels_own = [FieldPanel("intro"), FieldPanel("fees"), FieldPanel("body")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            response: HttpResponse = super().serve(request, *args, **kwargs)
            return response
        return self._receive(request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association_for(request),
            "form": kwargs.get("form") or EnquiryForm(),
        }

    def _receive(self, request: HttpRequest) -> HttpResponse:
        form, association = EnquiryForm(request.POST), association_for(request)
        if not form.is_valid() or association is None:
            return self._again(request, form, 422)
        if not ENQUIRE.allow_request(request):
            form.add_error(None, TOO_OFTEN)
            return self._again(request, form, 429)
        receive_enquiry(association=association, about=self.title, written=form.cleaned_data)
        messages.success(request, SENT.format(association.name))
        # A browser keeps the form's own "#enquiry" otherwise, and scrolls past what is said.
        return redirect(f"{self.get_url(request)}#main")

    def _again(self, request: HttpRequest, form: EnquiryForm, status: int) -> HttpResponse:
        response: HttpResponse = super().serve(request, form=form)
        response.status_code = status
        return response
