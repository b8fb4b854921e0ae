"""Russian names by id."""

NAMES: dict[str, str] = {}
