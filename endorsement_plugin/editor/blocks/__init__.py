"""What editors put together in the CMS: questions, sections, steps, requirements.

Each block says how it is compiled: `compiled(value)` gives the plain values that a form definition or a
requirement set keeps, so that nothing that was published depends on a block again.
"""
