"""What associations demand, whole: by association, category and day, from their public pages.

What a page does not say is not here: no row has a number that its association does not name.
"""

from datetime import date

from .demands import Row, all_of, any_of, education, named, references, supervision, training, work

BEFORE, AFTER = date(2024, 6, 1), date(2025, 6, 1)
WINDOW = {"min_months": 12, "max_months": 24}
ETHICS = {"kind": "attestation", "title": "the code of ethics", "statement": "ethics", "version": "2"}
AGREEMENT = {"kind": "attestation", "title": "the agreement", "statement": "agreement"}
SIGNED = (ETHICS, AGREEMENT)
MEMBER = {"kind": "membership", "associations": named("Its own", "Another one")}
TRANSCRIPT = {"kind": "transcripts", "count": 1, "standard": "official"}
EXAM = {"kind": "exam"}
ENDORSED = {"endorsed": 1, "accepted": [{"category": "endorsed"}]}
ENDORSED_OR_VETTED = {"endorsed": 1, "accepted": [{"category": "endorsed"}, {"category": "vetted"}]}
AREAS = {"kind": "portfolio", "areas": named("Foundations", "Working with others", "Reflection")}
IMHS = ("IMHS", "IMHM-C")
MASTERS = ("master", "doctorate", "medical")

ROWS = [
    Row(
        "Hawaii",
        "IFA",
        BEFORE,
        (any_of(education("cda", "associate"), work("2")), TRANSCRIPT, references(), training("30"), AREAS),
    ),
    Row(
        "Hawaii",
        "IFS",
        BEFORE,
        (
            education("bachelor", "master"),
            work("2"),
            TRANSCRIPT,
            references(),
            training("30"),
            supervision("24", **WINDOW),
            AREAS,
        ),
    ),
    Row(
        "Hawaii",
        "IMHS",
        BEFORE,
        (
            education("master", "doctorate"),
            work("2", after=["master"], or_higher=True),
            TRANSCRIPT,
            references(),
            training("30"),
            supervision("50", **WINDOW),
            AREAS,
            EXAM,
        ),
    ),
    Row(
        "Hawaii",
        "IMHM",
        BEFORE,
        (
            education(*MASTERS),
            work("3"),
            TRANSCRIPT,
            references(),
            training("30"),
            supervision("50", designation="Clinical", **WINDOW),
            AREAS,
            EXAM,
        ),
    ),
    Row(
        "Minnesota",
        "IFA",
        BEFORE,
        (
            any_of(education("cda", "associate", "bachelor"), work("2", bases=["paid"])),
            training("30"),
            references("Current supervisor", **ENDORSED_OR_VETTED),
            MEMBER,
            *SIGNED,
        ),
    ),
    Row(
        "Michigan",
        "IFS",
        BEFORE,
        (
            education("bachelor", "master"),
            work("2", after=["bachelor"], or_higher=True, families=10, bases=["paid"], ages=["0-3"]),
            training("30"),
            supervision("24", *IMHS, **WINDOW),
            references("Current supervisor/Teacher/Trainer/Consultant", "RSC giver"),
            MEMBER,
            *SIGNED,
        ),
    ),
    Row(
        "Michigan",
        "IFS with hours of before 2010-10",
        date(2013, 6, 1),
        (supervision("24", "anyone until 2010-09-30", *IMHS, **WINDOW),),
    ),
    Row(
        "New York",
        "IMHS",
        BEFORE,
        (
            education(*MASTERS),
            any_of(
                work("2", after=["master"], or_higher=True, bases=["paid"]),
                work("1", bases=["internship"], givers=[{"category": "endorsed"}]),
            ),
            training("30"),
            supervision("50", *IMHS, **WINDOW),
            references(),
            EXAM,
        ),
    ),
    Row(
        "Connecticut",
        "ECMHS before 2025",
        BEFORE,
        (
            education(*MASTERS),
            work("2", after=["master"], or_higher=True, ages=["3-6"]),
            supervision("50", "IMHS", "ECMHS", "IMHM-C", "ECMHM-C"),
            references(**ENDORSED),
            EXAM,
        ),
    ),
    Row(
        "Connecticut",
        "IMHS from 2025",
        date(2025, 1, 1),
        (
            any_of(education(*MASTERS), {"kind": "license", "licenses": named("Mental health")}),
            any_of(
                work("2", fields=named("Dyadic psychotherapy"), bases=["paid"]),
                all_of(
                    work("1", bases=["internship"], givers=[{"category": "IMHS"}, {"category": "IMHM-C"}]),
                    {"kind": "license", "licenses": named("Mental health")},
                ),
            ),
            training("33"),
        ),
    ),
    Row(
        "Connecticut",
        "IMHM-C",
        date(2024, 1, 1),
        (
            education(*MASTERS),
            work("3", after=["master"], or_higher=True),
            training("48", iecmh="30", supervision="15", inclusion="3"),
            EXAM,
        ),
    ),
    Row(
        "Connecticut",
        "IFS without a degree",
        AFTER,
        (work("2", bases=["paid"]), training("30"), supervision("24", "IFRS", "ERS", "IMHM-C")),
    ),
    Row("Massachusetts", "ECFA", AFTER, (training("33", iecmh="30", inclusion="3"),)),
    Row(
        "Indiana",
        "IMHM-C",
        AFTER,
        (
            training("30", supervision="15"),
            supervision("50", "IMHM-C", giving="25"),
            references("Supervisor/Teacher/Trainer/Consultant/Colleague", "RSC giver", "RSC receiver"),
            EXAM,
        ),
    ),
    Row(
        "Indiana",
        "ERS",
        AFTER,
        (
            {"kind": "holding", "credentials": named("IFS", "IMHS"), "addon": True},
            training("15", supervision="15"),
            supervision("12", giving="12"),
            references("RSC giver", "RSC receiver") | {"count": 2},
        ),
    ),
    Row(
        "Washington",
        "IFS",
        AFTER,
        (training("30"), supervision("24", "vetted until 2022-12-31", "endorsed", **WINDOW), references()),
    ),
    Row(
        "Texas",
        "IMHS",
        date(2028, 6, 1),
        (supervision("50", "vetted until 2025-12-31", *IMHS, **WINDOW), references()),
    ),
    Row(
        "Alabama",
        "ECFS",
        BEFORE,
        (training("30"), supervision("24", **WINDOW), references(**ENDORSED)),
    ),
    Row(
        "Pennsylvania",
        "IFS",
        AFTER,
        (training("30"), supervision("24", **WINDOW), references("Current supervisor", valid_months=12)),
    ),
    Row("North Carolina", "IMHS", BEFORE, (training("30"), references(void_at=6), EXAM)),
    Row(
        "Kansas",
        "IFS",
        BEFORE,
        (education("bachelor", "master"), TRANSCRIPT | {"standard": "sealed"}, training("30"), *SIGNED),
    ),
    Row(
        "Alaska",
        "IMHM-C",
        AFTER,
        (
            {
                "kind": "exam",
                "exam_parts": [
                    {"value": "one", "label": "Part One", "pass_mark": "80", "maximum": "60"},
                    {"value": "two", "label": "Part Two", "pass_mark": "80", "maximum": "100"},
                ],
            },
        ),
    ),
    Row(
        "Arizona",
        "a second category",
        AFTER,
        ({"kind": "holding", "credentials": named("IFS"), "months": 12}, supervision("24", "ERS")),
    ),
]
