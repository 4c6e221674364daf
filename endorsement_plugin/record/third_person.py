"""Our sentences to an applicant, as somebody reads them who enters the application for them. Pure.

They say “you”; on those pages they say “the applicant”. One mechanism for templates, forms, requirements and
refusals: the sentences stand once, and are turned here. What they ask of whoever types (Enter, Choose) stays.
"""

import re

THEM = "the applicant"
VERBS = {"have": "has", "are": "is", "were": "was", "do": "does", "go": "goes", "need do": "need do"}
SAME = {
    *("can", "could", "did", "gave", "had", "held", "made", "may", "met", "might", "must", "sent"),
    *("should", "was", "will", "would", "wrote"),
}
"""Of these no person has a form of its own."""
ADVERBS = ("already", "also", "never", "only", "still")
NO_VERBS = {
    *("a", "an", "and", "as", "at", "because", "before", "but", "by", "for", "from", "here", "if", "in"),
    *("of", "on", "or", "so", "than", "that", "the", "then", "there", "to", "until", "what", "when", "where"),
    *("is", "which", "who", "with"),
}
"""Before these words it is not “you” who does something."""

_SAID = re.compile(r"“[^”]*”")
"""What is quoted are somebody's words, or a question of the association's."""
_ADVERBS = rf"(?P<adverb>(?: (?:{'|'.join(ADVERBS)}))*)"
_YOU = re.compile(rf"\b([Yy])ou(?:(r)(s|self)?\b|\b{_ADVERBS}(?: (?P<verb>need do|[a-z]+)\b)?)")


def in_third_person(words: str) -> str:
    """The same words about the applicant; quoted ones stay."""
    parts, last = [], 0
    for quoted in _SAID.finditer(words):
        parts += [_YOU.sub(_turned, words[last : quoted.start()]), quoted[0]]
        last = quoted.end()
    return "".join([*parts, _YOU.sub(_turned, words[last:])])


def _turned(found: re.Match[str]) -> str:
    them = THEM if found[1] == "y" else THEM.capitalize()
    if found[2]:
        return "themselves" if found[3] == "self" else f"{them}'s"
    adverb, verb = found["adverb"] or "", found["verb"]
    return f"{them}{adverb}{'' if verb is None else ' ' + _third(verb)}"


def _third(verb: str) -> str:
    if verb in VERBS:
        return VERBS[verb]
    if verb in SAME or verb in NO_VERBS or verb.endswith("ed"):
        return verb
    if verb.endswith(("ch", "sh", "s", "x", "z")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"
