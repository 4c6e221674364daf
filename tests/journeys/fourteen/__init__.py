"""The fourteen things that associations demand, each written by an editor in the admin, in a browser.

What was written is then what visitors read, what applicants are measured by, and what coordinators decide by.
"""
