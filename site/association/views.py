"""What the host site itself answers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from association.accents import palette
from endorsement_plugin.associations.queries import association_for

RULE = """:root {{
  --accent: {0.accent};
  --accent-hover: {0.hover};
  --on-accent: {0.on_accent};
  --accent-ink: {0.ink};
  --accent-strong: {0.strong};
  --accent-soft: {0.soft};
  --accent-line: {0.line};
}}
"""


@require_safe
@cache_control(public=True, max_age=300)
def association_css(request: HttpRequest) -> HttpResponse:
    """The association's color as a stylesheet: an inline style would be stopped by the site's own policy."""
    association = association_for(request)
    rule = RULE.format(palette(association.accent)) if association else ""
    response = HttpResponse(rule, content_type="text/css")
    response.headers["Vary"] = "Host"
    return response
