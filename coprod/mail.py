"""Mail that may be refused: whoever sends it is told so, and goes on."""

import logging

from django.core.mail import EmailMessage


class NotSent(Exception):
    """A mail did not leave; names the kind of trouble, never what stood in the mail."""


def send(subject: str, text: str, *, to: str) -> None:
    """One mail to one address.

    Raises `NotSent`, and nothing else, whatever the mail server or the address has against it.
    """
    try:
        EmailMessage(subject, text, to=[to]).send()
    except (OSError, ValueError) as trouble:
        # All of smtplib's are the one, odd addresses the other.
        kind = type(trouble).__name__
        # The server's own words may quote the mail, and the mail may hold a link.
        logging.getLogger("coprod").error("mail not sent: %s", kind)
        raise NotSent(kind) from None
