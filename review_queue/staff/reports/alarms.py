"""What a chief reviewer should look at. An alarm is a question to a person; it never changes a mark."""

from review_queue.conf import conf
from review_queue.statistics.agreement import Agreement

from .agreement_rows import OfReviewer, OfYardstick
from .yardsticks import TOTAL, Yardstick


def low_agreement(row: OfYardstick) -> bool:
    """α is below AGREEMENT_ALARM on enough answers to say so."""
    value = row.agreement.alpha.value
    return not row.agreement.few and value is not None and value < conf().AGREEMENT_ALARM


def severe(row: OfReviewer, on: Yardstick) -> bool:
    """The total is SEVERITY_ALARM percentage points or more away from the others', beyond chance."""
    if on.code != TOTAL or row.beside.few:
        return False
    return _apart(row.beside, conf().SEVERITY_ALARM)


def _apart(agreement: Agreement, least: float) -> bool:
    difference = agreement.difference
    if difference.value is None or difference.low is None or difference.high is None:
        return False
    return abs(difference.value) >= least and (difference.low > 0 or difference.high < 0)
