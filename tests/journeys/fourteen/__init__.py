"""What associations demand, each written by an editor in the admin, in a browser.

What was written is then what visitors read, what applicants are measured by, and what coordinators decide by.
Of the fourteen demands two are not here: how answers are reviewed (the seventh) is the policy of a round, and
renewal (the tenth) is asked of nobody who applies.
"""
