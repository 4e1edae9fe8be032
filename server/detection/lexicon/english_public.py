"""English words of public life: institutions, events, amounts. They name no one alone, and help to tell what does."""

from __future__ import annotations

from server.detection.lexicon.entry import words

INSTITUTIONS = words(
    """
    academy accord act acts administration administrative administrator adviser affairs agency agent agreement
    agriculture aliens annex anti-terrorism appeal appeals appellate applicant applicants application applications
    arbitration armed army article articles assembly assize assizes association attorney attorney-general authorities
    authority award bar basic bench benefits bill board branch budget bureau bylaw bylaws cabinet case cases cassation
    central chairman chamber chambers chancellery chapter charter chief child circumstances citizenship city civil
    code codes college colleges commission commissioner commissions committee committees commons communications
    company conclusions conference congress constitution constitutional convention conventions cooperation corporation
    corps council councils counsel counsellor county court courts criminal crown customs data decision declaration
    decree decrees defence defense delegation department departments deputy detention development directive director
    directorate disability disciplinary district districts division divisions document economic economy education
    eighth election electoral embassy employment enforcement environment environmental evidence executive expert facts
    faculty family federal federation fifth finance financial first force forces foreign forestry foundation fourth
    freedoms fund fundamental general government governmental governments governor grand guarantee guard headquarters
    health hearing high home house housing human immigration implementation industrial industry information inspection
    inspectorate instance institute institution institutions insurance interior internal international investigating
    investigation joint judge judges judgment judgments judicial judiciary junior jurisdiction jury justice labor
    labour land lands law laws league legal legislation legislative liaison local lord lords magistrate magistrates
    maritime martial matters medical member members merits military militia minister ministers ministries ministry
    mission monitoring municipal municipalities municipality national nations naturalisation naturalization navy
    notary note number office officer offices official officials ombudsman order orders ordinance organ organisation
    organisations organization organizations palace panel paragraph paragraphs parliament parliamentary part parties
    parts party patent penal penitentiary pension pensions permanent plenary police policy political power president
    presidential presidium prime principal prison prisons privy procedural procedure proceedings programme project
    property prosecution prosecutor prosecutor's prosecutors protection protocol protocols provincial provisional
    public publications real refugee refugees region regional register registrar registry regulation regulations
    relevant religious remand report representative representatives republic resolution respondent review rights rule
    rules savings schedule scheme school second secretariat secretary section sections security senate senior service
    services session settlement seventh sixth social society special staff standing state states statute statutes
    statutory stock sub-section submissions subsection summary superior supervision supreme surveys task tax taxation
    technical territorial territory third tort trade traffic transport treasury treaties treaty tribunal tribunals
    undersecretary unified union unit united universal university vice war water welfare witness witnesses working
    youth zone
    """
)

EVENTS = words(
    """
    abduction accident airstrike ambush arrest arson assassination attack attacks avalanche ballot baptism battle
    beating beheading blast blaze blizzard bombardment bombing bombings boycott burial burning carnival ceremony clash
    clashes collision coronation coup crackdown crash crash-landing cremation crossfire curfew cyclone demonstration
    derailment drought drowning earthquake election elections epidemic eruption eviction evictions execution
    exhumation explosion famine festival fire flood flooding floods funeral genocide graduation grenade hijacking
    hostage-taking hunger-strike hurricane inauguration incident incursion inquest insurgency invasion jailbreak
    kidnapping killing killings landslide liberation looting lynching march massacre massacres mudslide murder murders
    mutiny offensive ordination outbreak pilgrimage pogrom procession protest protests purge raid raids rally rape
    rapes rebellion referendum revolt revolution riot riots robbery scandal shelling shipwreck shooting siege sinking
    sit-in stabbing stampede stoning storm strike strikes tornado torture trial tsunami typhoon uprising war wedding
    wildfire
    """
)

SINGLES = words(
    """
    best-known best-selling biggest earliest eldest fastest final first firstborn greatest highest inaugural largest
    last latest lone longest lowest oldest only poorest record richest second-youngest shortest smallest sole tallest
    top-scoring youngest
    """
)

CURRENCIES = words(
    """
    afghani afghanis ats aud baht bdt birr bolivars cad cedi cedis cent cents cfa chf crowns czech-crowns czk córdobas
    dalasi dem deutschmark deutschmarks dinar dinars dirham dirhams dkk dollar dollars drachmas egp escudos etb eur
    euro euros fc fcfa ff ffr fim forints franc francs frf gbp ghs gourdes grd grivnas guilders hryvnia huf inr iqd
    itl jod jpy kes koruna korunas krona krone kroner kronor ksh kshs kwacha kyats lari lek leke leones leu levs lira
    liras lire ltl lvl marks mga mwk naira nairas ngn nok pence peseta pesetas peso pesos pkr pln pound pounds pte
    quetzals rand rands reais renminbi rial rials ringgit riyal riyals rouble roubles rub ruble rubles rupee rupees
    rupiah rur rwf schillings sdg sek shekels shilling shillings sit skk sos ssp sterling syp taka tala tenge toman
    tomans trl trn try tsh tzs uah ugx usd usdt ush won xaf xof yen yuan zar zloty zlotys zmw zwl złoty złotys
    """
)

MEASURES = words(
    """
    acre acres bags barrel barrels bullets bushels camel camels carats cattle centimeters centimetre centimetres cm
    cows crates degrees donkeys dunams feddan feddans feet foot gallon gallons goat goats gram grams heads hectare
    hectares hertz inch inches jerrycans kg kilo kilogram kilogrammes kilograms kilometer kilometers kilometre
    kilometres kilos kilowatt km kms knots liter liters litre litres livestock loads m meter meters metre metres mile
    miles millimetres mm mph m² ounces pages per-cent percent percentage plots pounds rounds sacks sheep sqm square
    stone tablets ton tonne tonnes tons truckloads trucks vehicles volts watts words yard yards
    """
)

PLACES = words(
    """
    airport airstrip area avenue barracks base basin bay beach border boulevard bridge building camp canal cape
    cathedral cemetery center centre chapel checkpoint church city clinic coast college community compound
    constituency convent county creek crossing dam delta desert district dock estate factory farm ferry field forest
    fort garden gate gorge hamlet harbor harbour highway hill hills hospital hostel hotel house island islands
    junction kingdom lake lane library locality lodge madrasa market massif mill mine monastery mosque mountain
    mountains municipality museum neighborhood neighbourhood nursery oasis orphanage palace parish park pass path
    peninsula plain plantation plateau police-station port prefecture prison province quarry quarter ranch range
    refinery region reservoir river road roadblock roundabout sanctuary school schools seminary settlement shrine
    square stadium station street sub-county subcounty suburb synagogue temple territory theater theatre tower town
    township tunnel university valley village villages ward warehouse waterfall well woreda zone
    """
)

LAWS = words(
    """
    accord accords act acts agreement agreements allowance article articles bill bylaw bylaws charter code codes
    constitution convention conventions covenant declaration decree decrees directive directives edict law laws
    ordinance protocol protocols regulation regulations resolution resolutions rule rules statute statutes treaties
    treaty
    """
)
