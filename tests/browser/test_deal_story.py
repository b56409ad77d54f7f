"""A film between Almaty, Paris and Berlin, from first call to register, by keyboard alone."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from films.models import Deal, Version
from partners.models import Company, Country, Membership
from tests import factories as make
from tests.browser.judging import TOO_WIDE, findings, unreached_by_tab

DALA = "Mysal Film (demonstration)"
QUAI = "Films du Quai Imaginaire (demonstration)"
NORD = "Musterfilm Nord (demonstration)"
# What each is called in the sheets.
KZ, FR, DE = (
    "Mysal Film (demonstration)",
    "Films du Quai Imaginaire",
    "Musterfilm Nord (demonstration)",
)
TYPED = [
    ("National fund", "selective_fund", "confirmed", "420 000 000", "KZT", "KZ", KZ),
    ("Own money", "own_investment", "paid", "90000000", "KZT", "KZ", KZ),
    ("Studio", "in_kind", "confirmed", "60000", "EUR", "KZ", KZ),
    ("World cinema", "selective_fund", "conditional", "250000", "EUR", "FR", FR),
    ("Distributor", "minimum_guarantee", "loi", "120000", "EUR", "FR", FR),
    ("Television", "pre_sale", "confirmed", "180000", "EUR", "FR", FR),
]
PASTED = [
    ("Regional fund", "regional_fund", "applied", "300 000,00", "EUR", "DE", DE),
    ("Fee", "deferral", "confirmed", "40000", "EUR", "FR", FR),
    ("International", "international_fund", "applied", "100000", "EUR", "INT", f"{KZ}:50|{FR}:50"),
    ("Investor", "private_equity", "loi", "150000", "USD", "US", KZ),
    ("Sponsor", "sponsorship", "withdrawn", "50000", "EUR", "DE", DE),
    ("Online", "pre_sale", "applied", "", "USD", "US", KZ),
]
# Films of demonstration companies are found by those who ask for them.
INVENTED = "source_confidence=fictional"
STORED = """() => document.getElementById("saved").textContent &&
  !document.querySelector(".htmx-request")"""
# What lies half under a column that stays is too small to be hit, until it is scrolled back.
TO_THE_START = """() => {
  for (const one of document.querySelectorAll(".scroll")) one.scrollLeft = 0;
}"""
STEPS_TO = """(select, value) =>
  [...select.options].findIndex((one) => one.value === value) - select.selectedIndex"""
COLUMNS = ("id", "type", "status", "amount", "currency", "country", "counts_for")


@dataclass
class Reader:
    """Somebody at a keyboard: no step of the story touches a mouse."""

    page: object

    def open(self, href):
        """Follow the first link that leads there."""
        self.press(self.page.locator(f"main a[href$='{href}']").first)

    def press(self, control):
        """Press what leads to another page, and wait for it."""
        control.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def act(self, ending, value=""):
        """Press the first button of the form that leads there, ticking what it asks for."""
        form = self.page.locator(f"form[action*='{ending}']").filter(
            has=self.page.locator(f"button:enabled{f'[value={value}]' if value else ''}")
        )
        for box in form.first.locator("input[type=checkbox][required]").all():
            self.tick(box)
        self.press(form.first.locator(f"button:enabled{f'[value={value}]' if value else ''}"))

    def tick(self, box):
        box.focus()
        self.page.keyboard.press("Space")

    def type(self, name, text, within="main"):
        cell = self.page.locator(f"{within} [name='{name}']")
        cell.focus()
        if cell.evaluate("one => one.tagName") == "SELECT":
            steps = cell.evaluate(STEPS_TO, text)
            for _step in range(abs(steps)):
                self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
            expect(cell).to_have_value(text)
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)

    def pick_day(self, name):
        """The first day of this year, by the arrows: the order of its parts is the language's."""
        self.page.locator(f"main [name='{name}']").focus()
        for _part in range(3):
            self.page.keyboard.press("ArrowUp")
            self.page.keyboard.press("ArrowRight")

    def fill(self, table, *rows, columns):
        for number, row in enumerate(rows):
            for column, text in zip(columns, row, strict=True):
                self.type(f"{table}-{number}-{column}", text)

    def paste(self, name, rows):
        """As a spreadsheet hands it over: through the clipboard."""
        text = "\r\n".join("\t".join(row) for row in rows)
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.locator(f"[name='{name}']").focus()
        self.page.keyboard.press("Control+v")

    def settle(self):
        """Wait until what was typed is stored: a sheet asks a moment after the last key."""
        self.page.wait_for_timeout(500)
        self.page.wait_for_function(STORED)

    def judge(self):
        """Nothing of the page is closed to anybody, or wider than the window."""
        width = self.page.viewport_size["width"]
        self.page.evaluate(TO_THE_START)
        assert findings(self.page) == [], self.page.url
        assert self.page.evaluate(TOO_WIDE, width) == [], self.page.url


