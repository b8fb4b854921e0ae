"""Russian of checks that look at more than one cell, and of names looked up in the sheets that define them."""

SENTENCES: dict[str, str] = {
    # What several checks expect, and what is to be done
    "a number above 0": "число больше 0",
    "at least {number}": "не менее {number}",
    "{most} at most": "не более {most}",
    "{number} at most, as in {cell},": "не более {number}, как здесь: {cell}",
    "a blank cell": "пустая ячейка",
    "one of them or both": "одно из двух значений или оба",
    "fill one in": "внесите хотя бы одно из двух значений",
    "a measure of kind {kind}": "мероприятие вида «{kind}»",
    "an opening measure": "мероприятие вида «{=opening}»",
    "{column} is a started measure": "в ячейке «{column}» мероприятие вида «{=started}»",
    "a measure of the catalogue": "мероприятие каталога",
    "another measure": "другое мероприятие",
    "another goal": "другая цель",
    "goal {goal} is served by roadmaps alone": "цели «{goal}» служат только дорожные карты",
    "correct it": "исправьте значение",
    "correct it or delete the row": "исправьте значение или удалите строку",
    "correct one of the two, or delete the row": "исправьте одно из двух значений или удалите строку",
    "delete the row": "удалите строку",
    "type the least scale that works": "введите наименьший масштаб, при котором мероприятие имеет смысл",
    # Settings
    "setting {setting} is missing": "нет настройки «{setting}»",
    "a row with {value}": "строка со значением: {value}",
    "a text": "текст",
    "add the row": "добавьте строку",
    "evaluation_years is less than horizon_years": "«{=evaluation_years}» меньше, чем «{=horizon_years}»",
    "setting is not known": "такой настройки нет",
    # The same row twice
    "the row repeats {what} of {cell}{differences}; each may stand once: delete or change one of the two": (
        "такая строка уже есть: {cell} ({what}){differences}; повторы не допускаются: удалите или измените одну из "
        "двух строк"
    ),
    "the row for all": "строка для всех",
    "{column} {value}": "{column}: {value}",
    ": {differences}": "; различия: {differences}",
    "{column} is {earlier} there and {later} here": "{column} (там — {earlier}, здесь — {later})",
    # Scores, factors, goals
    "fill it in, or delete the row if it is not known": "внесите значение или удалите строку, если оно неизвестно",
    "factor {factor} is of kind {kind}: {wrong}": "вид фактора «{factor}» — «{kind}»; {wrong}",
    "{column} belongs to kind number only, this factor is of kind {kind}": (
        "«{column}» указывается только для вида «{=number}», а вид этого фактора — «{kind}»"
    ),
    "delete it or change the kind": "очистите ячейку или измените вид",
    "{column} is blank, the factor is a number": "ячейка «{column}» пуста, хотя вид фактора — «{=number}»",
    "four_at equals zero_at": "«{=four_at}» и «{=zero_at}» совпадают",
    "another number than zero_at": "число, отличное от «{=zero_at}»",
    "no goal has a weight": "ни у одной цели нет веса",
    "a weight above 0 in at least one row": "вес больше 0 хотя бы в одной строке",
    "give one": "задайте вес хотя бы одной цели",
    # Measures and roadmaps
    "scale_low of a started measure is 0": "у мероприятия вида «{=started}» значение «{=scale_low}» равно 0",
    "choose another measure or change its kind": "выберите другое мероприятие или измените его вид",
    "intensities of {opening} in roadmap {roadmap}, step {step}, exceed 1 with all targets taken": (
        "сумма значений «{=intensity}» больше 1, если выбраны все целевые блокировки: мероприятие «{opening}», "
        "дорожная карта «{roadmap}», год карты {step}"
    ),
    "lower the intensity in one of its rows": "уменьшите «{=intensity}» в одной из этих строк",
    "{column} belongs to started measures": "«{column}» указывается только для мероприятий вида «{=started}»",
    "delete it or change kind": "очистите ячейку или измените «{=kind}»",
    "{column} names a started measure": "в ячейке «{column}» указано мероприятие вида «{=started}»",
    "correct the name": "исправьте название",
    "no roadmap works on {opening}, so {measure} can never start": (
        "ни в одной дорожной карте нет мероприятия «{opening}», поэтому мероприятие «{measure}» никогда не начнётся"
    ),
    "no row in sheet Roadmaps": "0 строк на листе «{=Roadmaps}»",
    "a roadmap with opening {opening}": "дорожная карта с мероприятием «{opening}»",
    "add the row, or delete this cell": "добавьте строку или очистите эту ячейку",
    "{measure} can never start: it waits for what rules it out": (
        "мероприятие «{measure}» никогда не начнётся, так как ждёт того, чем исключается"
    ),
    "another opening measure than in {cell}": "другое мероприятие вида «{=opening}», не то, что здесь: {cell}",
    "correct or delete one of the two": "исправьте или удалите одно из двух значений",
    # Links
    "choose another measure; opening measures are joined in sheet Roadmaps": (
        "выберите другое мероприятие; мероприятия вида «{=opening}» соединяются на листе «{=Roadmaps}»"
    ),
    "the two proposals are of different towns, {one} and {other}, so no town could use both": (
        "эти два предложения внесли разные города ({one} и {other}), поэтому вместе они не доступны ни одному городу"
    ),
    "a measure of the catalogue or a proposal of {town}": "мероприятие каталога или предложение города {town}",
    "a measure is linked with itself": "мероприятие связано само с собой",
    # Money
    "the row for all measures and regions is missing": "нет строки для всех мероприятий и регионов",
    "no row with blank measure and region": "0 строк с пустыми ячейками «{=measure}» и «{=region}»",
    "one such row": "одна такая строка",
    "add it: its window counts wherever no other row does": (
        "добавьте её: её пределы действуют везде, где нет более точной строки"
    ),
    "the budget of {payer} for {year} is missing": "нет бюджета на {year} год, плательщик — {payer}",
    "a row with payer {payer} and year {year}": "строка, где «{=payer}» — {payer}, «{=year}» — {year}",
    "add it; write 0 for no money": "добавьте строку; если средств нет, внесите 0",
    "the inflation of {year} is missing": "нет инфляции за {year} год",
    "a row with year {year}: prices of {price_year} are carried to {first} to {last} year by year": (
        "строка за {year} год, так как цены {price_year} года пересчитываются в цены {first}–{last} годов год за годом"
    ),
    "add it; write 0 for prices that stay as they are": "добавьте строку; если цены не меняются, внесите 0",
    "repaid_year is not later than year": "«{=repaid_year}» не позже, чем «{=year}»",
    "a year after {year}, as in {cell},": "год позже {year}, указанного здесь: {cell}",
    "the limit has neither floor nor ceiling": "у ограничения нет ни нижнего, ни верхнего предела",
    "a limit on {payer} has no share, its whole budget is not known": (
        "плательщику «{payer}» нельзя задать предел в виде доли, так как весь его бюджет неизвестен"
    ),
    "change the unit": "измените единицу измерения",
    "a limit on the number of projects has no payer": "у ограничения на число проектов нет плательщика",
    "write `all`, or choose a unit of money": "внесите «{=all}» или выберите денежную единицу измерения",
    "a share, 0 to 1,": "доля от 0 до 1",
    "type {number} if percent is meant, or change the unit": (
        "введите {number}, если имелись в виду проценты, или измените единицу измерения"
    ),
    # Locks
    "a started measure or a roadmap": "мероприятие вида «{=started}» или дорожная карта",
    "lock a roadmap that uses it": "задайте решение о дорожной карте, в которой оно есть",
    "scale_low counts only for a measure that must be started": (
        "«{=scale_low}» учитывается только для мероприятия с решением «{=must}»"
    ),
    "delete it or change the decision": "очистите ячейку или измените решение",
    "{lock} contradicts {cell} ({earlier}); delete or change one of the two": (
        "решение «{lock}» противоречит другому: {cell} («{earlier}»); удалите или измените одно из двух"
    ),
    "{decision} {subject}": "{decision}: {subject}",
    "{decision} {subject} {year}": "{decision}: {subject}, {year} год",
    "must {measure} contradicts {cell} (must {roadmap}): {clash}; delete or change one of the two": (
        "решение «{=must}: {measure}» противоречит другому: {cell} («{=must}: {roadmap}»), так как {clash}; "
        "удалите или измените одно из двух"
    ),
    "its {opening} rules the measure out": "мероприятие «{opening}» этой дорожной карты исключает его",
    "it never works on {opening}, which the measure waits for": (
        "в этой дорожной карте нет мероприятия «{opening}», которого оно ждёт"
    ),
    "{town} has found its niche and is left alone": "город {town} нашёл свою нишу, и решений за него не принимают",
    "must {subject}": "«{=must}: {subject}»",
    "no such lock while {cell} says yes": "отсутствие такого решения, пока стоит «{=yes}» здесь: {cell}",
    "delete the lock, or correct the finding": "удалите решение или исправьте вывод группы",
    # Coefficients
    "{coefficient} belongs to {kind} measures, this is of kind {other}": (
        "коэффициент «{coefficient}» задаётся для мероприятий вида «{kind}», а вид этого мероприятия — «{other}»"
    ),
    "correct the subject or delete the row": "исправьте ячейку «{=subject}» или удалите строку",
    "delete the row; what opens a town is counted by coefficient opening": (
        "удалите строку; снятие блокировок учитывает коэффициент «{=opening}»"
    ),
    "{column} of {coefficient} is below its range": "«{column}» коэффициента «{coefficient}» меньше допустимого",
    "{column} of {coefficient} is above its range": "«{column}» коэффициента «{coefficient}» больше допустимого",
    "{column} of context without key, the base multiplier, is below 0": (
        "«{column}» коэффициента «{=context}» при пустой ячейке «{=key}» (основной множитель) меньше 0"
    ),
    "correct the number, or name the factor as key": "исправьте число или укажите фактор в ячейке «{=key}»",
    "coefficient {coefficient} of {subject} is missing": "у строки «{subject}» нет коэффициента «{coefficient}»",
    "no row in sheet Coefficients": "0 строк на листе «{=Coefficients}»",
    "add a row with coefficient {coefficient} and subject {subject}": (
        "добавьте строку, где «{=coefficient}» — {coefficient}, «{=subject}» — {subject}"
    ),
    "started measure {measure} has no yield, so it could achieve nothing": (
        "у мероприятия «{measure}» нет коэффициента «{=yield}», поэтому оно не даст результата"
    ),
    "coefficient yield for at least one goal": "коэффициент «{=yield}» хотя бы для одной цели",
    "add the row, or delete the measure": "добавьте строку или удалите мероприятие",
    # What towns bring themselves
    "no other town may start it": "предложение может начать только тот город, который его внёс",
    "a cluster adds to measures of the catalogue alone": "кластер усиливает только мероприятия каталога",
    "choose the started measure it is most like": (
        "выберите мероприятие вида «{=started}», на которое предложение больше всего похоже"
    ),
    "count the result in another goal": "отнесите результат к другой цели",
    "scale_low is 0": "«{=scale_low}» равно 0",
    "town {town} has too many proposals, the first too many is here": (
        "у города {town} слишком много предложений, первое лишнее — здесь"
    ),
    "keep the best ones and delete the others": "оставьте лучшие и удалите остальные",
    "a proposal has no {coefficient} in sheet Coefficients, its row states the cost and result on the spot": (
        "коэффициент «{coefficient}» предложения не задаётся на листе «{=Coefficients}», стоимость и результат на "
        "месте указаны в строке предложения"
    ),
    "delete the row and correct the figures in sheet Proposals": (
        "удалите строку и исправьте числа на листе «{=Proposals}»"
    ),
    "a proposal has no {coefficient}, {why}": "у предложения нет коэффициента «{coefficient}», так как {why}",
    "the yield of {proposal} for {goal} stands in sheet Proposals": (
        "коэффициент «{=yield}» предложения {proposal} для цели «{goal}» задан на листе «{=Proposals}»"
    ),
    "the contribution has neither share nor sum": "у взноса нет ни доли, ни суммы",
    "sum_mrub is for each project of a started measure, {why}": (
        "«{=sum_mrub}» указывается на каждый проект мероприятия вида «{=started}», а {why}"
    ),
    "{measure} is an opening measure": "вид мероприятия «{measure}» — «{=opening}»",
    "this row is for all measures": "эта строка относится ко всем мероприятиям",
    "name a started measure or proposal, or write a share": (
        "укажите мероприятие вида «{=started}» или предложение либо внесите долю"
    ),
    "shares of all contributors to {measure} in town {town} are too much together": (
        "слишком велика сумма долей всех участников: мероприятие «{measure}», город {town}"
    ),
    "lower this share or {cells}": "уменьшите эту долю или долю здесь: {cells}",
    # Employment and clusters
    "{column} of {industry} in {place} is above that of all its industries": (
        "«{column}» ({place}, {industry}) больше, чем там же по всем отраслям"
    ),
    "{column} of {industry} in {place} is above that of the country": (
        "«{column}» ({place}, {industry}) больше, чем по стране"
    ),
    "{column} of {industry} in the country is below that of the towns of the case together": (
        "«{column}» по стране ({industry}) меньше, чем по всем городам вместе"
    ),
    "correct it, or the rows of the towns": "исправьте это значение или строки городов",
    "{industry} of the country is not in sheet Employment, so that nothing can be compared with it": (
        "на листе «{=Employment}» нет строки страны по отрасли «{industry}», поэтому сравнивать не с чем"
    ),
    "all industries of the country are not in sheet Employment, so that nothing can be compared with it": (
        "на листе «{=Employment}» нет строки страны по всем отраслям вместе, поэтому сравнивать не с чем"
    ),
    "a row with place {place} and industry {industry}": "строка, где «{=place}» — {place}, «{=industry}» — {industry}",
    "a row with place {place} and a blank industry": "строка, где «{=place}» — {place}, а «{=industry}» — пусто",
    "add it; figures that are not known may stay blank": "добавьте строку; неизвестные числа можно не вносить",
    "the cluster has no town": "у кластера нет ни одного города",
    "no name": "0 названий",
    "one town or several": "один или несколько городов",
    "name them, or delete it": "укажите города или удалите кластер",
    "the cluster reaches over too many regions": "кластер охватывает слишком много регионов",
    "leave towns out, divide it, or raise cluster_regions_most in sheet Settings": (
        "исключите часть городов, разделите кластер или увеличьте настройку «{=cluster_regions_most}» на листе "
        "«{=Settings}»"
    ),
    "there are clusters and no steps to form them": "кластеры есть, а шагов для их создания нет",
    "at least one step of stage 1": "хотя бы один шаг стадии 1",
    "add the steps": "добавьте шаги",
    "choose a started measure; roadmaps take the opening ones": (
        "выберите мероприятие вида «{=started}»; мероприятия вида «{=opening}» входят в дорожные карты"
    ),
    "step {step} stands at two stages": "шаг «{step}» отнесён к двум стадиям",
    "{stage}, as in {cell},": "{stage}, как здесь: {cell}",
    "correct one of the two, or give one step another name": (
        "исправьте одно из двух значений или назовите один из шагов иначе"
    ),
    "no step is of stage {stage}": "нет ни одного шага стадии {stage}",
    "stages counted 1, 2, 3 without a hole, here {stage},": "нумерация стадий без пропусков (1, 2, 3), здесь — {stage}",
    "correct the stage, or add the step that is missing": "исправьте стадию или добавьте недостающий шаг",
    # Instruments, indicators, findings
    "too many instruments are left to choose": "слишком много инструментов с решением «{=choose}»",
    "the {count} of this sheet": "{count:# инструмент|# инструмента|# инструментов} на этом листе",
    "at most {most}: every combination of them is a plan of its own": (
        "не более {most}, так как на каждое их сочетание составляется отдельный план"
    ),
    "decide yes or no": "внесите решение «{=yes}» или «{=no}»",
    "the indicator never calls anybody": "показатель никогда не подаст сигнала",
    "two blank bounds": "две пустые границы",
    "{column} is after the plan": "«{column}» позже последнего года плана",
    "{year} or earlier": "{year} год или раньше",
    "the finding says nothing": "вывод группы пуст",
    "blank status and niche": "пустые ячейки «{=status}» и «{=niche}»",
    "the town needs no help and yet is in a crisis": "город не нуждается в помощи и в то же время находится в кризисе",
    "niche yes and status {status}": "«{=niche}» — {=yes}, «{=status}» — {status}",
    "one or the other": "одно из двух",
    # Names
    "correct the spelling{guess}": "исправьте написание{guess}",
    "{column} is not known": "названия в ячейке «{column}» нет среди известных",
    "an id of sheet {sheets} or {choices}": "код с листа: {sheets} либо {choices}",
    "correct the spelling or add it to sheet {sheets}{guesses}": (
        "исправьте написание или добавьте строку на лист: {sheets}{guesses}"
    ),
    "several towns have this name": "так называются несколько городов",
    "one town": "один город",
    "write the id of {towns}": "укажите код города: {towns}",
    "an id of sheet {sheet} may not hold {signs}": "код на листе «{sheet}» содержит недопустимые знаки ({signs})",
    "an id without these signs": "код без этих знаков",
    "give it another id": "задайте другой код",
    "an id may not begin with {start}": "код не может начинаться с «{start}»",
    "an id that does not": "код с другим началом",
    "rename it": "задайте другой код",
    "this id has a meaning of its own": "у этого кода есть особое значение",
    "another id": "другой код",
    "a proposal has the id of a measure, so that a lock could mean either": (
        "код предложения совпадает с кодом мероприятия, поэтому неясно, к чему относилось бы заданное решение"
    ),
    "a proposal has the id of a roadmap, so that a lock could mean either": (
        "код предложения совпадает с кодом дорожной карты, поэтому неясно, к чему относилось бы заданное решение"
    ),
    "a roadmap has the id of a measure, so that a lock could mean either": (
        "код дорожной карты совпадает с кодом мероприятия, поэтому неясно, к чему относилось бы заданное решение"
    ),
    "rename the proposal": "задайте предложению другой код",
    "rename the roadmap": "задайте дорожной карте другой код",
    "{column} names {name} twice": "в ячейке «{column}» дважды указано: {name}",
    "each name once": "каждое название один раз",
    "delete one": "удалите один из повторов",
    "{column} could be a town or a region": "в ячейке «{column}» может быть и город, и регион",
    "one place": "одно место",
    "rename one of the two": "задайте городу или региону другой код",
    "write the id {town} if the town is meant, else rename the region": (
        "если имелся в виду город, укажите код {town}, иначе задайте региону другой код"
    ),
    "coefficient is not known": "такого коэффициента нет",
    "`all` stands for measures, and {coefficient} belongs to a row of sheet {sheet}": (
        "«{=all}» означает все мероприятия, а коэффициент «{coefficient}» относится к строке листа «{sheet}»"
    ),
    "write one row for each of them": "напишите отдельную строку для каждого кода",
    "write what {coefficient} is about": "укажите, к чему относится коэффициент «{coefficient}»",
    "{coefficient} has no key": "у коэффициента «{coefficient}» ячейка «{=key}» не заполняется",
    "delete the key": "очистите ячейку «{=key}»",
    "key is no category": "в ячейке «{=key}» не категория",
}
