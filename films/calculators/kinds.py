"""Every kind of calculation, in the order pages show them. A new kind is one line here."""

from films.calculators.kind import Kind

KINDS: dict[str, Kind] = {kind.slug: kind for kind in ()}
