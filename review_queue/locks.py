"""The order in which the queue locks its rows: plan, pool, items, then the people who score them."""

from .models import AnchorSet, Assignment, Calibration, Item, Plan, Pool, Reviewer
from .row_locks import RowLocks

LOCKS = RowLocks(
    order=(Plan, Pool, Item, Assignment, Reviewer, Calibration, AnchorSet),
    parts={Assignment: ("item",)},
)
lock = LOCKS.lock
update_or_create = LOCKS.update_or_create
