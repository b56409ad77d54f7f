"""Many rows at once, as fast as the database takes them.

Columns are named as the database names them and values are what it keeps: keys, texts, whole
numbers. Nothing is judged, no signal is sent, no history is written: whoever writes so has judged
the rows before, and writes what follows from them after (`coprod.history.record`).
"""

from itertools import islice

from django.db import connection

BATCH = 5_000


def reserve(model, count):
    """Primary keys for so many rows to come, within the transaction that writes them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [key for (key,) in cursor.fetchall()]
        # The writer of SQLite is alone, and a number once given is never given again.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        given = cursor.fetchone()
        first = given[0] + 1 if given else 1
        return list(range(first, first + count))


def insert(model, columns, rows, **constants):
    """Add rows, given as tuples in the order of ``columns``; other columns get their default."""
    fixed = _defaults(model, {*columns}) | {
        column: _prepared(model, column, value) for column, value in constants.items()
    }
    names = ", ".join(f'"{column}"' for column in [*columns, *fixed])
    tail = tuple(fixed.values())
    table = model._meta.db_table
    rows = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row((*row, *tail))
            return
        places = ", ".join(["%s"] * (len(columns) + len(fixed)))
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
        while batch := [(*row, *tail) for row in islice(rows, BATCH)]:
            cursor.executemany(sql, batch)


def update(model, columns, rows):
    """Change rows, given as tuples of new values and the primary key last; revisions count up."""
    changes = [f'"{column}" = %s' for column in columns]
    changes.append('"revision" = "revision" + 1')
    sql = f'UPDATE "{model._meta.db_table}" SET {", ".join(changes)} WHERE "id" = %s'
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(sql, batch)


def delete(model, keys):
    """Remove rows that nothing else refers to."""
    for batch in batches(keys):
        condition, parameter = among("id", batch)
        with connection.cursor() as cursor:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE {condition}', [parameter])


def among(column, keys):
    """A condition that the column has one of many keys, and its one parameter."""
    if connection.vendor == "postgresql":
        # Keys of the column's own type are looked up in a hash; others are tried one by one.
        return f"{column} = ANY(%s::bigint[])", list(keys)
    return f"{column} IN (SELECT value FROM json_each(%s))", f"[{','.join(map(str, keys))}]"


def batches(items, size=BATCH):
    """Lists of at most so many items."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def _defaults(model, given):
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in given and not field.primary_key
    }


def _prepared(model, column, value):
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    return field.get_db_prep_save(value, connection)


def count_anew(*models):
    """Let PostgreSQL plan by what these tables hold now, for whoever asks right after.

    It counts them itself a minute later. Until then it goes by what they held before: tables that
    it had counted while no row was left in them cost a question a minute and more. SQLite plans
    by the indexes alone.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(f'"{model._meta.db_table}"' for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
