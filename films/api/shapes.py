"""Shapes of the API's answers, as OpenAPI documents them."""

from rest_framework import serializers


class SourceShape(serializers.Serializer):
    """Where a fact comes from."""

    key = serializers.CharField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    locator = serializers.CharField()
    confidence = serializers.CharField()
    checked_on = serializers.DateField(allow_null=True)


class MoneyShape(serializers.Serializer):
    """An amount as a decimal string, with its ISO 4217 code."""

    amount = serializers.CharField()
    currency = serializers.CharField()


class FilmCountry(serializers.Serializer):
    """A country's part in a film; share in per cent, null when not published."""

    code = serializers.CharField()
    role = serializers.CharField(allow_null=True)
    share = serializers.CharField(allow_null=True)


class Named(serializers.Serializer):
    """A company or person with its public id."""

    id = serializers.CharField()
    name = serializers.CharField()


class FilmShape(serializers.Serializer):
    """A film as lists give it."""

    id = serializers.CharField()
    url = serializers.URLField()
    title = serializers.CharField()
    original_title = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    year_kind = serializers.CharField()
    stage = serializers.CharField()
    kind = serializers.CharField()
    official = serializers.CharField(allow_null=True)
    treaty = serializers.CharField(allow_null=True)
    countries = FilmCountry(many=True)
    companies = Named(many=True)
    directors = Named(many=True)
    genres = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())
    budget = MoneyShape(allow_null=True)
    source = SourceShape()


class ParticipationShape(serializers.Serializer):
    """A country or company in a film."""

    country = serializers.CharField(allow_null=True)
    company = Named(allow_null=True)
    role = serializers.CharField(allow_null=True)
    share = serializers.CharField(allow_null=True)
    is_delegate = serializers.BooleanField()
    source = SourceShape()


class FundingShape(serializers.Serializer):
    """Published money for a film; amount null when not published."""

    fund = Named(allow_null=True)
    kind = serializers.CharField()
    country = serializers.CharField(allow_null=True)
    money = MoneyShape(allow_null=True)
    awarded_on = serializers.CharField()
    url = serializers.CharField()
    source = SourceShape()


class CreditSplitShape(serializers.Serializer):
    """A country's published percentages."""

    country = serializers.CharField()
    finance = serializers.CharField(allow_null=True)
    ownership = serializers.CharField(allow_null=True)
    revenue = serializers.CharField(allow_null=True)
    points = serializers.CharField(allow_null=True)
    source = SourceShape()


class CreditShape(serializers.Serializer):
    """A person's function."""

    person = Named()
    function = serializers.CharField()
    nationality = serializers.CharField(allow_null=True)
    source = SourceShape()


class SelectionShape(serializers.Serializer):
    """A festival that showed the film."""

    festival = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    section = serializers.CharField()
    prize = serializers.CharField()
    source = SourceShape()


class ReleaseShape(serializers.Serializer):
    """A release in a territory; null for the whole world."""

    country = serializers.CharField(allow_null=True)
    channel = serializers.CharField(allow_null=True)
    released_on = serializers.CharField()
    until = serializers.CharField()
    source = SourceShape()


class LanguageVersionShape(serializers.Serializer):
    """A language version."""

    language = serializers.CharField()
    kind = serializers.CharField()
    source = SourceShape()


class CommitmentShape(serializers.Serializer):
    """A published promise besides money."""

    kind = serializers.CharField()
    country = serializers.CharField(allow_null=True)
    quantity = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    source = SourceShape()


class TitleShape(serializers.Serializer):
    """Another title."""

    text = serializers.CharField()
    language = serializers.CharField(allow_null=True)
    script = serializers.CharField()
    source = SourceShape()


class FilmDetailShape(FilmShape):
    """A film with all its facts and where each comes from."""

    length = serializers.IntegerField(allow_null=True)
    synopsis = serializers.CharField()
    themes = serializers.ListField(child=serializers.CharField())
    is_fictional = serializers.BooleanField()
    imdb_id = serializers.CharField()
    wikidata_id = serializers.CharField()
    eidr = serializers.CharField()
    isan = serializers.CharField()
    titles = TitleShape(many=True)
    participations = ParticipationShape(many=True)
    credit_splits = CreditSplitShape(many=True)
    funding = FundingShape(many=True)
    credits = CreditShape(many=True)
    selections = SelectionShape(many=True)
    releases = ReleaseShape(many=True)
    language_versions = LanguageVersionShape(many=True)
    commitments = CommitmentShape(many=True)
    citations = SourceShape(many=True)


class CountryShape(serializers.Serializer):
    """A country as lists give it."""

    id = serializers.CharField()
    url = serializers.URLField()
    code = serializers.CharField()
    name = serializers.CharField()
    films = serializers.IntegerField()
    coproductions = serializers.IntegerField()
    films_url = serializers.URLField()
    region = serializers.CharField(allow_null=True)
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    currency = serializers.CharField(allow_null=True)
    source = SourceShape()


class CompanyShape(serializers.Serializer):
    """A company as lists give it."""

    id = serializers.CharField()
    url = serializers.URLField()
    name = serializers.CharField()
    country = serializers.CharField(allow_null=True)
    films = serializers.IntegerField()
    films_url = serializers.URLField()
    source = SourceShape()


class FundingSourceShape(CompanyShape):
    """A funding source as lists give it."""

    kind = serializers.CharField(allow_null=True)
    body = serializers.CharField()


class TreatyShape(serializers.Serializer):
    """A treaty as lists give it."""

    id = serializers.CharField()
    url = serializers.URLField()
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    signed_on = serializers.CharField(allow_null=True)
    in_force_on = serializers.CharField(allow_null=True)
    parties = serializers.IntegerField()
    films = serializers.IntegerField()
    films_url = serializers.URLField()
    source = SourceShape()


class PartyShape(serializers.Serializer):
    """A country bound by a treaty."""

    country = serializers.CharField()
    in_force_on = serializers.CharField()
    ended_on = serializers.CharField()
    source = SourceShape()


class TermShape(serializers.Serializer):
    """A limit of a treaty; null where the text sets none or it is not known."""

    rule = serializers.CharField()
    scope = serializers.CharField()
    minimum = serializers.CharField(allow_null=True)
    maximum = serializers.CharField(allow_null=True)
    is_discretionary = serializers.BooleanField()
    article = serializers.CharField()
    valid_from = serializers.CharField()
    valid_to = serializers.CharField()
    source = SourceShape()


class PointsShape(serializers.Serializer):
    """A function of the points test."""

    scope = serializers.CharField()
    element = serializers.CharField()
    points = serializers.IntegerField()
    source = SourceShape()


class TreatyDetailShape(TreatyShape):
    """A treaty with its parties, terms and points."""

    note = serializers.CharField()
    party_list = PartyShape(many=True)
    terms = TermShape(many=True)
    points = PointsShape(many=True)


class FestivalShape(serializers.Serializer):
    """A festival as lists give it."""

    id = serializers.CharField()
    url = serializers.URLField()
    name = serializers.CharField()
    city = serializers.CharField()
    country = serializers.CharField(allow_null=True)
    films = serializers.IntegerField()
    films_url = serializers.URLField()
    source = SourceShape()
