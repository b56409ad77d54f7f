"""The history of many rows at once: what saving them one by one would have written."""

from django.apps import apps
from django.db import connection

from coprod.bulk import among, batches


def record(model, keys, kind, *, at, reason="", user=None):
    """One entry for each row as it stands: ``+`` created, ``~`` changed, ``-`` about to go."""
    entries = model.history.model
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    longest = _field(entries, "history_change_reason").max_length
    about = {
        "history_date": at,
        "history_change_reason": reason and reason[:longest],
        "history_type": kind,
        "history_user_id": user.pk if user else None,
    }
    values = [_prepared(entries, column, value) for column, value in about.items()]
    last = _last_entry(entries)
    with connection.cursor() as cursor:
        for batch in batches(keys):
            condition, parameter = among("id", batch)
            cursor.execute(
                f'INSERT INTO "{entries._meta.db_table}" ({names}, {", ".join(about)})'
                f" SELECT {names}, %s, %s, %s, %s"
                f' FROM "{model._meta.db_table}" WHERE {condition} ORDER BY id',
                [*values, parameter],
            )
            for field in model._meta.local_many_to_many:
                _record_links(cursor, entries, field, batch, last)


def _record_links(cursor, entries, field, keys, last):
    """What each new entry's row is linked to."""
    links = field.remote_field.through
    kept = apps.get_model(entries._meta.app_label, f"Historical{links._meta.object_name}")
    columns = [column.column for column in links._meta.concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    chosen = ", ".join(f'links."{column}"' for column in columns)
    condition, parameter = among("entries.id", keys)
    cursor.execute(
        f'INSERT INTO "{kept._meta.db_table}" ({names}, history_id)'
        f" SELECT {chosen}, entries.history_id"
        f' FROM "{links._meta.db_table}" links'
        f' JOIN "{entries._meta.db_table}" entries'
        f' ON entries.id = links."{field.m2m_column_name()}"'
        f" WHERE {condition} AND entries.history_id > %s ORDER BY links.id",
        [parameter, last],
    )


def _last_entry(entries):
    newest = entries.objects.order_by("-history_id").values_list("history_id", flat=True).first()
    return newest or 0


def _field(entries, column):
    return next(field for field in entries._meta.concrete_fields if field.column == column)


def _prepared(entries, column, value):
    return _field(entries, column).get_db_prep_save(value, connection)
