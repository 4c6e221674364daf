"""Rows that follow from other rows, written and removed by the database: none passes through this process."""

from django.db import connections, models, router


def insert_from(
    model: type[models.Model], rows: models.QuerySet, names: list[str], *, pass_over: bool = False
) -> None:
    """INSERT … SELECT: one row of `model` for each of `rows`, a `values_list` in the order of `names`.

    A row that a unique constraint refuses raises IntegrityError. With `pass_over` it counts as being there
    already. A column that is not named has no value.
    """
    using = router.db_for_write(model)
    connection = connections[using]
    columns = {field.name: field.column or field.name for field in model._meta.concrete_fields}
    quoted = ", ".join(connection.ops.quote_name(columns[name]) for name in names)
    select, parameters = rows.using(using).query.get_compiler(using).as_sql()
    table = connection.ops.quote_name(model._meta.db_table)
    refused = " ON CONFLICT DO NOTHING" if pass_over else ""
    with connection.cursor() as cursor:
        # Names come from the models, values are parameters.
        cursor.execute(f"INSERT INTO {table} ({quoted}) {select}{refused}", parameters)


def remove(rows: models.QuerySet) -> None:
    """DELETE, and no SELECT before it: for rows that nothing points to and no signal is about."""
    rows._raw_delete(using=router.db_for_write(rows.model))
