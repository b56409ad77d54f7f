"""A declared list and its single objects as resources of the API."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from coprod.lists.fields import SeveralField
from coprod.lists.filters import MAX_PAGE_SIZE
from coprod.lists.private import private


class FacetValue(serializers.Serializer):
    """One value of a facet with the number of rows it would give."""

    value = serializers.CharField()
    label = serializers.CharField()
    count = serializers.IntegerField()


class Problems(serializers.Serializer):
    """Every fault of a refused address, by parameter."""

    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class Missing(serializers.Serializer):
    """Nothing of this id exists for the reader."""

    detail = serializers.CharField()


def answer_serializer(name, result):
    """The shape of a list's JSON around one shape of result."""
    return type(
        f"{name}List",
        (serializers.Serializer,),
        {
            "__doc__": "A page of the list, its exact count, facets and totals.",
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "facets": serializers.DictField(child=FacetValue(many=True)),
            "totals": serializers.DictField(),
            "results": result(many=True),
        },
    )


def parameters(filterset_class):
    """The OpenAPI parameters of a list, from its filters."""
    shown = []
    for name, one in filterset_class.base_filters.items():
        field = one.field
        many = isinstance(field, SeveralField) and not field.single
        values = getattr(field, "values", None) or [
            value for value, _label in getattr(one, "choices", ())
        ]
        shown.append(
            OpenApiParameter(
                name,
                OpenApiTypes.STR,
                many=many,
                enum=[value for value in values if value] or None,
                description=str(one.label),
            )
        )
    for parameter in shown:
        if parameter.name == "page_size":
            parameter.description += f" (1–{MAX_PAGE_SIZE})"
    return shown


def list_resource(page_class, result, name):
    """A view that answers like the list's own JSON."""

    @extend_schema(
        operation_id=f"{name.lower()}_list",
        summary=str(page_class.title),
        description=page_class.__doc__,
        parameters=parameters(page_class.filterset_class),
        responses={
            200: answer_serializer(name, result),
            400: OpenApiResponse(Problems, description="A parameter cannot be understood."),
        },
    )
    def get(self, request):
        page = page_class(request._request)
        if problems := page.problems():
            answer = Response({"errors": problems}, status=400)
        else:
            answer = Response(page.answer())
        return private(answer) if page_class.is_private else answer

    parts = {"get": get, "__doc__": page_class.__doc__}
    if page_class.is_private:
        parts["permission_classes"] = [IsAuthenticated]
    return type(f"{name}ListResource", (APIView,), parts)


def object_resource(name, result, fetch):
    """A view of one object: ``fetch(request, id)`` raises Http404 for who may not know of it."""

    @extend_schema(
        operation_id=f"{name.lower()}_read",
        summary=name,
        responses={200: result, 404: Missing},
    )
    def get(self, request, id):
        return Response(fetch(request._request, id))

    return type(f"{name}Resource", (APIView,), {"get": get, "__doc__": result.__doc__})
