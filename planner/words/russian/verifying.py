"""Russian of verifying a plan, of the search and of earlier plans, by the English sentences."""

SENTENCES: dict[str, str] = {
    # What is there, and what was recomputed
    "{there!r} is there, {expected!r} was recomputed": "указано {there!r}, при пересчёте получено {expected!r}",
    "{there} is there, {expected!r} was recomputed": "указано {there}, при пересчёте получено {expected!r}",
    "nothing is there, {expected!r} was recomputed": "значения нет, при пересчёте получено {expected!r}",
    "{there} is there, the figure is not known": "указано {there}, но этот показатель не известен",
    "{there!r} RUB is there, {expected:.2f} RUB was recomputed": (
        "указано {there!r} руб., при пересчёте получено {expected:.2f} руб."
    ),
    "{there!r} is there, row {row} stands for the same": "указано {there!r}, но о том же говорит строка {row}",
    "{there!r} is there, the plan has no such row of {sheet}": (
        "указано {there!r}, но такой строки на листе «{sheet}» в плане быть не должно"
    ),
    "the row of {key} is not there": "нет строки «{key}»",
    "{there!r} is there, in the order of rows {turn!r} comes here": (
        "указано {there!r}, но по порядку строк здесь должно стоять {turn!r}"
    ),
    "{there!r} is there, the rows are to fall": "указано {there!r}, но строки должны идти по убыванию",
    "{there!r} is there, the prices of listed rows are above 0": (
        "указано {there!r}, но цены перечисленных правил должны быть больше 0"
    ),
    # Reading
    "the sheet is not there; a plan has it": "листа нет, а в плане он должен быть",
    "{there} is there, '{expected}' belongs there": "указано {there}, здесь должно стоять «{expected}»",
    "{there} is no header of {sheet}": "{there}: такого столбца на листе «{sheet}» нет",
    "the header {name} is not in the row of headers": "в строке заголовков нет заголовка «{name}»",
    "{there} stands under no header": "{there}: над этой ячейкой нет заголовка",
    "the formula {formula} has no computed value; open the plan in a spreadsheet program and save it": (
        "у формулы {formula} нет вычисленного значения; откройте план в программе для таблиц и сохраните его"
    ),
    "the number is not finite": "число не конечно",
    "{there} is there, a text belongs there": "указано {there}, здесь должен стоять текст",
    "{there} is there, a number belongs there": "указано {there}, здесь должно стоять число",
    "{there!r} is there, a number belongs there": "указано {there!r}, здесь должно стоять число",
    "{there!r} is there, a whole number belongs there": "указано {there!r}, здесь должно стоять целое число",
    # Fingerprints, and plans of another case
    "{there!r} is there, the plan has no such sheet of a case": (
        "указано {there!r}, но такого листа исходных данных в плане нет"
    ),
    "the sheet {sheet} has changed since the plan was made: its fingerprint is {fingerprint}": (
        "лист «{sheet}» изменён после составления плана: его контрольная сумма теперь {fingerprint}"
    ),
    "the sheet {sheet} has no fingerprint": "для листа «{sheet}» нет контрольной суммы",
    "{there!r} is there, the plan is that of {other!r}": "указано {there!r}, но план составлен при {other!r}",
    # Summary
    "{there!r} is there, the summary has no such item": "указано {there!r}, такого показателя в итогах нет",
    "the item {item} is not there": "нет показателя «{item}»",
    "{there!r} is there, one of {draws} belongs there": "указано {there!r}, здесь должно стоять одно из: {draws}",
    "the prices of the plan prove no bound, but {proved!r}": (
        "предельные цены плана не доказывают никакой оценки сверху: получено {proved!r}"
    ),
    "{there!r} is there, the prices prove {proved!r}": "указано {there!r}, предельные цены доказывают {proved!r}",
    "{there!r} is there, the plan itself is worth {worth!r}": "указано {there!r}, но сам план даёт {worth!r}",
    "{there!r} is there, the gap beside it means {meant!r}": (
        "указано {there!r}, но из указанного рядом разрыва следует {meant!r}"
    ),
    "{there!r} is there, the gap proved is {gap:.6f} %": "указано {there!r}, доказан разрыв {gap:.6f} %",
    "The search proved a bound of {searched:.6g} points (gap {searched_gap:.4f} %); the sheet Prices alone proves "
    "{certified:.6g} (gap {certified_gap:.4f} %).": (
        "Оценка сверху, которую доказал поиск, в баллах: {searched:.6g} (разрыв {searched_gap:.4f} %); один лист "
        "«{=Prices}» доказывает {certified:.6g} (разрыв {certified_gap:.4f} %)."
    ),
    # Towns, measures and money of Funded
    "{there!r} is there, no town of the case has this id": "указано {there!r}, но города с таким кодом нет",
    "the town {town} is not there": "нет города «{town}»",
    "{there!r} is there, {town!r} is the id of {name} ({region})": (
        "указано {there!r}, но код города {name} ({region}) — {town!r}"
    ),
    "{there!r} is there, no measure of the case has this id": "указано {there!r}, но мероприятия с таким кодом нет",
    "{there!r} is there, {measure!r} is the id of {name!r}": (
        "указано {there!r}, но код мероприятия {name!r} — {measure!r}"
    ),
    "{there!r} is there, the row is not that measure's": (
        "указано {there!r}, но остальное в строке относится к другому мероприятию"
    ),
    "{there} is there, the measure has no such line": "указано «{there}», но у мероприятия нет такой строки расходов",
    "{there:.0f} is there, it is no year of the plan": "указано {there:.0f}, но это не год плана",
    "{amount!r} RUB is there, money is paid in whole kopecks": ("указано {amount!r} руб., но платят целыми копейками"),
    "{amount!r} RUB is there, money is not below 0": "указано {amount!r} руб., но сумма не может быть меньше 0",
    "the row is there, but only lines with money are listed": (
        "строка есть, но в перечень входят только строки с деньгами"
    ),
    "{scale!r} {unit} is there; the cost recomputed is {cost:.4f} RUB, {paid:.2f} RUB is paid": (
        "указан масштаб {scale!r} ({unit}); при пересчёте получена стоимость {cost:.4f} руб., а оплачено {paid:.2f} "
        "руб."
    ),
    "{amount!r} RUB is there; with the other payer's part the cost recomputed is {cost:.4f} RUB": (
        "указано {amount!r} руб.; вместе с долей другого плательщика при пересчёте получена стоимость {cost:.4f} руб."
    ),
    "{amount!r} RUB is there, {low:.2f} to {high:.2f} RUB may be federal": (
        "указано {amount!r} руб., но из федерального бюджета можно заплатить от {low:.2f} до {high:.2f} руб."
    ),
    # Roadmaps and opening measures
    "{there!r} is there, the funded opening measures are those of {roadmap!r}": (
        "указано {there!r}, но оплаченные мероприятия дорожной карты относятся к {roadmap!r}"
    ),
    "{there!r} is there, but {why}": "указано {there!r}, но {why}",
    "the menu has no such variant": "такого варианта дорожной карты нет",
    "the year of payment is not the year of work beside it": "год оплаты не совпадает с годом работ в той же строке",
    "{measure!r} is paid, but {roadmap} has no work with it that year": (
        "мероприятие {measure!r} оплачено, но дорожная карта «{roadmap}» в этом году его не предусматривает"
    ),
    "{roadmap} works with {measure} in {year}, Funded has no such line": (
        "дорожная карта «{roadmap}» предусматривает мероприятие «{measure}» в {year} году, но на листе «{=Funded}» "
        "такой строки нет"
    ),
    # Started measures
    "{measure} is a proposal of {town} alone": (
        "мероприятие «{measure}» предложил город «{town}», другим городам оно не предлагается"
    ),
    "{start:.0f} is there, but the years of payment ({years}) are not those of a start then": (
        "указано {start:.0f}, но годы оплаты ({years}) не соответствуют такому году начала"
    ),
    "{measure} begun in {start:.0f} is not offered: {refusal}": (
        "мероприятие «{measure}» с началом в {start:.0f} году не предлагается: {refusal}"
    ),
    "{scale!r} is there, {low!r} to {high!r} is offered": "указано {scale!r}, предлагается от {low!r} до {high!r}",
    "{there!r} is there, other lines of the same measure differ": (
        "указано {there!r}, но в других строках того же мероприятия иначе"
    ),
    "{year} is there, {line} costs nothing in that year": (
        "указано {year}, но строка «{line}» в этом году ничего не стоит"
    ),
    "{measure} costs {cost:.2f} RUB in {year}; Funded has no line": (
        "мероприятие «{measure}» в {year} году стоит {cost:.2f} руб., но на листе «{=Funded}» такой строки нет"
    ),
    "{measure!r} is one point of growth too many, at most {most} may be started": (
        "{measure!r} — лишняя точка роста: разрешено не более {most}"
    ),
    "{measure!r} is started, it excludes {other}, which is started too": (
        "мероприятие {measure!r} начато, хотя исключает мероприятие «{other}», которое тоже начато"
    ),
    "{measure!r} needs {other} started by {year}, which is not so": (
        "мероприятие {measure!r} требует начать мероприятие «{other}» не позже {year} года, а это не сделано"
    ),
    "{measure} must be started ({cell}), Funded has no valid start of it": (
        "мероприятие «{measure}» обязательно ({cell}), но на листе «{=Funded}» нет его верного начала"
    ),
    # Why something is not offered
    "its measure {measure} is not for a town that is left alone": (
        "её мероприятие «{measure}» не для города, оставленного без вмешательства"
    ),
    "its measure {measure} is not for a town of this status and population": (
        "её мероприятие «{measure}» не для города с таким статусом и населением"
    ),
    "the measure is not for a town that is left alone, or it is another town's proposal": (
        "мероприятие не для города, оставленного без вмешательства, или его предложил другой город"
    ),
    "the measure is not for a town of this status and population, or it is another town's proposal": (
        "мероприятие не для города с таким статусом и населением, или его предложил другой город"
    ),
    "the community has not consented to its measure {measure}": (
        "жители не дали согласия на её мероприятие «{measure}»"
    ),
    "the community has not consented": "жители не дали согласия",
    "the town is ready for its measure {measure} in {year}": (
        "город будет готов к её мероприятию «{measure}» только в {year} году"
    ),
    "the town is ready for it in {year}": "город будет готов к нему только в {year} году",
    "a lock says that {roadmap} must be taken": "по листу «{=Locks}» обязательна дорожная карта «{roadmap}»",
    "a lock says that {roadmap} from {year} must be taken": (
        "по листу «{=Locks}» обязательна дорожная карта «{roadmap}» с {year} года"
    ),
    "a lock says that {roadmap} must not be taken": "по листу «{=Locks}» запрещена дорожная карта «{roadmap}»",
    "a lock says that {roadmap} from {year} must not be taken": (
        "по листу «{=Locks}» запрещена дорожная карта «{roadmap}» с {year} года"
    ),
    "a lock says that it must not be started": "по листу «{=Locks}» начинать его запрещено",
    "a lock says that it must not be started in this year": "по листу «{=Locks}» начинать его в этом году запрещено",
    "a lock says that it must be started in {year}": "по листу «{=Locks}» его нужно начать в {year} году",
    "the least scale {low:g} is above the greatest, {high:g}, or the greatest is 0": (
        "наименьший масштаб {low:g} больше наибольшего ({high:g}), или наибольший равен 0"
    ),
    "works of {years} years begun then do not fit the years of the plan": (
        "работы на {years:# год|# года|# лет} с таким началом не укладываются в срок плана"
    ),
    "it takes {years} years to prepare": "на подготовку нужно {years:# год|# года|# лет}",
    "lock-in {lock_in} is {there:.6g} then, above the gate {gate:g}": (
        "блокировка «{lock_in}» к этому времени равна {there:.6g}, это выше порога {gate:g}"
    ),
    "the roadmap has not worked on {measure} before": (
        "дорожная карта до этого не предусматривает мероприятие «{measure}»"
    ),
    "the roadmap uses {measure}, which rules it out": (
        "дорожная карта включает мероприятие «{measure}», которое его исключает"
    ),
    "the town is not in innovative search then": "город к этому времени ещё не на стадии поиска",
    "others give {given:g} million roubles a year, more than the least project takes": (
        "другие участники дают {given:g} млн руб. в год, это больше стоимости наименьшего проекта"
    ),
    # Clusters: what follows "in the matter of"
    "{there!r} is there, not met or not known: {conditions}": (
        "указано {there!r}, но условия не выполнены или не проверены в части: {conditions}"
    ),
    "{there!r} is there, every condition is met": "указано {there!r}, но все условия выполнены",
    "quotient": "коэффициента локализации",
    "output": "выработки",
    "dominance": "доли крупнейшего предприятия",
    "tased": "разрешения отрасли в ТОСЭР",
    "independent": "независимых предприятий",
    # Results, and what hangs on judgements
    "{there!r} is there, no goal of the case has this id": "указано {there!r}, но цели с таким кодом нет",
    "the goal {goal} is not there": "нет цели «{goal}»",
    "at most {most} rows are listed": "в перечне должно быть не более {most:# строки|# строк|# строк}",
    "{factor} of {town} is not there, {stake:.6g} million roubles hang on it": (
        "нет строки «{factor}» для города «{town}», а от неё зависит {stake:.6g} млн руб."
    ),
    # Money of payers and limits
    "{amount!r} RUB is there, a loan of 0 to {most:.2f} RUB is allowed ({cell})": (
        "указано {amount!r} руб., разрешён кредит от 0 до {most:.2f} руб. ({cell})"
    ),
    "{amount!r} RUB is there, {repaid:.2f} RUB are repaid in {year}": (
        "указано {amount!r} руб., но в {year} году возвращается {repaid:.2f} руб."
    ),
    "{region} could do with a lower loan": "региону «{region}» хватило бы меньшего кредита",
    "{there!r} is there, it is no year of the case": "указано {there:.0f}, но это не год плана",
    "{there!r} is there, it is no payer of the case": "указано {there!r}, но такого плательщика нет",
    "the row of {payer} in {year} is not there": "нет строки «{payer}» за {year} год",
    "the money of Funded is {over:.2f} RUB more than there is in this year": (
        "расходы на листе «{=Funded}» на {over:.2f} руб. больше средств этого года"
    ),
    "the {lines} lines of {region} in this year could take less federal money": (
        "на {lines:# строку|# строки|# строк} региона «{region}» в этом году хватило бы меньше федеральных средств"
    ),
    "{projects:g} projects are begun under the limit {limit}, at most {most:g} are allowed ({cell})": (
        "ограничение «{limit}»: начато проектов {projects:g}, разрешено не более {most:g} ({cell})"
    ),
    "{projects:g} projects are begun under the limit {limit}, at least {least:g} are asked ({cell})": (
        "ограничение «{limit}»: начато проектов {projects:g}, требуется не менее {least:g} ({cell})"
    ),
    "{spent:.2f} RUB of {payer} money is spent under the limit {limit}, at most {most:.2f} RUB is allowed ({cell})": (
        "ограничение «{limit}», плательщик «{payer}»: израсходовано {spent:.2f} руб., разрешено не более {most:.2f} "
        "руб. ({cell})"
    ),
    "{spent:.2f} RUB of {payer} money is spent under the limit {limit}, at least {least:.2f} RUB is asked ({cell})": (
        "ограничение «{limit}», плательщик «{payer}»: израсходовано {spent:.2f} руб., требуется не менее {least:.2f} "
        "руб. ({cell})"
    ),
    "{spent:.2f} RUB is spent in {town} in {year}, it can absorb {most:.2f} RUB": (
        "город «{town}» в {year} году расходует {spent:.2f} руб., а освоить может {most:.2f} руб."
    ),
    "{amount!r} RUB is there, {way:.6f} of the way through the window of federal shares, other lines of [{name}] stand "
    "at {usual:.6f}": (
        "указано {amount!r} руб., это {way:.6f} пути между границами федеральной доли, а другие строки [{name}] "
        "находятся на {usual:.6f}"
    ),
    # The proof
    "{there!r} is there, the case makes no row of this name": (
        "указано {there!r}, но такого правила из исходных данных не следует"
    ),
    "{there!r} is there, the price gives {given!r}": "указано {there!r}, но из цены следует {given!r}",
    "{there!r} is there, the contribution gives {given!r}": "указано {there!r}, но из вклада следует {given!r}",
    "{there!r} is there, the branch began in {region!r}": "указано {there!r}, но ветвь начата в регионе {region!r}",
    "the rows of one branch state different bounds": "в строках одной ветви указаны разные оценки сверху",
    "{there!r} is there, which makes no condition of this case": (
        "указано {there!r}, но условия для этого расчёта из этого не получается"
    ),
    "{there!r} is there, Branches has none of this name": (
        "указано {there!r}, но на листе «{=Branches}» такой ветви нет"
    ),
    "{there!r} is there, which is no row of {region}": (
        "указано {there!r}, но такого правила для региона «{region}» нет"
    ),
    "{row!r} has a price in this branch already": "у правила {row!r} в этой ветви уже есть цена",
    "{there!r} is there, the prices prove no less than {proved!r}": (
        "указано {there!r}, но предельные цены доказывают не меньше {proved!r}"
    ),
    "the branches from here on leave out plans of {region}": (
        "ветви начиная с этой охватывают не все планы региона «{region}»"
    ),
    # States of federal instruments
    "{there!r} is there, instruments run in this case as one of {states}": (
        "указано {there!r}, но в этом расчёте возможны только сочетания инструментов: {states}"
    ),
    "{there!r} is there, it is no state beside that of the plan": (
        "указано {there!r}, но это не одно из других сочетаний инструментов"
    ),
    "{there!r} is there, Prices and Branches prove {proved!r}": (
        "указано {there!r}, листы «{=Prices}» и «{=Branches}» доказывают {proved!r}"
    ),
    "{there!r} is there, State prices and Branches prove {proved!r}": (
        "указано {there!r}, листы «{=State prices}» и «{=Branches}» доказывают {proved!r}"
    ),
    "{there!r} is there, it is no state of this case": (
        "указано {there!r}, но такого сочетания инструментов в этих данных нет"
    ),
    "{there!r} is there, the branch began in the state {state!r}": (
        "указано {there!r}, но ветвь начата в сочетании инструментов {state!r}"
    ),
    "{there!r} is there, the state {state} makes no row of this name": (
        "указано {there!r}, но при сочетании инструментов «{state}» такого правила нет"
    ),
    # The search
    "prices": "предельные цены",
    "regions": "регионы",
    "branches": "ветви",
    "options": "отбор вариантов",
    "whole model": "вся модель",
    "the process that searches ended without a word": "процесс поиска завершился без объяснения",
    "{rule}: no roadmap at all is left to this town; look at its locks": (
        "{rule}: этому городу не осталось ни одной дорожной карты; проверьте его строки на листе «{=Locks}»"
    ),
    "{rule}: its status, size, readiness, consent, gates, locks, the sums given to it or the horizon leave the town no "
    "start of this measure; planner check names which": (
        "{rule}: город не может начать это мероприятие ни в одном году: мешают статус, население, готовность, "
        "согласие жителей, пороги блокировок, заданные решения, суммы участников или срок плана; что именно, скажет "
        "planner check"
    ),
    # An earlier plan
    "the sheet is not there; a plan made by `planner solve` has it": (
        "листа нет, а в плане, составленном командой `planner solve`, он есть"
    ),
    "{town}: no such town in the case": "{town}: такого города в исходных данных нет",
    "{town}: roadmap {roadmap} is not offered": "{town}: дорожная карта «{roadmap}» не предлагается",
    "{town}: {measure} in {year} is not offered": "{town}: мероприятие «{measure}» в {year} году не предлагается",
}
