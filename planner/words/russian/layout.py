"""Russian sentences of one part of the project, by the English ones."""

SENTENCES: dict[str, str] = {
    # Items of the summary
    "seconds": "с",
    "What the plan proves by itself, in words.": "Что план доказывает сам, словами.",
    "Weighted result of the plan.": "Взвешенный результат плана.",
    "No plan under these roadmaps and coefficients is worth more.": (
        "При этих дорожных картах и коэффициентах ни один план не даёт больше."
    ),
    "(bound - objective) / objective.": "Оценка сверху за вычетом результата плана, делённая на этот результат.",
    "The bound that the sheets Prices and Branches prove by themselves.": (
        "Оценка сверху, которую доказывают листы «{=Prices}» и «{=Branches}» сами по себе."
    ),
    "(certified bound - objective) / objective.": (
        "Доказанная оценка сверху за вычетом результата плана, делённая на этот результат."
    ),
    "Federal instruments that run in this plan, joined by +; - for none.": (
        "Федеральные инструменты, которые действуют в этом плане, через «+»; «-», если таких нет."
    ),
    "Towns in the case.": "Число городов в исходных данных.",
    "Towns with money in this plan.": "Число городов, которые получают средства по этому плану.",
    "Federal money of all years.": "Федеральные средства за все годы.",
    "Federal money spent.": "Израсходованные федеральные средства.",
    "Regional money of all regions and years.": "Средства всех регионов за все годы.",
    "Regional money spent.": "Израсходованные средства регионов.",
    "Spent on urban environment.": "Расходы на городскую среду.",
    "Spent on social and political environment.": "Расходы на социально-политическую среду.",
    "Spent on knowledge infrastructure.": "Расходы на инфраструктуру знаний.",
    "Spent on the industrial system.": "Расходы на промышленную систему.",
    "Spent on eco-industry.": "Расходы на экоиндустрию.",
    "Budget money neither spent nor kept, both payers.": (
        "Бюджетные средства, которые не израсходованы и не перенесены; оба бюджета вместе."
    ),
    "Federal money that regions could use if they had their share: each by itself, at the plan's prices; the sum is no "
    "total that could be attained.": (
        "Федеральные средства, которые регионы освоили бы, будь у них своя доля: каждый регион отдельно, по ценам "
        "плана. Получить всю сумму сразу нельзя."
    ),
    "Paid beside it by municipalities, business, residents and funds.": (
        "Сверх этого платят муниципалитеты, бизнес, жители и фонды развития."
    ),
    "Public money for measures that towns proposed themselves.": (
        "Бюджетные средства на мероприятия, которые предложили сами города."
    ),
    "Tax not collected in the years of the plan; counted as spent.": (
        "Налоги, не собранные в годы плана; считаются израсходованными средствами."
    ),
    "Running costs and tax forgone after the plan, up to its tenth year.": (
        "Текущие расходы и выпадающие налоги после плана, до десятого года от его начала."
    ),
    "The ten expert coefficients that most money hangs on.": (
        "Десять экспертных коэффициентов, от которых зависит больше всего средств."
    ),
    "Money times the share of its town's diagnosis that rests on factors nobody has scored, of all money.": (
        "Средства каждого города, умноженные на долю его диагноза, которая опирается на факторы без оценок; в доле от "
        "всех средств."
    ),
    "The same for factors that towns scored themselves.": "То же для факторов, которые города оценили сами.",
    "Which column of the coefficients was used.": "Какой столбец коэффициентов использован.",
    "Year whose prices costs are stated in; every rouble of the plan is of its own year.": (
        "Год, в ценах которого заданы затраты; каждый рубль плана указан в ценах своего года."
    ),
    "Gap at which the search was to stop.": "Разрыв, при котором поиск следовало остановить.",
    "Time after which the search was to stop.": "Время, после которого поиск следовало остановить.",
    "Time from start to the finished plan.": "Время от начала расчёта до готового плана.",
    "Why the search ended: gap, time, work, asked, finished or crash.": (
        "Почему закончился поиск: {=gap}, {=time}, {=work}, {=asked}, {=finished} или {=crash}."
    ),
    "Whether the same command gives the same plan again: not if the clock cut the search short.": (
        "Даёт ли та же команда снова тот же план: не даёт, если поиск прервало ограничение времени."
    ),
    "Extra worth given to decisions of an earlier plan.": "Надбавка к ценности решений из прежнего плана.",
    "When the plan was made.": "Когда составлен план.",
    "Version of the planner that made it.": "Версия программы, которая составила план.",
    "No plan under these roadmaps and coefficients is better by more than {gap_percent} %.": (
        "При этих дорожных картах и коэффициентах ни один план не лучше этого более чем на {gap_percent} %."
    ),
    # Residents and the rules of their territories
    "the town has no territory": "у города нет ТОСЭР",
    "the territory does not permit the industry": "отрасль не разрешена на территории ТОСЭР",
    "too few jobs in the first year": "слишком мало рабочих мест в первый год",
    "too little invested in the first year": "слишком малы вложения в первый год",
    "too much revenue from the backbone enterprise": "слишком велика доля выручки от градообразующего предприятия",
    "jobs of the first year are not known": "рабочие места первого года не известны",
    "investment of the first year is not known": "вложения первого года не известны",
    "revenue from the backbone enterprise is not known": "выручка от градообразующего предприятия не известна",
    # Summary
    "Plan": "План",
    "The main figures. Money in million roubles unless a unit says otherwise.": (
        "Главные показатели. Деньги — в миллионах рублей, если не указана другая единица."
    ),
    "Name of the figure.": "Название показателя.",
    "The figure.": "Значение показателя.",
    "Its unit.": "Единица измерения.",
    "What it means.": "Что означает показатель.",
    # Allocation
    "Who gets what": "Кто сколько получает",
    "Million roubles by town and category over all years, both payers. The formulas add up the sheet Funded.": (
        "Миллионы рублей по городам и категориям за все годы, из обоих бюджетов. Формулы суммируют лист «{=Funded}»."
    ),
    "Id of the town.": "Код города.",
    "Urban environment.": "Городская среда.",
    "Social and political environment.": "Социально-политическая среда.",
    "Knowledge infrastructure.": "Инфраструктура знаний.",
    "Industrial system.": "Промышленная система.",
    "Eco-industry.": "Экоиндустрия.",
    "All categories.": "Все категории вместе.",
    "Federal part.": "В том числе федеральные средства.",
    "Regional part.": "В том числе региональные средства.",
    "Roubles per inhabitant.": "Рублей на одного жителя.",
    # Funded
    "Every funded measure": "Все финансируемые мероприятия",
    "One row a town, measure and year of payment; roubles and kopecks.": (
        "По строке на город, мероприятие и год оплаты; рубли и копейки."
    ),
    "started, opening (part of the roadmap), or tax (forgone for a started one).": (
        "«{=started}», «{=opening}» (часть дорожной карты) или «{=tax}» (из-за начатого мероприятия)."
    ),
    "Of a town's own proposal: what it rests on.": "Для предложения самого города: на чём оно основано.",
    "Year the measure starts; of opening measures the year of work.": (
        "Год начала мероприятия; для мероприятий дорожной карты — год работы."
    ),
    "Physical scale; of opening measures the intensity.": (
        "Физический масштаб; для мероприятий дорожной карты — интенсивность."
    ),
    "Physical unit.": "Физическая единица.",
    "Year of payment.": "Год оплаты.",
    "Federal money.": "Федеральные средства.",
    "Regional money.": "Региональные средства.",
    "Both.": "Те и другие вместе.",
    "Paid beside it by others.": "Сверх этого платят другие.",
    "Federal part of the public money.": "Доля федеральных средств в бюджетных.",
    # Town plans
    "Every town": "Все города",
    "Roadmap, worth and lock-ins (0 open, 1 locked) today and after the plan.": (
        "Дорожная карта, вклад города и блокировки (0 — нет, 1 — полная) сейчас и после плана."
    ),
    "Status.": "Статус.",
    "Roadmap taken.": "Выбранная дорожная карта.",
    "Points of the plan won in this town.": "Сколько баллов план получает в этом городе.",
    "The town's best points after paying the prices of the plan.": (
        "Наибольшее число баллов города за вычетом платы по предельным ценам плана."
    ),
    "Share of the diagnosis that rests on priors.": (
        "Доля диагноза, которая опирается на принятые значения вместо оценок."
    ),
    "Share that rests on self-assessment.": "Доля диагноза, которая опирается на самооценку города.",
    "Lock-in.": "Блокировка.",
    # Results
    "Results by goal": "Результаты по целям",
    "Net of what would have come anyway and of what is taken from elsewhere.": (
        "За вычетом того, что появилось бы и без плана, и того, что перетекло из других мест."
    ),
    "Id of the goal.": "Код цели.",
    "Discounted net result up to the evaluation year.": "Дисконтированный чистый результат до года оценки.",
    "The same before what would have come anyway or came from elsewhere.": (
        "То же до вычета того, что появилось бы и без плана или перетекло из других мест."
    ),
    "Points per unit.": "Баллов за единицу.",
    "Share in the objective, need included.": "Вклад в результат плана, с учётом нуждаемости.",
    # Years
    "Money by payer and year": "Деньги по плательщикам и годам",
    "Budget, spending and what is carried over or returned; roubles.": (
        "Бюджет, расходы, перенос остатка и возврат; рубли."
    ),
    "federal, or the region.": "«{=federal}» или регион.",
    "Budget of the year.": "Бюджет года.",
    "Unspent money of earlier years.": "Остаток средств прошлых лет.",
    "Loans received, or repaid to the payer.": "Кредиты полученные или возвращённые этому плательщику.",
    "Loans given, or repaid by the payer.": "Кредиты выданные или возвращённые этим плательщиком.",
    "Spent.": "Израсходовано.",
    "Kept for the next year.": "Перенесено на следующий год.",
    "Neither spent nor kept.": "Не израсходовано и не перенесено.",
    # Partners
    "Money of others": "Деньги других участников",
    "What municipalities, business, residents and funds pay beside public money.": (
        "Что муниципалитеты, бизнес, жители и фонды развития платят сверх бюджетных средств."
    ),
    "agreed in writing, or promised.": "«{=agreed}» (письменно) или «{=promised}».",
    "Money of this contributor.": "Деньги этого участника.",
    # Equity
    "Who gets what, by status and lock-in": "Кто сколько получает: по статусам и блокировкам",
    "Money and results by status and by how locked in a town is.": (
        "Деньги и результаты по статусам городов и по силе блокировок."
    ),
    "status, or lock_in_tercile.": "«{=status}» или «{=lock_in_tercile}».",
    "The group.": "Группа городов.",
    "Towns in it.": "Число городов в группе.",
    "Inhabitants.": "Число жителей.",
    "Public money.": "Бюджетные средства.",
    "Public money for an inhabitant.": "Бюджетные средства на одного жителя.",
    "Net result for 1,000 inhabitants.": "Чистый результат на 1000 жителей.",
    # Liabilities
    "What the plan leaves to pay": "Что останется платить после плана",
    "Running costs and tax forgone up to the tenth year, by region; after the plan at the price level of its last "
    "year.": (
        "Текущие расходы и выпадающие налоги до десятого года, по регионам; после плана — в ценах его последнего года."
    ),
    "Public running costs of what was started.": "Текущие бюджетные расходы на то, что начато.",
    "Federal tax not collected.": "Несобранные федеральные налоги.",
    "Regional tax not collected.": "Несобранные региональные налоги.",
    # Blocked money
    "Federal money that lacks a region's share": "Федеральные средства, которым не хватает доли региона",
    "What towns would take at the plan's prices, were their region's share no obstacle; each region by itself: the sum "
    "is no total that could be attained.": (
        "Сколько города взяли бы по ценам плана, если бы доля региона не мешала. Каждый регион отдельно: получить всю "
        "сумму сразу нельзя."
    ),
    "Federal money in the plan.": "Федеральные средства в плане.",
    "Federal money its towns would take.": "Федеральные средства, которые взяли бы города региона.",
    "What the region's lack of money keeps away.": "Сколько недоступно из-за нехватки денег у региона.",
    # Audit
    "Scores to check first": "Какие оценки проверить прежде всего",
    "The hundred scores and priors that most money hangs on, if one is wrong by a point.": (
        "Сто оценок и принятых значений, от которых зависит больше всего средств, если ошибка составит один балл."
    ),
    "Factor.": "Фактор.",
    "Source of the score; prior where nobody has scored it.": (
        "Источник оценки; «{=prior}», если фактор никто не оценил."
    ),
    "What was taken, from 0 to 1.": "Принятое значение, от 0 до 1.",
    "Money times the change of its effect.": "Средства, умноженные на изменение их отдачи.",
    # Assumptions
    "The numbers behind the plan": "Числа, на которых построен план",
    "Every coefficient with its range, grade and source, and the money that rests on it.": (
        "Каждый коэффициент: границы, надёжность, источник и средства, которые на него опираются."
    ),
    "Which number.": "Какой это коэффициент.",
    "What it belongs to.": "К чему относится.",
    "Goal, lock-in, factor or category it is about.": "Цель, блокировка, фактор или категория, о которых идёт речь.",
    "Low end.": "Нижняя граница.",
    "High end.": "Верхняя граница.",
    "published, derived or expert.": "«{=published}», «{=derived}» или «{=expert}».",
    "Money that rests on it.": "Средства, которые опираются на коэффициент.",
    "That money times half its range.": "Эти средства, умноженные на половину разброса.",
    # Networks
    "What towns supply to one another": "Что города поставляют друг другу",
    "Products that measures supply, and that others buy, in the whole country, year by year; traded is what counts as "
    "a result.": (
        "Продукция, которую одни мероприятия поставляют, а другие покупают, по всей стране и по годам. Результатом "
        "считается столбец «{=traded}»."
    ),
    "Unit of supply, demand and trade, a year.": "Единица предложения, спроса и обмена за год.",
    "Calendar year.": "Календарный год.",
    "What is supplied.": "Сколько поставляется.",
    "What is bought or used.": "Сколько покупается или потребляется.",
    "What counts: no more than either.": "Сколько засчитано: не больше предложения и не больше спроса.",
    "Points of what is traded.": "Баллы за засчитанный обмен.",
    # Roll-out
    "What worked and was taken over": "Что получилось и было перенято",
    "Measures that similar towns start after one of them has completed it; the group is named after its first town.": (
        "Мероприятия, которые похожие города начинают после того, как один из них такое мероприятие завершил. Группа "
        "названа по её первому городу."
    ),
    "Id of the first town of the group.": "Код первого города группы.",
    "Calendar year in which they start.": "Календарный год начала.",
    "Towns of the group that have completed it before.": "Сколько городов группы завершили мероприятие раньше.",
    "Towns of the group that start it in the year.": "Сколько городов группы начинают его в этом году.",
    "Points added to their results.": "Прибавка к их результатам, баллы.",
    # Cluster diagnosis
    "Which clusters are possible": "Какие кластеры возможны",
    "Every cluster of the case as it stands today: what is known of its industry in its towns, and whether it is "
    "possible. What is not known is blank.": (
        "Каждый кластер в нынешнем состоянии: что известно о его отрасли в его городах и возможен ли он. Неизвестное "
        "оставлено пустым."
    ),
    "Id of the cluster.": "Код кластера.",
    "Id of its industry.": "Код отрасли.",
    "Ids of its towns, separated by semicolons.": "Коды городов через точку с запятой.",
    "yes if every condition is met, else no.": "«{=yes}», если выполнены все условия, иначе «{=no}».",
    "Persons employed in the industry.": "Занято в отрасли, человек.",
    "Firms of the industry.": "Предприятий отрасли.",
    "Those independent of the largest one.": "Из них не зависят от крупнейшего.",
    "Share of the industry in the jobs of the towns over that in the country.": (
        "Доля отрасли в занятости городов, делённая на её долю в занятости страны."
    ),
    "Output of a worker, country = 1.": "Выработка на одного работника, страна = 1.",
    "Persons at the largest firm, of those of the industry.": "Доля крупнейшего предприятия в занятости отрасли.",
    "Share of the industry in the jobs of the towns.": "Доля отрасли в занятости городов.",
    "Share of the country's jobs in the industry.": "Доля в занятости отрасли по стране.",
    "Growth that all jobs of the country explain.": "Прирост, который объясняется ростом всей занятости в стране.",
    "Growth that the country's jobs in the industry explain beside it.": (
        "Прирост сверх этого, который объясняется ростом отрасли в стране."
    ),
    "The rest of it: what is the towns' own.": "Остальной прирост: собственный вклад городов.",
    "Stars for focus on the industry, size, and weight in the towns.": (
        "Звёзды за концентрацию отрасли, размер и вес в занятости городов."
    ),
    "Conditions that are not met or not known.": "Условия, которые не выполнены или о которых нет сведений.",
    # Cluster years
    "How clusters work": "Как работают кластеры",
    "Every year in which a cluster might add to what its towns start then: how far it has formed, and what it adds.": (
        "Все годы, в которые кластер может усилить то, что начинают его города: насколько он сложился и что прибавляет."
    ),
    "Calendar year in which measures start.": "Календарный год начала мероприятий.",
    "Greatest stage at which it works; 0 for none.": "Высший этап, на котором кластер работает; 0, если не работает.",
    "Points that it would add at work at all its stages.": "Сколько баллов прибавил бы кластер при работе всех этапов.",
    "Points that it adds to the results of its towns.": "Сколько баллов кластер прибавляет к результатам городов.",
    # Industries compared
    "Industries of towns and regions beside the country": "Отрасли городов и регионов в сравнении со страной",
    "Every industry that sheet Employment tells of. The three growths add up to the persons gained since the earlier "
    "year; blank is not known.": (
        "Все отрасли листа «{=Employment}». Три прироста в сумме дают изменение числа занятых с прежнего года. Пустая "
        "ячейка: не известно."
    ),
    "Id of the town, or the region.": "Код города или регион.",
    "Id of the industry.": "Отрасль, её код.",
    "Its share in the jobs of the place over that in the country.": (
        "Доля отрасли в занятости места, делённая на её долю в занятости страны."
    ),
    "Share of all jobs of the place.": "Доля отрасли во всей занятости места.",
    "Persons gained with the country as a whole.": "Прирост занятых вместе со всей страной.",
    "Persons gained because the industry grew more than the country.": (
        "Прирост занятых из-за того, что отрасль росла быстрее страны."
    ),
    "Persons gained beyond both, by the place itself.": "Прирост занятых сверх этого: собственный вклад места.",
    "Stars, one each for concentration, size and focus that reach the settings.": (
        "Звёзды: по одной за концентрацию, размер и вес, если они достигают значений из настроек."
    ),
    # Residents checked
    "Residents of territories of advanced development": "Резиденты ТОСЭР",
    "Who keeps the rules: the industry permitted, and jobs, investment and revenue as the settings ask.": (
        "Кто соблюдает правила: отрасль разрешена, а рабочие места, вложения и выручка отвечают настройкам."
    ),
    "Id of the resident.": "Код резидента.",
    "Whether the territory permits the industry.": "Разрешена ли отрасль на территории.",
    "Whether it keeps all rules: yes, no, not known.": (
        "Соблюдены ли все правила: «{=yes}», «{=no}» или «{=not known}»."
    ),
    "Rules that it breaks, and those of which it is not known.": (
        "Правила, которые нарушены, и правила, о соблюдении которых нет сведений."
    ),
    # Instruments run
    "Federal instruments": "Федеральные инструменты",
    "Which instruments run in this plan, what they cost and bring.": (
        "Какие инструменты действуют в этом плане, сколько они стоят и сколько приносят."
    ),
    "Id of the instrument.": "Код инструмента.",
    "What the case says: yes, no or choose.": "Что задано: «{=yes}», «{=no}» или «{=choose}».",
    "Whether it runs in this plan.": "Действует ли инструмент в этом плане.",
    "Paid for it from the federal budget, all years, if it runs.": (
        "Сколько за него платит федеральный бюджет за все годы, если он действует."
    ),
    "Money that it brings to the budgets, if it runs.": "Сколько средств он приносит бюджетам, если действует.",
    # States
    "What else might run": "Что ещё могло бы действовать",
    "Every combination of instruments left to choose; no plan in a state is worth more than its bound.": (
        "Все сочетания инструментов, оставленных на выбор. Ни один план при данном сочетании не даёт больше его оценки "
        "сверху."
    ),
    "Instruments that run, joined by +; - for none.": "Действующие инструменты через «+»; «-», если таких нет.",
    "Whether it is the state of this plan.": "Это ли сочетание выбрано в плане.",
    "What sheet State prices, or the proof of this plan, shows.": (
        "Что доказывает лист «{=State prices}» или доказательство этого плана."
    ),
    # Stages
    "Two stages of restructuring": "Две стадии реструктуризации",
    "Whether a town is still in inertia or in innovative search, year by year, as its lock-ins are along its "
    "roadmap.": (
        "Остаётся ли город в инерции или перешёл к инновационному поиску: по годам, судя по блокировкам на его "
        "дорожной карте."
    ),
    "inertia, or search.": "«{=inertia}» или «{=search}».",
    "yes in the first year of search after inertia.": "«{=yes}» в первый год поиска после инерции.",
    "Half the range of results for a rouble, over its middle, on average over the money of started measures in the "
    "year.": (
        "Половина разброса результата на рубль, делённая на его среднее; в среднем по средствам начатых мероприятий за "
        "год."
    ),
    # Alarms
    "Towns that call for a look": "Города, которые требуют внимания",
    "Latest values of indicators out of bounds. An alarm calls a team, and changes nothing else; what a team finds "
    "goes on sheet Findings.": (
        "Последние значения показателей, вышедшие за границы. Сигнал вызывает группу и больше ничего не меняет; выводы "
        "группы заносятся на лист «{=Findings}»."
    ),
    "Id of the indicator.": "Код показателя.",
    "yes if a team has been there in that year or later.": (
        "«{=yes}», если группа побывала в городе в этом году или позже."
    ),
    "What the team that the town calls costs in the first year; once a town.": (
        "Сколько в первый год стоит группа, которую вызывает город; один раз на город."
    ),
    # Prices
    "Prices that prove the bound": "Предельные цены ресурсов, которые доказывают оценку сверху",
    "Points that one more unit of a scarce thing would be worth. Rows that are not listed have price 0.": (
        "Сколько баллов дала бы ещё одна единица дефицитного ресурса. У строк, которых здесь нет, цена 0."
    ),
    "Name of the rule.": "Название правила.",
    "What the rule grants.": "Сколько допускает правило.",
    "Price times that.": "Цена, умноженная на это количество.",
    # Branches
    "Branches that tighten the bound": "Ветви, которые уточняют оценку сверху",
    "A region's plans, split by conditions; each branch has prices of its own. One row a condition, in order.": (
        "Планы региона, разделённые условиями; у каждой ветви свои цены. По строке на условие, по порядку."
    ),
    "Name of the branch.": "Название ветви.",
    "roadmap, never, must, not_in or only_in.": "«{=roadmap}», «{=never}», «{=must}», «{=not_in}» или «{=only_in}».",
    "Id of the town the condition is about.": "Код города, к которому относится условие.",
    "Measure it is about, unless a roadmap.": "Мероприятие, к которому относится условие, если это не дорожная карта.",
    "Start year it is about, if any.": "Год начала, к которому относится условие, если он есть.",
    "Roadmaps left, separated by semicolons.": "Оставшиеся дорожные карты через точку с запятой.",
    "No plan of the region in this branch is worth more.": "Ни один план региона в этой ветви не даёт больше.",
    # Branch prices
    "Prices of the branches": "Предельные цены в ветвях",
    "Prices of the region's rules in each branch; rows that are not listed have price 0.": (
        "Цены правил региона в каждой ветви; у строк, которых здесь нет, цена 0."
    ),
    # State prices
    "Prices of other states": "Предельные цены других сочетаний",
    "Prices that bound the states that were not chosen; rows that are not listed have price 0.": (
        "Цены, которые дают оценку сверху для невыбранных сочетаний инструментов; у строк, которых здесь нет, цена 0."
    ),
    # Fingerprints
    "The embedded case": "Исходные данные внутри книги",
    "SHA-256 of the filled cells of each sheet of the case in this workbook, and of prices and branches.": (
        "Сумма SHA-256 заполненных ячеек каждого листа исходных данных в этой книге, а также цен и ветвей."
    ),
    "Sheet of the case.": "Лист исходных данных.",
    "Fingerprint.": "Контрольная сумма.",
}
