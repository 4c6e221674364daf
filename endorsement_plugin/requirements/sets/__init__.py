"""Sets of requirements over time: the rule on a day, what differs between two, and what is only wording."""
