"""Russian of warnings: data that is valid and yet surely a mistake, or that makes part of a case idle."""

SENTENCES: dict[str, str] = {
    # The same mistake in many rows
    "{wrong} ({count})": "{wrong} ({count})",
    "{count:# time|# times}": "{count:# раз|# раза|# раз}",
    "{count:# cluster|# clusters}": "{count:# кластер|# кластера|# кластеров}",
    "{count:# town|# towns}": "{count:# город|# города|# городов}",
    "{count:# region|# regions}": "{count:# регион|# региона|# регионов}",
    "{count:# figure|# figures}": "{count:# показатель|# показателя|# показателей}",
    "{count:# alarm|# alarms}": "{count:# сигнал|# сигнала|# сигналов}",
    "{count:# permitted industry|# permitted industries}": (
        "{count:# разрешённая отрасль|# разрешённые отрасли|# разрешённых отраслей}"
    ),
    # Bounds that are expected
    "at least {least}": "не менее {least}",
    "at least {least}, as in {setting},": "не менее {least}, как в настройке {setting!r}",
    "at most {most}": "не более {most}",
    "at most {most}, as in {setting},": "не более {most}, как в настройке {setting!r}",
    "at most {share:.0%}": "не более {share:.0%}",
    "at most {ratio} times": "отношение не более {ratio}",
    "at most {ratio} times as much": "отношение не более {ratio}",
    "more than 1": "отношение больше 1",
    "no more than {most}": "не более {most}",
    "no more than can be taken": "не больше, чем можно освоить",
    "no more than can be reached": "не больше, чем достижимо",
    "no more than it has": "не больше, чем в нём есть",
    "no more than the budgets of its payers": "не больше, чем в бюджетах плательщиков",
    "{year} or later, as in {cell}": "{year} год или позже, как в ячейке {cell}",
    "a number about {low} to {high}": "число примерно от {low} до {high}",
    # What was read
    "{town}: {clusters}": "{town}: {clusters}",
    "{town}: {scores}": "{town}: {scores}",
    "{town}: {share:.0%}": "{town}: {share:.0%}",
    "{town}: {value}": "{town}: {value}",
    "{town}, {amount} mrub": "{town}, {amount} млн руб.",
    "{region}: {count}": "{region}: {count}",
    "{region} {year}, {amount} mrub": "{region}, {year} год, {amount} млн руб.",
    "{cluster}: {initiator}": "{cluster}: {initiator}",
    "{cluster}: {industry}": "{cluster}: {industry}",
    "{cluster}: {measures}": "{cluster}: {measures}",
    "{cluster}: {count}": "{cluster}: {count}",
    "{cluster}: {share:.0%}": "{cluster}: {share:.0%}",
    "{cluster}: {figure:.4g}": "{cluster}: {figure:.4g}",
    "{industry} in {town}": "{industry} (город {town})",
    "{measure} in {town}": "{measure} (город {town})",
    "{measure} in {town} ({cells})": "{measure} (город {town}; {cells})",
    "{measure} ({goals})": "{measure} ({goals})",
    "{roadmap} in {town}": "{roadmap} (город {town})",
    "{roadmap} in {town} ({cell})": "{roadmap} (город {town}; {cell})",
    "{product} ({goals})": "{product} ({goals})",
    "{instrument}, {year}": "{instrument}, {year} год",
    "{proposal}, {amount} mrub": "{proposal}, {amount} млн руб.",
    "{payer} {year}, {amount} mrub": "{payer}, {year} год, {amount} млн руб.",
    "{contribution}, {amount} mrub": "{contribution}, {amount} млн руб.",
    "{contributor} for {measure} in {town}": "{contributor} ({measure}; {town})",
    "{limit}": "{limit}",
    "{limit}:{value}": "{limit} ({value})",
    "{limit}: {number} by {cells}": "{limit}: {number}, ячейки {cells}",
    "{share:g}": "{share:g}",
    "{name}: {per_head:,.6g} RUB per head": "{name}: {per_head:,.6g} руб. на жителя",
    # Amounts of the wrong size
    "{what} is very small for the inhabitants": "очень малая сумма для такого числа жителей ({what})",
    "{what} is very large for the inhabitants": "очень большая сумма для такого числа жителей ({what})",
    "budget": "бюджет",
    "municipal budget": "бюджет муниципалитета",
    "sum for a project": "сумма на один проект",
    "least cost of a proposal": "наименьшая стоимость предложения",
    "loan": "бюджетный кредит",
    "check the unit of the amount (a factor of 1,000 or 1,000,000) and the population": (
        "проверьте единицу измерения суммы (нет ли ошибки в тысячу или в миллион раз) и численность населения"
    ),
    # Scores
    "all judged scores of a town are the greatest and from one source": (
        "все оценки города, кроме числовых, — наибольшие и взяты из одного источника"
    ),
    "all judged scores of a town are the least and from one source": (
        "все оценки города, кроме числовых, — наименьшие и взяты из одного источника"
    ),
    "{town}: {scores} scores from {source}": ("{town}: {scores:# оценка|# оценки|# оценок}, источник — {source}"),
    "a score judged for each factor by itself": "своя оценка по каждому фактору",
    "judge them again, or delete those that are not known": (
        "оцените факторы заново или удалите оценки по тем, о которых ничего не известно"
    ),
    "no document stands behind {scores} {scores:score|scores} of source expert or survey without a note: "
    "the label is the town's own": (
        "{scores:# оценка|# оценки|# оценок} с источником «{=expert}» или «{=survey}» и без примечания "
        "{scores:не подтверждена|не подтверждены|не подтверждены} документом — источник назвал сам город"
    ),
    "a note that names the expert, the survey or the document": (
        "примечание, в котором назван эксперт, опрос или документ"
    ),
    "write it, or give source self, which is the honest one": (
        "заполните примечание или укажите источник «{=self}»: так будет честно"
    ),
    "scores of source self make up most of a town's diagnosis": (
        "диагностика города больше чем наполовину построена на оценках с источником «{=self}»"
    ),
    "have experts, a survey or statistics say more on the sheet Scores; own scores never help a town": (
        "добавьте на лист «{=Scores}» оценки экспертов, данные опроса или статистики; самооценка городу не помогает"
    ),
    "score of {factor} is far outside its scale": "оценка по фактору {factor!r} далеко за пределами шкалы",
    "check its unit (for example m in place of km)": (
        "проверьте единицу измерения (например, не указаны ли метры вместо километров)"
    ),
    # Measures that can never be chosen, and why
    "measure can never be chosen: {reason}": "мероприятие выбрать нельзя, так как {reason}",
    "measure can never be chosen: in every town, {reason}": (
        "мероприятие нельзя выбрать ни в одном городе, так как {reason}"
    ),
    "proposal can never be chosen: {reason}": "предложение выбрать нельзя, так как {reason}",
    "a measure that must be started cannot be: {reason}": (
        "мероприятие задано как обязательное, но начать его нельзя, так как {reason}"
    ),
    "at least one option in one town": "хотя бы один вариант хотя бы в одном городе",
    "at least one option in the town": "хотя бы один вариант в этом городе",
    "{to_do}, or delete the measure": "{to_do} либо удалите мероприятие",
    "{to_do}, or delete the proposal": "{to_do} либо удалите предложение",
    "{to_do}, or delete the row": "{to_do} либо удалите строку",
    "{to_do}, or delete the lock; no plan can keep it": (
        "{to_do} либо удалите строку листа «{=Locks}»: выполнить её не может ни один план"
    ),
    "no option meets all of its conditions together: {conditions}": (
        "ни один вариант не отвечает сразу всем условиям ({conditions})"
    ),
    "loosen one of these conditions": "ослабьте одно из этих условий",
    "duration": "срок работ",
    "its works last longer than the plan": "его работы длятся дольше, чем план",
    "correct duration_years or lengthen the horizon": (
        "исправьте столбец «{=duration_years}» или увеличьте «{=horizon_years}» на листе «{=Settings}»"
    ),
    "status and population": "статус и население",
    "the town has found its niche and is left alone": "город нашёл свою нишу и оставлен без вмешательства",
    "correct the sheet Findings": "исправьте лист «{=Findings}»",
    "status and population are not those it asks for": "статус и население города не отвечают его условиям",
    "correct statuses, population_min and population_max": (
        "исправьте столбцы «{=statuses}», «{=population_min}» и «{=population_max}»"
    ),
    "scale": "масштаб",
    "its greatest scale is 0 or below its least": "его наибольший масштаб равен 0 или меньше наименьшего",
    "correct the scales or their lock": "исправьте масштабы или меняющую их строку листа «{=Locks}»",
    "readiness": "готовность",
    "the community does not consent to it": "жители на него не согласны",
    "ask the community, and say so on sheet Readiness": "спросите жителей и внесите их ответ на лист «{=Readiness}»",
    "it is not ready early enough to be finished within the plan": (
        "оно будет подготовлено слишком поздно и не завершится за годы плана"
    ),
    "check preparation_years and sheet Readiness, or lengthen the horizon": (
        "проверьте столбец «{=preparation_years}» и лист «{=Readiness}» или увеличьте «{=horizon_years}» на листе "
        "«{=Settings}»"
    ),
    "gates": "пороги блокировок",
    "the lock-ins do not come below its gates in time": "блокировки не успевают опуститься ниже его порогов",
    "check its rows gate on sheet Coefficients, and the roadmaps": (
        "проверьте его строки «{=gate}» на листе «{=Coefficients}» и дорожные карты"
    ),
    "sums of others": "средства других участников",
    "the sums of others come to more than its least project costs": (
        "средства других участников больше стоимости его наименьшего проекта"
    ),
    "raise scale_low, or lower sum_mrub on sheet Contributions": (
        "увеличьте «{=scale_low}» или уменьшите «{=sum_mrub}» на листе «{=Contributions}»"
    ),
    "locks": "заданные решения",
    "locks forbid it": "его запрещают заданные решения",
    "check the sheet Locks": "проверьте лист «{=Locks}»",
    "no roadmap offered works on {opening} early enough before it": (
        "ни в одной доступной дорожной карте мероприятие {opening!r} не начинается достаточно рано до него"
    ),
    "check after_opening, the sheet Roadmaps, and who may take them": (
        "проверьте столбец «{=after_opening}», лист «{=Roadmaps}» и доступность этих карт городам"
    ),
    "every roadmap offered uses {opening}, which rules it out": (
        "его исключает мероприятие {opening!r}, которое есть во всех доступных дорожных картах"
    ),
    "check excluded_by_opening and the locks on roadmaps": (
        "проверьте столбец «{=excluded_by_opening}» и заданные решения о дорожных картах"
    ),
    "no roadmap offered brings innovative search in time": (
        "ни одна доступная дорожная карта не приводит вовремя к инновационному поиску"
    ),
    "check its stage, the rows search_below on sheet Coefficients, and the roadmaps": (
        "проверьте столбец «{=stage}», строки «{=search_below}» на листе «{=Coefficients}» и дорожные карты"
    ),
    "points of growth": "точки роста",
    "it is a point of growth, and no town may have one": "это точка роста, а городам точки роста не разрешены",
    "raise points_of_growth_max on sheet Settings": "увеличьте «{=points_of_growth_max}» на листе «{=Settings}»",
    "requires {other}": "необходимое мероприятие {other!r}",
    "{other}, which it requires, cannot start early enough": (
        "мероприятие {other!r}, без которого оно невозможно, не может начаться достаточно рано"
    ),
    "check the sheet Links and the measure required": "проверьте лист «{=Links}» и требуемое мероприятие",
    # Opening measures
    "opening measure can never be used: in every town, the community does not consent to it": (
        "мероприятие дорожных карт нельзя применить ни в одном городе, так как жители на него не согласны"
    ),
    "a town that consents": "город, жители которого согласны",
    "ask the community, and say so on sheet Readiness, or delete the measure and its roadmaps": (
        "спросите жителей и внесите их ответ на лист «{=Readiness}» либо удалите мероприятие и его дорожные карты"
    ),
    "opening measure is in no roadmap that a town may take within the plan": (
        "мероприятия нет ни в одной дорожной карте, которую какой-либо город может принять за годы плана"
    ),
    "a place in at least one such roadmap": "хотя бы одна дорожная карта с этим мероприятием",
    "add it to a roadmap, shorten the roadmaps it is in, or delete it": (
        "включите его в дорожную карту, сократите карты, в которых оно есть, или удалите его"
    ),
    # Measures and goals that count for nothing
    "measure is worth nothing: its only results are in goals of weight 0": (
        "мероприятие ничего не даёт, так как все его результаты относятся к целям с весом 0"
    ),
    "a result in a goal that counts": "результат для цели с весом больше 0",
    "give the goal a weight, or the measure another result": (
        "задайте цели вес больше 0 или добавьте мероприятию другой результат"
    ),
    "measure has no result at all": "у мероприятия нет никакого результата",
    "coefficient yield above 0": "коэффициент «{=yield}» больше 0",
    "correct its rows yield on sheet Coefficients, or delete it": (
        "исправьте его строки «{=yield}» на листе «{=Coefficients}» или удалите его"
    ),
    "no measure serves the goal": "цели не служит ни одно мероприятие",
    "at least one measure that yields it": "хотя бы одно мероприятие с результатом для этой цели",
    "add a row yield (for capacity: opening) on sheet Coefficients, or delete the goal": (
        "добавьте строку «{=yield}» (для цели «{=capacity}» — «{=opening}») на лист «{=Coefficients}» или удалите цель"
    ),
    # Products and roll-out
    "nothing supplies the product, so it is never traded": (
        "продукт никто не поставляет, поэтому поставок между городами не будет"
    ),
    "at least one measure with coefficient supplies above 0": (
        "хотя бы одно мероприятие с коэффициентом «{=supplies}» больше 0"
    ),
    "nothing buys or uses the product, so it is never traded": (
        "продукт никто не покупает и не потребляет, поэтому поставок между городами не будет"
    ),
    "at least one measure with coefficient buys or uses above 0": (
        "хотя бы одно мероприятие с коэффициентом «{=buys}» или «{=uses}» больше 0"
    ),
    "add its row on sheet Coefficients, or delete the product": (
        "добавьте нужную строку на лист «{=Coefficients}» или удалите продукт"
    ),
    "trade in the product is worth nothing: its only results are in goals of weight 0": (
        "поставки продукта ничего не дают, так как все их результаты относятся к целям с весом 0"
    ),
    "trade in the product is worth nothing: it has no result": (
        "поставки продукта ничего не дают, так как результата у них нет"
    ),
    "coefficient trade above 0 for a goal that counts": "коэффициент «{=trade}» больше 0 для цели с весом больше 0",
    "coefficient rollout has no effect while setting {setting} is blank": (
        "коэффициент «{=rollout}» не действует, пока настройка {setting!r} не заполнена"
    ),
    "{measures} {measures:measure|measures} with it, first {first},": (
        "{measures:# мероприятие|# мероприятия|# мероприятий} с этим коэффициентом, первое — {first!r}"
    ),
    "a share in {setting} of sheet Settings": "доля в настройке {setting!r} на листе «{=Settings}»",
    "fill it in, or delete the rows rollout": "заполните настройку или удалите строки «{=rollout}»",
    "no two towns are similar, so coefficient rollout has no effect": (
        "сходных городов нет, поэтому коэффициент «{=rollout}» не действует"
    ),
    "a share within which some towns are similar": "доля, при которой есть сходные города",
    "raise it, or delete the rows rollout on sheet Coefficients": (
        "увеличьте её или удалите строки «{=rollout}» на листе «{=Coefficients}»"
    ),
    # Clusters that cannot be formed
    "candidate cluster cannot be formed: its {figure} is above what is asked": (
        "кластер сложиться не может, так как показатель {figure!r} выше заданного предела"
    ),
    "candidate cluster cannot be formed: its {figure} is below what is asked": (
        "кластер сложиться не может, так как показатель {figure!r} ниже заданного предела"
    ),
    "candidate cluster cannot be formed: its {figure} is not known": (
        "кластер сложиться не может, так как показатель {figure!r} не известен"
    ),
    "output per worker beside the country's": "выработка по сравнению со страной",
    "largest firm's share of the jobs": "доля крупнейшего предприятия в занятости",
    "check its rows of sheet Employment, name other towns, or delete it": (
        "проверьте его строки на листе «{=Employment}», укажите другие города или удалите кластер"
    ),
    "{cluster}: no {column} of {industry} in {place}": (
        "{cluster}: не заполнен столбец {column!r} (место: {place}; отрасль: {industry})"
    ),
    "all industries": "все отрасли",
    "a number on sheet Employment": "число на листе «{=Employment}»",
    "fill it in, or leave setting {setting} blank": "заполните ячейку или оставьте настройку {setting!r} пустой",
    "{cluster}: a ratio to nothing": "{cluster}: деление на ноль",
    "jobs and output above 0 in its towns and in the country": (
        "занятость и выработка больше 0 в его городах и по стране"
    ),
    "check its rows of sheet Employment, or delete it": (
        "проверьте его строки на листе «{=Employment}» или удалите кластер"
    ),
    "candidate cluster cannot be formed: no territory of its towns permits its industry": (
        "кластер сложиться не может, так как его отрасль не разрешена ни в одной ТОСЭР его городов"
    ),
    "a row of sheet Tased with one of its towns": "строка листа «{=Tased}» с одним из его городов",
    "add it if the territory permits the industry, name another town, or delete the cluster": (
        "добавьте её, если отрасль в ТОСЭР разрешена, укажите другой город или удалите кластер"
    ),
    "candidate cluster cannot be formed within the plan: none of its towns is offered step {step} early enough": (
        "кластер не сложится за годы плана, так как ни один его город не может достаточно рано выполнить шаг {step!r}"
    ),
    "a last year of works {years} or more before that of the plan": (
        "окончание работ не позднее чем за {years:# год|# года|# лет} до последнего года плана"
    ),
    "check these measures for its towns, choose another initiator, or lengthen the horizon": (
        "проверьте эти мероприятия для городов кластера, выберите другого инициатора или увеличьте "
        "«{=horizon_years}» на листе «{=Settings}»"
    ),
    "candidate cluster cannot be formed within the plan: measures offered to its towns do not found the firms it "
    "lacks": (
        "кластер не сложится за годы плана, так как мероприятия, доступные его городам, не создадут недостающих "
        "предприятий"
    ),
    "candidate cluster cannot be formed within the plan: measures offered to its towns do not found the independent "
    "firms it lacks": (
        "кластер не сложится за годы плана, так как мероприятия, доступные его городам, не создадут недостающих "
        "независимых предприятий"
    ),
    "{least} with those founded, coefficient cluster_firms,": (
        "{least} вместе с теми, которые создадут мероприятия (коэффициент «{=cluster_firms}»)"
    ),
    "check this coefficient, add towns, or lower the setting": (
        "проверьте этот коэффициент, добавьте города или уменьшите настройку"
    ),
    # Risks of clusters
    "forces are scattered: a town is in several candidate clusters": (
        "распыление сил — город входит сразу в несколько возможных кластеров"
    ),
    "one cluster a town": "один кластер на город",
    "keep the one that its figures speak for, and take the town out of the others": (
        "оставьте тот кластер, в пользу которого говорят показатели, и исключите город из остальных"
    ),
    "forces are scattered: a region has many candidate clusters, the first too many is here": (
        "распыление сил — в регионе слишком много возможных кластеров, первый лишний указан здесь"
    ),
    "choose the priorities of the region, and delete the others": (
        "выберите приоритетные для региона кластеры, остальные удалите"
    ),
    "cluster is artificial, it lasts as long as it is supported: no initiator's clusters keep less of what they add "
    "after the plan, {share:.0%} a year": (
        "кластер искусственный и держится, пока его поддерживают, — при таком инициаторе после конца плана сохраняется "
        "наименьшая доля прибавки ({share:.0%} за год)"
    ),
    "an initiator whose clusters stand by themselves": "инициатор, кластеры которого самостоятельны",
    "let business start it or take part, and name that initiator": (
        "привлеките бизнес как инициатора или участника и укажите такого инициатора"
    ),
    "cluster depends on its largest firm, which has most of its jobs": (
        "кластер зависит от крупнейшего предприятия, на котором большая часть рабочих мест"
    ),
    "add towns with firms of their own, or let measures found independent ones (coefficient cluster_firms)": (
        "добавьте города, где есть свои предприятия, или мероприятия, которые создают независимые предприятия "
        "(коэффициент «{=cluster_firms}»)"
    ),
    "innovation is weak: output per worker of the cluster is not above the country's": (
        "слабые инновации — выработка в кластере не выше, чем по стране"
    ),
    "{cluster}: {ratio:.3g} times the country's": "{cluster}: {ratio:.3g} от уровня страны",
    "check output_trub_per_worker on sheet Employment, or choose an industry that is ahead": (
        "проверьте столбец «{=output_trub_per_worker}» на листе «{=Employment}» или выберите отрасль, в которой города "
        "опережают страну"
    ),
    "innovation is weak: no measure of category {category} is offered to the towns of the cluster": (
        "слабые инновации — городам кластера не доступно ни одно мероприятие категории {category!r}"
    ),
    "research, technology or training in at least one of its towns": (
        "мероприятие по исследованиям, технологиям или обучению хотя бы в одном из его городов"
    ),
    "check statuses, population and readiness of such measures, or add one to the catalogue": (
        "проверьте статусы, население и готовность для таких мероприятий или добавьте мероприятие в каталог"
    ),
    "horizontal links are few: cluster has few firms independent of the largest one": (
        "мало горизонтальных связей — в кластере мало предприятий, не зависимых от крупнейшего"
    ),
    "check independent_firms on sheet Employment, add towns, or let measures found firms (coefficient cluster_firms)": (
        "проверьте столбец «{=independent_firms}» на листе «{=Employment}», добавьте города или мероприятия, которые "
        "создают предприятия (коэффициент «{=cluster_firms}»)"
    ),
    "horizontal links are left to chance: no step of the formation of clusters is one of networking": (
        "горизонтальные связи оставлены на волю случая — среди шагов кластеров нет кооперации"
    ),
    "a step with network in its name": "шаг, в названии которого есть слово «кооперация»",
    "add one, with the measures that bring firms to work together": (
        "добавьте такой шаг с мероприятиями, благодаря которым предприятия работают вместе"
    ),
    "all candidate clusters depend on one initiator": "все возможные кластеры зависят от одного инициатора",
    "{initiator} for {clusters} clusters": "{initiator} ({clusters:# кластер|# кластера|# кластеров})",
    "clusters of several initiators": "несколько инициаторов",
    "look for firms, associations or municipalities that start one themselves": (
        "найдите предприятия, объединения или муниципалитеты, которые создадут кластер сами"
    ),
    "a territory permits an industry whose jobs are not known": (
        "в ТОСЭР разрешена отрасль, о занятости в которой нет сведений"
    ),
    "employed_persons on sheet Employment, 0 where there are none yet": (
        "число в столбце «{=employed_persons}» листа «{=Employment}», 0 — если занятых пока нет"
    ),
    "fill it in, so that what is new to the town can be told from what is there": (
        "заполните ячейку, чтобы новое для города можно было отличить от того, что уже есть"
    ),
    # Roadmaps
    "a roadmap that must be taken cannot be: {reason}": (
        "дорожная карта задана как обязательная, но принять её нельзя, так как {reason}"
    ),
    "at least one variant that the town may take": "хотя бы один вариант карты, доступный городу",
    "its steps do not fit into the years of the plan": "её шаги не укладываются в годы плана",
    "start it earlier or shorten it": "начните её раньше или сократите",
    "every variant uses an opening measure that the town may not use in time, or locks forbid it": (
        "в каждом её варианте есть мероприятие, которое городу вовремя не доступно, или её запрещают заданные решения"
    ),
    "check sheets Readiness and Locks": "проверьте листы «{=Readiness}» и «{=Locks}»",
    "the town may not use {measure}": "мероприятие {measure!r} городу не доступно",
    "the community does not consent to {measure}": "жители не согласны на мероприятие {measure!r}",
    "the town is not ready for {measure} in time": "город не успевает подготовить мероприятие {measure!r}",
    "ask the community, mend the cell": "спросите жителей, исправьте ячейку",
    "a town is ready for a measure that cannot start there: {reason}": (
        "город готов к мероприятию, начать которое в нём нельзя, так как {reason}"
    ),
    "a roadmap offered to the town that lets it start": (
        "доступная городу дорожная карта, при которой мероприятие можно начать"
    ),
    # Money and limits
    "budget cannot be spent: its towns could not take it at the greatest scales": (
        "бюджет нельзя израсходовать — города не освоят его и при наибольших масштабах"
    ),
    "{payer}: {money:,.6g} mrub over the plan, of which {most:,.6g} can be taken": (
        "{payer}: {money:,.6g} млн руб. за годы плана, из них можно освоить {most:,.6g}"
    ),
    "check the unit of the budget, and the scales, costs and towns": (
        "проверьте единицу измерения бюджета, а также масштабы, стоимость и города"
    ),
    "own money of the region cannot pay its least share of any measure, so its towns get nothing": (
        "собственных средств региона не хватает на его наименьшую долю ни в одном мероприятии, поэтому его города "
        "ничего не получат"
    ),
    "enough for the region's share of at least one measure": (
        "сумма, которой хватит на долю региона хотя бы в одном мероприятии"
    ),
    "raise its budget, give it a loan, or raise federal_high_share on sheet Cofinancing": (
        "увеличьте бюджет региона, дайте ему кредит или увеличьте «{=federal_high_share}» на листе «{=Cofinancing}»"
    ),
    "floor is above the money there is": "нижний предел больше имеющихся средств",
    "{limit}: {floor:,.6g} mrub, of which {there:,.6g} are in the budgets": (
        "{limit}: {floor:,.6g} млн руб., из них в бюджетах есть {there:,.6g}"
    ),
    "lower the floor or raise the budgets; no plan can keep it": (
        "уменьшите нижний предел или увеличьте бюджеты; такой предел не выполнит ни один план"
    ),
    "floor cannot be reached: its scope cannot take so much": (
        "нижний предел недостижим — города и мероприятия, к которым он относится, не освоят столько средств"
    ),
    "{limit}: {floor:,.6g} mrub, of which {reach:,.6g} can be reached": (
        "{limit}: {floor:,.6g} млн руб., из них достижимо {reach:,.6g}"
    ),
    "lower the floor or widen its scope; no plan can keep it": (
        "уменьшите нижний предел или отнесите его к большему числу городов и мероприятий; такой предел не выполнит ни "
        "один план"
    ),
    "locks alone bring more than a limit on the number of projects allows": (
        "уже заданные решения превышают предел числа проектов"
    ),
    "raise the ceiling or delete some of the locks; no plan can keep it": (
        "увеличьте верхний предел или удалите часть заданных решений; такой предел не выполнит ни один план"
    ),
    # Federal instruments, alarms and findings
    "instruments and diagnosis teams cost more than the federal budget has": (
        "инструменты и группы диагностики стоят больше, чем есть в федеральном бюджете"
    ),
    "{year}: {more:,.6g} mrub more": "{year} год: не хватает {more:,.6g} млн руб.",
    "raise the budget, decide against an instrument, or correct instrument_cost and visit_cost": (
        "увеличьте бюджет, откажитесь от инструмента или исправьте «{=instrument_cost}» и «{=visit_cost}»"
    ),
    "an instrument helps no measure and brings no money": (
        "инструмент не помогает ни одному мероприятию и не приносит средств"
    ),
    "coefficient instrument_effect or instrument_cut above 0 of some measure, or money of it": (
        "коэффициент «{=instrument_effect}» или «{=instrument_cut}» больше 0 у какого-либо мероприятия либо средства "
        "инструмента"
    ),
    "add what it does to sheet Coefficients or Budgets, or decide no": (
        "внесите, что он даёт, на лист «{=Coefficients}» или «{=Budgets}» либо поставьте решение «{=no}»"
    ),
    "a limit belongs to an instrument that does not run, so it does not stand": (
        "ограничение относится к инструменту, который не действует, поэтому и само оно не действует"
    ),
    "money belongs to an instrument that does not run, so it is not there": (
        "средства относятся к инструменту, который не действует, поэтому в плане их нет"
    ),
    "decision yes or choose in {cell}": "решение «{=yes}» или «{=choose}» в ячейке {cell}",
    "delete the row, or decide anew": "удалите строку или измените решение",
    "money of an instrument comes before the instrument works": (
        "средства инструмента поступают раньше, чем он начинает действовать"
    ),
    "correct one of the two years": "исправьте один из двух годов",
    "every town is always in innovative search: no lock-in has a row search_below under 1": (
        "все города всегда считаются находящимися в инновационном поиске, так как ни у одной блокировки нет строки "
        "«{=search_below}» со значением меньше 1"
    ),
    "such a row on sheet Coefficients": "такая строка на листе «{=Coefficients}»",
    "add one, or leave stage blank": "добавьте её или оставьте столбец «{=stage}» пустым",
    "an alarm calls a diagnosis team, which the federal budget pays in the first year": (
        "по сигналу нужен выезд группы диагностики, его оплачивает федеральный бюджет в первый год"
    ),
    "{indicator} of {town} in {year}, {value} (a visit of {visit} mrub)": (
        "{indicator}, город {town}, {year} год, значение {value} (выезд стоит {visit} млн руб.)"
    ),
    "a finding of the year of the observation or later": "вывод группы за год наблюдения или более поздний",
    "send the team, and enter on sheet Findings what it finds": (
        "направьте группу и внесите её выводы на лист «{=Findings}»"
    ),
    "a town found in a crisis is left alone, for an earlier finding says that it has found its niche": (
        "город в кризисе оставлен без вмешательства, так как по более раннему выводу группы он нашёл свою нишу"
    ),
    "{town}, niche in {niche_year}, {status} in {year}": (
        "{town}, ниша найдена в {niche_year} году, статус {status!r} — в {year} году"
    ),
    "niche no beside such a status": "«{=no}» в столбце «{=niche}» при таком статусе",
    "fill in niche, or correct one of the two findings": (
        "заполните столбец «{=niche}» или исправьте один из двух выводов"
    ),
    # Money of others
    "sums of others make a project impossible that is possible without them: they exceed what its least scale costs "
    "the public": (
        "средства других участников делают невозможным проект, который возможен без них, так как они больше его "
        "стоимости для бюджета при наименьшем масштабе"
    ),
    "{measure} in {town}: {given:,.6g} mrub of all contributors, of which {most:,.6g} can be taken": (
        "{measure} (город {town}): {given:,.6g} млн руб. от всех участников, из них можно освоить {most:,.6g}"
    ),
    "raise scale_low of the measure, or lower sum_mrub": (
        "увеличьте «{=scale_low}» мероприятия или уменьшите «{=sum_mrub}»"
    ),
    "raise scale_low of the proposal, or lower sum_mrub": (
        "увеличьте «{=scale_low}» предложения или уменьшите «{=sum_mrub}»"
    ),
    "money that is only promised may pay more than a tenth of a project, and the plan counts it as if agreed": (
        "средства только обещаны, но могут составить больше десятой части стоимости проекта, а план учитывает их как "
        "согласованные"
    ),
    "{contribution}: up to {percent} %": "{contribution}: до {percent} %",
    "evidence agreed": "«{=agreed}» в столбце «{=evidence}»",
    "have it agreed in writing, or lower or delete it": (
        "согласуйте эти средства письменно, уменьшите сумму или удалите строку"
    ),
    # Proposals beside the measure they are like
    "proposal promises more by rouble than the high end of the measure it is like": (
        "предложение обещает на рубль больше, чем верхняя граница мероприятия, на которое оно похоже"
    ),
    "{proposal}: {ratio:.4g} times the high end of {like} for {goal}": (
        "{proposal}: {ratio:.4g} от верхней границы мероприятия {like!r} (цель: {goal})"
    ),
    "check the cost of a unit, the yield and their units, or show the appraisal they rest on": (
        "проверьте стоимость и результат единицы и их единицы измерения или приведите экспертизу, на которой они "
        "основаны"
    ),
    "greatest cost of a proposal is far above that of the measure it is like: a larger scale_high moves the point "
    "where returns fall": (
        "наибольшая стоимость предложения намного выше, чем у мероприятия, на которое оно похоже; увеличенный "
        "«{=scale_high}» сдвигает предел полной отдачи"
    ),
    "{proposal}: {own:,.6g} mrub, {like} {usual:,.6g} mrub at most in {town}": (
        "{proposal}: {own:,.6g} млн руб., а {like!r} — не более {usual:,.6g} млн руб. (город {town})"
    ),
    "lower scale_high to what is meant to be built, or choose another measure it is like": (
        "уменьшите «{=scale_high}» до того, что действительно намечено построить, или выберите другое похожее "
        "мероприятие"
    ),
}
