"""For which companies a person acts."""

from partners.access.models import Membership

# Who may change what belongs to a company; a reader only reads.
WRITERS = (Membership.Role.EDITOR, Membership.Role.SIGNATORY)


def own_companies(user, *roles):
    """Keys of the companies that a person acts for, perhaps in certain roles only; a subquery."""
    memberships = Membership.objects.filter(user=user)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return memberships.values("company")
