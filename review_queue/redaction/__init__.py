"""Make a PDF answer safe to show: it is drawn again, never cleaned.

A child process without environment turns the file into pixels and characters with boxes (`renderer`, started
by `rendering`). Here identities are found among the characters that can be seen, black boxes go over their
pixels, and a new file is built from pixels and masked text alone; nothing of the old file is copied. The
result is searched once more for every known spelling (`rescan`), and a single hit blocks it. Plain Python: no
Django, nothing is stored.
"""
