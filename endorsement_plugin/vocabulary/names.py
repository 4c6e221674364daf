"""What is stored for a label that editors write."""

import re
from collections.abc import Collection

from django.utils.text import slugify

LONGEST = 60


def value_for(label: str, taken: Collection[str], otherwise: str) -> str:
    """A machine name made from a label that is not taken: "Home visiting" gives home_visiting."""
    base = re.sub(r"[-_]+", "_", slugify(label)).strip("_")[: LONGEST - 4].rstrip("_") or otherwise
    number, value = 2, base
    while value in taken:
        value, number = f"{base}_{number}", number + 1
    return value
