"""Russian sentences of one part of the project, by the English ones."""

SENTENCES: dict[str, str] = {
    # Numbers, years and lists
    "no money": "0\u00a0млн рублей",
    "less than 0.1 million RUB": "менее 0,1\u00a0млн рублей",
    "{amount} million RUB": "{amount}\u00a0млн рублей",
    "less than 0.1\u00a0%": "менее 0,1\u00a0%",
    "more than 99.9\u00a0%": "более 99,9\u00a0%",
    "less than 0.01 times": "менее 0,01",
    "{ratio} times": "{ratio}",
    "{first} and {last}": "{first} и {last}",
    "{names} and {more:,} more": "{names} и ещё {more:,}",
    "{more:,} more": "ещё {more:,}",
    "{first} to {last}": "{first}–{last}",
    "in {year}": "в {year} году",
    "in {first} to {last}": "в {first}–{last} годах",
    # The sheet itself
    "The plan in sentences, made from the other sheets. The command `planner verify` checks those.": (
        "План словами: все числа взяты с других листов. Те листы проверяет команда `planner verify`."
    ),
    "about": "о чём",
    "what the plan says": "что следует из плана",
    "more on sheet": "подробнее на листе",
    # What is proved
    "What is proved": "Что доказано",
    "The plan is worth {points} points. {promise} Whether roadmaps and coefficients are right is another question, and "
    "no gap answers it.": (
        "Результат плана в баллах: {points}. {promise} Верны ли сами дорожные карты и коэффициенты — другой вопрос, и "
        "разрыв на него не отвечает."
    ),
    # How the plan was found
    "How it was found": "Как найден план",
    "The search stopped because the gap asked for was reached.": "Поиск остановлен: достигнут заданный разрыв.",
    "The search stopped at its time limit.": "Поиск остановлен: вышло отведённое время.",
    "The search stopped after the steps it was allowed.": "Поиск остановлен: сделаны все разрешённые шаги.",
    "The search was stopped by hand.": "Поиск остановлен вручную.",
    "The search went through everything it had to look at.": "Поиск завершён: рассмотрено всё, что требовалось.",
    "The search ended by a crash; this is the best plan it had until then.": (
        "Поиск прерван сбоем; это лучший план, найденный до сбоя."
    ),
    "The search ended: {why}.": "Поиск закончен: {why}.",
    "The clock cut a part of it short, so the same command may give another plan.": (
        "Часть поиска прервана по времени, поэтому та же команда может дать другой план."
    ),
    "How far it came depends on the machine, so the same command may give another plan.": (
        "Сколько вариантов рассмотрено, зависит от компьютера, поэтому та же команда может дать другой план."
    ),
    "The same command may give another plan.": "Та же команда может дать другой план.",
    "The plan was kept close to an earlier one: while plans were compared, decisions of that one counted as worth "
    "{share} more. Points and gap are stated without it, so what this costs is part of the gap.": (
        "План удерживался близко к прежнему: при сравнении планов решения прежнего плана ценились выше (надбавка — "
        "{share}). Баллы и разрыв указаны без надбавки, поэтому потери от неё входят в разрыв."
    ),
    # Budgets
    "Federal budget": "Федеральный бюджет",
    "Regional budgets": "Бюджеты регионов",
    "There is none.": "Средств нет.",
    "The federal budget has {granted} {when}.": "Федеральный бюджет: {granted} {when}.",
    "{regions:# region has|# regions have} {granted} {when}.": (
        "Средства {regions:# региона|# регионов|# регионов}: {granted} {when}."
    ),
    "{spent} and {returned}.": "{spent}, {returned}.",
    "Nothing is spent": "Ничего не израсходовано",
    "{part} is spent": "Израсходовано {part}",
    "nothing is returned unspent": "неизрасходованного остатка к возврату нет",
    "{part} is returned unspent": "неизрасходованный остаток к возврату — {part}",
    "It lends regions {given} and gets {received} back with interest.": (
        "Кредиты регионам — {given}, их возврат с процентами — {received}."
    ),
    "They borrow {received} from the federal budget and repay {given}.": (
        "Кредиты из федерального бюджета — {received}, выплаты по ним — {given}."
    ),
    # Blocked money
    "Blocked money": "Недоступные средства",
    "No region lacks the money to match the federal money that its towns would take.": (
        "Всем регионам хватает средств на софинансирование федеральных денег, которые взяли бы их города."
    ),
    "Towns would take {blocked} more of federal money at the prices of this plan if their regions had the share to "
    "match it. That holds for {regions:# region|# regions}, first of all {names}. Each region is taken by itself: the "
    "sum is no total that could be attained, for all together may want more than the federal budget has.": (
        "Если бы регионам хватало своей доли, города по предельным ценам этого плана взяли бы ещё {blocked} "
        "федеральных средств. Это касается {regions:# региона|# регионов|# регионов}; прежде всего: {names}. Каждый "
        "регион рассчитан отдельно. Получить всю сумму сразу нельзя: вместе регионам может понадобиться больше, чем "
        "есть в федеральном бюджете."
    ),
    # Who gets most
    "Who gets most": "Кто получает больше всего",
    "No town gets money.": "Ни один город не получает средств.",
    "{funded:,} of {towns:# town|# towns} {funded:gets|get} money, {whole} of both budgets together. Most goes to "
    "{names}. {half:# town has|# towns have} half of all. The region with most is {region} with {share}.": (
        "Средства {funded:получает # город|получают # города|получают # городов} из {towns:,}; из обоих бюджетов "
        "вместе — {whole}. Крупнейшие суммы: {names}. Половина всех средств приходится на "
        "{half:# город|# города|# городов}. Среди регионов на первом месте {region} — {share} всех средств."
    ),
    # Money for an inhabitant
    "Who gets how much a head": "Сколько приходится на жителя",
    "By status, RUB for an inhabitant over all years: {groups}.": (
        "По статусам городов, рублей на жителя за все годы: {groups}."
    ),
    "By how locked in towns are, RUB for an inhabitant over all years: {groups}.": (
        "По силе блокировок, рублей на жителя за все годы: {groups}."
    ),
    "{group} {rub_per_head:,.0f}": "{group!r} — {rub_per_head:,.0f}",
    "There are no groups to compare.": "Групп для сравнения нет.",
    # What it is spent on
    "What it is spent on": "На что идут средства",
    "Nothing is spent.": "Ничего не израсходовано.",
    "{category} {share} ({money})": "{category} — {share} ({money})",
    "Nothing goes to {categories}.": "Без средств: {categories}.",
    # What it achieves
    "What it achieves": "Что даёт план",
    "Nothing that counts towards a goal.": "Результатов, которые засчитываются в цели, нет.",
    "Net of what would have come anyway or is taken from elsewhere; gross is what would be counted on the spot; both "
    "discounted. {results}.": (
        "Из чистого результата вычтено то, что появилось бы и без плана или перетекло из других мест; валовой — то, "
        "что насчитали бы на месте. Оба дисконтированы. {results}."
    ),
    "{name}: {net} (gross {gross}) {unit}, {share} of the points": (
        "{name!r} ({unit}): чистый результат — {net}, валовой — {gross}, доля в баллах плана — {share}"
    ),
    "{name}: {net} (gross {gross}) {unit}, which gives no points": (
        "{name!r} ({unit}): чистый результат — {net}, валовой — {gross}, баллов не даёт"
    ),
    # Lock-ins
    "Lock-ins": "Блокировки",
    "{opened:,} of {towns:# town|# towns} {opened:takes|take} a roadmap.": (
        "Дорожную карту {opened:получает # город|получают # города|получают # городов} из {towns:,}."
    ),
    "From 0 (open) to 1 (locked), for the average inhabitant: {lock_ins}.": (
        "В среднем на жителя, по шкале от 0 (блокировки нет) до 1 (полная блокировка): {lock_ins}."
    ),
    "{lock} from {before:.3f} to {after:.3f}": "{lock!r} (с {before:.3f} до {after:.3f})",
    # Federal instruments
    "as decided": "так решено заранее",
    "as is best": "так выгоднее",
    "{instrument} does not run, {why}.": "{instrument!r} не действует ({why}).",
    "{instrument} runs from {first_year}, {why}: it costs {cost} and brings no money of its own.": (
        "{instrument!r} действует с {first_year} года ({why}): стоит {cost}, собственных средств не приносит."
    ),
    "{instrument} runs from {first_year}, {why}: it costs {cost} and brings {own}.": (
        "{instrument!r} действует с {first_year} года ({why}): стоит {cost}, приносит {own}."
    ),
    "none of them": "ни один не действует",
    "The other combination is that with {names}": "Другое сочетание инструментов: {names}",
    "Of {others} other combinations, the best could be that with {names}": (
        "Из {others:# другого сочетания|# других сочетаний|# других сочетаний} инструментов больше всего могло бы дать "
        "такое: {names}"
    ),
    "{first}, and under it no plan is worth anything or keeps the rules.": (
        "{first}. При таком сочетании нет плана, который соблюдает правила и даёт положительный результат."
    ),
    "{first}: no plan under it is worth more than {points} points.": (
        "{first}. Оценка сверху при таком сочетании, в баллах: {points}."
    ),
    "{first}: no plan under it is worth more than {points} points, at most {share} more than this plan.": (
        "{first}. Оценка сверху при таком сочетании, в баллах: {points}; наибольший возможный выигрыш против этого "
        "плана — {share}."
    ),
    "{first}: no plan under it is worth more than {points} points, {share} less than this plan.": (
        "{first}. Оценка сверху при таком сочетании, в баллах: {points}; это ниже результата этого плана "
        "(разница — {share})."
    ),
    # Inertia and search
    "Inertia and search": "Инерция и поиск",
    "{first:,} of {towns:# town|# towns} {first:is|are} in innovative search in {begin}, {last:,} in {end}.": (
        "В {begin} году в инновационном поиске {first:находится # город|находятся # города|находится # городов} из "
        "{towns:,}, в {end} году — {last:,}."
    ),
    "{first:,} of {towns:# town|# towns} {first:is|are} in innovative search in {begin}.": (
        "В {begin} году в инновационном поиске {first:находится # город|находятся # города|находится # городов} из "
        "{towns:,}."
    ),
    "No town changes over from inertia.": "Из инерции в поиск не переходит ни один город.",
    "{changes:# town changes|# towns change} over from inertia: {names}.": (
        "Из инерции в поиск {changes:переходит # город|переходят # города|переходят # городов}: {names}."
    ),
    # Alarms, and what teams found
    "{alarms:# value|# values} of indicators {alarms:is|are} out of bounds, in {towns:# town|# towns}.": (
        "За установленные границы {alarms:вышло # значение|вышли # значения|вышло # значений} показателей, в "
        "{towns:# городе|# городах|# городах}."
    ),
    "Teams have been to all of them since.": "С тех пор группы диагностики побывали везде, где был сигнал.",
    "Diagnosis teams are called to {towns:# town|# towns}: {names}. They cost the federal budget {cost} and change "
    "nothing until they have found something.": (
        "Нужен выезд групп диагностики в {towns:# город|# города|# городов}: {names}. Расходы федерального бюджета на "
        "выезды — {cost}. Пока у групп нет выводов, выезды ничего не меняют."
    ),
    "Found on the spot": "Что установлено на месте",
    "{towns:# town has found its niche and is|# towns have found their niche and are} left alone: {names}.": (
        "{towns:# город нашёл свою нишу и оставлен|# города нашли свою нишу и оставлены|# городов нашли свою нишу и "
        "оставлены} без вмешательства: {names}."
    ),
    "In {towns:# town|# towns} teams found another status than stated: {names}.": (
        "В {towns:# городе|# городах|# городах} группы установили иной статус, чем указан: {names}."
    ),
    "{town} ({status}, not {stated})": "{town} ({status!r} вместо {stated!r})",
    # What joins towns
    "Nothing: no product has both suppliers and buyers in the plan.": (
        "Ничего: ни у одного продукта в плане нет одновременно поставщиков и покупателей."
    ),
    "{products}. It gives {points} points.": "{products}. Прибавка к результату плана в баллах: {points}.",
    "{name}: {traded} of {supply} supplied and {demand} bought ({unit}, all years); more buyers would be worth more": (
        "{name!r} ({unit}, за все годы): предложение — {supply}, спрос — {demand}, засчитано — {traded}, больше дали "
        "бы новые покупатели"
    ),
    "{name}: {traded} of {supply} supplied and {demand} bought ({unit}, all years); more suppliers would be worth "
    "more": (
        "{name!r} ({unit}, за все годы): предложение — {supply}, спрос — {demand}, засчитано — {traded}, больше дали "
        "бы новые поставщики"
    ),
    "What is taken over from others": "Что перенимают у других",
    "{measure} in {year} ({towns:# town|# towns})": ("{measure!r} в {year} году ({towns:# город|# города|# городов})"),
    "{measures}. Similar towns had completed it before; that adds {points} points.": (
        "{measures}. Раньше такое мероприятие завершили похожие города; прибавка за их опыт в баллах: {points}."
    ),
    "Clusters": "Кластеры",
    "{cluster} cannot be formed: {why}": "Кластер {cluster!r} сложиться не может: {why}",
    "{cluster} works from {first}, in the end at stage {stage}, and adds {points} points to what its towns start": (
        "Кластер {cluster!r} работает с {first} года, в итоге на стадии {stage}; прибавка к результатам того, что "
        "начинают его города, в баллах: {points}"
    ),
    "{cluster} could be formed and is not: its steps are not all taken in time": (
        "Кластер {cluster!r} мог бы сложиться, но не складывается: не все его шаги сделаны вовремя"
    ),
    "{cluster} could be formed, but not within the years of the plan": (
        "Кластер {cluster!r} мог бы сложиться, но не за годы плана"
    ),
    "Residents of territories": "Резиденты ТОСЭР",
    "Of {residents:# resident|# residents}, {parts}.": "Из {residents:# резидента|# резидентов|# резидентов} {parts}.",
    "{keeping:# keeps|# keep} the rules of the territory": (
        "правила ТОСЭР {keeping:соблюдает #|соблюдают #|соблюдают #}"
    ),
    "none keeps the rules of the territory": "правила ТОСЭР соблюдают 0",
    "{breaking:# does|# do} not": "{breaking:не соблюдает #|не соблюдают #|не соблюдают #}",
    "of {unknown:,} it is not known": "по {unknown:,} нет сведений",
    "What is invested by those that keep them is not known.": "Вложения тех, кто соблюдает правила, не известны.",
    "Those that keep them invest {money}.": "Вложения тех, кто соблюдает правила, — {money}.",
    "Those that keep them invest {money}; of {unknown:,} more it is not known.": (
        "Вложения тех, кто соблюдает правила, — {money}; ещё по {unknown:# резиденту|# резидентам|# резидентам} "
        "сведений нет."
    ),
    # Money of others
    "Nobody pays beside the two budgets.": "Сверх двух бюджетов никто не платит.",
    "Others pay {whole} beside the two budgets: {payers}.": (
        "Другие участники платят сверх двух бюджетов {whole}: {payers}."
    ),
    "{payer} {money}": "{payer} — {money}",
    "All of it is agreed in writing.": "Вся сумма согласована письменно.",
    "All of it is only promised, nothing is agreed in writing.": (
        "Вся сумма только обещана, письменно ничего не согласовано."
    ),
    "{promised} of it ({share}) is only promised, {agreed} is agreed in writing.": (
        "Из этой суммы только обещано {promised} ({share}), согласовано письменно {agreed}."
    ),
    # Proposals
    "Towns' own proposals": "Предложения самих городов",
    "No town has proposed a measure of its own; all measures are of the catalogue.": (
        "Собственных предложений города не внесли; все мероприятия взяты из каталога."
    ),
    "Towns have entered {proposals:# proposal|# proposals}; none of them gets money.": (
        "Города внесли {proposals:# предложение|# предложения|# предложений}; средств не получает ни одно."
    ),
    "Towns have entered {proposals:# proposal|# proposals}; {funded:# gets|# get} {whole} ({share} of all money): "
    "{kinds}.": (
        "Города внесли {proposals:# предложение|# предложения|# предложений}; из них средства "
        "{funded:получает #|получают #|получают #}: {whole} ({share} всех средств). По обоснованию: {kinds}."
    ),
    "{money} appraised independently": "{money} после независимой экспертизы",
    "{money} resting on a comparable project": "{money} по образцу сходных проектов",
    "{money} resting on the town's word": "{money} со слов города",
    # What is left to pay later
    "What is left to pay later": "Что останется платить потом",
    "No running costs and no tax forgone are left to pay after the plan.": (
        "После плана не остаётся ни текущих расходов, ни выпадающих налогов."
    ),
    "What is started costs {whole} after the plan, {when}: {costs}. Later years are not counted.": (
        "После плана, {when}, начатое потребует {whole}: {costs}. Более поздние годы не учтены."
    ),
    "running costs {money}": "текущие расходы — {money}",
    "federal tax forgone {money}": "выпадающие федеральные налоги — {money}",
    "regional tax forgone {money}": "выпадающие региональные налоги — {money}",
    "None of it burdens the regions.": "На регионы эта нагрузка не ложится.",
    "The dearest year": "Самый затратный год",
    "Without federal tax, the dearest year": "Самый затратный год без учёта федеральных налогов",
    "{which} is {year} with {costs}, and there is no regional money in {last}.": (
        "{which} — {year}: {costs}; средств регионов в {last} году нет."
    ),
    "{which} is {year} with {costs}, {times} the {money} of regional money in {last}.": (
        "{which} — {year}: {costs}; отношение к средствам регионов в {last} году ({money}) — {times}."
    ),
    "In no region is more left to pay in a year than its own budget of {last}.": (
        "Ни в одном регионе платежи за год не превышают его собственного бюджета {last} года."
    ),
    "In {regions:# region|# regions} more is left to pay in a year than {regions:its|their} own budget of {last}: "
    "{names}.": (
        "В {regions:# регионе|# регионах|# регионах} платежи за год превышают собственный бюджет {last} года: {names}."
    ),
    "{region} ({costs} against {budget})": "{region} ({costs} при бюджете {budget})",
    # What rests on judgement
    "What rests on judgement": "Что опирается на допущения",
    "{unknown} of the money rests on priors: each town's money times the share of its diagnosis that rests on factors "
    "nobody has scored. In the same way {own} rests on factors that towns scored themselves, of which the cautious end "
    "is taken. The coefficients were taken at their {draw} values.": (
        "Доля средств, которая опирается на принятые значения: {unknown}. Для неё средства каждого города умножены на "
        "долю его диагноза по факторам, которые никто не оценил. Доля средств, которая опирается на самооценку "
        "городов, рассчитана так же: {own}; из самооценки взята осторожная граница. Вариант коэффициентов: {draw}."
    ),
    "Most judged numbers": "Главные экспертные оценки",
    "No money hangs on an expert coefficient with a range.": (
        "Средств, которые зависят от экспертных коэффициентов с разбросом, нет."
    ),
    "{coefficients:The expert coefficient|The # expert coefficients} that most money hangs on, as money times half the "
    "range: {names}.": (
        "{coefficients:Экспертный коэффициент, от которого|# экспертных коэффициента, от которых|# экспертных "
        "коэффициентов, от которых} зависит больше всего средств (средства, умноженные на половину разброса): {names}."
    ),
    "{coefficient} of {about}": "{coefficient}: {about}",
    "{coefficient} of {about} {key}": "{coefficient}: {about}, {key}",
    "{coefficient} of {about}, {key}": "{coefficient}: {about}, {key}",
    '"{Measures}"': "мероприятие {Measures!r}",
    '"{Factors}"': "фактор {Factors!r}",
    '"{LockIns}"': "{LockIns!r}",
    '"{Statuses}"': "статус {Statuses!r}",
    '"{Products}"': "продукт {Products!r}",
    '"{Initiators}"': "инициатор {Initiators!r}",
    '"{Instruments}"': "инструмент {Instruments!r}",
    '"{Indicators}"': "показатель {Indicators!r}",
    '"{Measures}" and {others:# more measure|# more measures}': (
        "мероприятие {Measures!r} и ещё {others:# мероприятие|# мероприятия|# мероприятий}"
    ),
    '"{Factors}" and {others:# more factor|# more factors}': (
        "фактор {Factors!r} и ещё {others:# фактор|# фактора|# факторов}"
    ),
    '"{LockIns}" and {others:# more lock-in|# more lock-ins}': (
        "{LockIns!r} и ещё {others:# блокировка|# блокировки|# блокировок}"
    ),
    '"{Statuses}" and {others:# more status|# more statuses}': (
        "статус {Statuses!r} и ещё {others:# статус|# статуса|# статусов}"
    ),
    '"{Products}" and {others:# more product|# more products}': (
        "продукт {Products!r} и ещё {others:# продукт|# продукта|# продуктов}"
    ),
    '"{Initiators}" and {others:# more initiator|# more initiators}': (
        "инициатор {Initiators!r} и ещё {others:# инициатор|# инициатора|# инициаторов}"
    ),
    '"{Instruments}" and {others:# more instrument|# more instruments}': (
        "инструмент {Instruments!r} и ещё {others:# инструмент|# инструмента|# инструментов}"
    ),
    '"{Indicators}" and {others:# more indicator|# more indicators}': (
        "показатель {Indicators!r} и ещё {others:# показатель|# показателя|# показателей}"
    ),
    'in "{LockIns}"': "{LockIns!r}",
    'to "{LockIns}"': "{LockIns!r}",
    'on "{LockIns}"': "{LockIns!r}",
    'at "{LockIns}"': "{LockIns!r}",
    'for "{Goals}"': "цель {Goals!r}",
    'for "{Categories}"': "категория {Categories!r}",
    'of "{Products}"': "продукт {Products!r}",
    'at "{Factors}"': "фактор {Factors!r}",
    'at "{Instruments}"': "инструмент {Instruments!r}",
    # Scores to check first
    "No money hangs on a single score.": "Средств, которые зависят от одной оценки, нет.",
    "If one score is wrong by a point, most is at stake with: {scores}.": (
        "Больше всего средств под вопросом, если на один балл неверна одна из этих оценок: {scores}."
    ),
    "{town}, {factor} ({source}, {money})": "{town}, {factor!r} ({source}, {money})",
}
