"""Hausa, with its hooked letters and without them, as most people type it."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

HAUSA = Lexicon(
    code="ha",
    ordinary=spelt(
        """
        a abin abu abubuwa akai aka akan ake akwai akasarin ai aikin al'amarin al'umma al'ummar amma an ana akalla aƙalla a'a baya babban babu bai ba ban barin bayan bayanai
        bayyana bisa bi biyo ce cewa ciki cikin ci cin cigaba da daga dai dake dama dan dangane daya dokar don domin dole dukkan duk duka duniya
        fa fadi faɗi faru farko fi fiye ga gaba gabanin gabatar game gani ganin gari gaskiya gina gobe gudanar gwamnati gwamnatin gwamnan ha hada haɗa haka hakan
        hakika hana har harin hare-hare hari harkokin hanya hanyar hukuma hukumar hukumomin i idan iko ilimi ina inda in irin iya ita jama'a jama'ar jami'an jami'ai jiya jam'iyyar ka kafa kafin kada kai kamar
        kamata kamfanin kan kanta kansa kara ƙara karkashin ƙarƙashin kasa ƙasa kasance kasar ƙasar kasashen ƙasashen kashe kawo kawai ke ki ko koma komai koyaushe
        kotu kotun kowa kowace kowane ku kuma kungiyar ƙungiyar kusa kusan kuwa kuɗi kudin kwamitin kwanan kyau kyauta labari labarin lamarin lafiya likitoci lokacin lokaci ma maganar majalisar manyan masa masu matakin matsalar matsayin mata mai
        maza mayaƙa me mece mene mi ministan muka muke mun muna mu mutane mutanen mutum mutumin musamman mulkin mafi n na nan nasa nata ne neman ni nufin nuna sa sabon sabuwar saboda sabon sai sake samu
        samun san sannan sanar sanarwa sanya sauran shekara shi shin shine shirin shugaba shugaban shugabannin sa'annan so sojoji sojojin su suka suke suna sun ta tabbatar tafi tafiya taimako taron take tana
        tashi tare tattaunawa tsakanin tsakani tsohon tsohuwar tsaro tun tuni tushe umarnin umarni wa wadda wadanda waɗanda wadannan waɗannan wajen wajibi wakilin wakilan wanda wane wani wannan
        wasu wata wato wuri ya yadda yake yaki yaƙi yan 'yan yana yanzu yankin yara yarda yarjejeniyar yau yaushe yawa yawan yi yin yanayi yayin yaya za zai zaman zama zaɓe zaben zargin zuwa ƴan
        mutuwar mutanen mazauna mazaunan manoma makiyaya matasa mahukunta malamai masana kakakin mataimakin shugabar babban-sakataren sakataren daraktan kwamishinan
        kwallon kafa wasa wasan kungiya kungiyoyi ƙungiyoyi rahotannin rahotani dalibai ɗalibai makarantu asibiti cutar annobar riga-kafi gwaji
        dakarun dakaru 'yan-bindiga bindiga bindigogi fashewar gobara gidaje dukiya dukiyoyi zanga-zanga zanga-zangar yajin gudun hijira sulhu
        kimanin akasari galibin galibi cikakken haka-zalika kazalika hakazalika bugu duk-da sai-dai sakamakon sakamako yunkurin yunƙurin kiran kira
        ɗan ɗaya ɗin hakanan haƙiƙa hakkin haƙƙin kafar kawunan ƙoƙarin kokarin rahoton rahotanni rana ranar ra'ayin rashin rasa rayuwa ruwa rundunar kamun fara ci-gaba fito fice fita faruwar duba dubban daruruwan dimbin
        """
    )
    - words("rana hakika yara kyauta baya kasa maza yaya wata mata mutum gari lafiya gaskiya bi farko"),
    months=spelt(
        """
        janairu janairun fabrairu faburairu fabrairun maris afrilu afirilu aprilu mayu mayun yuni yuli agusta agustan satumba satumban oktoba nuwamba disamba muharram
        """
    ),
    weekdays=spelt("litinin talata laraba alhamis jumma'a juma'a jumaa jummaa jumu'a asabar lahadi"),
    digits=("sifili", "ɗaya", "biyu", "uku", "huɗu", "biyar", "shida", "bakwai", "takwas", "tara"),
    counts=spelt("ɗaya huɗu goma ashirin talatin arba'in hamsin sittin saba'in tamanin casa'in ɗari dubu farko"),
    units=spelt("shekara shekaru shekarun wata watanni watan mako makonni makon rana kwana kwanaki sa'a sa'o'i awa awanni awoyi minti mintuna"),
    honorifics=spelt(
        """
        alhaji alh hajiya haj malam mallam malama mal sheikh sheik sarki hakimi dagaci shugaba gwamna gwamnan farfesa dokta dakta sanata
        janar kanar kyaftin sarkin ustaz imam limamin fasto bishop barista mai-martaba honorabul ministan ambasada
        """
    ),
    kin=spelt(
        """
        uwa uba mahaifi mahaifiya mahaifin ɗan'uwa 'yar'uwa ƴar'uwa yaya kawu kawun inna gwaggo matarsa mijinta mijin aboki abokin ƙawa
        kaka kakan jika ƙane ƙanin ƙanwa ƙanwar surukin maƙwabcin baba mama
        """
    )
    - words("inna kawa"),
    labels=spelt("lamba lambar fasfo shari'a katin waya rijista asusun"),
    counts_behind=True,
    regions=("NG", "NE", "GH", "CM", "TD"),
    jobs=spelt(
        """
        malami malamin likita likitan nas ungozoma ɗan-jarida 'yar-jarida direba direban manomi
        manomin makiyayi ɗan-kasuwa lauya lauyan alƙali alƙalin limami fasto mai-unguwa masunci maharbi
        """
    ),
    heads=spelt(
        """
        jihar jihohin kasar ƙasar garin birnin yankin lardin unguwar kauyen ƙauyen karamar-hukumar hukumar masarautar tsibirin kogin
        kasuwar asibitin makarantar jami'ar masallacin kotun gidan ofishin jam'iyyar kungiyar ƙungiyar rundunar jamhuriyar kamfanin
        majalisar bankin ma'aikatar tashar filin titin hanyar gundumar dajin tafkin yammacin arewacin kudancin gabashin
        """
    ),
    links=words("ta na da"),
    calendar=spelt("ranar ranakun watan shekarar shekara ta ga daren safiyar"),
    small_places=words(
        """
        najeriya nijeriya nijar kamaru chadi gana ghana benin amurka amerika ingila birtaniya faransa jamus rasha rusia sin saudiyya
        makka madina masar libya libiya sudan mali senegal afirka afrika turai asiya indiya china iran iraki siriya isra'ila
        falasdinu turkiyya kenya habasha somaliya abuja legas kano kaduna katsina sokoto zariya maiduguri borno yobe bauchi filato
        jos gombe adamawa zamfara kebbi jigawa neja binuwai taraba yola damaturu minna lafiya
        """
    )
    - words("sin lafiya"),
    demonyms=spelt(
        """
        hausawa bahaushe bahaushiya fulani bafulatani yarbawa bayarabe inyamurai kanuri bare-bari tiv jukun kirista kiristoci
        musulmi musulmai ba'amurke amurkawa bature turawa larabawa balarabe faransawa bafaranshe sinawa 'yan-najeriya
        """
    ),
    singles=words("kaɗai kadai"),
    currencies=words("naira nairori cfa sefa dala"),
    measures=words("kilomita kilo kadada lita mita shanu awaki tumaki"),
)  # fmt: skip
