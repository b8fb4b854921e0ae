"""Russian texts of the catalogue by the English ones."""

TEXTS: dict[str, str] = {
    # Units of coefficients that the catalogue itself has none of, or states otherwise
    "goal units per product unit": "единиц цели на единицу продукции",
    "product units per unit": "единиц продукции на единицу",
    "goal units per unit and year": "единиц цели на единицу в год",
    "product units per unit and year": "единиц продукции на единицу в год",
    # The case
    "Budget of single-industry towns": "Бюджет моногородов",
    # Federal instruments
    "Agency for single-industry towns": "Агентство по развитию моногородов России",
    "Targeted programme by the methods of new industrial policy": (
        "Целевая программа по методам новой промышленной политики"
    ),
    "Programme for eco-industry with towns as test sites": "Программа развития экоиндустрии с опытом в моногородах",
    # Indicators
    "Registered unemployment": "Зарегистрированная безработица",
    "% of the labour force": "% рабочей силы",
    "Fall of the backbone enterprise's output against the year before": (
        "Спад производства градообразующего предприятия к прошлому году"
    ),
    "%": "%",
    # Goals
    "Net jobs outside the backbone enterprise": "Новые рабочие места вне градообразующего предприятия",
    "job-years": "человеко-лет занятости",
    "Residents' environment": "Среда, в которой живут люди",
    "1,000 residents x points x years": "1000 жителей × балл × год",
    "Capacity to search: lock-in lowered that outlasts the plan": (
        "Способность к поиску: снижение блокировок, которое переживёт план"
    ),
    "10,000 residents x lock-in x years": "10 000 жителей × блокировка × год",
    "Private investment drawn in": "Привлечённые частные инвестиции",
    "million RUB": "млн рублей",
    # Lock-ins
    "Functional lock-in": "Функциональная блокировка",
    "Political lock-in": "Политическая блокировка",
    "Cognitive lock-in": "Когнитивная блокировка",
    # Statuses
    "Hardest social and economic position": "Наиболее сложное социально-экономическое положение",
    "Risk of worsening": "Есть риск ухудшения положения",
    "Stable": "Стабильное положение",
    # Factors
    "Rigid production chains": "Жёсткие производственные цепочки",
    "0: products, suppliers and customers change freely; 4: one chain that cannot be changed.": (
        "0: продукция, поставщики и покупатели меняются свободно; 4: одна цепочка, которую нельзя изменить."
    ),
    "Industry profile hard to diversify": "Отраслевой профиль, который трудно расширить",
    "0: services, food, light industry; 2: machinery, wood, chemistry; 4: metals or mining.": (
        "0: услуги, пищевая и лёгкая промышленность; 2: машиностроение, лесопереработка, химия; 4: металлургия или "
        "добыча."
    ),
    "Share of the backbone enterprise in employment, %": "Доля градообразующего предприятия в занятости, %",
    "Per cent of all employed who work at the backbone enterprise.": (
        "Процент всех занятых, которые работают на градообразующем предприятии."
    ),
    "Backbone is a branch of an outside holding": "Градообразующее предприятие — филиал внешнего холдинга",
    "0: headquarters or core unit in town; 4: a branch of a holding elsewhere.": (
        "0: управление или головное предприятие в городе; 4: филиал холдинга из другого места."
    ),
    "Backbone's prosperity absorbs talent": "Успешное градообразующее предприятие забирает лучших",
    "0: nobody is held by its wages; 4: it takes the most qualified and ambitious.": (
        "0: его зарплаты никого не удерживают; 4: оно забирает самых квалифицированных и деятельных."
    ),
    "Resident owner holds all power": "Вся власть у собственника, живущего в городе",
    "0: power is divided; 4: all powers in the hands of the plant's management.": (
        "0: власть разделена; 4: вся власть у руководства завода."
    ),
    "Pride of national importance": "Гордость за продукцию общероссийского значения",
    "0: an ordinary product; 4: residents accustomed to high social standing for goods of national importance.": (
        "0: обычная продукция; 4: жители привыкли к высокому общественному положению благодаря продукции "
        "общероссийского значения."
    ),
    "Nearness of a big city, km": "Близость крупного города, км",
    "Km to the nearest city of 250,000 or more; near is 4.": (
        "Расстояние в км до ближайшего города с населением от 250 тыс.; близко — 4."
    ),
    "Remoteness, km": "Удалённость, км",
    "Km to the nearest city of 250,000 or more; far is 4.": (
        "Расстояние в км до ближайшего города с населением от 250 тыс.; далеко — 4."
    ),
    "Centre of an agglomeration": "Город — центр агломерации",
    "Yes: towns around depend on it for work and services.": (
        "Да: жители соседних поселений ездят сюда за работой и услугами."
    ),
    "Clans and distrust of outsiders": "Клановость и недоверие к чужим",
    "0: newcomers enter freely; 4: closed to 'them'.": "0: новички входят свободно; 4: город закрыт для «чужих».",
    "Dependency mentality": "Иждивенческие настроения",
    "0: people help themselves; 4: all is expected of the plant or the state.": (
        "0: люди решают свои вопросы сами; 4: всего ждут от завода или государства."
    ),
    "Passive or captured authorities": "Пассивные или зависимые власти",
    "0: active and honest; 4: passive or corrupt.": "0: деятельные и честные; 4: пассивные или коррумпированные.",
    "Political infighting": "Внутренняя политическая борьба",
    "0: actors pull together; 4: energy is spent on fights.": "0: все действуют вместе; 4: силы уходят на борьбу.",
    "Strong municipal self-government": "Сильное местное самоуправление",
    "0: none; 4: a leader or council that mobilises local resources. A strength.": (
        "0: нет; 4: глава или совет, который мобилизует местные ресурсы. Сильная сторона."
    ),
    "Strength hangs on one person": "Сила города держится на одном человеке",
    "0: institutions carry it; 4: it goes with the leader.": "0: её держат институты; 4: она уйдёт вместе с лидером.",
    "Border or transit location, outside ties": "Положение у границы или на трассе, внешние связи",
    "0: off all routes; 4: on a border or a trunk route with ties abroad. A strength.": (
        "0: вдали от всех путей; 4: у границы или на магистрали, есть зарубежные связи. Сильная сторона."
    ),
    "Nearness of a foreign place, km": "Близость зарубежного населённого пункта, км",
    "Km to the nearest place of 5,000 or more outside the country; near is 4. A strength.": (
        "Расстояние в км до ближайшего зарубежного населённого пункта от 5 тыс. жителей; близко — 4. Сильная сторона."
    ),
    "Unique resources or skills": "Уникальные ресурсы или умения",
    "0: nothing others do not have; 4: a resource or skill that makes the place exceptional. A strength.": (
        "0: нет ничего, чего нет у других; 4: ресурс или умение, которое делает место особенным. Сильная сторона."
    ),
    "Newcomers with other skills": "Приезжие с другими навыками",
    "0: none; 4: newcomers began new trades. A strength.": (
        "0: нет; 4: приезжие начали новые промыслы. Сильная сторона."
    ),
    "Heritage worth a visit": "Наследие, ради которого стоит приехать",
    "0: none; 4: known beyond the region.": "0: нет; 4: известно за пределами региона.",
    "Active community": "Активное местное сообщество",
    "0: nobody acts; 4: residents carry out works of their own. A strength.": (
        "0: никто не действует; 4: жители сами ведут работы. Сильная сторона."
    ),
    "Education and research in town": "Образование и наука в городе",
    "0: schools only; 2: a college; 4: a university branch or research institute. A strength.": (
        "0: только школы; 2: колледж; 4: филиал вуза или научный институт. Сильная сторона."
    ),
    "Small-business base": "База малого бизнеса",
    "0: imitation; 4: many independent firms. A strength.": (
        "0: имитация; 4: много независимых предприятий. Сильная сторона."
    ),
    "Timber waste at hand": "Доступные древесные отходы",
    "0: none; 4: accumulated and current waste of timber-cutting within haul.": (
        "0: нет; 4: накопленные и текущие отходы лесозаготовки на расстоянии вывоза."
    ),
    "Industrial waste at hand": "Доступные промышленные отходы",
    "0: none; 4: large dumps that could be reworked.": "0: нет; 4: большие отвалы, которые можно переработать.",
    "Net migration per 1,000 a year": "Миграционный прирост на 1000 жителей в год",
    "Arrivals less departures per 1,000 residents a year; loss is 4.": (
        "Прибывшие за вычетом выбывших на 1000 жителей в год; отток — 4."
    ),
    "Already adapted to a new niche": "Город уже нашёл новую нишу",
    "0: no; 4: the town lives from something else already.": "0: нет; 4: город уже живёт за счёт другого.",
    # Started measures: urban environment
    "Public space renewed for walking and meeting": "Обновление общественного пространства для прогулок и встреч",
    "public space": "общественное пространство",
    "Energy-efficient repair of a residential quarter": "Энергоэффективный ремонт жилого квартала",
    "quarter of 500 residents": "квартал на 500 жителей",
    "Small-scale power and heat": "Малая электро- и теплогенерация",
    "plant of 1 MW": "станция на 1 МВт",
    "Heat and water networks renewed": "Обновление сетей тепло- и водоснабжения",
    "km of network": "км сети",
    "Wind, solar and hybrid power for an isolated grid": (
        "Ветровая, солнечная и гибридная генерация для изолированной сети"
    ),
    "Derelict property bought, cleared in law and let": (
        "Выкуп заброшенной недвижимости, оформление прав и сдача в аренду"
    ),
    "1,000 m2 of premises": "1000 м² помещений",
    "Serviced land pool open to any builder or firm": (
        "Фонд участков с инженерными сетями, открытый для любого застройщика и предприятия"
    ),
    "hectare": "гектар",
    "Fast internet for homes and firms": "Скоростной интернет для жителей и предприятий",
    "1,000 residents connected": "1000 подключённых жителей",
    "Heritage site with a calendar of events": "Объект наследия с календарём событий",
    "site with its calendar": "объект с календарём событий",
    "Flagship building of culture": "Здание культуры, которое станет лицом города",
    "1,000 m2 of museum or hall": "1000 м² музея или зала",
    "Rented homes for specialists and founders": "Арендное жильё для специалистов и предпринимателей",
    "10 flats": "10 квартир",
    "Residential area moved step by step": "Постепенное переселение жилого района",
    "quarter of 100 households": "квартал на 100 домохозяйств",
    "Controlled shrinking: certificates to leave, empty houses cleared": (
        "Управляемое сжатие: сертификаты на переезд, снос пустующих домов"
    ),
    "10 housing certificates": "10 жилищных сертификатов",
    # Started measures: social and political environment
    "Institutional barriers removed: permits, tenders, one window": (
        "Снятие институциональных барьеров: разрешения, закупки, одно окно"
    ),
    "full programme of reform": "полная программа реформ",
    "Single entry to services for firms": "Единый доступ предприятий к услугам",
    "office with advisers": "центр с консультантами",
    "Youth and social entrepreneurship: grants and mentors": (
        "Молодёжное и социальное предпринимательство: гранты и наставники"
    ),
    "10 grants": "10 грантов",
    "Newcomers settled with trades of their own": "Обустройство переселенцев со своим ремеслом",
    "10 families": "10 семей",
    "Facilities built by residents with a municipal share": "Объекты, которые строят жители при участии муниципалитета",
    "facility": "объект",
    "Daily transfer to work in other towns": "Ежедневная доставка работников в другие города",
    "10 places": "10 мест",
    "Rotation work at distant sites": "Вахтовая работа на удалённых объектах",
    "Paid community work while the crisis lasts": "Оплачиваемые общественные работы на время кризиса",
    "50 places for half a year": "50 мест на полгода",
    # Started measures: knowledge infrastructure
    "Professional development and re-skilling": "Повышение квалификации и переподготовка",
    "100 trainees": "100 слушателей",
    "Educational standards fitted to local firms": "Образовательные программы под нужды местных предприятий",
    "class of 25 students a year": "группа из 25 учащихся в год",
    "College or branch of a university rebuilt": "Воссоздание колледжа или филиала вуза",
    "college of 200 students": "колледж на 200 учащихся",
    "Local applied research for firms and town": "Местные прикладные исследования для предприятий и города",
    "research group with its contracts": "исследовательская группа с договорами",
    "Engineering centre that fits imported technology to local plants": (
        "Инженерный центр, который приспосабливает ввозимые технологии к местным заводам"
    ),
    "engineering team with its projects": "инженерная группа с проектами",
    "Testing site for new technology": "Полигон для испытания новых технологий",
    "testing site": "полигон",
    "Individual support of small innovative firms": "Адресная поддержка малых инновационных предприятий",
    "firm supported": "поддержанное предприятие",
    # Started measures: industrial system
    "Multi-sector industrial park": "Промышленный парк для многих отраслей",
    "10,000 m2 of park": "10 000 м² парка",
    "Strategy of a cluster agreed by its firms": "Стратегия кластера, согласованная его предприятиями",
    "strategy agreed": "согласованная стратегия",
    "Management company of a cluster": "Компания, которая управляет кластером",
    "cluster served": "обслуживаемый кластер",
    "Site of a territory of advanced development (TASED)": (
        "Площадка территории опережающего социально-экономического развития (ТОСЭР)"
    ),
    "site for 100 places of work": "площадка на 100 рабочих мест",
    "Municipal technology park": "Технопарк муниципалитета",
    "1,000 m2 of workshops": "1000 м² цехов",
    "Business incubator": "Бизнес-инкубатор с наставниками",
    "500 m2 with mentors": "500 м² с наставниками",
    "Suppliers and customers beyond the chain": "Поставщики и заказчики вне производственной цепочки",
    "supplier developed": "подготовленный поставщик",
    "Spin-offs of the backbone enterprise and laboratories": (
        "Новые предприятия, выделенные из градообразующего предприятия и лабораторий"
    ),
    "spin-off": "выделенное предприятие",
    "Equipment made for northern and other single-industry towns": (
        "Выпуск оборудования для северных и других моногородов"
    ),
    "production shop": "производственный цех",
    "Food products made for the local market": "Выпуск продуктов питания для местного рынка",
    "small processing plant": "малое перерабатывающее предприятие",
    "Services for transit traffic": "Услуги для транзитного транспорта",
    "service yard by the road": "придорожный комплекс",
    "Road that opens new markets and suppliers": "Дорога, которая открывает новые рынки и поставщиков",
    "km of road": "км дороги",
    "Local production that is there already, expanded": "Расширение уже действующего местного производства",
    "workshop enlarged": "расширенный цех",
    "Traditional support of the backbone enterprise": "Традиционная поддержка градообразующего предприятия",
    "100 jobs at the backbone enterprise kept for a year": (
        "100 рабочих мест на градообразующем предприятии, сохранённых на год"
    ),
    # Started measures: eco-industry
    "Heat and power from timber waste": "Тепло и электроэнергия из древесных отходов",
    "boiler of 1 MW": "котельная на 1 МВт",
    "Greenhouses and farms on waste heat": "Теплицы и фермы на сбросном тепле",
    "1,000 m2 of greenhouse": "1000 м² теплиц",
    "Industrial waste recycled and reprocessed": "Утилизация и переработка промышленных отходов",
    "line of 10,000 t a year": "линия на 10 000 т в год",
    "Tailings and mining waste worked a second time": "Повторная переработка хвостов и отходов добычи",
    "line of 100,000 t a year": "линия на 100 000 т в год",
    "Production lines for eco-industry made in town": "Выпуск в городе производственных линий для экоиндустрии",
    "workshop": "цех",
    "Insulation and building materials from local waste": (
        "Теплоизоляционные и строительные материалы из местных отходов"
    ),
    "production line": "производственная линия",
    # Opening measures
    "Association of local small business": "Объединение местного малого бизнеса",
    "year of work": "год работы",
    "Development strategy made with residents": "Стратегия развития, составленная вместе с жителями",
    "Volunteer programme with paid experts": "Волонтёрская программа с оплатой экспертов",
    "Lasting institutions in place of persons": "Устойчивые институты вместо отдельных лиц",
    "Accountable administration: open budgets, hearings, tenders": (
        "Подотчётная администрация: открытый бюджет, слушания, закупки"
    ),
    "Mobile team of crisis managers": "Мобильная группа антикризисных управляющих",
    "Scenarios drawn up with residents and outside consultants": (
        "Сценарии, составленные с жителями и внешними консультантами"
    ),
    "Plan to shrink, agreed by the community": "План сжатия, согласованный с жителями",
    "Table of joint projects of town, firms and residents": (
        "Координация совместных проектов города, предприятий и жителей"
    ),
    "Local self-government strengthened: training and advice": (
        "Укрепление местного самоуправления: обучение и консультации"
    ),
    "Open doors for newcomers and outside firms": "Открытый доступ для приезжих и внешних предприятий",
    "Branding grant: a new image of the town": "Грант на ребрендинг: новый образ города",
    "Subsidies that train entrepreneurs: call centres, tourism, farms": (
        "Субсидии, которые учат предпринимателей: справочные центры, туризм, фермы"
    ),
    "Internships, exchange and links outside the town": "Стажировки, обмен и связи за пределами города",
    "Trans-border networks of firms, schools and towns": "Трансграничные сети предприятий, учебных заведений и городов",
    "Forum of college, laboratories and firms": "Форум колледжа, лабораторий и предприятий",
    "Search for technology beyond the production chain": "Поиск технологий вне производственной цепочки",
    "Groundwork of a cluster: firms mapped and brought together": (
        "Подготовка кластера: выявление предприятий и их объединение"
    ),
    "Pilots of eco-industry with the backbone's waste": (
        "Пилотные проекты экоиндустрии на отходах градообразующего предприятия"
    ),
    # Products
    "Equipment for heat, water and power networks": "Оборудование для тепловых, водопроводных и электрических сетей",
    "million RUB of deliveries": "млн руб. поставок",
    "Production lines and boilers for eco-industry": "Производственные линии и котлы для экоиндустрии",
    "Insulation and building materials": "Теплоизоляционные и другие строительные материалы",
    "Machines for small and medium firms": "Оборудование для малых и средних предприятий",
    # Initiators
    "The state alone": "Только государство",
    "Business alone": "Только бизнес",
    "Business and the state together": "Бизнес и государство вместе",
    # Units of settings and coefficients
    "years": "лет",
    "share a year": "доля в год",
    "exponent": "показатель степени",
    "RUB per head": "рублей на одного жителя",
    "ratio": "отношение",
    "score 0-4": "оценка от 0 до 4",
    "lock-in 0-1": "блокировка от 0 до 1",
    "share of unit cost": "доля стоимости единицы",
    "million RUB a year": "млн рублей в год",
    "jobs per unit and year": "рабочих мест на единицу в год",
    "1,000 resident-points per unit and year": "1000 жителей × балл на единицу в год",
    "million RUB per unit and year": "млн руб. на единицу в год",
    "million RUB of deliveries per unit and year": "млн руб. поставок на единицу в год",
    "million RUB of deliveries per unit": "млн руб. поставок на единицу",
    "job-years per million RUB of deliveries": "человеко-лет занятости на млн руб. поставок",
}
