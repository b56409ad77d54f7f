"""The catalogues of translations, compiled by Babel so that gettext need not be installed."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

# What Python fills in. Babel also takes "10 % of" for a placeholder, a blank and an o.
PLACEHOLDER = re.compile(r"%(\(\w+\))?[a-z]")


@dataclass
class Compiled:
    """What was found in one catalogue."""

    source: Path
    written: bool = False
    untranslated: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not (self.untranslated or self.fuzzy or self.broken)


def sources(folders) -> list[Path]:
    """Every catalogue below the given locale folders."""
    return sorted(path for folder in folders for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_catalogue(source: Path) -> Compiled:
    """Write the .mo beside a .po; what is fuzzy or broken is left out and shows in English."""
    result = Compiled(source)
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    except (PoFileError, ValueError) as fault:
        result.broken.append(str(fault))
        return result
    _judge(catalogue, result)
    _write(catalogue, source.with_suffix(".mo"))
    result.written = True
    return result


def _judge(catalogue: Catalog, result: Compiled) -> None:
    """Sort the entries into whole, fuzzy, untranslated and broken; empty the broken ones."""
    for message in catalogue:
        if not message.id:
            continue
        if not PLACEHOLDER.search(_text(message)):
            message.flags.discard("python-format")
        if message.fuzzy:
            result.fuzzy.append(_named(message))
        elif not _is_translated(message):
            result.untranslated.append(_named(message))
        elif faults := [str(fault) for fault in message.check(catalogue)]:
            result.broken.append(f"{_named(message)}: {'; '.join(faults)}")
            message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""


def _is_translated(message: Message) -> bool:
    strings = message.string if message.pluralizable else (message.string,)
    return all(strings)


def _named(message: Message) -> str:
    return f"line {message.lineno or '?'}, “{_text(message)}”"


def _text(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def _write(catalogue: Catalog, target: Path) -> None:
    """Replace the file in one step: another process may be reading it."""
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("wb") as file:
        write_mo(file, catalogue, use_fuzzy=False)
    draft.replace(target)
