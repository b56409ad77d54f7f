"""Who may do what: every route, every reader, every method.

``ROUTES`` has one line for each address: the group that it belongs to. A group says what each
reader gets. Addresses that are not here fail the test; ``python -m tests.secrecy.matrix`` prints
the lines that are missing, each with the group that its address suggests.

The readers: a stranger has not signed in; a researcher has an account and no company; an outsider
is a producer of another company, with a deal of its own; a reader, an editor and a signatory act
for the company that wrote the draft; former has left that company; left is of a company that has
left the deal, having signed its first version; admin may read everything.
"""

from dataclasses import dataclass

from tests.secrecy.routes import every_route

READERS = (
    "stranger", "researcher", "outsider", "reader", "editor", "signatory", "former", "left",
    "admin",
)  # fmt: skip
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# Each word of a group stands for a class of answers.
ANSWERS = {
    "page": {200},
    "moved": {302},  # To another page of the product, and not to sign in.
    # A sheet whose terms cannot be read is shown with their faults; its files are refused.
    "sheet": {200, 400},
    "sign in": {302},
    "no token": {401, 403},
    "hidden": {404},
    "refused": {403},
    "no method": {405},
    # An act that was asked with nothing: done, or refused by its own rules.
    "judged": {200, 201, 204, 302, 400, 409, 412, 415, 422, 428},
}

EVERYBODY = frozenset(READERS)
SIGNED_IN = EVERYBODY - {"stranger"}
AT_THE_TABLE = frozenset({"reader", "editor", "signatory", "admin"})
WITH_PAST = AT_THE_TABLE | {"left"}
# Somebody who acts for a company at the table; an admin acts for none.
WRITERS = frozenset({"editor", "signatory"})
EDITORS = WRITERS | {"admin"}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Group:
    """What readers get: ``get`` and ``write`` are words for those it exists for.

    ``sees``: for whom the object exists; the others get "hidden". ``writes``: who may write; the
    others who see it get ``refused``. ``strangers``: what whoever has not signed in gets to
    whatever method. ``version``: which version's number stands in the address.
    """

    get: str = ""
    write: str = ""
    sees: frozenset[str] = EVERYBODY
    writes: frozenset[str] = NOBODY
    strangers: str = ""
    refused: str = "refused"
    methods: tuple[str, ...] = ("POST",)
    version: str = "signed"

    def expected(self, reader, method):
        """The words of what this reader may get."""
        if reader == "stranger" and self.strangers:
            return {self.strangers} if self.takes(method) else {self.strangers, "no method"}
        if not self.takes(method):
            # An API asks who it is before it looks at the method.
            return {"no method", "no token"} if reader == "stranger" else {"no method"}
        if reader not in self.sees:
            return {"hidden"}
        if method == "GET":
            return {self.get}
        return {self.write if reader in self.writes else self.refused}

    def takes(self, method):
        return bool(self.get) if method == "GET" else bool(self.write) and method in self.methods

    def may(self, reader, method):
        """Whether the reader has a right here, so that something may be written."""
        return reader in (self.sees if method == "GET" else self.writes)


