"""Where the server listens, from the environment."""

import os
import socket
from dataclasses import dataclass

from django.core.management.base import CommandError


@dataclass(frozen=True)
class Address:
    """A host and a port of this machine."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        text = os.environ.get("PORT") or "8000"
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
            raise CommandError(f"PORT is {text!r}: it must be a number from 1 to 65535.")
        return cls(os.environ.get("COPROD_HOST") or "127.0.0.1", int(text))

    @property
    def url(self) -> str:
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0"} else self.host
        return f"http://[{shown}]:{self.port}/" if ":" in shown else f"http://{shown}:{self.port}/"

    def listen(self) -> socket.socket:
        """A socket bound to this address, or the reason why there is none."""
        try:
            family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
            return socket.create_server((self.host, self.port), family=family, backlog=1024)
        except PermissionError as fault:
            raise CommandError(
                f"Port {self.port} is reserved for the system: choose one above 1023, "
                "e.g. PORT=8080 make run"
            ) from fault
        except OSError as fault:
            reason = os.strerror(fault.errno or 0)
            raise CommandError(
                f"Port {self.port} on {self.host} cannot be had ({reason}): stop the program that "
                f"holds it or choose another port, e.g. PORT={self.port + 1} make run"
            ) from fault
