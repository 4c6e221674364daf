"""One rule for every lock of the queue's rows."""

import ast

from tests.house_code import calls


def test_locks_leave_the_keys_of_rows_free():
    """Else PostgreSQL's checks of foreign keys, in an order of their own, meet them in deadlocks."""
    locks = [call for place, call in calls("select_for_update") if place.startswith("review_queue/actions/")]
    assert len(locks) > 3
    for call in locks:
        named = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
        assert named.get("no_key") == "True", ast.unparse(call)
