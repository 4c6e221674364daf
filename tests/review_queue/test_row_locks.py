"""One way to lock rows in both apps, read from their source: in one place, and in one order."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from association.founding.found import LOCKS as OF_SITE
from endorsement_plugin.locks import LOCKS as OF_PLUGIN
from endorsement_plugin.models import Appeal, Reference
from review_queue.locks import LOCKS as OF_QUEUE
from review_queue.models import Item
from review_queue.row_locks import RowLocks
from review_queue.work.sweeping import LOCKS as OF_WORK
from tests.house_code import calls, modules

LOCKING = ("lock", "update_or_create")
APPS = {"endorsement_plugin": (OF_PLUGIN,), "review_queue": (OF_WORK, OF_QUEUE)}
ORDERS = {**APPS, "site": (OF_SITE,)}
"""The site locks one row, before everything that the apps lock."""

WRITTEN_HERE = {
    "review_queue.calibration.actions.begin_calibration": (
        "Its texts are written in the same transaction, so that nobody else can hold them."
    ),
}
"""What goes against the order, and why nobody can wait for it in a circle."""

Locked = tuple[str, ...]
Function = ast.FunctionDef


def order(app: str) -> list[str]:
    return [model.__name__ for locks in ORDERS[app] for model in locks.order]


def wholes(app: str) -> Mapping[str, Locked]:
    """What is locked along with each model, in order, itself last."""
    return {model.__name__: _with_whole(locks, model) for locks in APPS[app] for model in locks.order}


def _with_whole(locks: RowLocks, model: type[Model]) -> Locked:
    return (*(_at_end(model, path).__name__ for path in locks.parts.get(model, ())), model.__name__)


def _at_end(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        along = model._meta.get_field(name).related_model
        assert along is not None
        model = along
    return model


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts)


def is_lock(call: ast.Call) -> bool:
    """`lock(…)`, `update_or_create(…)`, or the same of a `RowLocks`; not those of a manager."""
    if isinstance(call.func, ast.Name):
        return call.func.id in LOCKING
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func) in {f"LOCKS.{n}" for n in LOCKING}


@cache
def functions() -> dict[str, Function]:
    return {
        f"{dotted(path)}.{node.name}": node
        for path, tree in modules()
        if path.parts[0] in APPS
        for node in tree.body
        if isinstance(node, Function)
    }


@cache
def names(module: str) -> dict[str, str]:
    """Where the functions are defined that a module can call by a name of its own."""
    known = {one.rpartition(".")[2]: one for one in functions() if one.rpartition(".")[0] == module}
    tree = next(tree for path, tree in modules() if dotted(path) == module)
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            known |= {one.asname or one.name: f"{source}.{one.name}" for one in node.names}
    return known


def in_order(node: ast.AST) -> Iterator[ast.Call]:
    """The calls below this node as they are made: arguments before what they are given to."""
    for child in ast.iter_child_nodes(node):
        yield from in_order(child)
    if isinstance(node, ast.Call):
        yield node


def locked_by(function: str, seen: Locked = ()) -> Iterator[str]:
    """The models whose rows it locks, one after the other, by itself or by what it calls."""
    module, app = function.rpartition(".")[0], function.partition(".")[0]
    if function in seen or function not in functions():
        return
    for call in in_order(functions()[function]):
        if is_lock(call):
            yield from wholes(app)[ast.unparse(call.args[0])]
        elif isinstance(call.func, ast.Name):
            yield from locked_by(names(module).get(call.func.id, ""), (*seen, function))


def against(order_: list[str], taken: Iterator[str]) -> list[str]:
    """What is locked after something that comes later in the order. Locking a row again waits for nobody."""
    held: list[str] = []
    wrong = []
    for name in taken:
        if name not in held and any(order_.index(name) < order_.index(one) for one in held):
            wrong.append(f"{name} after {held[-1]}")
        held.append(name)
    return wrong


def is_one_transaction(function: Function) -> bool:
    return any(ast.unparse(one).startswith("transaction.atomic") for one in function.decorator_list)


def one_transaction() -> list[str]:
    return [name for name, node in functions().items() if is_one_transaction(node)]


def test_rows_are_locked_in_one_place():
    """`update_or_create` of a manager locks too, and takes the keys whatever the query says."""
    locks = [place for place, _ in calls("select_for_update")]
    assert {place.partition(":")[0] for place in locks} == {"review_queue/row_locks.py"}
    by_manager = [place for place, call in calls("update_or_create") if not is_lock(call)]
    assert by_manager == []


def test_every_lock_names_a_model_of_the_order():
    found = [(place, call) for place, call in calls(*LOCKING) if is_lock(call)]
    assert len(found) > 40
    for place, call in found:
        assert ast.unparse(call.args[0]) in order(place.partition("/")[0]), place


@pytest.mark.parametrize("app", APPS)
def test_parts_come_after_their_wholes_in_the_order(app):
    for model, along in wholes(app).items():
        assert against(order(app), iter(along)) == [], model


@pytest.mark.parametrize("app", APPS)
def test_no_transaction_locks_against_the_order(app):
    found = {name: against(order(app), locked_by(name)) for name in one_transaction() if name.startswith(app)}
    assert {name for name, wrong in found.items() if wrong} == {n for n in WRITTEN_HERE if n.startswith(app)}
    assert sum(any(True for _ in locked_by(name)) for name in found) > 15


def test_what_is_read_from_the_source_is_what_is_locked():
    read = {
        name.rpartition(".")[2]: list(locked_by(f"endorsement_plugin.{name}"))
        for name in (
            "references.actions.replace.replace_referee",
            "references.actions.decline.decline_reference",
            "appeals.actions.settle_appeal",
            "decisions.actions.decide.decide",
        )
    }
    assert read == {
        "replace_referee": ["Application", "Application", "Reference"],
        "decline_reference": ["Application", "Reference"],
        "settle_appeal": ["Application", "Application", "Sitting", "Appeal", "Person"],
        "decide": ["Application", "Person", "Association"],
    }


@pytest.mark.parametrize(
    ("taken", "wrong"),
    [
        (["Application", "Reference"], []),
        (["Reference", "Application"], ["Application after Reference"]),
        (["Application", "Reference", "Application", "Sitting"], []),
        (["Application", "Sitting", "Person", "Reference"], ["Reference after Person"]),
        (["Application", "Association", "Form"], ["Form after Association"]),
    ],
)
def test_an_order_is_told_from_its_opposite(taken, wrong):
    assert against(order("endorsement_plugin"), iter(taken)) == wrong


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "tables"),
    [
        (lambda: OF_PLUGIN.lock(Reference), ["application", "reference"]),
        (lambda: OF_PLUGIN.lock(Appeal), ["application", "sitting", "appeal"]),
        (lambda: OF_QUEUE.lock(Item, Item.every.filter(round__code="x")), ["item"]),
    ],
)
def test_the_database_is_asked_for_the_whole_first_and_for_no_keys(rows, tables):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no row locks")
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        list(rows())
    words = next(one["sql"] for one in asked if "FOR " in one["sql"]).partition(" FOR NO KEY UPDATE OF ")[2]
    assert [name.strip(' "').partition("_")[2].rpartition("_")[2] for name in words.split(",")] == tables
