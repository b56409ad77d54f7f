"""The pictures of the README, taken in Chromium from a demonstration server of their own.

    .venv/bin/python -m deploy.screenshots

Needs what `make test` installs, and a Chromium.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.browser import chromium

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "deploy" / "screenshots"
MOST_BYTES = 200_000
PATIENCE = 180  # seconds until the server has loaded the register and answers
WINDOW = {"width": 1280, "height": 800}


def researcher(page):
    page.goto("/")
    page.get_by_role("link", name="Which Kazakh films of the 2010s").click()


def producer(page):
    sign_in(page, "producer-kz")
    page.goto("/deals/?q=Apple+Road")
    page.locator(".results .row-link").click()
    page.locator(".deal-tabs a[href$='/finance-plan/']").click()
    page.evaluate("document.querySelector('h1').scrollIntoView()")


def admin(page):
    sign_in(page, "admin")
    page.goto("/admin/films/film/?q=Tulpan")
    page.locator("#result_list").get_by_role("link", name="Tulpan").first.click()


PICTURES = [researcher, producer, admin]


def main():
    if not (browser := chromium.find()):
        sys.exit(chromium.MISSING)
    FOLDER.mkdir(exist_ok=True)
    with demonstration() as url, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=chromium.switches())
        for picture in PICTURES:
            page = opened.new_page(base_url=url, viewport=WINDOW, locale="en", color_scheme="light")
            picture(page)
            page.wait_for_load_state("networkidle")
            keep(page.screenshot(), picture.__name__)
        opened.close()


@contextmanager
def demonstration():
    """The address of a server with nothing but the fixtures, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="coprod-screenshots-") as folder:
        port = free_port()
        environment = os.environ | {
            "COPROD_MODE": "demonstration",
            "COPROD_VAR": folder,
            "DATABASE_URL": "",
            "DEMONSTRATION_PASSWORD": "screenshots",
            "PORT": str(port),
        }
        server = subprocess.Popen([sys.executable, ROOT / "manage.py", "start"], env=environment)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, server)
            yield url
        finally:
            server.terminate()
            server.wait()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(url, server):
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            urlopen(f"{url}/healthz").close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demonstration server did not start: its own messages above say why.")


def sign_in(page, name):
    page.goto("/account/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("screenshots")
    page.get_by_role("button", name="Sign in").click()


def keep(png, name):
    """Write a picture that a page may carry."""
    if len(png) > MOST_BYTES:
        sys.exit(f"{name}.png has {len(png):,} bytes: make the window smaller.")
    (FOLDER / f"{name}.png").write_bytes(png)
    print(f"deploy/screenshots/{name}.png  {len(png):,} bytes")


if __name__ == "__main__":
    main()
