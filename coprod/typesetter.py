"""Sets one PDF in a process of its own: JSON on standard input, the file on standard output.

    python -I typesetter.py TEMPLATE

It holds itself to little memory and time, and what typst keeps of a document ends with it: in the
server each large one would stay, some hundred megabytes of it.
"""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

MEMORY = 1024 * 2**20
SECONDS = 20
# With a letter that no typeface has, or a heading without a text, such a file is refused.
LASTING = ["a-2a", "ua-1"]


def main(template):
    limit_itself()
    # Only now: what the library allocates counts from its first byte.
    from typst import TypstError

    asked = json.load(sys.stdin)
    try:
        made = typeset(Path(template), asked, LASTING)
    except TypstError:
        # Better a file that an archive would not take than none.
        made = typeset(Path(template), asked, [])
    sys.stdout.buffer.write(made)


def limit_itself():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def typeset(template, asked, standards):
    """The template finds `asked["inputs"]` in `sys.inputs`; no typeface of the machine is used."""
    from typst import compile

    return compile(
        template.read_bytes(),
        root=str(template.parent),
        font_paths=typefaces(),
        ignore_system_fonts=True,
        sys_inputs=asked["inputs"],
        pdf_standards=standards,
        timestamp=datetime.fromtimestamp(asked["at"], UTC),
    )


def typefaces():
    from typst import Fonts

    return Fonts(include_system_fonts=False)


if __name__ == "__main__":
    main(sys.argv[1])
