"""The page of one company."""

from django.shortcuts import render


def company(request, public_id):
    return render(request, "films/portrait/company.html", {"public_id": public_id})
