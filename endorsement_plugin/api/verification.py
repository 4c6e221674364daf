"""Whether an endorsement is valid, for whoever was given its code."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from ninja import Router

from endorsement_plugin.limits import VERIFY
from endorsement_plugin.registry.verification import read_code, verify, with_code, withdrawn
from endorsement_plugin.screens.verification import HEADERS, LONGEST

from .problems import problem
from .schemas.registry import VerificationOut

router = Router(tags=["verification"], auth=None, throttle=[VERIFY])
router.add_decorator(never_cache, mode="view")


@router.get("/{str:code}/", response=VerificationOut)
def read_verification(
    request: HttpRequest, code: str, response: HttpResponse
) -> VerificationOut | HttpResponse:
    """Blanks, dashes and case do not matter. 404 for what is no code, 410 for one that was withdrawn."""
    read = read_code(code[:LONGEST])
    row = with_code(read)
    if row is not None:
        for name, value in HEADERS.items():
            response[name] = value
        return VerificationOut.of(verify(row))
    if withdrawn(read) is not None:
        return problem(410, "code-withdrawn", "This code was withdrawn. Ask for the new one.")
    raise Http404("No endorsement has this code")