@dataclass(frozen=True)
class Story:
    """The deal of one telling, and who tells it."""

    title: str
    almaty: Reader
    paris: Reader
    stranger: Reader
    people: list

    def deal(self):
        return Deal.objects.open_to(self.people[0]).get(title=self.title)

    def address(self, path=""):
        return f"{self.deal().get_absolute_url()}{path}"

    def statuses(self):
        """{number: status} of the versions that Almaty sees."""
        versions = Version.objects.visible_to(self.people[0]).filter(deal=self.deal())
        return dict(versions.order_by("number").values_list("number", "status"))


@pytest.fixture
def story(site, new_page, request):
    language, width = request.param
    title = f"Apple Road by keyboard {language}"
    companies = [Company.objects.get(name=name) for name in (DALA, QUAI, NORD)]
    people = [make.make_user(f"{language}-at-{one.pk}", signatory_at=one) for one in companies[:2]]
    # Paris signs for its sister company in Berlin as well.
    Membership.objects.create(user=people[1], company=companies[2], role=Membership.Role.SIGNATORY)
    pages = [new_page(user=user, language=language, width=width) for user in (*people, None)]
    pages[0].context.grant_permissions(["clipboard-read", "clipboard-write"])
    return Story(title, *map(Reader, pages), people)


def figure(text):
    """The digits of a figure, whatever the language puts between them."""
    return re.compile(r"\D*".join(["^", *text, "$"]))


@pytest.mark.parametrize(
    "story", [("en", 1440), ("kk", 390)], ids=["english-1440", "kazakh-390"], indirect=True
)
def test_a_deal_is_logged_negotiated_signed_and_published_by_keyboard(story):
    log_the_deal(story)
    enter_the_plan(story)
    enter_the_other_terms(story)
    keep_the_table_informed(story)
    negotiate(story)
    sign(story)
    publish_shares_without_amounts(story)
    withdraw(story)


def log_the_deal(story):
    reader = story.almaty
    countries = {one.code: str(one.pk) for one in Country.objects.filter(code__in=["FR", "DE"])}
    reader.page.goto("/deals/")
    reader.open("/deals/new/")
    reader.type("title", story.title)
    reader.type("role", "majority")
    for number, (name, code) in enumerate(((QUAI, "FR"), (NORD, "DE"))):
        reader.type(f"partners-{number}-name", name)
        reader.type(f"partners-{number}-country", countries[code])
        reader.type(f"partners-{number}-role", "minority")
    reader.judge()
    reader.press(reader.page.locator(".deal-form button.primary"))
    expect(reader.page).to_have_url(re.compile("/versions/1/finance-plan/$"))


