"""Editing in the admin: nobody's work is lost, and every change can be read and taken back.

``admin.py`` has the bases that the admin pages of the other folders are declared with.
"""
