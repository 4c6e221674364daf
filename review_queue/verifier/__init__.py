"""What an outsider needs to check an evidence pack: plain Python, nothing but the standard library.

It goes into every pack as it lies here, and imports nothing of the rest of the house.
"""
