"""Russian texts of the catalogue by the English ones."""

TEXTS: dict[str, str] = {}
