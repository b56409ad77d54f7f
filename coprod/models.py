"""Index of the project's own models."""

from coprod.lists.models import SavedFilter

__all__ = ["SavedFilter"]
