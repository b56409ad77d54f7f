"""The watch over pages catches what it is there for."""

import pytest

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}


def serve(page, site, body, headers=None):
    """Show a page of the test's own at an address of the site."""
    page.route(
        "**/made-up/",
        lambda route: route.fulfill(body=body, content_type="text/html", headers=headers or {}),
    )
    page.goto(site.address("/made-up/"))


def test_faults_are_empty_for_a_sound_page(page, site, faults):
    serve(page, site, "<!doctype html><html lang=en><title>Sound</title><p>Sound</p>", POLICY)

    assert page.title() == "Sound"
    assert faults.seen == []


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("<p style='color: red'>inline</p>", "Content Security Policy"),
        ("<script>document.title = 'inline'</script>", "Content Security Policy"),
        ("<img src='http://elsewhere.invalid/x.png'>", "another origin"),
    ],
)
def test_faults_name_a_broken_policy(page, site, faults, body, sign):
    serve(page, site, f"<!doctype html><title>x</title>{body}", POLICY)
    page.wait_for_load_state("networkidle")

    assert any(sign in fault for fault in faults.seen), faults.seen
    faults.clear()


def test_faults_name_an_exception(page, site, faults):
    with page.context.expect_event("weberror"):
        serve(page, site, "<!doctype html><title>x</title><script>throw Error('torn')</script>")

    assert any("torn" in fault for fault in faults.seen), faults.seen
    faults.clear()