GROUPS = {
    # --- For everybody -------------------------------------------------------------------------
    "public page": Group("page"),
    "public form": Group("page", "judged", writes=EVERYBODY),
    "sign in": Group("page", "judged", writes=EVERYBODY, methods=("POST", "PUT")),
    "health": Group("page", "page", writes=EVERYBODY, methods=METHODS[1:]),
    "public file": Group("sheet", "judged", writes=EVERYBODY),
    "public act": Group(write="judged", writes=EVERYBODY),
    "public link": Group("moved"),
    # --- A person's own -------------------------------------------------------------------------
    "own page": Group("page", sees=SIGNED_IN, strangers="sign in"),
    "own form": Group("page", "judged", SIGNED_IN, SIGNED_IN, "sign in"),
    "own act": Group("", "judged", SIGNED_IN, SIGNED_IN, "sign in"),
    # The row in the address is another person's, or nobody's.
    "act on another's": Group("", "judged", NOBODY, NOBODY, "sign in"),
    "page of another's": Group("page", "", NOBODY, NOBODY, "sign in"),
    "form of another's": Group("page", "judged", NOBODY, NOBODY, "sign in"),
    # By a secret in the address, which nobody here holds.
    "by secret link": Group("page", "", NOBODY),
    # --- The workspace: a deal as a whole -------------------------------------------------------
    # Whoever has left it sees it as long as it has signed a version.
    "deal": Group("page", "", WITH_PAST, NOBODY, "sign in"),
    "open deal": Group("page", "", AT_THE_TABLE, NOBODY, "sign in"),
    "file of open deal": Group("sheet", "", AT_THE_TABLE, NOBODY, "sign in"),
    "form of open deal": Group("page", "judged", AT_THE_TABLE, EDITORS, "sign in"),
    "act of open deal": Group("", "judged", AT_THE_TABLE, EDITORS, "sign in"),
    # Only somebody who acts for a company: an admin is told that he acts for none.
    "form of party": Group("page", "judged", AT_THE_TABLE, WRITERS, "sign in"),
    "act of party": Group("", "judged", AT_THE_TABLE, WRITERS, "sign in"),
    "act of signatory": Group("", "judged", AT_THE_TABLE, frozenset({"signatory"}), "sign in"),
    # --- The workspace: one version -------------------------------------------------------------
    "version": Group("page", "", WITH_PAST, NOBODY, "sign in"),
    "version moved": Group("moved", "", WITH_PAST, NOBODY, "sign in"),
    "file of version": Group("sheet", "", WITH_PAST, NOBODY, "sign in"),
    # A sheet of what was signed: those who see it are told that it is frozen.
    "sheet": Group("sheet", "judged", WITH_PAST, NOBODY, "sign in"),
    "draft": Group("sheet", "judged", AT_THE_TABLE, EDITORS, "sign in", version="draft"),
    "act of draft": Group("", "judged", AT_THE_TABLE, EDITORS, "sign in", version="draft"),
    # --- The API --------------------------------------------------------------------------------
    "public api": Group("page"),
    "calculator": Group(write="judged", writes=EVERYBODY),
    "api of deals": Group("page", "judged", SIGNED_IN, SIGNED_IN, "no token"),
    "api of deal, read": Group("page", "", WITH_PAST, NOBODY, "no token"),
    "api of deal": Group(
        "page", "judged", WITH_PAST, EDITORS, "no token", methods=("PUT", "PATCH", "DELETE")
    ),
    "api of open deal": Group("page", "judged", AT_THE_TABLE, EDITORS, "no token"),
    "api act of deal": Group("", "judged", AT_THE_TABLE, WRITERS, "no token"),
    "api of draft": Group(
        "page", "judged", AT_THE_TABLE, EDITORS, "no token", methods=("PUT", "PATCH"),
        version="draft",
    ),
    "api act of draft": Group(
        "", "judged", AT_THE_TABLE, EDITORS, "no token", version="draft"
    ),
}  # fmt: skip

