"""Addresses on the net: what stands before the @ of an e-mail address, and domains."""

import re

from review_queue.anonymization.normalize import key_of
from review_queue.anonymization.spans import Label, Reason
from review_queue.anonymization.words.english import is_english
from review_queue.anonymization.words.vocabulary import ANYBODYS, GENERIC, ORDINARY

from .index import SELF, Certainty, Index, Known, words_of

_DOMAIN = re.compile(r"(?:https?://)?(?:[^@\s/]*@)?(?:www\.)?([^\s/:?#@]+)", re.IGNORECASE)


def add_email(index: Index, value: str) -> None:
    """The name before the @, and the domain unless anybody may have an address there."""
    local = value.partition("@")[0]
    if len(key_of(local)) >= 4 and key_of(local) not in ORDINARY:
        index.add(key_of(local), Known(Label.NAME, SELF, Certainty.SURE, len(words_of(local))))
    add_domain(index, value)


def add_domain(index: Index, value: str) -> None:
    """The domain of a web site or of an e-mail address, and its name without the ending, which is shown."""
    match = _DOMAIN.match(value.strip())
    labels = match[1].lower().rstrip(".").split(".") if match else []
    if len(labels) < 2 or labels[-2] in ANYBODYS:
        return
    domain = ".".join(labels)
    words = words_of(domain)
    spoken = "dot".join(key_of(label) for label in labels)
    for key, count in (("".join(words), len(words)), (spoken, 2 * len(words) - 1)):
        index.add(key, Known(Label.LINK, f"{Label.LINK}:{domain}", Certainty.SURE, count))
    name = max(labels[:-1], key=len)
    key = key_of(name)
    if len(key) >= 4 and key not in ORDINARY | GENERIC:
        certainty = Certainty.WORD if is_english(key) else Certainty.NOTED
        identity = Known(
            Label.LINK, f"{Label.LINK}:{domain}", certainty, len(words_of(name)), Reason.PART_OF_NAME
        )
        index.add(key, identity)
