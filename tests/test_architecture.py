"""Imports point one way, and the public world never reads the secret one."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the ground up: a place may import itself and what stands above it in this list.
FLOORS = [
    ["coprod"],
    ["partners"],
    ["films.calculation", "films.vocabulary"],
    ["films.register"],
    ["films.portrait", "films.analysis", "films.calculators"],
    ["films.api"],
    ["films.exchange"],
    ["films.deal"],
    ["films.finance", "films.credit", "films.rights"],
    ["films.recoupment", "films.milestone", "films.governance", "films.qualification"],
    ["films.publishing"],
    ["films.workspace"],
]
# Where everything is put together: indexes, the address book, administration, commands.
JOINTS = {
    "coprod.urls", "coprod.running.preparation", "films.models", "films.apps", "films.admin",
    "partners.admin", "partners.models",
}  # fmt: skip
PUBLIC = ["films.register", "films.portrait", "films.analysis", "films.calculators", "films.api"]
SECRET = [
    "films.deal", "films.finance", "films.credit", "films.rights", "films.recoupment",
    "films.milestone", "films.governance", "films.qualification", "films.publishing",
    "films.workspace",
]  # fmt: skip
# Only here may the histories of secret rows be read: it takes a reader.
READS_HISTORIES = "films.deal.changes"
PURE = ["films/calculation", "partners/treaty/rules"]


def modules():
    for top in ("coprod", "partners", "films"):
        for file in (ROOT / top).rglob("*.py"):
            if "migrations" in file.parts or "commands" in file.parts:
                continue
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), file


def imports(file):
    """Every module a file names in an import, wherever the import stands."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{file}: imports are written in full"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor(module):
    """How high a module stands; a place's longest matching name counts."""
    best = None
    for height, names in enumerate(FLOORS):
        for name in names:
            if (module == name or module.startswith(f"{name}.")) and (
                best is None or len(name) > len(best[1])
            ):
                best = (height, name)
    return best


def test_imports_point_one_way():
    wrong = []
    for module, file in modules():
        if module in JOINTS or module.endswith(".admin"):
            continue
        here = floor(module)
        for name in imports(file):
            there = floor(name)
            if here and there and there[0] > here[0]:
                wrong.append(f"{module} imports {name}")

    assert wrong == []


def test_the_public_world_never_imports_the_secret_one():
    wrong = [
        f"{module} imports {name}"
        for module, file in modules()
        if any(module == one or module.startswith(f"{one}.") for one in PUBLIC)
        for name in imports(file)
        if any(name == one or name.startswith(f"{one}.") for one in SECRET)
    ]

    assert wrong == []


def test_histories_of_secret_rows_are_read_in_one_place():
    wrong = [
        f"{module}: .history"
        for module, file in modules()
        if any(module == one or module.startswith(f"{one}.") for one in SECRET)
        and module != READS_HISTORIES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "history"
    ]

    assert wrong == []


def test_calculations_know_no_framework():
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for place in PURE
        for file in (ROOT / place).rglob("*.py")
        for name in imports(file)
        if name.split(".")[0] in {"django", "rest_framework"}
    ]

    assert wrong == []