def enter_the_plan(story):
    reader, page = story.almaty, story.almaty.page
    gap = page.locator(".desk-totals div").nth(2).locator("summary")
    confirmed = page.locator("[data-country=KZ] td").nth(1).locator("summary")
    limits = page.locator(".thresholds tbody tr")
    reader.fill(
        "lines",
        ("Shooting", "KZ", "1150000", "EUR"),
        ("Image", "FR", "800000", "EUR"),
        columns=("account", "country", "amount", "currency"),
    )
    reader.fill("fx", ("KZT", "0.00175"), ("USD", "0.92"), columns=("currency", "rate"))
    reader.fill("sources", *TYPED[:3], columns=COLUMNS)
    expect(gap).to_have_text(figure("99750000"))
    expect(confirmed).to_have_text(figure("4885"))
    expect(page.locator(".treaty-line a")).to_have_text("KZ-FR-1992")
    expect(limits.first).to_contain_text(re.compile(r"997\D500"))

    for number, row in enumerate(TYPED[3:], start=3):
        for column, text in zip(COLUMNS, row, strict=True):
            reader.type(f"sources-{number}-{column}", text)
    expect(gap).to_have_text(figure("44750000"))
    expect(limits.first).to_contain_text(re.compile(r"447\D500"))

    reader.paste("sources-6-id", PASTED)
    expect(page.locator("[name='sources-11-id']")).to_have_value("Online")
    reader.type("lines-2-account", "Sound")
    reader.type("lines-2-country", "DE")
    reader.type("lines-2-amount", "450000")
    expect(gap).to_have_text(figure("31950000"))
    expect(confirmed).to_have_text(figure("3969"))
    expect(gap).to_be_in_viewport()
    reader.settle()
    reader.judge()


def enter_the_other_terms(story):
    reader = story.almaty
    sheets = {
        "credits": [
            ("functions", ("role", "points", "filled_by"), [("director", "4", "KZ")]),
            ("coproducers", ("ownership", "revenue"), [("50", "50"), ("30", "30"), ("20", "20")]),
        ],
        "rights": [("rights", ("territory", "belongs_to"), [("KZ", KZ), ("FR", FR), ("DE", DE)])],
        "recoupment": [
            ("tiers", ("id", "type", "payee", "pct"), [("cam", "fee", "CAM", "1")]),
        ],
        "obligations": [
            (
                "obligations",
                ("kind", "text", "owed_by", "quantity", "due_on"),
                [("training_place", "Trainees in Almaty", FR, "2", "2027-03-01")],
            ),
        ],
    }  # fmt: skip
    for sheet, tables in sheets.items():
        reader.open(f"/versions/1/{sheet}/")
        for table, columns, rows in tables:
            reader.fill(table, *rows, columns=columns)
        reader.settle()
        reader.judge()


def keep_the_table_informed(story):
    reader, page = story.almaty, story.almaty.page
    reader.open("/milestones/")
    reader.open("/milestones/add/")
    reader.type("title", "Script workshop")
    reader.type("kind", "workshop")
    reader.pick_day("due_on")
    reader.press(page.locator("main form button.primary"))
    expect(page).to_have_url(re.compile("/milestones/$"))
    expect(page.locator("main")).to_contain_text("Script workshop")
    reader.judge()

    reader.open("/documents/")
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 story"}
    page.locator("[name=file]").set_input_files(letter)
    reader.press(page.locator("main form button.primary"))
    expect(page.get_by_role("link", name="letter.pdf")).to_be_visible()
    reader.judge()

    reader.open("/notes/")
    reader.type("text", "Paris may have the second unit", "[action$='/comments/add/']")
    reader.act("/comments/add/")
    reader.type("text", "Never below 45 percent", "[action$='/notes/add/']")
    reader.act("/notes/add/")
    expect(page.locator(".private")).to_contain_text("Never below 45 percent")
    reader.judge()


