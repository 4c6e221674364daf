"""How well masking masks, on people and texts of its own.

Masking is mended with `people`, `prose`, `templates` and `untold` of `data`, and measured with the files
named `_apart`, which have other people, other sentences and further ways of writing. Whoever mends it looks
at their figures only.
"""
