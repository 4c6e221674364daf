"""What associations demand, each written by an editor in the admin, in a browser.

What was written is then what visitors read, what applicants are measured by, and what coordinators decide by.
How answers are reviewed (the seventh demand) is the policy of a round, which whoever sets up reviews writes.
"""
