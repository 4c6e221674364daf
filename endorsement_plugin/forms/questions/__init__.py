"""The kinds of question, by the name a form definition gives them."""

from collections.abc import Mapping

from .base import QuestionType
from .choices import Choice, Choices, Rating, YesNo
from .dates import Day
from .numbers import Number
from .texts import Email, Link, LongText, Phone, Text

TYPES: Mapping[str, QuestionType] = {
    "text": Text(),
    "long_text": LongText(),
    "email": Email(),
    "phone": Phone(),
    "link": Link(),
    "number": Number(),
    "date": Day(),
    "yes_no": YesNo(),
    "choice": Choice(),
    "choices": Choices(),
    "rating": Rating(),
}
