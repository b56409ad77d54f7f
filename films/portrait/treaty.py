"""The page of one treaty."""

from django.shortcuts import render


def treaty(request, code):
    return render(request, "films/portrait/treaty.html", {"code": code})
