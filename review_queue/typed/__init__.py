"""Text as people type and paste it: made clean where it enters, folded where it is compared or searched.

The ground under both apps and the site, as `work` is: it knows no model of either.
"""
