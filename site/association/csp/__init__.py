"""A content security policy without inline scripts, in the Wagtail admin too.

Wagtail 8 still writes small inline scripts: in five templates, which this app overrides, and in the chooser
widget, which it wraps. Each gets the request's nonce. A test compares the overrides with Wagtail's own
templates, so that an upgrade cannot leave them behind.
"""
