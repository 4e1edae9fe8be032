"""What English calls people: what they do, where they are from, what they believe, what ails them.

Single words, with their plurals. A word that is mostly something else (cook, guard, turkey, pole) is left out of
`DEMONYMS`, or is found by the words around it. Names of peoples are facts; the choice leans to places that warn of
atrocities and to whoever writes about them. Missing ones are most: every word with a capital is looked at anyway.
"""

from __future__ import annotations

from server.detection.lexicon.entry import words


def _with_plurals(text: str) -> frozenset[str]:
    return frozenset(form for word in text.split() for form in (word, _plural(word)))


def _plural(word: str) -> str:
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


JOBS = _with_plurals(
    """
    academic accountant acrobat activist actor actress actuary acupuncturist administrator admiral adviser advisor
    advocate agronomist aide alumna alumnus ambassador analyst anatomist anchor anchorman anchorwoman animator
    anthropologist apothecary apprentice arbitrator archaeologist archbishop archer architect archivist aristocrat
    arranger artisan artist assassin assessor assistant astrologer astronaut astronomer athlete attendant attorney
    auctioneer auditor author ayatollah baker ballerina ballplayer bandleader banker barber baritone baron baroness
    barrister bartender baseballer basketballer bassist beekeeper beggar biathlete bibliographer biochemist biographer
    biologist bishop blacksmith blogger boatman bodybuilder bodyguard bookkeeper bookseller boss botanist bowler boxer
    brewer bricklayer brigadier broadcaster broker builder bureaucrat bursar businessman businesswoman butcher butler
    cameraman campaigner candidate canoeist captain cardinal cardiologist caretaker caricaturist carpenter
    cartographer cartoonist cashier cattleman cellist chairman chairmen chairperson chairwoman champion chancellor
    chaplain chauffeur chef chemist chieftain choirmaster choreographer cinematographer clarinetist clergyman cleric
    clerk climber coach cobbler collector colonel columnist comedian comedienne commander commando commentator
    commissioner communist composer comrade conductor congressman congresswoman conscript conservationist conservator
    constable consul consultant contractor cook coordinator copywriter cornerback coroner corporal correspondent
    cosmonaut councillor councilman councilor counsel counsellor counselor courier courtier cowboy craftsman cricketer
    criminologist critic croupier cryptographer curator cyclist dancer deacon dealer dean decorator defenceman
    defender defenseman deminer demographer dentist deputy dermatologist descendant deserter designer detainee
    detective developer dictator dietician diplomat director disc-jockey discoverer dispatcher dissident diver docker
    doctor dramatist draughtsman dressmaker driver drummer duchess duke dynast earl ecologist economist editor
    editor-in-chief educationist educator egyptologist elder electrician embroiderer emperor employee employer empress
    endocrinologist engineer engraver entertainer entomologist entrepreneur environmentalist epidemiologist essayist
    ethnographer ethnologist ethnomusicologist evangelist executioner executive explorer fabulist farmer farmhand
    fashion-model feminist fencer fiddler fighter film-maker filmmaker financier firefighter fireman fisherman
    fishmonger flautist florist flutist folklorist footballer foreman forester forger forward founder frontman
    fullback fundraiser gallerist galleryist gambler gamekeeper gangster gardener gatekeeper gendarme genealogist
    geneticist geographer geologist geophysicist glaciologist goalie goalkeeper goalscorer goaltender goldsmith golfer
    governess governor graduate grammarian guard guardsman guerrilla guide guitarist gunman gymnast gynaecologist
    gynecologist hacker hairdresser handballer handyman harpist harpsichordist hawker headman headmaster headmistress
    headteacher healer heir heiress herder herdsman hermit historian horticulturist host hostess housekeeper housemaid
    housewife humanist humorist hunter hurdler hydrologist hymnist hypnotist illusionist illustrator imam immunologist
    impresario industrialist informant informer inspector instructor instrumentalist insurgent interpreter inventor
    investor islamist jailer janitor jazzman jeweler jeweller jihadist jockey journalist judge judoka juggler jurist
    keyboardist king knight knitter laborer labourer landlady landlord landowner laundress lawmaker lawyer leader
    lecturer legislator lexicographer librarian librettist lieutenant lifeguard linebacker linguist lithographer
    lobbyist locksmith logician logistician longshoreman lumberjack lyricist machinist magician magistrate magnate
    maid major manager manservant manufacturer marathoner marksman marshal mason masseur masseuse mathematician mayor
    mayoress mechanic mediator medic memoirist mercenary merchant metallurgist meteorologist mezzo-soprano
    microbiologist midfielder midwife midwives militant militiaman miller milliner miner mineralogist minister
    missionary model modeler moderator monarch monk mountaineer muhtar mukhtar mullah muralist murderer musician
    musicologist musketeer mycologist mystic nanny naturalist naval-officer navigator negotiator neurologist
    neuroscientist neurosurgeon newscaster newsreader nobleman noblewoman novelist novice nun nurse nurseryman
    nutritionist oarsman obstetrician occultist oceanographer officer official oncologist operator ophthalmologist
    optician orator orchestrator organiser organist organizer orientalist ornithologist orthodontist osteopath
    outfielder outlaw owner paediatrician painter palaeontologist paleontologist pamphleteer parachutist paramedic
    paratrooper parliamentarian partisan pastor pathologist patriarch patrolman peasant pedagogue pediatrician
    percussionist performer pharmacist pharmacologist philanthropist philatelist philologist philosopher phonetician
    photographer photojournalist physician physicist physiologist physiotherapist pianist pilot pioneer pirate pitcher
    playback-singer player playwright plumber poacher podcaster poet poetess policeman policewoman politician pollster
    pope porter postman postmaster potter practitioner preacher prelate presenter president priest priestess
    priestesses prince princess principal printer printmaker prisoner privateer producer professor programmer prophet
    proprietor prosecutor prostitute psychiatrist psychic psychoanalyst psychologist psychotherapist publican
    publicist publisher pundit puppeteer quarterback queen rabbi racer ranger rapper realtor rebel receptionist rector
    referee refugee registrar repairman reporter representative researcher restaurateur retailer returnee
    revolutionary rider ringleader rower runner sailor salesman salesperson saleswoman satirist saxophonist scholar
    schoolboy schoolgirl schoolmaster schoolmistress schoolteacher scientist scout screenwriter scribe scriptwriter
    sculptor seaman seamstress secretary secretary-general seismologist semiotician senator sentry serf sergeant
    servant serviceman servicewoman settler sheikh shepherd sheriff shoemaker shooter shopkeeper shortstop showgirl
    showman silversmith singer singer-songwriter skater skier skipper smith smuggler sniper snowboarder soccer-player
    socialite sociologist soldier solicitor soloist songwriter soprano sorcerer speaker specialist spokesman
    spokesperson spokeswoman sportscaster sportsman sportsperson sportswoman sportswriter sprinter spy statesman
    stateswoman statistician stenographer steward stewardess stockbroker stonemason storyteller strategist striker
    student stuntman stylist sultan superintendent supermodel supervisor surfer surgeon surveyor survivor swimmer
    swordsman tailor tanner taoiseach taxidermist teacher technician technologist tenor terrorist theologian theorist
    therapist tinsmith toastmaster tobacconist topographer toxicologist trader trainee trainer translator trapper
    treasurer triathlete trombonist trooper trumpeter trustee tutor tycoon typist typographer umpire undersecretary
    undertaker unionist urologist usher valet vendor ventriloquist veterinarian vicar vice-chancellor vice-president
    victim videographer villager violinist violist virologist virtuoso viscount vocalist volcanologist volleyballer
    volunteer waiter waitress warden warlord warrior watchmaker watchman weaver weightlifter welder whistleblower
    wholesaler winemaker wing-half winger winner witch wizard woodcarver woodcutter worker wrestler writer yogi
    youtuber zoologist
    """
) | words("clergy crew gendarmes police jurymen staff coauthor co-founder cofounder co-author ex-combatant ex-wife")

