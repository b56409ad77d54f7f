import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from coprod.running.address import Address
from coprod.running.children import Child, Children
from coprod.running.preparation import demonstration_accounts, prepare

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")
PATIENCE = 60  # seconds until the server must answer


class Command(BaseCommand):
    help = "Prepare what is not ready yet, then run the server and the task worker together."
    requires_system_checks: list = []

    def handle(self, **options):
        address = Address.from_environment()
        address.listen().close()
        prepare(self.say)
        accounts = demonstration_accounts()
        connections.close_all()
        server = Child("server", [sys.executable, MANAGE, "serve"])
        worker = Child(
            "task worker",
            [sys.executable, MANAGE, "db_worker", "--no-reload", "--skip-checks", "-v0"],
            restarts=True,
        )
        children = Children([server, worker], self.say)
        code = children.run(lambda: self._announce(address, accounts, server))
        self.say("Stopped.")
        sys.exit(code)

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def _announce(self, address, accounts, server):
        if not answers(address, server):
            self.say(f"The server does not answer at {address.url}")
            return
        self.say(f"\ncoprod answers at {address.url}\n")
        if accounts:
            self.say("Accounts for trying it out (demonstration mode):")
            for name, password in accounts:
                self.say(f"  {name:<12}  password {password}")
            self.say("")
        self.say("Stop with Ctrl-C.")


def answers(address, server) -> bool:
    """Wait until the server answers; false when it has ended or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not server.has_ended:
        connection = HTTPConnection(address.host, address.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    return False
