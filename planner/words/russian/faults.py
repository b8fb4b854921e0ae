"""Russian sentences of one part of the project, by the English ones."""

SENTENCES: dict[str, str] = {
    "{wrong}: {read} was read, {expected} is expected; {to_do}": (
        "{wrong}: прочитано {read}, ожидается {expected}; что сделать: {to_do}"
    ),
    " is expected; ": "; что сделать: ",
}
