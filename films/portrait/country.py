"""The page of one country."""

from django.shortcuts import render


def country(request, code):
    return render(request, "films/portrait/country.html", {"code": code})
