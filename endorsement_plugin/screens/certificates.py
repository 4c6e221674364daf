"""Hand out a certificate, whose holder or coordinator asks for it."""

from django.http import FileResponse, HttpRequest

from endorsement_plugin.certificates.actions.read import read_certificate
from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import Endorsement

from .files import HEADERS


def certificate_file(request: HttpRequest, endorsement: Endorsement) -> FileResponse:
    """The PDF as a download. Raises WrongState where there is none that says what is so now."""
    row = read_certificate(endorsement=endorsement.pk, by=request.user)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        raise WrongState("The file is gone. Please ask your association to make it anew.") from None
    name = f"certificate-{endorsement.number}.pdf".lower().replace("/", "-")
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    for header, value in HEADERS.items():
        response[header] = value
    return response
