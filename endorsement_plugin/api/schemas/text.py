"""Text of one line in JSON that no form reads, clean as a form's is."""

from typing import Annotated

from pydantic import AfterValidator

from review_queue.typed.cleaning import clean

Line = Annotated[str, AfterValidator(clean)]
