"""Index of the admin pages of who takes part, and under which law."""

from partners.access import admin as access
from partners.company import admin as company
from partners.country import admin as country
from partners.funding import admin as funding
from partners.source import admin as source
from partners.treaty import admin as treaty

__all__ = ["access", "company", "country", "funding", "source", "treaty"]
