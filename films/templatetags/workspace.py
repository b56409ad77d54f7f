"""How deals are written in the templates of the workspace."""

from django import template

from films.workspace import cells

register = template.Library()

register.simple_tag(cells.countries, name="deal_countries")
register.simple_tag(cells.gap, name="deal_gap")
register.simple_tag(cells.deadline, name="deal_deadline")
register.simple_tag(cells.gap_of, name="standing_gap")
