"""A file and its row appear together or not at all, and go together.

The file is written first, under a name that ends in ``.part``; inside the transaction that makes
its row it takes its final name as the last thing. So a file of a final name without a row is an
orphan whenever no transaction is under way, and `sweep` waits for those.
"""

import hashlib
import os
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from films.deal.deal import Deal
from films.governance.models import Document, stored_as
from films.governance.papers import MB, clean_name, judged, kind_of

QUOTA = 200 * MB
FOLDER = "deals"
PART = ".part"
# An upload takes minutes at most; what is older was interrupted.
INTERRUPTED = 24 * 3600


def storage():
    return Document._meta.get_field("file").storage


def path_of(name: str) -> Path:
    return Path(storage().path(name))


def attach(document: Document, upload) -> Document:
    """Judge an upload, keep its file and its row; raises `ValidationError`, keeping nothing.

    A second click finds what the first has kept.
    """
    document.name = clean_name(upload.name or "")
    kind_of(document.name, upload.size)  # Before a file that is too large is copied.
    with on_disk(upload) as (path, digest):
        kind = judged(path, document.name, upload.size)
        document.content_type = kind.content_type
        document.size = upload.size
        document.digest = digest
        final = stored_as(document, document.name)
        part = storage().save(final + PART, upload)
    try:
        with transaction.atomic():
            lock(document.deal_id)
            if known := twin(document):
                storage().delete(part)
                return known
            check_quota(document)
            document.file.name = final
            document.full_clean(exclude=["file"])
            document.save()
            os.replace(path_of(part), path_of(final))
    except BaseException:
        for name in (part, final):
            storage().delete(name)
        raise
    return document


@contextmanager
def on_disk(upload):
    """(path, SHA-256) of an upload, whether it came in memory or as a file."""
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(prefix="coprod-") as copy:
        for chunk in upload.chunks():
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        yield copy.name, digest.hexdigest()


def lock(deal):
    """Two uploads at once do not both find room for one."""
    deals = Deal.objects.for_the_product("one upload to a deal at a time")
    list(deals.select_for_update().filter(pk=deal).values_list("pk"))


def twin(document: Document) -> Document | None:
    """The same file, as the same person has attached it to the same place before."""
    same = ("deal", "version", "about_key", "company", "author", "is_private", "name", "digest")
    rows = Document.objects.visible_to(document.author)
    found = rows.filter(**{name: getattr(document, name) for name in same})
    return next((row for row in found if path_of(row.file.name).is_file()), None)


def check_quota(document: Document) -> None:
    """The room of a deal is counted over what the uploading person sees.

    Counted over everything, the refusal would tell how much another company keeps to itself.
    """
    seen = Document.objects.visible_to(document.author).filter(deal=document.deal_id)
    used = seen.aggregate(used=Sum("size"))["used"] or 0
    if used + document.size > QUOTA:
        raise ValidationError(
            _("The documents of a deal take at most %(most)s MB: %(left)s MB are left.")
            % {"most": QUOTA // MB, "left": max(QUOTA - used, 0) // MB}
        )


def remove(document: Document) -> None:
    """Delete the row, and its file once that is certain."""
    name = document.file.name
    with transaction.atomic():
        document.delete()
        transaction.on_commit(lambda: storage().delete(name))


# Orphans


@dataclass
class Sweep:
    """Files without a row, interrupted uploads, and rows without a file."""

    files: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    rows: list[Document] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.files) + len(self.parts) + len(self.rows)


class NoFolder(Exception):
    """Rows say that there are files, and their folder is not there."""


def sweep(*, delete: bool) -> Sweep:
    """Find what stands alone, and perhaps delete it; waits for uploads under way."""
    now = time.time()
    with transaction.atomic():
        wait_for_writers()
        rows = {
            row.file.name: row
            for row in Document.objects.for_the_product("files without a row, and rows without")
        }
        root = path_of(FOLDER)
        if rows and not root.is_dir():
            raise NoFolder(FOLDER)
        found = Sweep()
        stored = set()
        for path in sorted(root.rglob("*")):
            if not path.is_file():
                continue
            name = f"{FOLDER}/{path.relative_to(root).as_posix()}"
            stored.add(name)
            if name.endswith(PART):
                if now - path.stat().st_mtime > INTERRUPTED:
                    found.parts.append(name)
            elif name not in rows:
                found.files.append(name)
        found.rows = [row for name, row in sorted(rows.items()) if name not in stored]
        if delete:
            for row in found.rows:
                row.delete()
            for name in found.files + found.parts:
                with suppress(FileNotFoundError):
                    path_of(name).unlink()
    return found


def wait_for_writers():
    """Nobody writes a document while its orphans are counted; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE films_document IN SHARE ROW EXCLUSIVE MODE")
