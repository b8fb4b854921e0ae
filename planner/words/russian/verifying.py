"""Russian sentences of one part of the project, by the English ones."""

SENTENCES: dict[str, str] = {}
