"""Russian of what reading a workbook finds: faults of files, sheets and cells, and who has answered."""

SENTENCES: dict[str, str] = {
    "{wrong}: {read} was read, {expected} is expected; {to_do}": (
        "{wrong}. Прочитано: {read}; ожидается: {expected}; что сделать: {to_do}"
    ),
    " is expected; ": "; что сделать: ",
    # Places
    "{sheet}, row {row}": "{sheet}, строка {row}",
    "{row}, column {column} (not in the sheet)": "{row}, столбец «{column}» (его нет на листе)",
    # Names
    "{shown} and {more} more": "{shown} и ещё {more}",
    "{names} or {name}": "{names}, {name}",
    "{header}": "«{header}»",
    " (did you mean {names}?)": " (возможно, имелось в виду {names})",
    " (did you mean {name}? {letters})": " (возможно, имелось в виду {name}; {letters})",
    " ({letters})": " ({letters})",
    "it looks the same but has {letters}": "выглядит так же, но отличается буквами: {letters}",
    "Cyrillic {letter}": "кириллическая «{letter}»",
    "Latin {letter}": "латинская «{letter}»",
    # Files
    "no file": "файл не указан",
    "no workbook was named; name at least one .xlsx file": "не указана ни одна книга; укажите хотя бы один файл .xlsx",
    "this file was named twice; name it once": "этот файл указан дважды; укажите его один раз",
    "Excel keeps this file while the workbook is open; not read": (
        "Excel держит этот файл, пока книга открыта; файл не читается"
    ),
    "a folder was given, a workbook is expected; name an .xlsx file in it": (
        "указана папка, а ожидается книга; укажите файл .xlsx в этой папке"
    ),
    "there is no such file; check the name and the folder": "такого файла нет; проверьте имя файла и папку",
    "'{suffix}' files are not read, only .xlsx and .xlsm; open it in a spreadsheet program and save it as .xlsx": (
        "файлы «{suffix}» не читаются, только .xlsx и .xlsm; откройте файл в программе электронных таблиц и сохраните "
        "как .xlsx"
    ),
    "the file is larger than {most} MB; delete what is not part of the case": (
        "файл больше {most} МБ; удалите из него то, что не относится к исходным данным"
    ),
    "the file may not be read; close it in the program that has it open, or ask for access": (
        "файл недоступен для чтения; закройте его в программе, где он открыт, или запросите доступ"
    ),
    "the file cannot be read ({error}); copy it to another place and try again": (
        "файл не читается ({error}); скопируйте его в другое место и повторите"
    ),
    "the file is empty (0 bytes); copy or save it again": "файл пуст (0 байт); скопируйте или сохраните его ещё раз",
    "the workbook has a password or the format of before 2007; save it as .xlsx without a password": (
        "книга защищена паролем или сохранена в формате до 2007 года; сохраните её как .xlsx без пароля"
    ),
    "the file is not a workbook; open it in a spreadsheet program and save it as .xlsx": (
        "файл не является книгой Excel; откройте его в программе электронных таблиц и сохраните как .xlsx"
    ),
    "the file is not a workbook or is damaged ({error}); open it in a spreadsheet program and save it as .xlsx": (
        "файл не является книгой Excel или повреждён ({error}); откройте его в программе электронных таблиц и "
        "сохраните как .xlsx"
    ),
    "the file has more than {most} parts, which no workbook has; not opened": (
        "в файле больше {most} частей, чего в книгах не бывает; файл не открыт"
    ),
    "a part of the file has a name that leads out of it, which no spreadsheet program writes; not opened": (
        "имя одной из частей файла ведёт за его пределы, чего программы электронных таблиц не делают; файл не открыт"
    ),
    "the file would unpack to {size:.0f} MB and was not opened; copy the rows of the case into a new workbook": (
        "после распаковки файл занял бы {size:.0f} МБ, поэтому он не открыт; перенесите строки исходных данных в новую "
        "книгу"
    ),
    "the file is encrypted; save it as .xlsx without a password": "файл зашифрован; сохраните его как .xlsx без пароля",
    "the file is damaged ({part}: {error}); save it again from a spreadsheet program": (
        "файл повреждён ({part}: {error}); сохраните его заново в программе электронных таблиц"
    ),
    "{part} holds a document type declaration, which no spreadsheet program writes; not opened": (
        "в части {part} есть объявление типа документа, чего программы электронных таблиц не пишут; файл не открыт"
    ),
    "the folder cannot be written to ({error}); name another folder": (
        "в папку нельзя записать файл ({error}); укажите другую папку"
    ),
    "neither this file nor another name beside it can be written; name another file": (
        "нельзя записать ни этот файл, ни файл с другим именем рядом с ним; укажите другой файл"
    ),
    "Permission denied": "нет доступа",
    "Operation not permitted": "действие запрещено",
    "No such file or directory": "такого файла или такой папки нет",
    "Not a directory": "это не папка",
    "File name too long": "слишком длинное имя файла",
    "Read-only file system": "диск доступен только для чтения",
    "No space left on device": "на диске нет места",
    "Input/output error": "ошибка чтения или записи на диске",
    "Invalid argument": "недопустимое имя файла",
    # Sheets
    "the sheet is damaged ({error}): open the workbook in a spreadsheet program and save it again": (
        "лист повреждён ({error}): откройте книгу в программе электронных таблиц и сохраните её заново"
    ),
    "the sheet has more than {most} filled rows; delete what is not part of the case": (
        "на листе больше {most} заполненных строк; удалите то, что не относится к исходным данным"
    ),
    "the sheet is no part of a case and is not read": "лист не относится к исходным данным и не читается",
    "no sheet of a case is in this workbook; expected are sheets named {names}; start from the template": (
        "в книге нет ни одного листа исходных данных; ожидаются листы: {names}; возьмите за основу шаблон"
    ),
    "no sheet of a case has this name{letters}, so it is not read; did you mean {name}? Rename it": (
        "листа с таким названием в исходных данных нет{letters}, поэтому он не читается; если имелся в виду лист "
        "«{name}», переименуйте его"
    ),
    "only workbooks of regions were named; name the planner's own workbook too, with catalogue and money": (
        "указаны только книги регионов; добавьте книгу составителя плана с каталогом и деньгами"
    ),
    "sheet {sheet} is missing: it is expected in one of the workbooks; copy it from the template": (
        "нет листа «{sheet}»: он должен быть в одной из книг; скопируйте его из шаблона"
    ),
    "sheet {sheet} has no rows": "на листе «{sheet}» нет строк",
    "at least one row": "хотя бы одна строка",
    # Headers
    "no header row": "нет строки заголовков",
    "nothing like it in the first {rows} rows": (
        "{rows:# первая строка|# первые строки|# первых строк} без таких заголовков"
    ),
    "copy the header row from the template": "скопируйте строку заголовков из шаблона",
    "column {name} is missing": "нет столбца «{name}»",
    "add the header and fill the column": "добавьте заголовок и заполните столбец",
    "column {name} is missing, its header is misspelt{letters}": (
        "нет столбца «{name}», его заголовок написан с ошибкой{letters}"
    ),
    "correct the header": "исправьте заголовок",
    "column {name} is missing, header cells are merged here; unmerge them and write each header into its cell": (
        "нет столбца «{name}», ячейки заголовков здесь объединены; разъедините их и впишите каждый заголовок в свою "
        "ячейку"
    ),
    "headers are merged ({area}), so that nothing below {column} is read; unmerge them and fill in each cell": (
        "ячейки заголовков объединены ({area}), поэтому столбец {column} не читается; разъедините их и заполните "
        "каждую ячейку"
    ),
    (
        "cells are merged ({area}), so that the value counts for the first of them alone; unmerge them and fill in "
        "each cell"
    ): (
        "ячейки объединены ({area}), поэтому значение относится только к первой из них; разъедините их и заполните "
        "каждую ячейку"
    ),
    "the column has no header, so nothing below it is read": "у столбца нет заголовка, поэтому он не читается",
    "'{header}' is no column of {sheet}, so nothing below it is read": (
        "столбца «{header}» на листе «{sheet}» быть не должно, поэтому он не читается"
    ),
    "'{header}' is no column of {sheet}, so nothing below it is read{letters}; did you mean {name}?": (
        "столбца «{header}» на листе «{sheet}» быть не должно, поэтому он не читается{letters}; если имелся в виду "
        "столбец «{name}», исправьте заголовок"
    ),
    "header {name} stands twice in sheet {sheet}, first in {place}; rename or delete one of the two columns": (
        "заголовок «{name}» стоит на листе «{sheet}» дважды, первый раз — здесь: {place}; переименуйте или удалите "
        "один из двух столбцов"
    ),
    "{count:row|rows} {rows} cannot be seen (hidden or filtered out) but count": (
        "скрытые или отфильтрованные строки ({count}) учитываются: {rows}"
    ),
    # Ranges
    "a number": "число",
    "a whole number": "целое число",
    "a number, {range},": "число {range}",
    "a whole number, {range},": "целое число {range}",
    "{low} or more": "не менее {low}",
    "{high} or less": "не более {high}",
    "{low} to {high}": "от {low} до {high}",
    "{range} {unit}": "{range} ({unit})",
    # Cells
    "TRUE": "ИСТИНА",
    "FALSE": "ЛОЖЬ",
    "nothing": "пустое значение",
    "a value": "значение",
    "text": "текст",
    "text in one line": "текст в одну строку",
    "value of a score": "оценка",
    "{name} is blank": "ячейка «{name}» пуста",
    "fill it in": "внесите данные",
    "{name} cannot be read": "ячейка «{name}» не читается",
    "{name} is text": "в ячейке «{name}» текст вместо числа",
    "{name} is a truth value": "в ячейке «{name}» логическое значение",
    "{name} is a date": "в ячейке «{name}» дата вместо числа",
    "{name} is not finite": "в ячейке «{name}» недопустимое число",
    "{name} is not whole": "в ячейке «{name}» дробное число",
    "{name} is below its range": "число в ячейке «{name}» меньше допустимого",
    "{name} is above its range": "число в ячейке «{name}» больше допустимого",
    "{name} is a formula without a stored value": "в ячейке «{name}» формула без сохранённого результата",
    "{name} is an error of the spreadsheet": "в ячейке «{name}» ошибка вычисления",
    "{name} holds a line break or another control character": (
        "в ячейке «{name}» перенос строки или другой управляющий символ"
    ),
    "{name} was turned into a date by the spreadsheet": "значение ячейки «{name}» превратилось в дату",
    "{column} is none of the choices": "в ячейке «{column}» значение не из списка",
    "value is neither yes nor no": "в ячейке «{=value}» не «{=yes}» и не «{=no}»",
    "type it again": "введите значение заново",
    "type the number": "введите число",
    "type a number": "введите число",
    "type a whole number": "введите целое число",
    "type {numbers} as a number": "введите число {numbers}",
    "type yes or no": "введите «{=yes}» или «{=no}»",
    "choose one of them{guess}": "выберите одно из этих значений{guess}",
    "format the cell as text and type it again": "задайте ячейке текстовый формат и введите значение заново",
    "format the cell as a number and type it again": "задайте ячейке числовой формат и введите число заново",
    "correct the number or its unit": "исправьте число или единицу измерения",
    "mend the formula or type the value": "исправьте формулу или введите значение",
    "open the workbook in a spreadsheet program, let it calculate and save it, or type the value": (
        "откройте книгу в программе электронных таблиц, дайте ей пересчитать формулы и сохраните книгу либо введите "
        "значение"
    ),
    # Two cells together
    "{upper} is below {lower}": "«{upper}» меньше, чем «{lower}»",
    "at least {number}, as in {cell}": "не менее {number}, как здесь: {cell}",
    "correct one of the two": "исправьте одно из двух значений",
    "{column} is outside the plan": "«{column}» вне лет плана",
    "correct it, or first_year and horizon_years in sheet Settings": (
        "исправьте значение либо настройки «{=first_year}» и «{=horizon_years}» на листе «{=Settings}»"
    ),
    "proposal {proposal} may be used by no other town than its own": (
        "предложение {proposal} доступно только тому городу, который его внёс"
    ),
    "town {town}": "город {town}",
    "town {town}, as in sheet Proposals,": "город {town}, как на листе «{=Proposals}»",
    "correct town or {column}, or delete the row": "исправьте «{=town}» или «{column}» либо удалите строку",
    "{column} is an opening measure": "в ячейке «{column}» мероприятие вида «{=opening}»",
    "a measure of kind started": "мероприятие вида «{=started}»",
    # Workbooks of regions
    (
        "{place} says too that its workbook is that of {region}; give one of the two files to the command, or move the "
        "rows of one into the other"
    ): (
        "есть ещё одна книга региона «{region}»: {place}; укажите команде один из двух файлов либо перенесите строки "
        "одного в другой"
    ),
    "the region of this workbook is not known": "регион этой книги неизвестен",
    "a region of sheet Regions of the other workbooks": "регион с листа «{=Regions}» других книг",
    "write its name as it stands there{guess}": "напишите название региона так же, как на том листе{guess}",
    (
        "{row} of sheet {sheet} is in no other workbook, and what regions write on this sheet is not read; ask the "
        "planner for it, or delete the row"
    ): (
        "строки «{row}» листа «{sheet}» нет ни в одной другой книге, а записи регионов на этом листе не принимаются; "
        "попросите составителя плана добавить её либо удалите строку"
    ),
    "{column} is another one than in {cell}": "«{column}» — не то же, что здесь: {cell}",
    "nothing, as there,": "пустое значение, как там",
    "{value}, as there,": "{value}, как там",
    "correct it; if the planner has changed the catalogue since, ask for a new workbook": (
        "исправьте значение; если составитель плана с тех пор изменил каталог, запросите новую книгу"
    ),
    "the town is of another region than its workbook": "город относится не к тому региону, что его книга",
    "{region}, as in {place},": "«{region}», как здесь: {place}",
    "correct it, or move the row to the workbook of that region": (
        "исправьте значение либо перенесите строку в книгу того региона"
    ),
    "a blank {column} would mean the towns of all regions": (
        "пустая ячейка «{column}» означала бы города всех регионов"
    ),
    "a town of {region}": "город региона «{region}»",
    "write one row for each town that is meant": "напишите отдельную строку для каждого нужного города",
    "{column} is not of {region}": "«{column}» не относится к региону «{region}»",
    "one of {towns}": "одно из: {towns}",
    "correct it; other workbooks speak for the other regions": (
        "исправьте значение; за другие регионы отвечают другие книги"
    ),
    "town {town} is missing": "нет города {town}",
    "no row": "0 строк",
    "a row for it, as in {cell},": "строка этого города, как здесь: {cell}",
    "add the row; or, if the town is no longer one of the case, delete it there too": (
        "добавьте строку; если города больше нет в исходных данных, удалите его и там"
    ),
    "every region is left out, so that no town is left to plan for; carry some of them": (
        "не учтён ни один регион, поэтому планировать не для кого; учтите часть регионов по последним сведениям"
    ),
    "{towns:# town|# towns} as answered": "{towns:# город|# города|# городов} по ответу",
    "{towns:# town|# towns} carried at the last state": "{towns:# город|# города|# городов} по последним сведениям",
    "{towns:# town|# towns} left out": "{towns:# город не учтён|# города не учтены|# городов не учтено}",
    "none of its towns is known": "о городах региона сведений нет",
}
