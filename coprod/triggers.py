"""Triggers that a database is given after every migration, whichever engine it is."""

from django.db import connections, transaction


def set_triggers(using, tables, statements):
    """Run ``statements(vendor)`` once all these tables are there; before that, nothing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    if not {*tables} <= present:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)
