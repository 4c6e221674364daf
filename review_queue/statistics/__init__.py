"""How well reviewers agree. Plain functions of numbers: no database, no clock, seeded chance.

Functions take one table, or a stack of them in the leading dimensions, so that the estimate and its thousand
bootstrap replicates come from the same few lines. What is not defined (nothing was scored, everybody always
gave the same mark) is NaN, never a made-up number.
"""
