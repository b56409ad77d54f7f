"""The page of one funding."""

from django.shortcuts import render


def funding_source(request, public_id):
    return render(request, "films/portrait/funding.html", {"public_id": public_id})
