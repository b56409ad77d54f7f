import logging
import os
import signal
import sys

import waitress
from django.core.management.base import BaseCommand

from coprod.running.address import Address
from coprod.running.database import require_this_schema

MEGABYTE = 2**20


class Command(BaseCommand):
    help = "Answer requests on COPROD_HOST and PORT, without preparing anything first."
    requires_system_checks: list = []

    def handle(self, **options):
        require_this_schema()
        listening = Address.from_environment().listen()
        # A full queue is normal under load, and nothing that a reader of the log could mend.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))
        server(sockets=[listening]).run()


def server(**where):
    """The server with its limits, ready to run.

    Requests and answers are buffered, so a slow reader holds a file and no thread; that is why
    waitress was taken. 100 connections, its own limit, would be too few against slow readers.
    """
    from coprod.wsgi import application

    return waitress.create_server(
        application,
        threads=8,
        connection_limit=1000,
        asyncore_use_poll=True,
        channel_timeout=60,
        outbuf_high_watermark=256 * MEGABYTE,
        max_request_header_size=MEGABYTE // 16,
        max_request_body_size=128 * MEGABYTE,
        ident=None,
        **trusted_proxy(),
        **where,
    )


def trusted_proxy() -> dict:
    """What a proxy in front may say about the reader; believed only where one stands."""
    if os.environ.get("TRUST_PROXY") != "1":
        return {}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }
