"""Russian of the sheets for people (advice, passports, charts, checks, answers) and of the progress that is shown."""

SENTENCES: dict[str, str] = {
    # Advice: the sheet itself
    "What is advised": "Что рекомендуется",
    "One sentence a town, those with most money first, made from the other sheets. Lock-ins run from 0 (open) to 1 "
    "(locked in).": (
        "По одному предложению на город, по убыванию средств; все сведения взяты с других листов. Блокировка "
        "измеряется от 0 (нет) до 1 (полная)."
    ),
    "advice": "рекомендация",
    "{town} {clauses}.": "Моногород {town} {clauses}.",
    # Advice: what is done, and what a town lacks that gets nothing
    "is left alone, for it has found its niche": "оставлен без вмешательства: он нашёл свою нишу",
    "gets {money}: {measures}": "получает {money}: {measures}",
    "gets {money} for its roadmap alone": "получает {money} только на дорожную карту",
    "gets no public money: {measures}": "не получает бюджетных средств, но начинает: {measures}",
    "gets no public money for its roadmap alone": "не получает бюджетных средств и принимает только дорожную карту",
    "{measure} in {year} ({money})": "{measure!r} с {year} года ({money})",
    "{measures} more": "ещё {measures:# мероприятие|# мероприятия|# мероприятий}",
    "gets no money, for nothing that it may do is worth its price at the margin": (
        "не получает средств: ни одно доступное ему решение не окупает затрат по предельным ценам плана"
    ),
    "gets no money: its best answer would be worth {points} points beyond its price, but not all such answers fit "
    "into budgets and rules together": (
        "не получает средств: его лучший ответ на предельные цены дал бы выигрыш (в баллах сверх цены: {points}), но "
        "все такие ответы вместе не укладываются в бюджеты и правила"
    ),
    # Advice: roadmap, stage, diagnosis team
    "no roadmap": "дорожной карты нет",
    "roadmap {roadmap} from {year}": "дорожная карта {roadmap!r} действует с {year} года",
    "roadmap {roadmap} from {year} opens {lock_ins}": (
        "дорожная карта {roadmap!r} действует с {year} года и ослабляет: {lock_ins}"
    ),
    "{lock} ({before:.2f} -> {after:.2f})": "{lock!r} (с {before:.2f} до {after:.2f})",
    "still in inertia in {year}": "в {year} году всё ещё находится в инерции",
    "changes over to innovative search in {year}": "переходит к инновационному поиску в {year} году",
    "in innovative search throughout": "все годы плана находится в инновационном поиске",
    "waits for a diagnosis team ({indicator} {value:,.6g} {unit} in {year})": (
        "ждёт группу диагностики ({indicator!r} в {year} году: {value:,.6g} {unit})"
    ),
    # Advice: why
    "locked in above all by {factors}": "главные причины блокировки: {factors}",
    "most locked in: {lock} ({today:.2f}), by {factors}": (
        "сильнее всего выражена {lock!r} ({today:.2f}), главные причины: {factors}"
    ),
    '"{factor}"': "{factor!r}",
    '"{factor}" (not scored)': "{factor!r} (оценки нет)",
    'the lack of "{factor}"': "недостаток по фактору {factor!r}",
    'the lack of "{factor}" (not scored)': "недостаток по фактору {factor!r} (оценки нет)",
    "its largest measure is favoured by {factor}": "отдачу крупнейшего мероприятия повышает фактор {factor}",
    "its largest measure is weakened by {factor}": "отдачу крупнейшего мероприятия снижает фактор {factor}",
    # Passports: the sheet itself, and towns asked for
    "Passport of {town}": "Паспорт моногорода {town}",
    "One town of the plan, made from the other sheets; money in million roubles of its own year.": (
        "Один город плана; сведения взяты с других листов. Деньги — в миллионах рублей, в ценах своего года."
    ),
    "no town has the id or name {name!r}{guess}": "города с таким кодом или названием нет: {name!r}{guess}",
    "{name!r} may be {towns}; give the id": (
        "название {name!r} подходит нескольким городам: {towns}; укажите код города"
    ),
    # Passports: the town
    "In one sentence": "Главное",
    "The town": "Город",
    "Region": "Регион",
    "Status": "Статус",
    "{status} (found on the spot; stated: {stated})": "{status} (установлено на месте; указано: {stated!r})",
    "Inhabitants": "Жителей",
    "{inhabitants:,.0f}": "{inhabitants:,.0f}",
    "Public money of the plan": "Бюджетные средства по плану",
    "{money}; {rub_per_head:,.0f} RUB for an inhabitant": "{money}; на одного жителя {rub_per_head:,.0f} руб.",
    "of it federal": "из них федеральные",
    "of it regional": "из них региональные",
    "Paid beside it by others": "Сверх этого платят другие",
    "Innovative search": "Инновационный поиск",
    "in {years}": "годы: {years}",
    "in no year: the town stays in inertia": "ни в одном году: город остаётся в инерции",
    "Years of the plan": "Годы плана",
    "Costs at prices of": "Затраты в ценах года",
    # Passports: alarms and findings
    "Monitoring": "Мониторинг",
    "Found on the spot: {found}.": "Выводы группы на месте: {found}.",
    "No team has been to the town.": "Группы диагностики в городе ещё не было.",
    "The town is left alone.": "Город оставлен без вмешательства.",
    "the town has found its niche": "город нашёл свою нишу",
    "it has no niche of its own": "своей ниши у города нет",
    "out of bounds": "за установленными границами",
    "answer": "ответ",
    "answered": "группа уже была",
    "calls a team": "нужен выезд группы",
    # Passports: lock-ins and what they are made of
    "From 0 (open) to 1 (locked in). The base is the beginning of {first}; low and high are its ends where scores are "
    "not known; the aim is the end of {last}.": (
        "От 0 (нет) до 1 (полная). Исходное значение — на начало {first} года; границы показывают, каким оно может "
        "быть там, где оценок нет; цель — на конец {last} года."
    ),
    "lock-in": "блокировка",
    "base": "исходное значение",
    "low": "нижняя граница",
    "high": "верхняя граница",
    "aim": "цель",
    "What locks it in": "Из чего складываются блокировки",
    "What each factor adds to the lock-ins of today.": "Вклад каждого фактора в нынешние блокировки.",
    "known by": "откуда известно",
    "{factor} (what is missing of it)": "{factor} (чего недостаёт)",
    "all other factors": "все остальные факторы",
    "lock-in today": "блокировка сейчас",
    "not known, prior": "нет оценки, принятое значение",
    "the town itself, cautious": "самооценка, осторожная граница",
    # Passports: the roadmap
    "Roadmap": "Дорожная карта",
    "The town takes no roadmap: its lock-ins stay as they are.": (
        "Дорожной карты у города нет: блокировки остаются прежними."
    ),
    "{roadmap}, from {year}: {work}.": "{roadmap!r}, с {year} года. Мероприятия: {work}.",
    "{roadmap}, aimed at {aims}, from {year}: {work}.": (
        "{roadmap!r}, с {year} года. Прежде всего ослабляются: {aims}. Мероприятия: {work}."
    ),
    "{measure} in {years} at {share} of a full year's work": ("{measure!r} ({years}; {share} полной годовой работы)"),
    # Passports: no money
    "Why there is no money": "Почему нет средств",
    "Nothing is paid for in this town, and the plan wins {points:,.2f} points in it.": (
        "В этом городе не оплачивается ничего. Сколько баллов план в нём получает: {points:,.2f}."
    ),
    "Nothing is paid for in this town, and the plan wins no points in it.": (
        "В этом городе не оплачивается ничего, и баллов в нём план не получает."
    ),
    "The plan has a price for all that is scarce, such as federal money of a year (sheet Prices).": (
        "У всего, чего не хватает, в плане есть предельная цена: например, у федеральных средств года (лист "
        "«{=Prices}»)."
    ),
    "Nothing that the town may do is worth that price: its best answer to it is to do nothing.": (
        "Ни одно доступное городу решение этой цены не стоит: его лучший ответ — не делать ничего."
    ),
    "Having paid it, the best that the town could do would still be worth {points:,.2f} points.": (
        "Лучшее решение города и за вычетом этой цены дало бы выигрыш (в баллах): {points:,.2f}."
    ),
    "Having paid it, the best that the town could do would still be worth {points:,.2f} points ({share} of the points "
    "of the whole plan).": (
        "Лучшее решение города и за вычетом этой цены дало бы выигрыш (в баллах): {points:,.2f}; доля от результата "
        "всего плана — {share}."
    ),
    "Not all such answers fit into budgets and rules together, and the plan leaves this one out.": (
        "Все такие решения вместе не укладываются в бюджеты и правила, и это решение в план не вошло."
    ),
    # Passports: measures and money
    "Measures": "Мероприятия",
    "No measure is paid for.": "Ни одно мероприятие не оплачивается.",
    "Money in million RUB: of both budgets, of it as tax not collected, and of others.": (
        "Деньги в млн руб.: средства обоих бюджетов, из них несобранные налоги, и средства других участников."
    ),
    "The roadmap": "Дорожная карта",
    "opening measures, as above": "мероприятия указаны выше",
    "unit of the scale": "единица масштаба",
    "start": "начало",
    "public": "бюджетные средства",
    "tax forgone": "из них налоги",
    "others": "другие участники",
    "Money by year": "Деньги по годам",
    "federal budget": "федеральный бюджет",
    "regional budget": "бюджет региона",
    "together": "всего",
    "all years": "все годы",
    # Passports: results and what they rest on
    "Results": "Результаты",
    "Net of what would have come anyway or is taken from elsewhere; gross is counted on the spot; discounted.": (
        "Чистый результат — за вычетом того, что появилось бы и без плана или перетекло из других мест; валовой — всё, "
        "что можно насчитать на месте. Оба дисконтированы."
    ),
    "net": "чистый",
    "gross": "валовой",
    "{unknown} of the diagnosis rests on priors, {own} on the town's own scores.": (
        "Доля диагноза, которая опирается на принятые значения, — {unknown}, на самооценку города — {own}."
    ),
    "Below: what was taken, 0 to 1, and the million RUB at stake if it is wrong by a point.": (
        "Ниже: принятое значение от 0 до 1 и сколько млн руб. под вопросом, если оценка ошибочна на один балл."
    ),
    "Proposals of its own get {kinds}.": "Собственные предложения города получают: {kinds}.",
    "{money} {kind}": "{money} ({kind})",
    "score to check first": "что проверить прежде всего",
    "taken": "принято",
    "at stake": "под вопросом",
    # Passports: what is left to pay
    "What stays to pay after the plan": "Что останется платить после плана",
    "Nothing from {first} to {last}.": "С {first} по {last} год — ничего.",
    "running costs, public": "текущие расходы бюджетов",
    "federal tax forgone": "выпадающие федеральные налоги",
    "regional tax forgone": "выпадающие региональные налоги",
    "{measure} until {year}": "{measure!r} — до {year} года",
    "At the prices of {last}, up to {end}. In use: {measures}.": (
        "В ценах {last} года, до {end} года. Срок службы: {measures}."
    ),
    "all these years": "все эти годы",
    # Checks
    "Sums to follow": "Сверка сумм",
    "Every line is a live formula over the other sheets; change a cell there and look here. Not looked at: windows, "
    "limits, absorption and consent; the command `planner verify` checks them.": (
        "Каждая строка — действующая формула по другим листам: измените ячейку там и посмотрите сюда. Здесь не "
        "проверяются сроки начала, ограничения, освоение средств и согласие жителей: их проверяет команда `planner "
        "verify`."
    ),
    "check": "сверка",
    "one way": "первый способ",
    "other way": "второй способ",
    "difference": "разница",
    "allowed": "допустимо",
    "verdict": "вывод",
    "OK": "верно",
    "LOOK": "проверить",
    "all checks OK": "всё верно",
    "{number} to LOOK": "проверить: {number}",
    "all {checks:,} checks": "все сверки ({checks:,})",
    "RUB": "руб.",
    "Total money: Allocation and Funded": "Все средства: «{=Allocation}» и «{=Funded}»",
    "Federal money: Allocation and Funded": "Федеральные средства: «{=Allocation}» и «{=Funded}»",
    "Regional money: Allocation and Funded": "Региональные средства: «{=Allocation}» и «{=Funded}»",
    "{category}: Allocation and Funded": "{category}: «{=Allocation}» и «{=Funded}»",
    "Shares of the categories add up to 1": "Доли категорий в сумме дают 1",
    "Summary: {item}": "«{=Summary}»: {item}",
    "Money of others: Partners and Funded": "Деньги других участников: «{=Partners}» и «{=Funded}»",
    "Points of all goals: objective": "Баллы всех целей и результат плана",
    "Points of all towns: objective": "Баллы всех городов и результат плана",
    "Federal budget: Years, and Budgets less instruments and teams": (
        "Федеральный бюджет: «{=Years}» и «{=Budgets}» за вычетом инструментов и выездов групп"
    ),
    "Bound proved: Summary, and the largest of States": (
        "Доказанная оценка сверху: «{=Summary}» и наибольшая с листа «{=States}»"
    ),
    "Money of all groups by {grouping}": "Средства всех групп, признак группы: {grouping}",
    "Spent: Years and Funded": "Израсходовано: «{=Years}» и «{=Funded}»",
    "Had and used: Years": "Было и использовано: «{=Years}»",
    "Carried in: kept the year before": "Остаток прошлого года и перенос из него",
    # Charts
    "The plan in pictures": "План в диаграммах",
    "The figures that stand on no other sheet are below them.": (
        "Числа, которых нет на других листах, — под диаграммами."
    ),
    "Money by category": "Средства по категориям",
    "both budgets": "оба бюджета",
    "Money by year and payer": "Средства по годам и плательщикам",
    "federal": "федеральные",
    "regional": "региональные",
    "partners": "партнёры",
    "Money by region": "Средства по регионам",
    "Mean lock-in of inhabitants by status": "Средняя по жителям блокировка по статусам",
    "0 to 1": "от 0 до 1",
    "0 open, 1 locked in": "0 — нет, 1 — полная",
    "today": "сейчас",
    "after the plan": "после плана",
    "Towns in inertia and in innovative search": "Города в инерции и в инновационном поиске",
    "towns": "число городов",
    "The {towns} towns with most money": ("{towns:# город|# города|# городов} с наибольшими средствами"),
    "Money of the town": "Средства города",
    "Money for an inhabitant by status and by lock-in": "Средства на одного жителя по статусам и блокировкам",
    # Answers of regions
    "Answers of the regions": "Ответы регионов",
    "Every region has answered.": "Ответили все регионы.",
    "{silent} of {regions:# region|# regions} have not answered: {left_out:# town|# towns} left out: their need is not "
    "weighed and nothing is planned for them; {carried:# town|# towns} carried as last known. The notes of sheet "
    "Regions say the same.": (
        "Регионов без ответа: {silent} из {regions:,}. Не {left_out:учтён # город|учтены # города|учтено # городов}: "
        "их нуждаемость не взвешена, и для них ничего не запланировано. По последним сведениям {carried:взят # "
        "город|взяты # города|взято # городов}. То же сказано в примечаниях листа «{=Regions}»."
    ),
    "its answer": "ответ региона",
    "its last state": "последние сведения",
    "left out": "не учтён",
    "nothing known": "сведений нет",
    # Why a cluster cannot be formed
    "no town of it has a territory of advanced development that permits the industry": (
        "ни в одном его городе нет ТОСЭР, где эта отрасль разрешена"
    ),
    "location quotient": "коэффициент локализации",
    "output per worker, country = 1,": "выработка на одного занятого (страна = 1)",
    "share of the largest firm": "доля крупнейшего предприятия",
    "number of firms": "число предприятий",
    "number of independent firms": "число независимых предприятий",
    "the {name} is not known": "{name} (нет сведений)",
    "the {name} is {figure}, at most {needed} is asked": "{name}: {figure} (нужно не более {needed})",
    "the {name} is {figure}, at least {needed} is asked": "{name}: {figure} (нужно не менее {needed})",
    # Progress
    "reading": "чтение",
    "{seconds} s  {phase}: {figures}": "{seconds} с  {phase}: {figures}",
    "no plan yet": "плана ещё нет",
    "plan {points:,.1f}": "план {points:,.1f}",
    "bound {bound:,.1f}": "оценка сверху {bound:,.1f}",
    "gap {percent:.3f} %": "разрыв {percent:.3f} %",
}
