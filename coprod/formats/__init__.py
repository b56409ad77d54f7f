"""How days and numbers are written where Django has no format of the language."""
