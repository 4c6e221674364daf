"""Linear algebra in plain Python."""


def inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """By Gauss and Jordan with pivots; None where there is none."""
    size = len(matrix)
    rows = [[*row, *(float(at == other) for other in range(size))] for at, row in enumerate(matrix)]
    for at in range(size):
        pivot = max(range(at, size), key=lambda one: abs(rows[one][at]))
        if abs(rows[pivot][at]) < 1e-12:
            return None
        rows[at], rows[pivot] = rows[pivot], rows[at]
        own = [value / rows[at][at] for value in rows[at]]
        rows[at] = own
        for other in range(size):
            by = rows[other][at]
            if other != at and by:
                rows[other] = [a - by * b for a, b in zip(rows[other], own, strict=True)]
    return [row[size:] for row in rows]
