from django import template

from association.csp.nonce import nonce

register = template.Library()
register.simple_tag(nonce, name="cspnonce")