ROUTES = {
    "": "public page",
    "about/data/": "public page",
    "films/": "public page",
    "films.csv": "public page",
    "films.xlsx": "public page",
    "films.json": "public page",
    "films/<slug:public_id>/": "public page",
    "festivals/": "public page",
    "festivals.csv": "public page",
    "festivals.xlsx": "public page",
    "festivals.json": "public page",
    "countries/": "public page",
    "countries.csv": "public page",
    "countries.xlsx": "public page",
    "countries.json": "public page",
    "countries/<slug:code>/": "public page",
    "companies/": "public page",
    "companies.csv": "public page",
    "companies.xlsx": "public page",
    "companies.json": "public page",
    "companies/<slug:public_id>/": "public page",
    "funding-sources/": "public page",
    "funding-sources.csv": "public page",
    "funding-sources.xlsx": "public page",
    "funding-sources.json": "public page",
    "funding-sources/<slug:public_id>/": "public page",
    "treaties/": "public page",
    "treaties.csv": "public page",
    "treaties.xlsx": "public page",
    "treaties.json": "public page",
    "treaties/<slug:code>/": "public page",
    "sources/": "public page",
    "sources/<slug:key>/": "public page",
    "calculators/": "public page",
    "calculators/<slug:slug>/": "public form",
    "calculators/<slug:slug>.csv": "public file",
    "calculators/<slug:slug>.xlsx": "public file",
    "calculators/<slug:slug>.json": "public file",
    "deals/": "own page",
    "deals/<uuid:pk>/": "deal",
    "deals/<uuid:pk>/versions/": "deal",
    "deals/<uuid:pk>/versions/<int:number>/": "version moved",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan.csv": "file of version",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan.xlsx": "file of version",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan.json": "file of version",
    "account/": "own page",
    "account/login/": "sign in",
    "account/logout/": "public act",
    "account/filters/keep/": "own act",
    "account/filters/<str:token>/drop/": "act on another's",
    "filters/<str:token>/": "public link",
    "language/<slug:code>/": "public link",
    "healthz": "health",
    "readyz": "health",
    "api/docs/": "public page",
    "api/v1/schema/": "public api",
    "api/v1/calculate/finance-plan/": "calculator",
    "api/v1/calculate/qualification/": "calculator",
    "api/v1/calculate/waterfall/": "calculator",
    "api/v1/calculate/cash-flow/": "calculator",
    "api/v1/calculate/equity/": "calculator",
    "api/v1/calculate/spend/": "calculator",
    "api/v1/calculate/version-diff/": "calculator",
    "api/v1/calculate/aggregate/": "calculator",
    "api/v1/films/": "public api",
    "api/v1/films/<slug:id>/": "public api",
    "api/v1/countries/": "public api",
    "api/v1/countries/<slug:id>/": "public api",
    "api/v1/companies/": "public api",
    "api/v1/companies/<slug:id>/": "public api",
    "api/v1/funding-sources/": "public api",
    "api/v1/funding-sources/<slug:id>/": "public api",
    "api/v1/treaties/": "public api",
    "api/v1/treaties/<slug:id>/": "public api",
    "api/v1/festivals/": "public api",
    "api/v1/festivals/<slug:id>/": "public api",
}


def group_of(pattern):
    """(the group of a route, which rows its further parameters are)."""
    found = ROUTES[pattern]
    name, rows = found if isinstance(found, tuple) else (found, {})
    return GROUPS[name], rows


def suggestion(route):
    """The line that a route needs, with the group that its address suggests."""
    pattern = route.pattern
    is_file = pattern.rpartition(".")[2] in ("csv", "xlsx", "json", "pdf", "ics")
    if pattern.startswith("api/v1/deals/"):
        group = "api of draft" if "number" in pattern else "api of deal"
    elif pattern.startswith("deals/<uuid:pk>/versions/<int:number>/"):
        group = "file of version" if is_file else "draft"
    elif pattern.startswith("deals/<uuid:pk>/"):
        group = "file of open deal" if is_file else "form of open deal"
    elif route.is_workspace or pattern.startswith("account/"):
        group = "own form"
    else:
        group = "public api" if pattern.startswith("api/") else "public page"
    return f'    "{pattern}": "{group}",'


def missing():
    """The lines that are missing here, and those that no route asks for any more."""
    routes = {route.pattern: route for route in every_route()}
    lines = [suggestion(route) for pattern, route in routes.items() if pattern not in ROUTES]
    return lines, [pattern for pattern in ROUTES if pattern not in routes]


if __name__ == "__main__":
    import django

    django.setup()
    wanted, outdated = missing()
    print("\n".join(["Missing:", *wanted, "No such route:", *outdated]))