JOB_ENDINGS = (
    "ologist", "ologists", "ographer", "ographers", "ician", "icians", "keeper", "keepers", "maker", "makers",
    "worker", "workers", "driver", "drivers", "player", "players", "writer", "writers", "holder", "owner", "owners",
    "nist", "rist", "tist", "gist", "cist", "dist", "mist", "pist", "alist", "elist", "ilist", "olist", "ulist", "vist",
    "nists", "rists", "tists", "gists", "cists", "dists", "mists", "pists", "alists", "elists", "ilists", "olists",
    "vists", "singer", "dealer", "dealers", "seller", "sellers", "monger", "smith", "wright", "woman", "sman", "sman's",
)  # fmt: skip

DEMONYMS = words(
    """
    aboriginal acholi adventist afar afghan afghans african africans afrikaner akan alawi alawite alawites albanian
    albanians alevi algerian algerians amazigh american americans amhara andalusian andorran anglican anglicans
    angolan angolans antiguan anuak arab arabian arabic arabs aramaic argentine argentinian argentinians armenian
    armenians aruban asante ashanti ashkenazi asian asians assamese assyrian assyrians atheist atheists australian
    australians austrian austrians aymara azande azerbaijani azerbaijanis azeri azeris bahai bahais bahamian bahraini
    bajuni bakongo bamar bambara bangladeshi bangladeshis banyamulenge baptist baptists barbadian bari basotho
    basque basques bavarian belarusian belarusians belgian belgians belizean belizian bemba bengali bengalis beninese
    berber berbers bermudian bhutanese bohemian bolivian bolivians bosniak bosniaks bosnian bosnians botswanan brahmin
    brazilian brazilians breton british britons bruneian bruneians buddhist buddhists bulgarian bulgarians burkinabe
    burkinabé burmese burundian burundians byzantine calvinist cambodian cambodians cameroonian cameroonians canadian
    canadians cantonese caribbean catalan catalans catholic catholics caucasian chadian chadians chaldean chechen
    chechens chewa chilean chileans chinese christian christians circassian colombian colombians comorian congolese
    copt coptic copts cornish corsican cossack cossacks croat croatian croatians croats cuban cubans cypriot cypriots
    czech czechoslovak czechs dagestani dalit dalits damara dane danes danish darfuri darfurian dinka djiboutian dogon
    dominican dominicans druze dutch dutchman ecuadorean ecuadoreans ecuadorian egyptian egyptians emirati emiratis
    english englishman englishmen englishwoman eritrean eritreans estonian estonians ethiopian ethiopians european
    europeans evangelical ewe fijian fijians filipina filipino filipinos finn finnish finns flemish fon foreigner
    french frenchman frenchmen frenchwoman fula fulani fur gabonese gambian georgian georgians german germans ghanaian
    ghanaians gikuyu greek greeks greenlandic grenadian guarani guatemalan guatemalans guinean gujarati gurkha
    guyanese gypsies gypsy hadza haitian haitians hausa hawaiian hazara hazaras hebrew herero herzegovinian himba
    hindu hindus hispanic hmong honduran hondurans hui hungarian hungarians hutu hutus iberian icelander icelandic
    igbo ijaw indian indians indigenous indonesian indonesians ingush inuit iranian iranians iraqi iraqis irish
    irishman irishwoman islamic ismaili israeli israelis italian italians ivorian ivorians jain jamaican jamaicans
    japanese javanese jesuit jew jewish jews jordanian jordanians kachin kalenjin kamba kannada kanuri karamojong
    karen karenni kashmiri kazakh kazakhs kenyan kenyans khmer khoisan kikuyu kisii kongo korean koreans kosovan
    kosovar kunama kurd kurdish kurds kuwaiti kuwaitis kyrgyz lango lao laotian latin latina latino latvian latvians
    lebanese lesothan levantine liberian liberians libyan libyans liechtensteiner lithuanian lithuanians londoner luba
    lugbara luhya lunda luo lutheran lutherans luxembourgish maasai macedonian macedonians madi malagasy malawian
    malawians malay malayali malays malaysian malaysians maldivian maldivians malian malians malinke maltese manchu
    mandingo mandinka maori maronite maronites masalit mauritanian mauritanians mauritian maya mayan mende mennonite
    methodist methodists mexican mexicans micronesian moldovan moldovans moluccan monegasque mongol mongolian
    mongolians montenegrin montenegrins moor moorish moravian mormon mormons moroccan moroccans moslem moslems mossi
    mozambican mozambicans murle muslim muslims māori namibian namibians native-american nepalese nepali nepalis newar
    nicaraguan nicaraguans nigerian nigerians nigerien nordic norman norse norwegian norwegians nuba nubian nuer nyoro
    ogiek ogoni omani oromo oromos orthodox ottoman ovambo pakistani pakistanis palestinian palestinians panamanian
    papuan papuans paraguayan paraguayans parsee parsi pashtun pashtuns pentecostal persian persians peruvian
    peruvians peul pokot pole polish polynesian portuguese presbyterian protestant protestants prussian punjabi pygmy
    qatari qataris quaker quakers quebecois quechua rastafarian rendille rohingya rohingyas roma romani romanian
    romanians romany russian russians rwandan rwandans saami sabaot saharan sahrawi salafi salvadoran salvadorean
    samburu sami samoan san santal sardinian saudi saudis saxon scandinavian scot scots scotsman scottish semitic
    senegalese sephardic serb serbian serbians serbs serer seychellois shaigiya shan shi'a shia shias shiis shiite
    shiites shilluk shona sicilian sidama sierra-leonean sikh sikhs silesian sindhi singaporean sinhala sinhalese slav
    slavic slavs slovak slovakian slovaks slovene slovenes slovenian slovenians somali somalis songhai soninke sotho
    soviet spaniard spaniards spanish sri-lankan sudanese sufi sukuma sunni sunnis surinamese susu swahili swazi swede
    swedes swedish swiss syriac syrian syrians tahitian taiwanese tajik tajiks tamang tamil tamils tanzanian
    tanzanians taoist tatar tatars telugu temne teso thai tibetan tibetans tigray tigrayan tigrayans tigre tigrinya
    tiv togolese toltec tonga tongan toposa toro tsonga tswana tuareg tuaregs tumbuka tunisian tunisians turk turkana
    turkish turkmen turks tutsi tutsis twa tyrolean ugandan ugandans uighur ukrainian ukrainians ulster unitarian
    uruguayan uruguayans uyghur uyghurs uzbek uzbeks vai venda venetian venezuelan venezuelans vietnamese wahhabi
    walloon welsh welshman westerner wolof xhosa yao yazidi yazidis yemeni yemenis yiddish yoruba yugoslav zaghawa
    zairean zambian zambians zanzibari zimbabwean zimbabweans zionist zoroastrian zulu zulus
    """
)

