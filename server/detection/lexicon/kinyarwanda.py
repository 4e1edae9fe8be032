"""Kinyarwanda. Kirundi, its close kin, is largely taken for it: the words that only Kirundi has are at the end."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

KINYARWANDA = Lexicon(
    code="rw",
    ordinary=words(
        """
        aba abacuruzi abagabo abaganga abagore abahanzi abahinzi abaho abakinnyi abakozi abana abandi abantu
        abanyeshuri abapolisi abari abarimu abarwayi abasirikare abaturage abayobozi abo aha ahagana ahantu aho
        ahubwo aka akaba akavuga akazi ako aliko amafaranga amakuru amasezerano amashuri amasomo amatora amazi
        arenga ari ariko atari ati avuga avuze aya ayo ba baba babaye bafashe bafashwe bafite bagaragaje bagera
        bagiye bagize bagomba bakaba bakavuga bakekwaho bakomeje bakora bamwe banyarwanda barenga bari barishwe
        bariya basabwe basanze bashobora batandukanye batangiye bavuga bavuye bavuze biba bibaye bijyanye bikaba
        bikorwa biri bishwe biteganyijwe bitewe bitwa bivuga bo bose bw bwa bwabo bwari bwe bwo bwose by
        by'umwihariko bya byabaye byagaragaye byari byitezwe byo byose c ca cane canke co cy cya cyane cyangwa
        cyari cyatumye cyo cyose gahunda gihe gikorwa gufasha gufata guhera guhita gukomeza gukora gukoresha
        gukurikirana gusa gusaba gushaka gushobora gushyira gutanga gute guteza gutyo guverineri gw ha haba
        habaye habonetse hafashwe hafi hagaragaye hagati hagiye haje hakaba hakenewe hakiri hakozwe hakurikijwe
        hama hamwe handi hano hanyuma hanze haracyari haravugwa hari harimo hashize hashyizweho hasi hatangajwe
        hatangijwe hejuru hirya ho hose hw ibi ibibazo ibikorwa ibindi ibintu ibiribwa ibitero ibyaha ibyo ico
        icyaha icyo icyorezo igice igifungo igihe igihugu igikorwa igitero igitondo ijana ijoro ikaba iki
        ikibazo ikigo ikindi ikintu ikipe imbere imikino imirimo imirwano imiryango imodoka impamvu impunzi
        imvura imwe imyaka inama indirimbo indwara ingabo inkambi inkiko inkunga inkuru intambara inyuma inzego
        inzu irenga iri iriya irushanwa iryo isi itandukanye itangazo iterambere itsinda ivuga ivyabaye ivyo iyi
        iyo izi izo izwi jw k k'umuntu ka kabiri kandi kane kera kimwe kino kiri kivuga ko ku kuba kubera kubona
        kubwo kugeza kugira kugirango kuko kuri kuriya kurusha kuva kuvuga kuwa kw kwa kwabo kwe kwitwa kwo ly
        mbere mbese minisitiri mu mugihe mukuru munsi muntu mur muri murwego muvy mw mw'ijoro n n'ubwo n'uko na
        nabwo nawe ndetse neza ngira ngo ngombwa ni niba nibwo nimugoroba nk nka nkuko nta ntabwo ntacyo ntawe
        ntibari nubwo nuko nyuma perezida polisi pw rero rimwe rino rivuga ruri rusange rw rwa rwo ry rya ryari
        ryo saa se si sibyo sw t ta tariki tu tugomba turi tw twa twese two ubu uburyo ubushinjacyaha ubutabera
        ubutaka ubuyobozi ubuzima ubwa ubwicanyi ubwo ubwoko ukekwaho uko ukwezi umubare umubyeyi umudepite
        umugabo umugore umugoroba umuhanzi umujyi umukecuru umukinnyi umukino umukobwa umukozi umunsi umuntu
        umupolisi umurambo umuryango umusaza umusenateri umusirikare umusore umutoza umuvugizi umuyobozi umwaka
        umwana umwarimu umwe undi uretse uru urubanza uruhare urukiko ururimi urwego usibye uvuga uwa uwari uwo
        uwundi uyobora uyu uzwi vya vyo vyose w wa wabo wari we wese witwa wo y ya yabaye yabo yabwiye yafashwe
        yafunzwe yagaragaje yagarutse yageze yagiye yagize yahise yaje yakomeje yakoze yanditse yapfuye yari
        yasabye yashimiye yasobanuye yatangaje yatangarije yatangiye yatsinze yavugaga yavukiye yavuze yavuzeko
        yemeje yibukije yinjiye yishwe yitabye yo yongeyeho yose z za zabo zageze zari zavuye ze zimwe zirenga
        zo zose
        """
    ),
    months=words(
        """
        mutarama gashyantare werurwe mata gicurasi kamena nyakanga kanama nzeri nzeli ukwakira ugushyingo
        ukuboza nzero ruhuhuma ntwarante ndamukiza rusama ruheshi mukakaro myandagaro nyandagaro gitugutu
        munyonyo kigarama
        """
    ),
    weekdays=words("kuwambere kuwakabiri kuwagatatu kuwakane kuwagatanu kuwagatandatu kucyumweru"),
    digits=("zeru", "rimwe", "kabiri", "gatatu", "kane", "gatanu", "gatandatu", "karindwi", "umunani", "icyenda"),
    counts=words(
        """
        imwe ebyiri eshatu enye eshanu esheshatu indwi icumi makumyabiri mirongo umwe babiri batatu bane batanu
        batandatu ijana igihumbi mbere kabiri gatatu kane gatanu gatandatu karindwi munani cyenda abiri atatu
        ane atanu
        """
    ),
    units=words("imyaka umwaka amezi ukwezi icyumweru ibyumweru iminsi umunsi amasaha isaha iminota umunota"),
    honorifics=words(
        """
        bwana madamu nyakubahwa mwarimu dogiteri muganga perezida minisitiri guverineri meya musenyeri padiri
        pasiteri sheikh depite senateri jenerali colonel koloneli kapiteni lt maj gen col dr ambasaderi umwami
        nyagasani
        """
    ),
    kin=words(
        """
        nyina mushiki musaza murumuna marume nyirasenge inshuti mubyara sogokuru nyogokuru umuturanyi
        """
    ),
    labels=words("nimero nomero numero indangamuntu pasiporo telefone telephone dosiye urubanza"),
    counts_behind=True,
    regions=("RW", "BI", "CD", "UG"),
    jobs=words(
        """
        umunyamakuru umwarimu umuganga umuforomo umubyaza umushoferi umuhinzi umucuruzi umucamanza
        umunyamategeko umushinjacyaha umuhanzi umunyeshuri
        """
    ),
    before_places=words(
        """
        akarere umurenge akagari umudugudu intara umujyi igihugu umusozi umugezi ikiyaga ishyaka ikigo ishuri
        kaminuza ibitaro umuryango komini mujyi karere murenge kagari mudugudu ntara gihugu urukiko gereza ikipe
        banki leta repubulika
        """
    ),
    links=words("ka wa ya y'u y' cya rya rwa k'u ba b'u"),
    calendar=words("tariki itariki taliki umwaka mwaka ukwezi kwezi kuwa umunsi"),
    small_places=words(
        """
        rwanda kongo uburundi burundi uganda tanzaniya kenya ubufaransa ububiligi amerika afurika ubushinwa
        uburusiya ubudage ubwongereza sudani etiyopiya misiri kigali bujumbura gitega
        """
    ),
    demonyms=words(
        """
        umunyarwanda abanyarwanda umurundi abarundi umunyekongo abanyekongo umugande abagande umufaransa
        abafaransa umubiligi ababiligi umunyamerika abanyamerika umushinwa abashinwa umuhutu abahutu umututsi
        abatutsi umutwa abatwa abayisilamu umuyisilamu umukirisitu abakirisitu abanyamulenge umunyamulenge
        umugatolika
        """
    ),
)  # fmt: skip
