"""A row of past renewals, and one of trainings."""

from .fields import Reading, Said, read_day, read_email, read_hours, read_number, read_word


def read_renewal(said: Said, reading: Reading) -> None:
    """The values of the row, and all that is wrong with them."""
    read_number(said)
    if not said.values["number"]:
        said.wrong("number", "The number is missing.")
    read_day(said, "due", reading, missing="The day on which it was due is missing.", to_come=True)
    read_day(said, "renewed_on", reading)
    read_hours(said, needed=False)


def read_training(said: Said, reading: Reading) -> None:
    """The values of the row, and all that is wrong with them."""
    read_number(said)
    read_email(said)
    if not said.values["number"] and not said.values["email"]:
        said.wrong("number", "Neither a number nor an address says whose training it is.")
    if not said.values["title"]:
        said.wrong("title", "The title is missing.")
    read_hours(said, needed=True)
    read_day(said, "date", reading, missing="The date is missing.")
    read_word(said, "topic", reading)
