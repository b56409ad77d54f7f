"""Which files are taken: by their ending and by their content, and within limits."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coprod.exchange.archive import Archive
from coprod.exchange.limits import Unreadable

MB = 2**20
MAX_SIZE = 20 * MB
LONGEST_NAME = 200
MIMETYPE_BYTES = 200
TYPES_BYTES = 1 * MB
# Control characters, and those that turn a line around or hide in it.
NOT_IN_NAMES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
NOT_IN_TEXTS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(r"\s*<(!doctype|html|script|svg|\?xml|body|head)", re.IGNORECASE)
# What holds or carries code in the files of an office.
WITH_CODE = re.compile(
    r"(^|/)(vba[^/]*|activex/.*|macrosheets/.*|basic/.*|scripts/.*|embeddings/.*\.bin)$"
    r"|\.(exe|dll|js|vbs|jar|docm|dotm|xlsm|xltm|xlsb|xlam|pptm|potm|ppam)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Kind:
    """A kind of file: the type it is sent with, and whether a file is what it says."""

    content_type: str
    is_so: Callable[[str], bool]


def begins(*starts: bytes) -> Callable[[str], bool]:
    def is_so(path: str) -> bool:
        with open(path, "rb") as file:
            return file.read(16).startswith(starts)

    return is_so


def is_text(path: str) -> bool:
    """Text of some encoding: no control characters, and no page that a browser would run."""
    with open(path, "rb") as file:
        content = file.read()
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not NOT_IN_TEXTS.search(text) and not MARKUP.match(text[:1000])
    return False


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Spreadsheets of Russian and Kazakh offices still write the encoding of Windows.
    return ("utf-8-sig", "cp1251")


def office(main: str) -> Callable[[str], bool]:
    """A file of Office Open XML whose main part is this one, without macros."""

    def is_so(path: str) -> bool:
        archive = sound(path)
        if main not in archive.parts or "[Content_Types].xml" not in archive.parts:
            return False
        with archive.open("[Content_Types].xml") as file:
            types = file.read(TYPES_BYTES)
        if b"macroenabled" in types.lower():
            raise ValidationError(_("The file holds macros: save it without them."))
        return True

    return is_so


def open_document(mimetype: bytes) -> Callable[[str], bool]:
    """A file of OpenDocument of this type, without macros."""

    def is_so(path: str) -> bool:
        archive = sound(path)
        if "mimetype" not in archive.parts or "content.xml" not in archive.parts:
            return False
        with archive.open("mimetype") as file:
            return file.read(MIMETYPE_BYTES).strip() == mimetype

    return is_so


def sound(path: str) -> Archive:
    """The archive within its limits, without code and without names that lead elsewhere."""
    archive = Archive(path)
    for name in archive.parts:
        plain = name.replace("\\", "/")
        if plain.startswith("/") or ".." in plain.split("/") or ":" in plain:
            raise ValidationError(_("The file is damaged: save it again."))
        if WITH_CODE.search(plain):
            raise ValidationError(_("The file holds macros: save it without them."))
    return archive


KINDS: dict[str, Kind] = {
    "pdf": Kind("application/pdf", begins(b"%PDF-")),
    "png": Kind("image/png", begins(b"\x89PNG\r\n\x1a\n")),
    "jpg": Kind("image/jpeg", begins(b"\xff\xd8\xff")),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        office("word/document.xml"),
    ),
    "xlsx": Kind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        office("xl/workbook.xml"),
    ),
    "csv": Kind("text/csv; charset=utf-8", is_text),
    "txt": Kind("text/plain; charset=utf-8", is_text),
    "odt": Kind(
        "application/vnd.oasis.opendocument.text",
        open_document(b"application/vnd.oasis.opendocument.text"),
    ),
    "ods": Kind(
        "application/vnd.oasis.opendocument.spreadsheet",
        open_document(b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
}
ENDINGS = ", ".join(KINDS)


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def clean_name(name: str) -> str:
    """The last part of a name, without signs that nobody sees, at most 200 letters long."""
    last = NOT_IN_NAMES.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    ending = ending_of(last)
    if len(last) > LONGEST_NAME and ending:
        return f"{last[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return last[:LONGEST_NAME]


def kind_of(name: str, size: int) -> Kind:
    """What a file says it is, if that kind and size are taken; raises `ValidationError`."""
    kind = KINDS.get(ending_of(name))
    if kind is None:
        raise ValidationError(
            _("“%(name)s” is of a kind that is not taken: use one of %(kinds)s.")
            % {"name": name[:80], "kinds": ENDINGS}
        )
    if size == 0:
        raise ValidationError(_("The file is empty."))
    if size > MAX_SIZE:
        raise ValidationError(
            _("The file is larger than %(most)s MB: divide it, or save it smaller.")
            % {"most": MAX_SIZE // MB}
        )
    return kind


def judged(path: str, name: str, size: int) -> Kind:
    """The kind of a file whose content was looked at too; raises `ValidationError`."""
    kind = kind_of(name, size)
    try:
        is_so = kind.is_so(path)
    except Unreadable as fault:
        raise ValidationError(fault.reason) from None
    if not is_so:
        raise ValidationError(
            _("“%(name)s” is not what its ending says: save it anew as %(kind)s.")
            % {"name": name[:80], "kind": ending_of(name).upper()}
        )
    return kind
