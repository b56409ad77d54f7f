import socket

import pytest
from django.core.management import CommandError

from coprod.running.address import Address


@pytest.mark.parametrize("text", ["0", "65536", "http", "80 80", "-1", "８０００"])
def test_address_refuses_what_is_no_port(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(CommandError, match=r"PORT is .*: it must be a number from 1 to 65535"):
        Address.from_environment()


@pytest.mark.parametrize(
    ("port", "host", "url"),
    [
        ("", "", "http://localhost:8000/"),
        ("65535", "", "http://localhost:65535/"),
        ("80", "0.0.0.0", "http://localhost:80/"),
        ("8080", "::1", "http://[::1]:8080/"),
    ],
)
def test_address_follows_the_environment(monkeypatch, port, host, url):
    monkeypatch.setenv("PORT", port)
    monkeypatch.setenv("COPROD_HOST", host)

    assert Address.from_environment().url == url


def test_address_listen_names_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"Port {port} on 127.0.0.1 cannot be had.*PORT="):
            Address("127.0.0.1", port).listen()
