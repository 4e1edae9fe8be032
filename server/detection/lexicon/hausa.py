"""Hausa, with its hooked letters and without them, as most people type it."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

HAUSA = Lexicon(
    code="ha",
    ordinary=spelt(
        """
        'yan 'yan-bindiga a a'a abin abu abubuwa ai aikin aka akai akalla akan akasari akasarin ake akwai
        al'amarin al'umma al'ummar amma an ana annobar asibiti aƙalla ba babban babu bai ban barin baya bayan
        bayanai bayyana bi bindiga bindigogi bisa biyo bugu ce cewa ci ci-gaba cigaba cikakken ciki cikin cin
        cutar da daga dai dakaru dakarun dake dalibai dama dan dangane daraktan daruruwan daya dimbin dokar dole
        domin don duba dubban duk duka dukiya dukiyoyi dukkan duniya fa fadi fara farko faru faruwar fashewar
        faɗi fi fice fita fito fiye ga gaba gabanin gabatar galibi galibin game gani ganin gari gaskiya gidaje
        gina gobara gobe gudanar gudun gwaji gwamnan gwamnati gwamnatin ha hada haka haka-zalika hakan hakanan
        hakazalika hakika hakkin hana hanya hanyar har hare-hare hari harin harkokin haƙiƙa haƙƙin haɗa hijira
        hukuma hukumar hukumomin i idan iko ilimi in ina inda irin ita iya jam'iyyar jama'a jama'ar jami'ai
        jami'an jiya ka kada kafa kafar kafin kai kakakin kamar kamata kamfanin kamun kan kansa kanta kara
        karkashin kasa kasance kasar kasashen kashe kawai kawo kawunan kazalika ke ki kimanin kira kiran ko
        kokarin koma komai kotu kotun kowa kowace kowane koyaushe ku kudin kuma kungiya kungiyar kungiyoyi kusa
        kusan kuwa kuɗi kwallon kwamishinan kwamitin kwanan kyau kyauta labari labarin lafiya lamarin likitoci
        lokaci lokacin ma mafi maganar mahukunta mai majalisar makarantu makiyaya malamai manoma manyan masa
        masana masu mata mataimakin matakin matasa matsalar matsayin mayaƙa maza mazauna mazaunan me mece mene
        mi ministan mu muka muke mulkin mun muna musamman mutane mutanen mutum mutumin mutuwar n na nan nasa
        nata ne neman ni nufin nuna ra'ayin rahotani rahotanni rahotannin rahoton rana ranar rasa rashin rayuwa
        riga-kafi rundunar ruwa sa sa'annan saboda sabon sabuwar sai sakamako sakamakon sakataren sake samu
        samun san sanar sanarwa sannan sanya sauran shekara shi shin shine shirin shugaba shugaban shugabannin
        shugabar so sojoji sojojin su suka suke sulhu sun suna ta tabbatar tafi tafiya taimako take tana tare
        taron tashi tattaunawa tsakani tsakanin tsaro tsohon tsohuwar tun tuni tushe umarni umarnin wa wadanda
        wadannan wadda wajen wajibi wakilan wakilin wanda wane wani wannan wasa wasan wasu wata wato waɗanda
        waɗannan wuri ya yadda yajin yake yaki yan yana yanayi yankin yanzu yara yarda yarjejeniyar yau yaushe
        yawa yawan yaya yayin yaƙi yi yin yunkurin yunƙurin za zaben zai zama zaman zanga-zanga zanga-zangar
        zargin zaɓe zuwa ƙara ƙarƙashin ƙasa ƙasar ƙasashen ƙoƙarin ƙungiyar ƙungiyoyi ƴan ɗalibai ɗan ɗaya ɗin
        """
    )
    - words("rana hakika yara kyauta baya kasa maza yaya wata mata mutum gari lafiya gaskiya bi farko"),
    months=spelt(
        """
        janairu janairun fabrairu faburairu fabrairun maris afrilu afirilu aprilu mayu mayun yuni yuli agusta
        agustan satumba satumban oktoba nuwamba disamba muharram
        """
    ),
    weekdays=spelt("litinin talata laraba alhamis jumma'a juma'a jumaa jummaa jumu'a asabar lahadi"),
    digits=("sifili", "ɗaya", "biyu", "uku", "huɗu", "biyar", "shida", "bakwai", "takwas", "tara"),
    counts=spelt(
        """
        ɗaya huɗu goma ashirin talatin arba'in hamsin sittin saba'in tamanin casa'in ɗari dubu farko
        """
    ),
    units=spelt(
        """
        shekara shekaru shekarun wata watanni watan mako makonni makon rana kwana kwanaki sa'a sa'o'i awa awanni
        awoyi minti mintuna
        """
    ),
    honorifics=spelt(
        """
        alhaji alh hajiya haj malam mallam malama mal sheikh sheik sarki hakimi dagaci shugaba gwamna gwamnan
        farfesa dokta dakta sanata janar kanar kyaftin sarkin ustaz imam limamin fasto bishop barista
        mai-martaba honorabul ministan ambasada
        """
    ),
    kin=spelt(
        """
        uwa uba mahaifi mahaifiya mahaifin ɗan'uwa 'yar'uwa ƴar'uwa yaya kawu kawun inna gwaggo matar matarsa miji mijin
        mijinta mahaifinsa mahaifinta mahaifiyarsa mahaifiyarta ɗansa ɗanta 'yarsa 'yarta ƴarsa ƴarta 'ya'yansa
        'ya'yanta 'yarsu ɗansu ƙanensa ƙaninsa ƙaninta ƙanwarsa ƙanwarta yayansa yayanta yayarsa yayarta kawunsa kawunta
        matata mijina ɗana 'yata ƙanina ƙanwata yayana yayata mahaifina mahaifiyata babana babansa babanta mamarsa
        mamarta surukinsa surukinta surukarsa surukarta surukina jikansa jikanta kakansa kakanta kakarsa abokina
        abokinsa abokiyarta maƙwabcinsa maƙwabcinta maƙwabcinsu maƙwabciyarta maƙwabcina gwauruwa bazawara amarya ango
        ɗan'uwansa ɗan'uwanta 'yar'uwarsa 'yar'uwarta aboki abokin ƙawa kaka kakan jika ƙane ƙanin ƙanwa ƙanwar surukin
        maƙwabcin baba mama
        """
    )
    - words("inna kawa"),
    labels=spelt("lamba lambar fasfo shari'a katin waya rijista asusun"),
    counts_behind=True,
    regions=("NG", "NE", "GH", "CM", "TD"),
    jobs=spelt(
        """
        malami malamin likita likitan nas ungozoma ɗan-jarida 'yar-jarida direba direban manomi manomin makiyayi
        ɗan-kasuwa lauya lauyan alƙali alƙalin limami fasto mai-unguwa masunci maharbi
        """
    ),
    before_places=words("garin kauyen ƙauyen unguwar rugar jihar birnin tsibirin kogin gundumar dajin"),
    heads=spelt(
        """
        jihar jihohin kasar ƙasar garin birnin yankin lardin unguwar kauyen ƙauyen karamar-hukumar hukumar
        masarautar tsibirin kogin kasuwar asibitin makarantar jami'ar masallacin kotun gidan ofishin jam'iyyar
        kungiyar ƙungiyar rundunar jamhuriyar kamfanin majalisar bankin ma'aikatar tashar filin titin hanyar
        gundumar dajin tafkin yammacin arewacin kudancin gabashin
        """
    ),
    of=words("ta na"),
    links=words("ta na da"),
    genitives=("n", "r"),
    livings=words("sayar sayarwa sana'ar"),
    conditions=spelt(
        """
        makaho makauniya makafi kurma kurame bebe gurgu guragu kuturu kuturta zabiya kanjamau sida ciwon tabo tabon
        nakasa nakasasshe nakasasshiya farfaɗiya tarin-fuka mai-ciki
        """
    ),
    clock=spelt("ƙarfe"),
    parts_of_day=words("safe dare rana yamma asuba asubahi maraice azahar la'asar magariba isha"),
    roughly=words("misalin kimanin wajen kusan da"),
    calendar=spelt("ranar ranakun watan shekarar shekara ta ga daren safiyar"),
    small_places=words(
        """
        najeriya nijeriya nijar kamaru chadi gana ghana benin amurka amerika ingila birtaniya faransa jamus
        rasha rusia sin saudiyya makka madina masar libya libiya sudan mali senegal afirka afrika turai asiya
        indiya china iran iraki siriya isra'ila falasdinu turkiyya kenya habasha somaliya abuja legas kano
        kaduna katsina sokoto zariya maiduguri borno yobe bauchi filato jos gombe adamawa zamfara kebbi jigawa
        neja binuwai taraba yola damaturu minna lafiya
        """
    )
    - words("sin lafiya"),
    demonyms=spelt(
        """
        hausawa bahaushe bahaushiya fulani bafulatani yarbawa bayarabe inyamurai kanuri bare-bari tiv jukun
        kirista kiristoci musulmi musulmai ba'amurke amurkawa bature turawa larabawa balarabe faransawa
        bafaranshe sinawa 'yan-najeriya
        """
    ),
    currencies=words("naira nairori cfa sefa dala"),
    measures=words("kilomita kilo kadada lita mita shanu awaki tumaki"),
)  # fmt: skip
