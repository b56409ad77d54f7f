"""What is asked of every page: no finding of axe, nothing wider than a telephone."""

from axe_playwright_python.sync_playwright import Axe

PHONE = 390
AXE = {
    # Styles were loaded under the page's own policy; axe need not fetch them again.
    "preload": False,
    "resultTypes": ["violations"],
    # The one rule of WCAG 2.2 AA that axe leaves out unless asked.
    "rules": {"target-size": {"enabled": True}},
}
# The markup of Swagger UI inside our page is its makers' own, and brings a main part of its own.
JUDGED = {"exclude": [[".swagger-ui"]]}
OF_SWAGGER = "landmark-no-duplicate-main"
# What a reader can open, but for what lies over the page when it is open.
OPEN = """() => {
  for (const one of document.querySelectorAll("main details")) one.open = !one.closest(".toolbar");
}"""
# The deepest elements that reach beyond the window, unless a box around them scrolls.
TOO_WIDE = """(width) => {
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (one) => one && one !== document.body &&
    (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter((one) =>
    one.getBoundingClientRect().right > width + 0.5 && !scrolls(one));
  return [`${document.documentElement.scrollWidth} pixels wide`].concat(wide
    .filter((one) => !wide.some((other) => other !== one && one.contains(other)))
    .slice(0, 5).map((one) => one.outerHTML.slice(0, 160)));
}"""

# Links and controls in sight, and which of them had the focus; the browser stops at one of a
# group of radio buttons only.
WATCH_FOCUS = """() => {
  const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
  window.reached = new Set();
  document.addEventListener("focusin", (event) => window.reached.add(event.target));
  const isStop = (one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.checkVisibility() &&
    !["radio", "hidden"].includes(one.type);
  window.stops = [...document.querySelectorAll(controls)].filter(isStop);
  return window.stops.length;
}"""
UNREACHED = """() => window.stops.filter((one) => !window.reached.has(one))
  .map((one) => one.outerHTML.slice(0, 160))"""
# Radio buttons, and boxes that scroll and therefore take the focus.
SPARE = 40


def open_all(page):
    """Open what can be opened, so that it is judged too."""
    page.evaluate(OPEN)


def findings(page):
    """[rule: the elements that break it] of axe on this page."""
    found = Axe().run(page, context=JUDGED, options=AXE).response["violations"]
    if page.locator(".swagger-ui").count():
        found = [one for one in found if one["id"] != OF_SWAGGER]
    return [f"{one['id']} ({one['help']}): {told(one['nodes'])}" for one in found]


def told(nodes):
    """The first elements that break a rule, and what is wrong with them."""
    return "; ".join(f"{node['target'][0]} {node['failureSummary'][:300]}" for node in nodes[:3])


def too_wide(page):
    """What reaches beyond the window at the width of a telephone; empty when nothing does."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    return page.evaluate(TOO_WIDE, PHONE)


def unreached_by_tab(page):
    """What the Tab key never reaches of all that can be reached, from the top of the page on."""
    stops = page.evaluate(WATCH_FOCUS)
    for _press in range(stops + SPARE):
        page.keyboard.press("Tab")
    return page.evaluate(UNREACHED)