CONDITIONS = words(
    """
    addict addicted adhd aids albinism albino alcoholic alcoholism allergy alzheimer amnesia amputated amputee anaemia
    anemia anorexia arthritis arthrosis asthma asthmatic autism autistic bipolar bisexual blind blindness bronchitis
    burns cancer chemotherapy cholera cirrhosis colour-blind comatose concussion covid-19 crippled deaf deafness
    dementia dengue depression depressive diabetes diabetic dialysis disability disabled dwarf dwarfism dysentery
    dyslexia dyslexic ebola eczema emphysema encephalitis epilepsy epileptic fracture fractured fractures frostbite
    gangrene gay gout haemophilia hemophilia hepatitis hernia hiv hiv-positive homosexual hypertension infertile
    injuries injury left-handed leprosy lesbian leukaemia leukemia limp lupus lymphoma malaria measles melanoma
    meningitis migraine miscarriage mute nearsighted neuralgia neurosis obese obesity osteoporosis overdose paralysed
    paralysis paralyzed paraplegic parkinson pneumonia polio poliomyelitis pregnancy pregnant psychosis psychotic ptsd
    rabies rheumatism scar scarred scars schizophrenia schizophrenic sciatica scurvy seizure seizures sepsis smallpox
    stammer stillborn stroke stutter suicidal suicide syphilis tetanus transgender trauma tuberculosis tumor tumour
    typhoid typhus ulcer unconscious wheelchair wound wounded wounds
    """
)
