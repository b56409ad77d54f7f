"""The same requests in both worlds, and where the answers differ."""

import time
from contextlib import ExitStack, contextmanager
from unittest import mock

from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from rest_framework.throttling import SimpleRateThrottle

from films.register.index import INDEX
from tests.secrecy.asking import Asking
from tests.secrecy.filling import chance
from tests.secrecy.worlds import hidden_world, values_of

# So many requests are asked of both worlds at first, then twice as many, and so on.
FIRST_PORTION = 12
# Somebody at the hidden table reads before the others do: nothing of it may be kept for them.
OPENED_BEFORE = ["/deals/", "/account/", "/films/", "/films.json?facets=1"]


@contextmanager
def calm():
    """One clock, and chance that begins anew with every request; nobody is slowed down."""
    moment = timezone.now()
    second = int(moment.timestamp())
    with ExitStack() as stack:
        for target in (
            mock.patch.object(timezone, "now", lambda: moment),
            mock.patch.object(time, "time", lambda: float(second)),
            mock.patch.object(SimpleRateThrottle, "allow_request", lambda *given: True),
        ):
            stack.enter_context(target)
        yield


def client_of(public, reader):
    """The browser of one kind of reader; the stranger has not signed in."""
    client = Client(raise_request_exception=False)
    if reader != "stranger":
        client.force_login(public.people[reader])
    return client


def answers(public, reader, requests):
    """What a reader gets to each request, none of which leaves a trace for the next."""
    insider, client = client_of(public, "editor"), client_of(public, reader)
    for path in OPENED_BEFORE:
        insider.get(path)
    return [asked(client, request, number) for number, request in enumerate(requests)]


def asked(client, request, number=0):
    cookies = client.cookies.copy()
    index = INDEX._moment, INDEX._state
    with transaction.atomic(), chance(number):
        found = request.send(client)
        transaction.set_rollback(True)
    if request.method != "GET":
        INDEX._moment, INDEX._state = index
    client.cookies = cookies
    translation.activate("en")
    return found


def differences(public, reader, number, seed, only=None):
    """[(request, answer with the hidden world, answer without)] wherever the two differ.

    An answer that failed tells nothing about the others: it is no answer.
    """
    with calm():
        with hidden_world(public) as rows:
            asking = Asking(seed, values_of(rows), values_of(public.rows))
            requests = asking.requests(number, only)
            with_it = answers(public, reader, requests)
        without = answers(public, reader, requests)
    return [
        (str(request), one, other)
        for request, one, other in zip(requests, with_it, without, strict=True)
        if one != other or one[0] >= 500
    ]


def told(found):
    """What differs, for whoever reads the failure of a test."""
    lines = []
    for request, one, other in found[:10]:
        lines.append(f"{request}\n  with:    {_short(one, other)}\n  without: {_short(other, one)}")
    return "\n".join([f"{len(found)} answers differ:", *lines])


def _short(answer, other):
    status, headers, cookies, body = answer
    start = next(
        (place for place, (one, two) in enumerate(zip(body, other[3], strict=False)) if one != two),
        min(len(body), len(other[3])),
    )
    part = body[max(0, start - 60) : start + 100]
    headers = {name: value for name, value in headers.items() if other[1].get(name) != value}
    return f"{status} {headers} {cookies if cookies != other[2] else ''} …{part!r}"


def first_difference(public, reader, number, seed, only):
    """The first request to which the worlds answer differently, or None; asked in portions."""
    with calm():
        requests, start, portion = None, 0, FIRST_PORTION
        while start < number:
            with hidden_world(public) as rows:
                if requests is None:
                    asking = Asking(seed, values_of(rows), values_of(public.rows))
                    requests = asking.requests(number, only)
                asked_now = requests[start : start + portion]
                with_it = answers(public, reader, asked_now)
            without = answers(public, reader, asked_now)
            for request, one, other in zip(asked_now, with_it, without, strict=True):
                if one != other:
                    return request
            start, portion = start + portion, portion * 2
    return None
