"""Set a certificate as an accessible PDF, in a process of its own.

`setter` is a program that knows nothing of Django; `process` runs it as a child with limits and a wall clock;
`certificate.typ` is the design. What a certificate says reaches the design as data, never as markup.
"""
