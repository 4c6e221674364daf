"""Set up pools, reviewers, rubrics and rounds. Items, assignments and marks are not to be had here."""

from . import anchors, people, rubrics

__all__ = ["anchors", "people", "rubrics"]
