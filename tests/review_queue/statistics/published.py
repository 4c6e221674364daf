"""Worked examples that others have published, with the figures they print."""

# Educational Testing Service, rsmtool (Apache-2.0): the two human scores of its 200-response test data, as
# counts; the figures are those of its consistency evaluation.
# Row: the first score, from 1 to 5. Column: the second.
HUMAN_SCORES = (
    (5, 0, 0, 0, 0),
    (5, 10, 10, 0, 0),
    (0, 0, 45, 10, 0),
    (0, 0, 25, 70, 0),
    (0, 0, 0, 5, 15),
)
HUMAN_KAPPA = 0.5914577530176417
HUMAN_WEIGHTED_KAPPA = 0.8333333333333334

# Cohen 1960: 200 patients, three diagnoses, two clinicians; observed 0.70, by chance 0.41.
DIAGNOSES = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
DIAGNOSES_KAPPA = 0.492

# Krippendorff 2011, section F: four observers, twelve units, marks missing.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
OBSERVERS_NOMINAL = 0.743
OBSERVERS_ORDINAL = 0.815

# Shrout & Fleiss 1979, table 2: six targets, four judges.
JUDGES = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
JUDGES_SINGLE = 0.17
JUDGES_AVERAGE = 0.44


def human_pairs() -> list[tuple[float, float]]:
    """Each response's two scores."""
    return [
        (float(first), float(second))
        for first, row in enumerate(HUMAN_SCORES, start=1)
        for second, count in enumerate(row, start=1)
        for _ in range(count)
    ]


def observed_units() -> list[list[int]]:
    """Each unit's marks, from 0."""
    columns = zip(*(row.split() for row in OBSERVERS), strict=True)
    return [[int(mark) - 1 for mark in column if mark != "."] for column in columns]
