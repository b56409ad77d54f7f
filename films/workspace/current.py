"""The version that a person works on, for many deals at once."""

from films.deal.version import Version


def current_versions(user, deals):
    """{deal: its version} as `films.deal.reaching.current_version` chooses one: the own open draft,
    or else the newest one to be seen. Three queries for any number of deals; ``deals`` are keys."""
    visible = Version.objects.visible_to(user).filter(deal__in=deals)
    own = Version.objects.editable_by(user).filter(deal__in=deals)
    chosen = _newest(visible) | _newest(own)
    rows = Version.objects.visible_to(user).filter(pk__in=list(chosen.values()))
    return {version.deal_id: version for version in rows}


def _newest(versions):
    """{deal: key of its newest version}; later numbers overwrite earlier ones."""
    return dict(versions.order_by("number", "made_at", "pk").values_list("deal", "pk"))
