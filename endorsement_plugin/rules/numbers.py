"""The number of an endorsement as a part of an address on the web. Pure."""

import re

MARKED = re.compile("~(2F|7E)")
UNFIT = re.compile("[~/]")
"""What would end the part of an address, and the sign that marks it: old numbers are of any signs."""


class NumberConverter:
    """`<number:number>` in an address: any number, with ~2F for a slash and ~7E for a tilde.

    Percent signs would not do: servers decode %2F before the address is looked up.
    """

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """The number that is meant."""
        return MARKED.sub(lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        """The number with what an address cannot hold marked."""
        return UNFIT.sub(lambda found: f"~{ord(found[0]):02X}", value)
