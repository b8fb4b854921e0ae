"""Russian of the sheets of a case: what sheets, columns, settings and coefficients mean, and the words around them."""

SENTENCES: dict[str, str] = {
    "Titles and headers are protected, without a password. To remove a row, clear its cells.": (
        "Заголовки защищены, пароля нет. Чтобы убрать строку, очистите её ячейки."
    ),
    # What helps to fill in a template
    "missing": "не заполнен",
    "Scores filled in so far:": "Оценок внесено:",
    "of at most": "из возможных",
    "rows filled in": "заполнено строк",
    "Sheets that still have no rows and need some:": "Листы, которые нужно заполнить и в которых ещё нет строк:",
    "All sheets that need rows have some.": "Все обязательные листы заполнены.",
    # Units; they stand after a number or a range
    "persons": "чел.",
    "degrees": "градусов",
    "million RUB": "млн руб.",
    "thousand RUB": "тыс. руб.",
    "RUB per head": "руб. на жителя",
    "million RUB a year": "млн руб. в год",
    "year": "год",
    "years": "лет",
    "units": "единиц",
    "goal units": "единиц цели",
    "share": "доля",
    "share a year": "доля в год",
    "ratio": "отношение",
    "exponent": "показатель степени",
    "count": "количество",
    "firms": "предприятий",
    "jobs": "рабочих мест",
    "stage": "номер стадии",
    "step": "год карты по порядку",
    "points": "баллы",
    "points per unit": "баллов за единицу",
    "units per 1,000 persons": "единиц на 1000 жителей",
    "score 0-4": "оценка от 0 до 4",
    "lock-in 0-1": "блокировка от 0 до 1",
    "share of unit cost": "доля стоимости единицы",
    "goal units per unit and year": "единиц цели на единицу в год",
    "product units per unit and year": "единиц продукции на единицу в год",
    "product units per unit": "единиц продукции на единицу",
    "goal units per product unit": "единиц цели на единицу продукции",
    # What a blank cell means
    "nothing stated": "ничего не указано",
    "not known": "не известно",
    "not asked": "не требуется",
    "the year of the latest finding of a status, else the first year of the plan": (
        "год последнего вывода группы о статусе, а если его нет — первый год плана"
    ),
    "the measure's years of preparation": "срок подготовки самого мероприятия",
    "all": "все",
    "all towns": "все города",
    "all measures": "все мероприятия",
    "all regions": "все регионы",
    "all industries together": "все отрасли вместе",
    "no share": "доли нет",
    "no sum": "суммы нет",
    "not known; 1 is used and counted as a prior": "не известно; берётся 1 и учитывается как принятое значение",
    "the payer's own money": "собственные средства плательщика",
    "one limit for the whole scope": "одно ограничение на всё сразу",
    "all years of the plan together": "все годы плана вместе",
    "no floor": "нижнего предела нет",
    "no ceiling": "верхнего предела нет",
    "stands whatever instruments run": "ограничение действует при любых инструментах",
    "any year": "любой год",
    "the measure's own least scale": "наименьший масштаб самого мероприятия",
    "no such bound": "такой границы нет",
    "the status stays": "статус не меняется",
    "as before": "как прежде",
    "not a number": "фактор не числовой",
    "none: it can start at once": "подготовки нет, можно начать сразу",
    "no": "нет",
    "none": "такого мероприятия нет",
    "any stage": "любая стадия",
    "no least size": "наименьшей численности нет",
    "no greatest size": "наибольшей численности нет",
    "belongs to every variant": "строка входит в каждый вариант карты",
    "the base value": "основное значение",
    "no town is held back": "предела освоения нет ни у одного города",
    "towns whose budget is not known are not held back": "у городов с неизвестным бюджетом предела освоения нет",
    "no roll-out: what worked in one town raises no effect in another": (
        "тиражирования нет: успех одного города не усиливает результат в другом"
    ),
    "1: a cluster stays in one region": "1, то есть кластер не выходит за пределы одного региона",
    "no such star": "такой звезды нет",
    # Settings
    "Choices that hold for the whole case.": "Условия, общие для всех исходных данных.",
    "Name of the setting; the names are fixed.": "Название настройки; названия заданы и не меняются.",
    "Its value.": "Значение настройки.",
    "Unit of the value, for the reader.": "Единица измерения значения, для справки.",
    "Where the row comes from, in words.": "Откуда взята строка, словами.",
    "Name of the case.": "Название расчёта.",
    "First year of the plan.": "Первый год плана.",
    "Number of years with budgets.": "Число лет, на которые заданы бюджеты.",
    "Year up to which results count, from the first year, the same for all.": (
        "Сколько лет от первого года учитываются результаты; срок один для всех."
    ),
    "Year whose prices costs are stated in.": "Год, в ценах которого заданы затраты.",
    "A result one year later is worth this share less.": (
        "На какую долю меньше ценится результат, если он наступит на год позже."
    ),
    "Weight of need: 0 counts all towns alike.": "Вес нуждаемости города: при 0 все города учитываются одинаково.",
    "Most points of growth started in one town.": "Сколько точек роста можно начать в одном городе.",
    "Share of unspent federal money kept for the next year.": (
        "Доля неизрасходованных федеральных средств, которая переносится на следующий год."
    ),
    "Share of unspent regional money kept for the next year.": (
        "Доля неизрасходованных региональных средств, которая переносится на следующий год."
    ),
    "Most public money a town can spend in a year, as a share of its municipal budget.": (
        "Сколько бюджетных средств город может освоить за год, в долях бюджета муниципалитета."
    ),
    "Municipal budget of a year taken where a town's own is not known.": (
        "Какой бюджет муниципалитета на год принимается, если бюджет города не известен."
    ),
    "Towns are similar if their factors differ by this share of the scale at most, on average over all factors; one "
    "not known, or known from the town alone, counts at its prior.": (
        "Города сходны, если их факторы в среднем различаются не больше чем на эту долю шкалы. Вместо неизвестного "
        "фактора, и фактора, о котором сообщил только сам город, берётся принятое значение."
    ),
    "Least location quotient of a cluster: share of the industry in the jobs of its towns over that in the country.": (
        "Наименьший коэффициент локализации кластера: доля отрасли в занятости его городов, делённая на её долю в "
        "занятости страны."
    ),
    "Least output per worker of a cluster, country = 1.": (
        "Наименьшая выработка на работника в кластере; выработка по стране равна 1."
    ),
    "Least number of specialised firms in reach.": "Наименьшее число доступных кластеру предприятий отрасли.",
    "Least number of firms independent of the largest one.": (
        "Наименьшее число предприятий, не зависимых от крупнейшего."
    ),
    "Most that the largest firm may employ of a cluster's persons.": (
        "Наибольшая доля крупнейшего предприятия в занятости кластера."
    ),
    "Most regions that one cluster may reach over.": "В скольких регионах может находиться один кластер.",
    "Location quotient from which a cluster has a star for focus on the industry.": (
        "Коэффициент локализации, начиная с которого кластер получает звезду за концентрацию отрасли."
    ),
    "Share of the country's jobs in the industry from which a cluster has a star for size.": (
        "Доля в занятости отрасли по стране, начиная с которой кластер получает звезду за размер."
    ),
    "Share of all jobs of its towns from which a cluster has a star for weight in its towns.": (
        "Доля во всей занятости своих городов, начиная с которой кластер получает звезду за вес в городах."
    ),
    "Least jobs that a resident creates in its first year.": (
        "Сколько рабочих мест резидент обязан создать в первый год."
    ),
    "Least that a resident invests in its first year.": "Сколько резидент обязан вложить в первый год.",
    "Most of its revenue that a resident may have from the backbone enterprise.": (
        "Наибольшая доля выручки резидента от градообразующего предприятия."
    ),
    # Towns
    "One row a town.": "По строке на каждый город.",
    "Short id of the town, unique in the case.": "Короткий код города; коды не повторяются.",
    "Name of the town.": "Название города.",
    "Region of the town.": "Регион, в котором находится город.",
    "Social and economic position.": "Социально-экономическое положение.",
    "Inhabitants of the town.": "Численность населения города.",
    "Decimal degrees north.": "Градусы северной широты с десятичной дробью.",
    "Decimal degrees east.": "Градусы восточной долготы с десятичной дробью.",
    "Spending of the municipal budget in a year.": "Расходы бюджета муниципалитета за год.",
    "Year in which the present crisis broke out: its window for change is counted from there.": (
        "Год, в который начался нынешний кризис; от него отсчитывается окно перемен."
    ),
    # Scores
    "What is known of a town's lock-ins. A factor without a row is unknown and takes its prior.": (
        "Что известно о блокировках города. Фактор без строки считается неизвестным, для него берётся принятое "
        "значение."
    ),
    "Id of the town, or its name, or `name (region)`.": "Код города, его название или «название (регион)».",
    "Factor of the diagnosis.": "Фактор диагноза.",
    "0 to 4 for a score, yes or no, or the number itself.": "Оценка от 0 до 4, «{=yes}» или «{=no}» либо само число.",
    "Who says so.": "Откуда известно.",
    "The statement or figure that the value rests on.": "Высказывание или число, на котором основано значение.",
    # Proposals
    "Measures that a town proposes for itself. They compete with the catalogue on equal terms; how place and lock-ins "
    "act on them is taken from the catalogue measure they are like. More results and other coefficients go on the "
    "sheet Coefficients with the proposal as subject.": (
        "Мероприятия, которые город предлагает сам. Они соперничают с каталогом на равных; влияние места и блокировок "
        "берётся от сходного мероприятия каталога. Другие результаты и коэффициенты заносятся на лист "
        "«{=Coefficients}» с кодом предложения в столбце «{=subject}»."
    ),
    "Short id of the proposal, unlike any measure's.": (
        "Короткий код предложения; не совпадает с кодом ни одного мероприятия."
    ),
    "Town that proposes it; no other town may use it.": "Город, который его предлагает; другим городам оно недоступно.",
    "What is to be done.": "Что предлагается сделать.",
    "Started measure of the catalogue it is most like.": (
        "Мероприятие каталога вида «{=started}», на которое оно больше всего похоже."
    ),
    "Physical unit of the scale.": "Физическая единица масштаба.",
    "Least scale if started, above 0.": "Наименьший масштаб, если мероприятие начато; больше 0.",
    "Greatest scale.": "Наибольший масштаб.",
    "Low end of the whole cost of one unit on the spot.": "Нижняя граница полной стоимости одной единицы на месте.",
    "Whole cost of one unit on the spot, at prices of the price year.": (
        "Полная стоимость одной единицы на месте, в ценах года из настройки «{=price_year}»."
    ),
    "High end of that cost.": "Верхняя граница этой стоимости.",
    "Goal that the result is counted in.": "Цель, по которой считается результат.",
    "Low end of the gross result of one unit a year.": "Нижняя граница валового результата одной единицы за год.",
    "Gross result of one unit a year.": "Валовой результат одной единицы за год.",
    "High end of that result.": "Верхняя граница этого результата.",
    "Years of works.": "Сколько лет идут работы.",
    "Years from delivery to the first result.": "Сколько лет от сдачи до первого результата.",
    "Years that results and running costs last.": "Сколько лет длятся результаты и текущие расходы.",
    "Years of design and permits before works start.": "Сколько лет до начала работ занимают проект и разрешения.",
    "What the figures rest on: an independent appraisal, a comparable project that was carried out, or the town's "
    "word.": ("На чём основаны числа: на независимой экспертизе, на сходном выполненном проекте или на словах города."),
    "Document or project the figures come from.": "Документ или проект, из которого взяты числа.",
    # Readiness
    "When a town is ready for a measure, and whether its community consents.": (
        "Когда город готов к мероприятию и согласны ли на него жители."
    ),
    "Town.": "Город.",
    "Measure or proposal; an opening measure bars roadmaps that use it.": (
        "Мероприятие или предложение. Если оно входит в дорожные карты, строка закрывает и эти карты."
    ),
    "First year works can start; replaces the measure's years of preparation.": (
        "Первый год, когда можно начать работы; заменяет срок подготовки самого мероприятия."
    ),
    "Whether the community consents, as hearings or a vote have shown.": (
        "Согласны ли жители, как показали слушания или голосование."
    ),
    # Contributions
    "What others pay before public money: municipality, business, backbone enterprise, residents, development funds. "
    "The most particular row of a contributor counts: town and measure, then town, then measure, then all.": (
        "Что платят другие до бюджетных средств: муниципалитет, бизнес, градообразующее предприятие, жители, фонды "
        "развития. Для каждого участника действует самая точная строка: сначала для города и мероприятия, потом для "
        "города, потом для мероприятия, потом общая."
    ),
    "Who pays.": "Кто платит.",
    "Town; blank for all.": "Город, к которому относится строка.",
    "Measure or proposal; blank for all.": ("Мероприятие или предложение, к которому относится строка."),
    "Share of the whole cost in every year.": "Доля полной стоимости в каждом году.",
    "Sum for each project of a started measure, even over its years of works.": (
        "Сумма на каждый проект мероприятия вида «{=started}»; делится поровну на годы работ."
    ),
    "Whether it is agreed in writing.": "Закреплено ли это письменно.",
    # Regions
    "One row a region.": "По строке на каждый регион.",
    "Name of the region.": "Название региона.",
    "Local price level, country = 1.": "Уровень местных цен; уровень по стране равен 1.",
    # Budgets
    "Money of each payer in each year. Every payer and year has a row; write 0 for no money.": (
        "Средства каждого плательщика на каждый год. Строка нужна для каждого плательщика и года; если средств нет, "
        "поставьте 0."
    ),
    "`federal`, or the region.": "«{=federal}» или регион.",
    "Year of the plan.": "Год плана.",
    "Money available.": "Сколько средств есть.",
    "Federal instrument that brings this money, beside the payer's own row.": (
        "Федеральный инструмент, который приносит эти средства сверх собственной строки плательщика."
    ),
    # Instruments
    "Federal instruments, such as an Agency or a programme: each runs for the whole plan or not at all. Coefficients "
    "`instrument_cost`, `instrument_effect` and `instrument_cut` tell what it costs and does.": (
        "Федеральные инструменты, например агентство или программа. Инструмент действует весь срок плана или не "
        "действует вовсе. Сколько он стоит и что даёт, говорят коэффициенты «{=instrument_cost}», "
        "«{=instrument_effect}» и «{=instrument_cut}»."
    ),
    "Short id of the instrument.": "Короткий код инструмента.",
    "Name of the instrument.": "Название инструмента.",
    "Whether it runs; `choose`: whichever gives the better plan.": (
        "Действует ли инструмент; «{=choose}» — как лучше для плана."
    ),
    "First year in which it works and costs.": "Первый год, когда он действует и требует расходов.",
    # Inflation
    "Rise of prices, from the price year to the last year of the plan. Without any row prices stay as they are.": (
        "Рост цен от года из настройки «{=price_year}» до последнего года плана. Если строк нет, цены не меняются."
    ),
    "Year.": "Год.",
    "Rise of prices over the year before.": "Рост цен к предыдущему году.",
    # Loans
    "Budget loans that a region may take from the federal budget for its share, and repays.": (
        "Бюджетные кредиты, которые регион может взять из федерального бюджета на свою долю и которые он возвращает."
    ),
    "Region.": "Регион.",
    "Year it is received.": "Год получения.",
    "Later year of the plan it is repaid in.": "Более поздний год плана, в который кредит возвращается.",
    "Most that may be taken.": "Сколько можно взять.",
    "Interest for the whole time.": "Процент за весь срок кредита.",
    # Cofinancing
    "Window of the federal share of public money. The most particular row counts: measure and region, then measure, "
    "then region, then all.": (
        "Границы федеральной доли в бюджетных средствах. Действует самая точная строка: сначала для мероприятия и "
        "региона, потом для мероприятия, потом для региона, потом общая."
    ),
    "Measure; blank for all.": "Мероприятие, к которому относится строка.",
    "Region; blank for all.": "Регион, к которому относится строка.",
    "Least federal share of a year's public cost.": "Наименьшая федеральная доля в бюджетных расходах года.",
    "Greatest federal share of a year's public cost.": "Наибольшая федеральная доля в бюджетных расходах года.",
    # Limits
    "Floors and ceilings on spending in a scope, or on the number of projects. A blank scope column means all.": (
        "Нижние и верхние пределы расходов в заданной области или числа проектов. Пустой столбец области означает "
        "«все»."
    ),
    "Name of the limit.": "Название ограничения.",
    "Category in scope.": "Категория, к которой относится ограничение.",
    "Measure in scope.": "Мероприятие, к которому относится ограничение.",
    "Status of the towns in scope.": "Статус городов, к которым относится ограничение.",
    "Region of the towns in scope.": "Регион городов, к которым относится ограничение.",
    "Town in scope.": "Город, к которому относится ограничение.",
    "Repeat the limit for each of these.": "Повторить ограничение отдельно для каждого.",
    "Whose money is counted; `all`: both budgets.": "Чьи средства считаются; «{=all}» — оба бюджета.",
    "Year counted; blank for all years together.": "Год, к которому относится ограничение.",
    "Unit of floor and ceiling. A share is of the payer's whole budget in these years. A count is of projects started, "
    "and of full years of work of opening measures, whoever pays.": (
        "Единица пределов. «{=share}» — от бюджета плательщика за эти годы; «{=count}» — начатых проектов и "
        "полных лет работы мероприятий дорожных карт, кто бы ни платил."
    ),
    "Least spending, or number.": "Наименьшие расходы или наименьшее число.",
    "Greatest spending, or number.": "Наибольшие расходы или наибольшее число.",
    "Federal instrument that the limit belongs to.": "Федеральный инструмент, при котором действует ограничение.",
    # Locks
    "Decisions taken beforehand.": "Решения, принятые заранее.",
    "A started measure, a proposal, or a roadmap of the menu.": (
        "Мероприятие вида «{=started}», предложение или дорожная карта из списка."
    ),
    "Whether it must be taken or must not.": "Обязательно ли это в плане или запрещено.",
    "Start year meant; blank for any.": "Год начала.",
    "Least scale of a measure that must be started.": "Наименьший масштаб обязательного мероприятия.",
    # Indicators
    "Figures that towns are watched by. A figure outside its bounds calls a diagnosis team to the town; it changes "
    "nothing else.": (
        "Показатели, по которым наблюдают за городами. Значение за границами вызывает в город группу диагностики и "
        "больше ничего не меняет."
    ),
    "Short id of the indicator.": "Короткий код показателя.",
    "Name of the indicator.": "Название показателя.",
    "Unit of its values.": "Единица измерения показателя.",
    "A value below this calls a team.": "Значение ниже этого вызывает группу.",
    "A value above this calls a team.": "Значение выше этого вызывает группу.",
    # Observations
    "Values of indicators; the latest year of a town counts.": (
        "Значения показателей; для каждого города действует последний год."
    ),
    "Indicator.": "Показатель.",
    "Year of the value.": "Год, к которому относится значение.",
    "The value.": "Значение показателя.",
    # Findings
    "What diagnosis teams found on the spot, with the community. Only this changes the status of a town, and a town "
    "that has found its niche is left alone.": (
        "Что группы диагностики установили на месте вместе с жителями. Только это меняет статус города. Городу, "
        "который нашёл свою нишу, план ничего не назначает."
    ),
    "Year of the diagnosis.": "Год диагностики.",
    "Status found.": "Установленный статус.",
    "Whether the town has found a niche of its own and needs no help.": (
        "Нашёл ли город собственную нишу и обходится ли без помощи."
    ),
    # Goals, lock-ins, statuses and factors
    "What counts as a result.": "Что считается результатом.",
    "Id of the goal; `capacity` is served by roadmaps alone.": (
        "Код цели; цели «{=capacity}» служат только дорожные карты."
    ),
    "Name of the goal.": "Название цели.",
    "Unit of the result.": "Единица измерения результата.",
    "Points for one unit of the result.": "Сколько баллов даёт одна единица результата.",
    "The lock-ins of development.": "Блокировки развития.",
    "Id of the lock-in.": "Код блокировки.",
    "Name of the lock-in.": "Название блокировки.",
    "Social and economic position of a town.": "Социально-экономическое положение города.",
    "Id of the status.": "Код статуса.",
    "Name of the status.": "Название статуса.",
    "Years in which a crisis opens a window for change.": "Сколько лет после начала кризиса открыто окно перемен.",
    "Factors of the diagnosis.": "Факторы диагноза.",
    "Id of the factor.": "Код фактора.",
    "Name of the factor.": "Название фактора.",
    "How it is scored.": "Как оценивается фактор.",
    "Number that scores 0; numbers only.": "Число, которое соответствует оценке 0; только для вида «{=number}».",
    "Number that scores 4; numbers only.": "Число, которое соответствует оценке 4; только для вида «{=number}».",
    "What a low and a high score mean.": "Что означают низкая и высокая оценки.",
    # Measures
    "The catalogue of measures.": "Каталог мероприятий.",
    "Id of the measure.": "Код мероприятия.",
    "Name of the measure.": "Название мероприятия.",
    "Category of intervention.": "Категория поддержки.",
    "`started` once at a scale, or `opening`, used in roadmaps.": (
        "«{=started}» — начинается один раз в некотором масштабе; «{=opening}» — входит в дорожные карты."
    ),
    "Physical unit of the scale; a full year of work for opening measures.": (
        "Физическая единица масштаба; для мероприятий дорожной карты — полный год работы."
    ),
    "Least scale if started; above 0 for started measures.": (
        "Наименьший масштаб, если мероприятие начато; для вида «{=started}» — больше 0."
    ),
    "Greatest scale in a town of any size.": "Наибольший масштаб в городе любой численности.",
    "Added to the greatest scale per 1,000 inhabitants.": (
        "Сколько прибавляется к наибольшему масштабу на каждые 1000 жителей."
    ),
    "Years of works; cost and delivery are spread evenly.": (
        "Сколько лет идут работы; затраты и сдача делятся на них поровну."
    ),
    "Whether it counts against the most points of growth of a town.": (
        "Считается ли оно точкой роста, число которых в городе ограничено."
    ),
    "Years of design and permits before works can start, unless the town is ready.": (
        "Сколько лет до начала работ занимают проект и разрешения, если город ещё не готов."
    ),
    "Whether the community must have consented (sheet Readiness).": (
        "Нужно ли согласие жителей (лист «{=Readiness}»)."
    ),
    "Opening measure that the town's roadmap must have worked on before, such as a crisis team.": (
        "Мероприятие, которое дорожная карта города должна выполнить раньше, например работа антикризисной группы."
    ),
    "Opening measure whose roadmaps rule it out, such as a plan to shrink.": (
        "Мероприятие дорожных карт, при которых это невозможно, например план сжатия."
    ),
    "`search`: only in a town that is in innovative search (coefficient `search_below`).": (
        "«{=search}» — только в городе на стадии инновационного поиска (коэффициент «{=search_below}»)."
    ),
    "Statuses that may use it.": "Статусы городов, которым мероприятие доступно.",
    "Smallest town that may use it.": "Наименьшее население города, которому мероприятие доступно.",
    "Largest town that may use it.": "Наибольшее население города, которому мероприятие доступно.",
    "The paper's passage or published figure it rests on.": (
        "Место из статьи или опубликованное число, на котором оно основано."
    ),
    # Products, industries and employment
    "What measures supply to one another across towns. Coefficients `supplies`, `buys`, `uses` and `trade` tell who "
    "supplies and buys it, and what it is worth that somebody does.": (
        "Что мероприятия разных городов поставляют друг другу. Кто поставляет и покупает продукцию и чего это стоит, "
        "говорят коэффициенты «{=supplies}», «{=buys}», «{=uses}» и «{=trade}»."
    ),
    "Id of the product.": "Код продукции.",
    "Name of the product.": "Название продукции.",
    "Unit of what is supplied and bought.": "Единица измерения поставок и покупок.",
    "Industries that clusters and territories of advanced development are about.": (
        "Отрасли, к которым относятся кластеры и ТОСЭР."
    ),
    "Short id of the industry.": "Короткий код отрасли.",
    "Name of the industry.": "Название отрасли.",
    "Jobs and firms by place and industry. A row without an industry is all industries of the place; the country is "
    "the reference. What is not known stays blank.": (
        "Занятость и предприятия по местам и отраслям. Строка без отрасли — все отрасли места; сравнение идёт со "
        "страной. То, что не известно, не заполняется."
    ),
    "Town, region, or `country`.": "Город, регион или «{=country}».",
    "Industry; blank for all together.": "Отрасль, к которой относится строка.",
    "Persons employed.": "Число занятых.",
    "Firms, small ones too.": "Число предприятий, в том числе малых.",
    "Firms that neither are the largest one nor belong to it.": (
        "Число предприятий без крупнейшего и без тех, которые ему принадлежат."
    ),
    "Persons employed by the largest firm.": "Число занятых на крупнейшем предприятии.",
    "Persons employed some years before, the same year for all places.": (
        "Число занятых несколькими годами раньше; год один и тот же для всех мест."
    ),
    "Output of a worker in a year.": "Выработка одного работника за год.",
    # Clusters and territories
    "Who may start a cluster.": "Кто может создать кластер.",
    "Id of the initiator.": "Код инициатора.",
    "Who it is.": "Кто это.",
    "Clusters that might be formed. Whether one can be is found from Employment, Tased and the settings; the plan says "
    "why a candidate fails.": (
        "Кластеры, которые могли бы сложиться. Возможен ли кластер, определяется по листам «{=Employment}», "
        "«{=Tased}» и «{=Settings}»; план говорит, что мешает остальным."
    ),
    "Short id of the cluster.": "Короткий код кластера.",
    "Name of the cluster.": "Название кластера.",
    "Industry of the cluster.": "Отрасль кластера.",
    "Towns that take part.": "Города, которые участвуют в кластере.",
    "Who starts it.": "Кто создаёт кластер.",
    "Steps in which clusters are formed, stage by stage. A step with several rows is done by any of their measures in "
    "any town of the cluster.": (
        "Шаги, которыми складываются кластеры, по стадиям. Если у шага несколько строк, его выполняет любое из этих "
        "мероприятий в любом городе кластера."
    ),
    "Name of the step.": "Название шага.",
    "Stage that needs the step, and all stages after it.": "Стадия, для которой и начиная с которой нужен этот шаг.",
    "Started measure that does the step.": "Мероприятие вида «{=started}», которое выполняет шаг.",
    "Territories of advanced development: activities permitted to residents.": (
        "ТОСЭР: виды деятельности, разрешённые резидентам."
    ),
    "Town of the territory.": "Город, в котором создана ТОСЭР.",
    "Permitted industry.": "Разрешённая отрасль.",
    "Firms that are, or want to be, residents of a territory of advanced development. The plan says which of them keep "
    "the rules, and what they invest.": (
        "Предприятия, которые стали или хотят стать резидентами ТОСЭР. План говорит, кто из них соблюдает правила и "
        "сколько вкладывает."
    ),
    "Short id of the resident.": "Короткий код резидента.",
    "Name of the firm.": "Название предприятия.",
    "Its activity.": "Отрасль, в которой работает резидент.",
    "New jobs in its first year.": "Новые рабочие места в первый год.",
    "What it invests in its first year.": "Сколько он вкладывает в первый год.",
    "What it invests in all.": "Сколько он вкладывает всего.",
    "Share of its revenue from the backbone enterprise.": "Доля его выручки от градообразующего предприятия.",
    # Roadmaps and links
    "The menu of roadmaps: bundles of opening measures. Each is offered for every set of targeted lock-ins and every "
    "start year that fits the horizon.": (
        "Список дорожных карт: наборов мероприятий для снятия блокировок. Каждая карта предлагается для любого набора "
        "целевых блокировок и любого года начала, при котором она укладывается в срок плана."
    ),
    "Id of the roadmap; repeated on each of its rows.": "Код дорожной карты; повторяется в каждой её строке.",
    "Lock-in the row targets; blank rows belong to every variant.": (
        "Блокировка, на которую направлена строка. Строка с пустой ячейкой входит в каждый вариант карты."
    ),
    "Opening measure.": "Мероприятие каталога вида «{=opening}».",
    "Share of a full year's work.": "Доля полного года работы.",
    "First year of the roadmap with this intensity.": "Первый год карты с этой интенсивностью.",
    "Last year of the roadmap with this intensity.": "Последний год карты с этой интенсивностью.",
    "Prerequisites and exclusive alternatives among started measures.": (
        "Какие мероприятия вида «{=started}» требуют друг друга, а какие исключают."
    ),
    "Started measure.": "Мероприятие вида «{=started}».",
    "What holds between the two.": "Что связывает оба мероприятия.",
    "The other started measure.": "Второе мероприятие вида «{=started}».",
    "Years by which the required one must start earlier.": (
        "На сколько лет раньше должно начаться требуемое мероприятие."
    ),
    # Coefficients
    "Every number that is judged or derived, with its range, grade and source.": (
        "Все числа, которые оценены или рассчитаны: с границами, надёжностью и источником."
    ),
    "Which number; see the list of coefficients.": (
        "Какое это число; список видов коэффициентов стоит на листе «{=Start}»."
    ),
    "Measure, proposal, factor, lock-in, status or product it belongs to; `all` for every measure.": (
        "Мероприятие, предложение, фактор, блокировка, статус или продукция, к которым относится число; «{=all}» — "
        "все мероприятия."
    ),
    "Goal, lock-in, factor, category or product it is about.": (
        "Цель, блокировка, фактор, категория или продукция, о которых говорит число."
    ),
    "Low end of the range.": "Нижняя граница.",
    "Central value.": "Среднее значение.",
    "High end of the range.": "Верхняя граница.",
    "Unit, for the reader.": "Единица измерения, для справки.",
    "What kind of knowledge it is.": "На каком знании основано число.",
    "Where it comes from.": "Откуда взято число.",
    "Raw weight of a factor in a lock-in; below 0 where it is a strength.": (
        "Исходный вес фактора в блокировке; меньше 0, если это сильная сторона."
    ),
    "Score taken where the factor is not known.": "Оценка, которая берётся, если фактор не известен.",
    "Share of the way back to today's lock-in each year.": (
        "Какую долю пути назад к нынешней блокировке город проходит за год."
    ),
    "Lock-in that opening measures cannot go below.": "Блокировка, ниже которой дорожная карта её не снизит.",
    "Relative need of a town of this status.": "Относительная нуждаемость города с этим статусом.",
    "Multiplies what opening achieves while the window is open.": (
        "Во сколько раз сильнее действует дорожная карта, пока открыто окно перемен."
    ),
    "Cost of one unit in a town of 10,000 at price index 1.": (
        "Стоимость одной единицы в городе с населением 10 тыс. при индексе цен 1."
    ),
    "Growth of unit cost with population / 10,000.": (
        "Степень, с которой стоимость единицы растёт с населением, делённым на 10 тыс."
    ),
    "Growth of the yield of a unit with population / 10,000.": (
        "Степень, с которой результат единицы растёт с населением, делённым на 10 тыс."
    ),
    "Yearly cost after completion.": "Ежегодные расходы после завершения работ.",
    "Federal tax not collected, yearly after completion.": (
        "Несобранные федеральные налоги, ежегодно после завершения работ."
    ),
    "Regional tax not collected, yearly after completion.": (
        "Несобранные региональные налоги, ежегодно после завершения работ."
    ),
    "Result of one unit a year at effectiveness 1 in a town of 10,000.": (
        "Результат одной единицы за год при отдаче 1 в городе с населением 10 тыс."
    ),
    "Share of the effect lost at full lock-in.": "Какая доля отдачи теряется при полной блокировке.",
    "Blank key: base multiplier. Factor: growth of the multiplier at the full score.": (
        "Без уточнения: основной множитель. С фактором: прирост множителя при полной оценке."
    ),
    "Blank key: share that would have come anyway. Factor: further share at the full score.": (
        "Без уточнения: доля результата, которая появилась бы и без поддержки. С фактором: ещё доля при полной оценке."
    ),
    "Share taken from elsewhere.": "Доля результата, которая перетекла из других мест.",
    "Share of the result kept from one year to the next.": "Доля результата, которая сохраняется к следующему году.",
    "Share of the greatest scale up to which returns are full.": (
        "Доля наибольшего масштаба, до которой отдача полная."
    ),
    "Share of the result of a unit beyond that.": "Доля результата единицы сверх этого предела.",
    "Greatest lock-in at the start.": "Наибольшая блокировка, при которой мероприятие можно начать.",
    "Lock-in lowered by a full year of work.": "На сколько полный год работы снижает блокировку.",
    "Share by which a full year of work lowers the drift.": "На какую долю полный год работы ослабляет откат.",
    "Share by which a full year of work lowers later unit costs of a category.": (
        "На какую долю полный год работы удешевляет последующие единицы категории."
    ),
    "Supplied by one unit in each year that it serves, after its works.": (
        "Сколько поставляет одна единица в каждый год службы, после окончания работ."
    ),
    "Bought in all by the works of one unit, spread evenly over them.": (
        "Сколько всего покупается для работ на одну единицу; делится на срок работ поровну."
    ),
    "Used by one unit in each year that it serves, after its works.": (
        "Сколько потребляет одна единица в каждый год службы, после окончания работ."
    ),
    "Result of one unit supplied by one measure and bought by another in a year, beside the yields of both.": (
        "Результат единицы, которую в течение года одно мероприятие поставило, а другое купило, сверх результатов "
        "обоих."
    ),
    "Share by which the effect rises in similar towns after one of them has completed it.": (
        "На какую долю растёт отдача в сходных городах, когда один из них завершил мероприятие."
    ),
    "Share by which the effect rises in the towns of a cluster that works at all its stages.": (
        "На какую долю растёт отдача в городах кластера, который работает на всех стадиях."
    ),
    "Specialised firms, independent of the largest one, that a start adds to a cluster.": (
        "Сколько предприятий отрасли, не зависимых от крупнейшего, прибавляет кластеру начало мероприятия."
    ),
    "Years from steps done until a cluster works, by who starts it; rounded up.": (
        "Сколько лет от выполнения шагов до начала работы кластера, по инициаторам; округляется вверх."
    ),
    "Yearly cost to the federal budget at prices of the price year.": (
        "Ежегодные расходы федерального бюджета, в ценах года из настройки «{=price_year}»."
    ),
    "Share by which the effect of works rises while the instrument runs.": (
        "На какую долю растёт отдача работ, пока действует инструмент."
    ),
    "Share by which works become cheaper while the instrument runs.": (
        "На какую долю дешевеют работы, пока действует инструмент."
    ),
    "Cost to the federal budget of the team that an alarm calls, at prices of the price year.": (
        "Сколько стоит федеральному бюджету группа, которую вызывает сигнал, в ценах года из настройки «{=price_year}»."
    ),
    "Greatest lock-in of a town in innovative search.": (
        "Наибольшая блокировка города на стадии инновационного поиска."
    ),
    "Share by which drift is faster at the full score.": "На какую долю быстрее откат при полной оценке.",
    "What a cluster adds is kept at this rate after the last year of the plan, by who starts it.": (
        "Какая доля прибавки кластера сохраняется за год после конца плана, по инициаторам."
    ),
    # Examples
    "KND": "КНД",
    "Kondopoga": "Кондопога",
    "Republic of Karelia": "Республика Карелия",
    "timber": "лес",
    "Timber and wood products": "Лесозаготовка и изделия из дерева",
    "Paper 1: 'all powers in the town were accumulated ...'": "Статья 1: «вся власть в городе сосредоточилась…»",
    "KND_hostel": "КНД_хостел",
    "Hostel in the old school": "Хостел в здании старой школы",
    "hostel of 40 beds": "хостел на 40 мест",
    "Design estimate of 2019": "Проектная смета 2019 года",
    "urban_most": "предел городской среды",
    "insulation": "теплоизоляция",
    "karelian_timber": "карельский лес",
    "Timber cluster of Kondopoga": "Лесной кластер Кондопоги",
    "KND_panels": "КНД_плиты",
    "Panel works": "Завод древесных плит",
    # Beside the cells of a sheet
    "Filled in by officials of towns and regions.": "Заполняют специалисты городов и регионов.",
    "Filled in by the planner.": "Заполняет составитель плана.",
    "Part of the catalogue; change it where you know better.": "Часть каталога; исправьте то, что знаете точнее.",
    "Columns with a dark header are required.": "Столбцы с тёмным заголовком обязательны.",
    "one of {choices}": "одно из: {choices}",
    "an id of sheet {sheets}": "код с листа: {sheets}",
    "{choices}, or an id of sheet {sheets}": "{choices} либо код с листа: {sheets}",
    "an id of sheet {sheets}; several are separated by semicolons": (
        "код с листа: {sheets}; несколько кодов разделяются точкой с запятой"
    ),
    "{one} or {other}": "{one} или {other}",
    "Takes {limits}.": "Допускается {limits}.",
    "{column} takes {limits}.": "«{column}»: допускается {limits}.",
    "Required.": "Обязательно.",
    "Blank: {meaning}.": "Пустая ячейка: {meaning}.",
    "May be blank.": "Можно не заполнять.",
    "Example: {example}": "Пример: {example}",
    # The page Start of a template
    "Case of a plan for single-industry towns": "Исходные данные плана поддержки моногородов",
    "Money is in million roubles (1 = 1,000,000 RUB): costs at the prices of the year in Settings, price_year; "
    "budgets, limits, sums and loans in the money of their own year. Shares run from 0 to 1.": (
        "Деньги указаны в миллионах рублей (1 = 1 000 000 руб.): затраты — в ценах года из настройки «{=price_year}» "
        "на листе «{=Settings}»; бюджеты, ограничения, суммы и кредиты — в деньгах своего года. Доли — от 0 до 1."
    ),
    "What to do": "Что делать",
    "Step {number}": "Шаг {number}",
    "Regions and Budgets: one row for each region, and for each payer (federal, every region) and year its money in "
    "million roubles of that year. Write 0 for no money; a missing row is a fault.": (
        "«{=Regions}» и «{=Budgets}»: по строке на каждый регион; для каждого плательщика («{=federal}» и каждый "
        "регион) и каждого года — средства в миллионах рублей этого года. Если средств нет, поставьте 0: пропущенная "
        "строка считается ошибкой."
    ),
    "Towns: one row for each town. Short ids of your own, each used once; region and status as on their sheets.": (
        "«{=Towns}»: по строке на каждый город. Короткие коды придумайте сами, без повторов; регион и статус — как на "
        "их листах."
    ),
    "Scores: what you know of each town, one row for each factor, with the source. Leave out what you do not know: it "
    "is counted as not known, never as zero.": (
        "«{=Scores}»: что известно о каждом городе, по строке на каждый фактор, с источником. То, чего не знаете, "
        "пропустите: оно считается неизвестным, а не нулём."
    ),
    "Proposals, Readiness and Contributions: what towns propose themselves, when they are ready and whether people "
    "there consent, what others pay. These sheets may stay empty.": (
        "«{=Proposals}», «{=Readiness}» и «{=Contributions}»: что города предлагают сами, когда они готовы и согласны "
        "ли жители, что платят другие. Эти листы можно не заполнять."
    ),
    "Observations and Findings: figures that towns are watched by, and what teams found on the spot. Only a finding "
    "changes the status of a town, or leaves it alone. These sheets may stay empty.": (
        "«{=Observations}» и «{=Findings}»: показатели, по которым наблюдают за городами, и выводы групп на месте. "
        "Только вывод группы меняет статус города или освобождает его от вмешательства. Эти листы можно не заполнять."
    ),
    "Inflation, Loans, Limits, Locks and Settings: prices of later years, loans to regions, what spending must "
    "respect, decisions already taken, the years of the plan.": (
        "«{=Inflation}», «{=Loans}», «{=Limits}», «{=Locks}» и «{=Settings}»: цены следующих лет, кредиты регионам, "
        "пределы расходов, уже принятые решения, годы плана."
    ),
    "Instruments and Indicators: federal agencies and programmes that run, do not, or are to be chosen (`choose`), and "
    "the figures whose bounds call a team to a town.": (
        "«{=Instruments}» и «{=Indicators}»: федеральные агентства и программы, которые действуют, не действуют или "
        "оставлены «{=choose}», и показатели, границы которых вызывают в город группу."
    ),
    "Read through Measures, Products, Roadmaps and Coefficients and change what you know better, with the source "
    "beside it.": (
        "Просмотрите листы «{=Measures}», «{=Products}», «{=Roadmaps}» и «{=Coefficients}» и исправьте то, что знаете "
        "точнее; рядом укажите источник."
    ),
    "Run `planner check FILE.xlsx`. It names every cell that needs mending. Then run `planner solve FILE.xlsx -o "
    "PLAN.xlsx`.": (
        "Запустите `planner check FILE.xlsx`: программа назовёт каждую ячейку, которую нужно исправить. Затем "
        "запустите `planner solve FILE.xlsx -o PLAN.xlsx`."
    ),
    "Colours": "Цвета",
    "Cells to fill in.": "Ячейки, которые нужно заполнить.",
    "Catalogue: filled already; change it where you know better.": (
        "Каталог: уже заполнен; исправьте то, что знаете точнее."
    ),
    "Header of a required column.": "Заголовок обязательного столбца.",
    "Header of a column that may stay blank.": "Заголовок столбца, который можно не заполнять.",
    "Sheets": "Листы",
    "official": "города и регионы",
    "planner": "составитель плана",
    "catalogue": "каталог",
    "Kinds of coefficients, for the sheet Coefficients": "Виды коэффициентов для листа «{=Coefficients}»",
    "kind of coefficient": "вид коэффициента",
    "subject is an id of": "к чему относится",
    "key is an id of": "уточнение",
    "range": "границы",
    "without a row": "без строки",
    "meaning": "что означает",
    "required": "строка нужна",
    "blank": "пусто",
    "{sheet} ({kind})": "{sheet} ({kind})",
    "{sheet}, or blank": "{sheet} или пусто",
    # The page of examples
    "How sheets may be filled in. Nothing on this sheet is read; towns and figures of it are examples.": (
        "Как можно заполнить листы. Этот лист программа не читает; города и числа на нём — примеры."
    ),
    # The page Start of a region's workbook
    "{towns} towns. Money is in million roubles (1 = 1,000,000 RUB).": (
        "{towns:# город|# города|# городов}. Деньги указаны в миллионах рублей (1 = 1 000 000 руб.)."
    ),
    "Towns: correct what has changed. Every town of the region keeps its row; its id stays as it is.": (
        "«{=Towns}»: исправьте то, что изменилось. Строка есть у каждого города региона; его код не меняйте."
    ),
    "Scores: one row for each factor that you know of a town, with the source. What each factor means stands on the "
    "sheet Factors. Leave out what you do not know: it is counted as not known, never as zero.": (
        "«{=Scores}»: по строке на каждый известный фактор города, с источником. Пояснения к факторам — на листе "
        "«{=Factors}». То, чего не знаете, пропустите: оно считается неизвестным, а не нулём."
    ),
    "Other yellow sheets: what towns propose, when they are ready and whether people there consent, what others pay, "
    "jobs, clusters, residents, observations, findings. They may stay empty.": (
        "Остальные жёлтые листы: предложения городов, их готовность, согласие жителей, взносы, занятость, кластеры, "
        "резиденты, наблюдения, выводы групп. Их можно не заполнять."
    ),
    "Grey sheets are for reading: names and lists to choose from. What is changed there is refused.": (
        "Серые листы — для чтения: названия и списки для выбора. Изменения на них не принимаются."
    ),
    "Nothing to correct or add? Choose yes in the yellow cell beside 'Nothing to change' above. Then send the file "
    "back.": (
        "Нечего исправить или добавить? Выберите «{=yes}» в жёлтой ячейке рядом со словами «{=Nothing to change}» "
        "выше. Затем отправьте файл обратно."
    ),
    "For reading: it is the planner's, and what is changed here is refused.": (
        "Для чтения: лист ведёт составитель плана, изменения здесь не принимаются."
    ),
    "For reading.": "Для чтения.",
    "Choose yes if all that stands here is right as it is. Else leave this cell blank.": (
        "Выберите «{=yes}», если всё в этой книге верно. Иначе оставьте ячейку пустой."
    ),
}
