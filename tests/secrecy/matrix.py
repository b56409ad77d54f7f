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
    "sheet": {200, 400, 422},
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
OF_COMPANIES = frozenset({"outsider", "editor", "signatory", "left"})
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
    # Who may open it among those for whom it exists; the others are refused.
    gets: frozenset[str] = EVERYBODY
    refused: str = "refused"
    # What somebody gets whose company has left, where one word does not say it.
    left: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("POST",)
    version: str = "signed"

    def expected(self, reader, method):
        """The words of what this reader may get."""
        if reader == "stranger" and self.strangers:
            return {self.strangers} if self.takes(method) else {self.strangers, "no method"}
        if not self.takes(method):
            # An API asks who it is before it looks at the method.
            return {"no method", "no token"} if reader == "stranger" else {"no method"}
        if reader == "left" and self.left:
            return set(self.left)
        if reader not in self.sees:
            return {"hidden"}
        if method == "GET":
            return {self.get if reader in self.gets else self.refused}
        return {self.write if reader in self.writes else self.refused}

    def takes(self, method):
        return bool(self.get) if method == "GET" else bool(self.write) and method in self.methods

    def may(self, reader, method):
        """Whether the reader has a right here, so that something may be written."""
        return reader in (self.sees if method == "GET" else self.writes) and (
            "hidden" not in (self.write, self.get)
        )


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
    "invitation": Group("page", "judged", NOBODY),
    # --- The workspace: a deal as a whole -------------------------------------------------------
    # Whoever has left it sees it as long as it has signed a version.
    "deal": Group("page", "", WITH_PAST, NOBODY, "sign in"),
    "open deal": Group("page", "", AT_THE_TABLE, NOBODY, "sign in"),
    "file of open deal": Group("sheet", "", AT_THE_TABLE, NOBODY, "sign in"),
    "form of open deal": Group("page", "judged", AT_THE_TABLE, EDITORS, "sign in"),
    "act of open deal": Group("", "judged", AT_THE_TABLE, EDITORS, "sign in"),
    # Who may not change it is told so already when opening the form.
    "edit of deal": Group("page", "judged", WITH_PAST, EDITORS, "sign in", EDITORS),
    "act of deal": Group("", "judged", WITH_PAST, EDITORS, "sign in"),
    "edit of open deal": Group("page", "judged", AT_THE_TABLE, EDITORS, "sign in", EDITORS),
    "edit by party": Group("page", "judged", AT_THE_TABLE, WRITERS, "sign in", WRITERS),
    # The row in the address is of no deal: whoever may change the deal is told that.
    "edit of no row": Group("hidden", "hidden", WITH_PAST, EDITORS, "sign in", EDITORS),
    "act on no row": Group("", "hidden", WITH_PAST, EDITORS, "sign in"),
    "edit of no row, open deal": Group(
        "hidden", "hidden", AT_THE_TABLE, EDITORS, "sign in", EDITORS
    ),
    "act on no row, open deal": Group("", "hidden", AT_THE_TABLE, EDITORS, "sign in"),
    "edit of no row by party": Group("hidden", "hidden", AT_THE_TABLE, WRITERS, "sign in", WRITERS),
    "act on no row by party": Group("", "hidden", AT_THE_TABLE, WRITERS, "sign in"),
    # A deal is begun by somebody who writes for a company.
    "new deal": Group("page", "judged", SIGNED_IN, OF_COMPANIES, "sign in", OF_COMPANIES),
    "leaving": Group("page", "hidden", WITH_PAST, EDITORS, "sign in", EDITORS),
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
    "file of draft": Group("sheet", "", AT_THE_TABLE, NOBODY, "sign in", version="draft"),
    "trial of draft": Group(
        "sheet", "judged", AT_THE_TABLE, AT_THE_TABLE, "sign in", version="draft"
    ),
    "act of draft": Group("", "judged", AT_THE_TABLE, EDITORS, "sign in", version="draft"),
    # --- The API --------------------------------------------------------------------------------
    "public api": Group("page"),
    "calculator": Group(write="judged", writes=EVERYBODY),
    "api of nothing": Group("hidden", "hidden", writes=EVERYBODY, methods=METHODS[1:]),
    "api of deals": Group("page", "judged", SIGNED_IN, SIGNED_IN, "no token"),
    "api of deal": Group(
        "page", "judged", WITH_PAST, EDITORS, "no token", methods=("PATCH",)
    ),
    "api of deal, read": Group("page", "", WITH_PAST, NOBODY, "no token"),
    "api act of deal": Group("", "judged", WITH_PAST, EDITORS, "no token"),
    # Whether somebody acts for a party is judged after the form of what was sent.
    "api words": Group("page", "judged", AT_THE_TABLE, AT_THE_TABLE, "no token"),
    "api act of version": Group("", "judged", AT_THE_TABLE, AT_THE_TABLE, "no token",
                                version="draft"),
    "api notes": Group("page", "judged", AT_THE_TABLE, AT_THE_TABLE, "no token",
                       left=("page", "hidden")),
    "api milestones": Group("page", "judged", AT_THE_TABLE, EDITORS, "no token",
                            left=("hidden", "refused")),
    "api of no row": Group(
        "hidden", "hidden", WITH_PAST, EDITORS, "no token", methods=("PATCH",)
    ),
    "api receipts": Group("page", "judged", AT_THE_TABLE, EDITORS, "no token"),
    "api of no receipt": Group(
        "hidden", "hidden", AT_THE_TABLE, EDITORS, "no token", methods=("PATCH", "DELETE")
    ),
    "api comparison": Group("page", "", NOBODY, NOBODY, "no token"),
    "api versions": Group("page", "judged", WITH_PAST, EDITORS, "no token"),
    "api of sheet": Group("sheet", "judged", AT_THE_TABLE, EDITORS, "no token",
                          methods=("PUT",), version="draft"),
    "api answer": Group("sheet", "", AT_THE_TABLE, NOBODY, "no token", version="draft"),
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
    "deals/<uuid:pk>/versions/<int:number>/": "version",
    "deals/<uuid:pk>/versions/<int:number>/dossier.pdf": "version",
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
    # --- The workspace ---------------------------------------------------------------------------
    "deals.csv": "own page",
    "deals.xlsx": "own page",
    "deals.json": "own page",
    "deals/board/": "own page",
    "deals/companies/": "own page",
    "deals/films/": "own page",
    "deals/due/": "own page",
    "deals/new/": "new deal",
    "deals/<uuid:pk>/edit/": "edit of deal",
    "deals/<uuid:pk>/move/": "act of deal",
    "deals/<uuid:pk>/partners/add/": "act of deal",
    "deals/<uuid:pk>/team/add/": "act of deal",
    "deals/<uuid:pk>/partners/": "form of open deal",
    "deals/<uuid:pk>/receipts/": "form of open deal",
    "deals/<uuid:pk>/partners/<int:number>/invite/": "act on no row",
    "deals/<uuid:pk>/partners/<int:number>/link/": "act on no row",
    "deals/<uuid:pk>/team/change/": "act on no row",
    "deals/<uuid:pk>/receipts/<int:position>/remove/": "act on no row",
    "deals/<uuid:pk>/receipts/<int:position>/": "edit of no row",
    "deals/<uuid:pk>/partners/<int:number>/leave/": "leaving",
    "deals/<uuid:pk>/versions/begin/": "act of party",
    "deals/<uuid:pk>/versions/<int:number>/propose/": "act of party",
    "deals/<uuid:pk>/versions/<int:number>/agree/": "act of party",
    "deals/<uuid:pk>/versions/<int:number>/take-back/": "act of party",
    "deals/<uuid:pk>/notes/add/": "act of party",
    "deals/<uuid:pk>/comments/add/": "act of party",
    "deals/<uuid:pk>/publishing/announce/": "act of party",
    "deals/<uuid:pk>/versions/<int:number>/sign/": "act of signatory",
    "deals/<uuid:pk>/publishing/publish/": "act of signatory",
    "deals/<uuid:pk>/compare/": "version moved",
    "deals/<uuid:pk>/compare/<int:old>/<int:new>/": "page of another's",
    "deals/<uuid:pk>/compare/<int:old>/<int:new>.csv": "page of another's",
    "deals/<uuid:pk>/compare/<int:old>/<int:new>.xlsx": "page of another's",
    "deals/<uuid:pk>/compare/<int:old>/<int:new>.json": "page of another's",
    "deals/<uuid:pk>/notes/": "open deal",
    "deals/<uuid:pk>/history/": "open deal",
    "deals/<uuid:pk>/milestones/": "open deal",
    "deals/<uuid:pk>/decisions/": "open deal",
    "deals/<uuid:pk>/publishing/": "open deal",
    "deals/<uuid:pk>/notes/<int:moment>/": "form of another's",
    "deals/<uuid:pk>/deliveries/<slug:key>/": "form of another's",
    "deals/<uuid:pk>/notes/<int:moment>/delete/": "act on another's",
    "deals/<uuid:pk>/comments/<int:moment>/": "edit of no row by party",
    "deals/<uuid:pk>/comments/<int:moment>/delete/": "act on no row by party",
    "deals/<uuid:pk>/publishing/withdraw/": "act on no row by party",
    "deals/<uuid:pk>/versions/<int:number>/budget/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/budget.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/budget.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/budget.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/cash-flow/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/cash-flow.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/cash-flow.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/cash-flow.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/spend/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/spend.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/spend.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/spend.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/credits/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/credits.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/credits.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/credits.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/equity/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/equity.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/equity.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/equity.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/rights/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/rights.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/rights.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/rights.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/obligations/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/obligations.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/obligations.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/obligations.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/governance/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/governance.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/governance.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/governance.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/qualification/": "draft",
    "deals/<uuid:pk>/versions/<int:number>/qualification.csv": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/qualification.xlsx": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/qualification.json": "file of draft",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan/workbook.xlsx": "file of version",
    "deals/<uuid:pk>/versions/<int:number>/finance-plan/upload/": "act of draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment/trial/": "trial of draft",
    "deals/<uuid:pk>/versions/<int:number>/recoupment/statement/": "open deal",
    "deals/<uuid:pk>/versions/<int:number>/recoupment/statement.csv": "file of open deal",
    "deals/<uuid:pk>/versions/<int:number>/recoupment/statement.xlsx": "file of open deal",
    "deals/<uuid:pk>/versions/<int:number>/what-breaks/": "version",
    "deals/calendar/new/": "own act",
    "deals/calendar/drop/": "own act",
    "account/token/": "own act",
    "account/token/drop/": "own act",
    "deals/calendar/<str:token>.ics": "by secret link",
    "invitations/<str:token>/": "invitation",
    "deals/<uuid:pk>/deliveries/<slug:key>/<uuid:uid>/": "edit of no row, open deal",
    "deals/<uuid:pk>/deliveries/<slug:key>/<uuid:uid>/delete/": "act on no row, open deal",
    "deals/<uuid:pk>/milestones/add/": "edit of open deal",
    "deals/<uuid:pk>/approvals/add/": "edit of open deal",
    "deals/<uuid:pk>/milestones/<uuid:uid>/": ("edit of open deal", {"uid": "films.Milestone.uid"}),
    "deals/<uuid:pk>/milestones/<uuid:uid>/delete/": (
        "act of open deal",
        {"uid": "films.Milestone.uid"},
    ),
    "deals/<uuid:pk>/approvals/<uuid:uid>/": ("edit of open deal", {"uid": "films.Approval.uid"}),
    "deals/<uuid:pk>/approvals/<uuid:uid>/delete/": (
        "act of open deal",
        {"uid": "films.Approval.uid"},
    ),
    "deals/<uuid:pk>/milestones/<uuid:uid>/done/": (
        "act of open deal",
        {"uid": "films.Milestone.uid"},
    ),
    "deals/<uuid:pk>/decisions/add/": "edit by party",
    "deals/<uuid:pk>/decisions/<uuid:uid>/": ("open deal", {"uid": "films.Decision.uid"}),
    "deals/<uuid:pk>/decisions/<uuid:uid>/vote/": ("act of party", {"uid": "films.Decision.uid"}),
    "deals/<uuid:pk>/decisions/<uuid:uid>/close/": ("act of party", {"uid": "films.Decision.uid"}),
    "deals/<uuid:pk>/decisions/<uuid:uid>/settle/": ("act of party", {"uid": "films.Decision.uid"}),
    "deals/<uuid:pk>/decisions/<uuid:uid>/withdraw/": (
        "act of open deal",
        {"uid": "films.Decision.uid"},
    ),
    "deals/<uuid:pk>/documents/": "form of party",
    "deals/<uuid:pk>/documents/<uuid:uid>/": ("open deal", {"uid": "films.Document.uid"}),
    "deals/<uuid:pk>/documents/<uuid:uid>/delete/": (
        "act of open deal",
        {"uid": "films.Document.uid"},
    ),
    "account/company/<slug:public_id>/": "page of another's",
    "account/company/<slug:public_id>/invite/": "act on another's",
    "account/company/<slug:public_id>/invitations/<int:pk>/withdraw/": "act on another's",
    "account/company/<slug:public_id>/members/<int:pk>/": "act on another's",
    "account/company/<slug:public_id>/members/<int:pk>/remove/": "act on another's",
    "api/v1/": "api of nothing",
    "api/v1/<path:address>/": "api of nothing",
    "api/v1/deals/": "api of deals",
    "api/v1/deals/<uuid:pk>/": "api of deal",
    "api/v1/deals/<uuid:pk>/stage/": "api act of deal",
    "api/v1/deals/<uuid:pk>/parties/": "api act of deal",
    "api/v1/deals/<uuid:pk>/leave/": "api act of deal",
    "api/v1/deals/<uuid:pk>/comments/": "api words",
    "api/v1/deals/<uuid:pk>/notes/": "api notes",
    "api/v1/deals/<uuid:pk>/milestones/": "api milestones",
    "api/v1/deals/<uuid:pk>/milestones/<uuid:milestone>/": "api of no row",
    "api/v1/deals/<uuid:pk>/receipts/": "api receipts",
    "api/v1/deals/<uuid:pk>/receipts/<int:position>/": "api of no receipt",
    "api/v1/deals/<uuid:pk>/compare/<int:old>/<int:new>/": "api comparison",
    "api/v1/deals/<uuid:pk>/versions/": "api versions",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/": "api of deal, read",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/propose/": "api act of version",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/agree/": "api act of version",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/sign/": "api act of version",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/take-back/": "api act of version",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/sheets/<slug:slug>/": "api of sheet",
    "api/v1/deals/<uuid:pk>/versions/<int:number>/sheets/<slug:slug>/answer/": "api answer",
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
