"""Answers that come late and in two parts, to find the tests that do not wait for what they read.

LATENESS=0.3 python -m pytest -m browser
"""

import os
import random
import time

SECONDS = float(os.environ.get("LATENESS") or 0)


class Late:
    """The application on a slow line: a page, and its second half, come up to so much late."""

    def __init__(self, application, seconds):
        self.application = application
        self.seconds = seconds

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].startswith("/static/"):
            return self.application(environ, start_response)
        return self._in_halves(environ, start_response)

    def _in_halves(self, environ, start_response):
        self._wait()
        answer = self.application(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        middle = len(body) // 2
        yield body[:middle]
        self._wait()
        yield body[middle:]

    def _wait(self):
        time.sleep(random.uniform(0, self.seconds))