def negotiate(story):
    almaty, paris = story.almaty, story.paris
    paris.page.goto("/deals/")
    expect(paris.page.locator("main")).not_to_contain_text(story.title)
    almaty.open("/versions/1/")
    almaty.act("/propose/")
    expect(almaty.page.get_by_role("status")).to_be_visible()

    paris.page.goto("/deals/")
    paris.press(paris.page.get_by_role("link", name=story.title).last)
    paris.open("/notes/")
    expect(paris.page.locator("main")).to_contain_text("the second unit")
    expect(paris.page.locator("main")).not_to_contain_text("45 percent")
    counter(story, paris, answers=1, amount="300000")
    almaty.page.goto(story.address("compare/1/2/"))
    expect(almaty.page.locator("#figures-title + .scroll .is-changed").first).to_be_visible()
    expect(almaty.page.locator("main")).to_contain_text(re.compile(r"\+50\D?000\D00"))
    almaty.judge()
    counter(story, almaty, answers=2, amount="280000")
    almaty.open("/versions/")
    almaty.judge()
    assert story.statuses() == {1: "countered", 2: "countered", 3: "proposed"}


def counter(story, reader, *, answers, amount):
    """A version of one's own, from that of the others, with another amount."""
    number = answers + 1
    reader.page.goto(story.address("versions/"))
    reader.type("based_on", str(answers))
    reader.type("reason", "As the television wrote")
    reader.act("/versions/begin/")
    reader.open(f"/versions/{number}/finance-plan/")
    reader.type("sources-3-amount", amount)
    reader.settle()
    reader.open(f"/versions/{number}/")
    reader.act("/propose/")
    expect(reader.page.get_by_role("status")).to_be_visible()


def sign(story):
    almaty, paris = story.almaty, story.paris
    paris.page.goto(story.address("versions/3/"))
    for _company in (QUAI, NORD):
        paris.act("/versions/3/agree/")
    assert story.statuses()[3] == "agreed"

    almaty.page.goto(story.address("versions/3/"))
    almaty.act("/versions/3/sign/")
    for _company in (QUAI, NORD):
        paris.act("/versions/3/sign/")
    assert story.statuses()[3] == "signed"
    paris.judge()
    paris.open("/versions/3/finance-plan/")
    expect(paris.page.locator("[name='sources-3-amount']")).to_be_disabled()
    # Axe takes all that lies in a disabled fieldset for disabled; the browser does not.
    assert unreached_by_tab(paris.page) == []


def publish_shares_without_amounts(story):
    almaty, paris, stranger = story.almaty, story.paris, story.stranger
    almaty.page.goto(story.address("publishing/"))
    almaty.act("/publishing/announce/", "preview")
    almaty.judge()
    almaty.act("/publishing/announce/", "announce")
    expect(almaty.page.get_by_role("status").first).to_contain_text(story.title)
    stranger.page.goto(f"/films/?q={story.title}&{INVENTED}")
    stranger.press(stranger.page.locator(".results .row-link"))
    expect(stranger.page.get_by_role("heading", level=1)).to_contain_text(story.title)
    expect(stranger.page.locator("main")).not_to_contain_text("%")

    almaty.tick(almaty.page.locator("#publish-form [name=parts][value=shares]"))
    almaty.act("/publishing/publish/", "preview")
    almaty.judge()
    almaty.act("/publishing/publish/", "agree")
    paris.page.goto(story.address("publishing/"))
    for _company in (QUAI, NORD):
        paris.act("/publishing/publish/", "agree")
    paris.judge()

    stranger.page.reload()
    expect(stranger.page.locator("main")).to_contain_text(re.compile(r"\d[.,]\d\d\s%"))
    for secret in ("952", "280", "National fund", "45 percent", "Trainees"):
        expect(stranger.page.locator("main")).not_to_contain_text(secret)
    stranger.judge()


def withdraw(story):
    almaty, paris, stranger = story.almaty, story.paris, story.stranger
    paris.act("/publishing/withdraw/")
    stranger.page.reload()
    expect(stranger.page.locator("main")).not_to_contain_text("%")
    almaty.page.goto(story.address("publishing/"))
    almaty.act("/publishing/withdraw/")
    stranger.page.goto(f"/films/?q={story.title}&{INVENTED}")
    expect(stranger.page.locator(".results .row-link")).to_have_count(0)
