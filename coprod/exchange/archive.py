"""A ZIP archive, looked at before anything in it is read: one table, or a workbook."""

import os
import struct
import zipfile
import zlib
from contextlib import contextmanager

from django.utils.translation import gettext as _

from coprod.exchange.limits import MAX_BYTES, Unreadable

MAX_PACKED = 20 * 2**20
MAX_PARTS = 2_000
ENCRYPTED = 0x1
PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What Python makes of an archive whose bytes contradict each other.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, struct.error)
TABLES = (".csv", ".tsv", ".txt")
# What a Mac adds to the archives it makes.
BESIDE = ("__MACOSX/", ".DS_Store")


class Archive:
    """A ZIP archive within the limits of what an office sends."""

    def __init__(self, path):
        self.path = path
        if os.path.getsize(path) > MAX_PACKED:
            raise Unreadable(
                _("The file is larger than %(most)s MB packed: divide it.")
                % {"most": MAX_PACKED // 2**20}
            )
        self.parts = {part.filename: part for part in self._directory()}

    @property
    def is_workbook(self):
        return "xl/workbook.xml" in self.parts or "[Content_Types].xml" in self.parts

    def open_only_table(self):
        """The one table inside, as a stream of bytes."""
        names = [name for name in self.parts if not name.endswith("/")]
        names = [name for name in names if not name.startswith(BESIDE)]
        if len(names) != 1 or not names[0].casefold().endswith(TABLES):
            raise Unreadable(
                _("The archive holds %(count)s files: pack exactly one, a CSV.")
                % {"count": len(names)}
            )
        return self.open(names[0])

    @contextmanager
    def open(self, name):
        """One part as a stream of bytes; damage inside it is told in plain words."""
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
                yield file
        except DAMAGE:
            raise Unreadable(_("The archive is damaged: pack it again.")) from None

    def _directory(self):
        try:
            with zipfile.ZipFile(self.path) as archive:
                parts = archive.infolist()
        except (*DAMAGE, ValueError):
            raise Unreadable(_("The archive is damaged: pack it again.")) from None
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES:
            raise Unreadable(
                _("The archive holds more than %(most)s MB unpacked: divide it.")
                % {"most": MAX_BYTES // 2**20}
            )
        for part in parts:
            if part.flag_bits & ENCRYPTED:
                raise Unreadable(_("The archive is protected by a password: remove it."))
            if part.compress_type not in PLAIN_METHODS:
                raise Unreadable(_("The archive is packed in a rare way: pack it as plain ZIP."))
        return parts
