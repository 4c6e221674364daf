"""The requirements of a credential over time: read, corrected, planned, cancelled.

A set belongs to its day, a page to the set that is being written. What is done here to a set that the page
holds is done on the page too, so that publishing the page again takes nothing back.
"""
