"""Every address that the product answers, found by walking the resolver."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import URLPattern, get_resolver

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
# By these the framework answers whatever comes: they are known by their beginning only.
BY_BEGINNING = "admin/"


@dataclass(frozen=True)
class Route:
    """An address with its parameters, as the resolver knows it."""

    pattern: str
    name: str
    view: object

    @property
    def parameters(self):
        """{parameter: converter}."""
        return {one["name"]: one["converter"] or "str" for one in PARAMETER.finditer(self.pattern)}

    def address(self, values):
        return "/" + PARAMETER.sub(
            lambda one: quote(str(values[one["name"]]), safe=""), self.pattern
        )

    @property
    def list_page(self):
        return getattr(self.view, "list_page", None)

    @property
    def is_workspace(self):
        """Whether the view says that it is a page of the workspace."""
        view = self.view
        while view is not None:
            if getattr(view, "is_workspace", False):
                return True
            view = getattr(view, "__wrapped__", None)
        return False


def every_route():
    """All routes but the admin's, in the order in which they are tried."""
    return [
        one for one in _walk(get_resolver(), "", "") if not one.pattern.startswith(BY_BEGINNING)
    ]


def admin_routes():
    return [one for one in _walk(get_resolver(), "", "") if one.pattern.startswith(BY_BEGINNING)]


def _walk(resolver, start, namespace):
    for one in resolver.url_patterns:
        pattern = start + str(one.pattern)
        if isinstance(one, URLPattern):
            name = f"{namespace}{one.name}" if one.name else ""
            yield Route(pattern, name, one.callback)
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _walk(one, pattern, inner)
