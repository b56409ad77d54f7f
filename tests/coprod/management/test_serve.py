"""The server answers while others dawdle; what it was chosen for."""

import socket
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from coprod.management.commands import serve

SLOW = 100
PATIENCE = 30  # seconds; who dawdles is dropped after 60
REQUESTS = {
    "header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n",
    "page": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


def page(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "300000")])
    return [b"x" * 300_000]


@pytest.fixture
def port(monkeypatch):
    monkeypatch.setattr("coprod.wsgi.application", page)
    running = serve.server(listen="127.0.0.1:0")
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    yield running.effective_port
    running.task_dispatcher.shutdown()
    running.trigger.pull_trigger(running.close)
    thread.join(10)


@pytest.mark.parametrize("kind", REQUESTS)
def test_server_answers_beside_a_hundred_slow_readers(port, kind):
    with ExitStack() as stack:
        for _ in range(SLOW):
            reader = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            reader.sendall(REQUESTS[kind])
        time.sleep(0.5)
        other = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        stack.callback(other.close)

        other.request("GET", "/")

        assert len(other.getresponse().read()) == 300_000
