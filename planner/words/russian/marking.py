"""Russian of the marked copies of checked workbooks, by the English sentences."""

SENTENCES: dict[str, str] = {
    # Notes on cells
    "planner check": "проверка planner",
    "[planner check {number}]": "[проверка planner {number}]",
    "[end of planner check]": "[конец проверки planner]",
    "{text}... (all of it stands on the first sheet)": "{text}… (полностью на первом листе)",
    "Fault {number}: {wrong}": "Ошибка {number}: {wrong}",
    "Warning {number}: {wrong}": "Предупреждение {number}: {wrong}",
    "To do: {to_do}": "Что сделать: {to_do}",
    # The list of messages
    "What planner check found": "Что нашла проверка",
    "Mend the cells in this workbook, save it and check it again: the marks of mended cells go away. The sheet is made "
    "anew by each check. A click on a cell's name leads there.": (
        "Исправьте ячейки в этой книге, сохраните её и проверьте снова: отметки исправленных ячеек исчезнут. Каждая "
        "проверка составляет этот лист заново. Щелчок по имени ячейки открывает её."
    ),
    "number": "номер",
    "kind": "вид",
    "sheet": "лист",
    "cell": "ячейка",
    "what is wrong": "что не так",
    "what to do": "что сделать",
    "fault": "ошибка",
    "warning": "предупреждение",
    "row {row}": "строка {row}",
    "Marks of planner check: what cells looked like before": "Отметки проверки: как ячейки выглядели раньше",
    # Where copies are, and why there is none
    "Marked copy: {path}": "Размеченная копия: {path}",
    "Copy without marks: {path}": "Копия без отметок: {path}",
    "No marked copy of {path}: {reason}.": "Размеченная копия книги {path} не создана: {reason}.",
    "it is built in an unforeseen way ({error})": "книга устроена непредвиденным образом ({error})",
    "it holds sheets of macros": "в ней есть листы с макросами",
    "it has no list of sheets": "в ней нет перечня листов",
    "its sheets have no names": "у её листов нет имён",
    "its part {part} has no rows": "в её части {part} нет строк",
    "its part {part} is missing": "в ней нет части {part}",
    "its part {part} is damaged ({error})": "её часть {part} повреждена ({error})",
    "its workbook part is not where it is expected": "её основной части нет на ожидаемом месте",
    "it has no looks of cells (styles)": "в ней нет оформления ячеек (стилей)",
    "its looks of cells have no {name}": "в её оформлении ячеек нет части {name}",
}
