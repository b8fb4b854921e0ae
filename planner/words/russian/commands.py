"""Russian of the commands: help, refusals, and what they say of their work."""

SENTENCES: dict[str, str] = {
    "Show the version and exit.": "Показать версию и выйти.",
    "{path!r} must end in .xlsx.": "{path!r}: имя должно заканчиваться на .xlsx.",
    "{path!r} is there and is no file.": "{path!r} уже существует, и это не файл.",
    "{value} is no number.": "{value} – не число.",
    "--region needs the case that its towns are in: --from CASE.xlsx.": (
        "Для --region нужна книга с городами региона: --from CASE.xlsx."
    ),
    "--region: no town of the case is in {name!r}{guess}.": (
        "--region: ни один город не находится в регионе {name!r}{guess}."
    ),
    "{output} is one workbook; name a folder for all regions, or one --region.": (
        "{output} – это одна книга; укажите папку для всех регионов либо один --region."
    ),
    "{output} is there and may be filled in; give the workbook another name.": (
        "{output} уже существует и может быть заполнен; дайте книге другое имя."
    ),
    "{output} is neither a folder nor a workbook.": "{output} – не папка и не книга Excel.",
    "{path} is there already and was left alone.": "{path} уже существует и не изменён.",
    "No faults: {towns} towns, {scores} known scores, {measures} measures.": (
        "Ошибок нет: {towns:# город|# города|# городов}, {scores:# известная оценка|# известные оценки|# "
        "известных оценок}, {measures:# мероприятие|# мероприятия|# мероприятий}."
    ),
    "Warning: {warning}": "Предупреждение: {warning}",
    "--stay needs the earlier plan: --start PLAN.": "Для --stay нужен прежний план: --start PLAN.",
    "the search went through every combination of options": "поиск перебрал все сочетания вариантов",
    "No plan can meet the rules. These cannot be kept together:": (
        "Ни один план не может соблюсти все правила. Вместе невыполнимы:"
    ),
    "No plan was found in {seconds:.1f} seconds; it was stopped before there was any.": (
        "За {seconds:.1f} с план не найден: поиск остановлен раньше."
    ),
    "No plan was found in {seconds:.1f} seconds; give it longer (--time-limit).": (
        "За {seconds:.1f} с план не найден; дайте поиску больше времени (--time-limit)."
    ),
    "The search ended by itself before any plan was found.": "Поиск аварийно завершился, не найдя ни одного плана.",
    "The search ended by itself; this is the best plan it had.": (
        "Поиск аварийно завершился; это лучший план, который он успел найти."
    ),
    "{rest:# more town|# more towns}: see sheet Advice.": (
        "Ещё {rest:# город|# города|# городов}: смотрите лист «{=Advice}»."
    ),
    "--passport: {unknown}.": "--passport: {unknown}.",
    "Every figure agrees. Proved: no plan is better by more than {gap} %.": (
        "Все числа сходятся. Доказано: ни один план не лучше больше чем на {gap} %."
    ),
    "a file of facts is not there; name the folder that holds `facts`": (
        "нет файла с исходными данными; укажите папку, в которой лежит `facts`"
    ),
    "{output} is an input; give the plan another name with -o.": (
        "{output} – исходная книга; дайте плану другое имя (-o)."
    ),
    "--no-copy writes nothing to -o; leave one of the two out.": (
        "С --no-copy в -o ничего не пишется; уберите один из двух параметров."
    ),
    "{output} is no folder; marked copies of several inputs need one.": (
        "{output} – не папка, а размеченным копиям нескольких книг нужна папка."
    ),
    "{output} must be a folder or end in .xlsx.": "{output}: нужна папка или имя, которое заканчивается на .xlsx.",
    "{output} is an input; give the marked copy another name with -o.": (
        "{output} – исходная книга; дайте размеченной копии другое имя (-o)."
    ),
    "{count:# warning|# warnings}; see planner check": (
        "{count:# предупреждение|# предупреждения|# предупреждений}; подробнее: planner check"
    ),
    "{silent} of {regions} regions have not answered: {names}.": (
        "Не ответили регионы ({silent} из {regions}): {names}."
    ),
    "Note: {notice}": "Примечание: {notice}",
    "Not taken over: {misfit}": "Не перенесено из прежнего плана: {misfit}",
    "{asked} could not be written (is it open in Excel?); saved as {written}.": (
        "{asked} не удалось записать (возможно, книга открыта в Excel); сохранено как {written}."
    ),
    (
        "Plan where the money for single-industry towns goes.\n\n\b\nExit codes: 0 done, 1 a bug, 2 wrong "
        "usage, 3 faults in the input or the plan,\n4 no plan can meet the rules, 5 stopped at a limit "
        "without any plan."
    ): (
        "Распределение средств поддержки моногородов.\n\n\b\nКоды завершения: 0 – готово, 1 – ошибка "
        "программы, 2 – неверный вызов,\n3 – ошибки в исходных данных или в плане, 4 – ни один план не "
        "соблюдает всех правил,\n5 – поиск остановлен раньше, чем найден план."
    ),
    ("Language of what is said and written. Default: PLANNER_LANG, else that of the workbook, else the system's."): (
        "Язык сообщений и книг. По умолчанию: PLANNER_LANG, иначе язык книги, иначе язык системы."
    ),
    (
        "Write an empty workbook with the default catalogue to OUTPUT.\n\nWith --from, write a workbook for "
        "each region into the folder OUTPUT (or, for one --region, to the workbook OUTPUT), for its "
        "officials to fill in. Sent back, they are read together with CASE: planner solve CASE "
        "OUTPUT/*.xlsx. A workbook that is in the folder already is left alone."
    ): (
        "Записать в OUTPUT пустую книгу со стандартным каталогом.\n\nС --from в папку OUTPUT записывается "
        "по книге на каждый регион (для одного --region – в книгу OUTPUT); их заполняют в регионах. "
        "Возвращённые книги читаются вместе с CASE: planner solve CASE OUTPUT/*.xlsx. Книга, которая уже "
        "лежит в папке, не изменяется."
    ),
    (
        "Make workbooks of regions, with their towns and what is known of them as in this case; repeat "
        "where the case is in several workbooks."
    ): (
        "Сделать книги регионов: города и всё, что о них известно, – из этой книги; повторите параметр, "
        "если данные лежат в нескольких книгах."
    ),
    "With --from: this region; repeat for more. Default: all that have towns.": (
        "Вместе с --from: только этот регион; можно повторить. По умолчанию – все регионы, в которых есть города."
    ),
    (
        "Read workbooks as one case, name every fault by its cell, and warn of what is surely a "
        "mistake.\n\nA workbook with faults or warnings gets a marked copy beside it: cells are coloured "
        "and have notes, and a first sheet lists all messages. Checked again, the copy loses the marks of "
        "cells that were mended."
    ): (
        "Прочитать книги как единые исходные данные, указать каждую ошибку с её ячейкой и предупредить о "
        "вероятных ошибках.\n\nРядом с книгой, в которой есть ошибки или предупреждения, появляется "
        "размеченная копия: ячейки выделены цветом и снабжены примечаниями, первый лист перечисляет все "
        "сообщения. При повторной проверке копии пометки исправленных ячеек снимаются."
    ),
    (
        "Where the marked copy is written; a folder if there are several inputs. Default: beside each "
        "input, as NAME.checked.xlsx."
    ): (
        "Куда записать размеченную копию; для нескольких книг – папка. По умолчанию рядом с книгой, под "
        "именем NAME.checked.xlsx."
    ),
    "Write no marked copy.": "Не записывать размеченную копию.",
    (
        "Towns of regions whose own workbook is not among INPUTS or not filled in: carry them as the "
        "other workbooks have them, or leave them out of the case."
    ): (
        "Что делать с городами регионов, чьей книги среди INPUTS нет или она не заполнена: carry – взять "
        "данные из остальных книг, leave-out – не учитывать эти города."
    ),
    "Print one JSON object instead of words.": "Вывести вместо текста один объект JSON.",
    "Find a plan for the case in INPUTS and write it as a workbook.": (
        "Найти план по данным из INPUTS и записать его книгой Excel."
    ),
    "Where the plan is written.": "Куда записать план.",
    "Stop when no plan can be better by more than this share.": (
        "Остановиться, когда никакой план не может быть лучше больше чем на эту долю."
    ),
    "Stop after this many seconds with the best plan so far.": (
        "Остановиться через столько секунд с лучшим из найденных планов."
    ),
    "Stop after this many steps of search, which are the same on every machine.": (
        "Остановиться через столько шагов поиска; на любой машине они одинаковы."
    ),
    "Threads of the solver, and processes that search regions.": (
        "Потоки решателя и процессы, которые ищут по регионам."
    ),
    "Which end of every coefficient is used.": (
        "Какое значение каждого коэффициента брать: low – нижнее, central – среднее, high – верхнее."
    ),
    "Begin with the decisions of an earlier plan that still fit.": (
        "Начать с решений прежнего плана, которые ещё допустимы."
    ),
    "With --start: count a decision of the earlier plan as worth this share more than it is.": (
        "Вместе с --start: считать решения прежнего плана ценнее на эту долю."
    ),
    ("Give this town, by id or name, a page of its own; repeat for more. Default: the three with most money."): (
        "Отдельный лист для этого города (код или название); можно повторить. По умолчанию – три города, "
        "получающих больше всего."
    ),
    "No progress on standard error.": "Не показывать ход поиска.",
    "Compute PLAN a second time, from the case inside it, and compare every cell.": (
        "Пересчитать PLAN заново по исходным данным внутри него и сверить каждую ячейку."
    ),
    "Make the worked examples in FOLDER from the facts in FOLDER/facts.": (
        "Собрать примеры в FOLDER по данным из FOLDER/facts."
    ),
}
