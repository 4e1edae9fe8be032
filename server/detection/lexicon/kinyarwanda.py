"""Kinyarwanda. Kirundi, its close kin, is largely taken for it: the words that only Kirundi has are at the end."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

KINYARWANDA = Lexicon(
    code="rw",
    ordinary=words(
        """
        aba abaho abana abantu abandi abari abaturage abo aha ahantu aho ahubwo ahagana akaba akazi ako aka ari ariko aliko atari ati avuga avuze avuga
        ba bagera bagiye bagomba bakaba bakomeje bakora bamwe banyarwanda barenga bari bariya bashobora basanze batandukanye bavuga bavuze bibaye byabaye bya byo byose by
        bo bose bw bwa bwabo bwari bwe bwo bwose baba babaye bafashe bafite bagize abagabo abagore abasirikare abayobozi abanyeshuri abakozi abaganga
        biba biri ibi ibibazo ibikorwa ibintu ibindi ibyo ibyaha icyo icyaha ico igihe igihugu ikaba ikibazo iki ikindi ikintu iki igikorwa imbere imiryango inama inyuma intambara ingabo inzego inkuru amakuru
        imwe imyaka iri iriya isi itandukanye iyo iyi izi izo impamvu imirimo iterambere c ca cyane cya cyangwa cyari cyatumye cyo cyose
        gahunda gihe gikorwa gufata gukora gukomeza gukoresha gufasha guhera guhita gukurikirana gusa gushaka gushyira gusaba gutanga gute guteza gutyo gushobora
        ha haba habaye hafi hagaragaye hagati hakaba haje hakurikijwe hamwe hano handi hanze hari harimo hashize haracyari hatangajwe hanyuma hejuru hasi hose hirya ho hakiri
        igice ijana ikigo ikipe itangazo itsinda irushanwa uyu ubwo ubu ubuyobozi ubuzima ubushinjacyaha ubwicanyi ubutabera uburyo uko ukwezi umubare umuntu umugabo umugore umukino umukobwa umusore umwana umwaka umwe undi
        uretse uruhare urubanza urwego uru ururimi usibye uwo uwa uwari uyobora umuryango umuyobozi umunsi umujyi
        ka kandi kabiri kane kera ku kubera kubona kuba kugeza kugira kugirango kuko kuri kurusha kuva kuvuga kw kwa kwe kwo kuwa kimwe kino kiri ko kuriya kubwo
        ly mbere mbese mu muri munsi muntu murwego mukuru n na nabwo nawe ndetse neza nka nkuko ngo ngombwa ni nibwo niba nimugoroba nta ntabwo ntacyo ntawe nubwo nuko nyuma ntibari
        ry rya ryo ryari rwa rwo rw rusange rimwe rino ruri sibyo se si
        t ta tariki twa two twese tu tugomba turi ubwa w wa wabo wari we wese wo y ya yabo yabaye yagize yagaragaje yagarutse yakomeje yanditse yari yashimiye yasabye yatangaje yatangarije yavuze yavuzeko yavugaga yongeyeho yo
        yose yabwiye yakoze yasobanuye yemeje yibukije yitabye za ze zabo zari zimwe zo zose z
        nyuma perezida minisitiri polisi impunzi ikipe umukinnyi abakinnyi umutoza umuvugizi umudepite umusenateri guverineri umuhanzi abahanzi indirimbo imikino umupolisi umusirikare
        nk k kwabo kandi aya ayo amafaranga amasezerano amashuri amasomo amatora abapolisi abaganga abarwayi abarimu abahinzi abacuruzi inkiko inkunga inkambi indwara icyorezo
        yagiye yaje yageze yahise yari yatsinze yatangiye yavukiye yafashwe yafunzwe yishwe yapfuye yinjiye bishwe barishwe bafashwe batangiye bagaragaje basabwe bavuye zavuye zageze
        zirenga irenga arenga bakekwaho ukekwaho witwa bitwa izwi uzwi kwitwa akavuga bakavuga rivuga bivuga kivuga ivuga uvuga
        hafashwe hatangijwe hakozwe habonetse haravugwa hagiye hashyizweho hakenewe bikaba byari bikorwa biteganyijwe byitezwe byagaragaye bitewe bijyanye
        umukozi umugabo umugore umwana umusaza umukecuru umwarimu umuntu umurambo ibitero igitero imirwano imvura imodoka inzu amazi ubutaka ibiribwa
        canke co vya vyo ivyo ivyabaye kandi rero mugihe kuri hama vyose cane uwundi ico muvy ngira yari iryo bamwe mur ubwoko hakaba
        """
    ),
    months=words(
        """
        mutarama gashyantare werurwe mata gicurasi kamena nyakanga kanama nzeri nzeli ukwakira ugushyingo ukuboza
        nzero ruhuhuma ntwarante ndamukiza rusama ruheshi mukakaro myandagaro nyandagaro gitugutu munyonyo kigarama
        """
    ),
    weekdays=words("kuwambere kuwakabiri kuwagatatu kuwakane kuwagatanu kuwagatandatu kucyumweru"),
    digits=("zeru", "rimwe", "kabiri", "gatatu", "kane", "gatanu", "gatandatu", "karindwi", "umunani", "icyenda"),
    counts=words(
        """
        imwe ebyiri eshatu enye eshanu esheshatu indwi icumi makumyabiri mirongo umwe babiri batatu bane batanu batandatu ijana
        igihumbi mbere kabiri gatatu kane gatanu gatandatu karindwi munani cyenda abiri atatu ane atanu
        """
    ),
    units=words("imyaka umwaka amezi ukwezi icyumweru ibyumweru iminsi umunsi amasaha isaha iminota umunota"),
    honorifics=words(
        """
        bwana madamu nyakubahwa mwarimu dogiteri muganga perezida minisitiri guverineri meya musenyeri padiri pasiteri sheikh
        depite senateri jenerali colonel koloneli kapiteni lt maj gen col dr ambasaderi umwami nyagasani
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
        akarere umurenge akagari umudugudu intara umujyi igihugu umusozi umugezi ikiyaga ishyaka ikigo ishuri kaminuza ibitaro
        umuryango komini mujyi karere murenge kagari mudugudu ntara gihugu urukiko gereza ikipe banki leta repubulika
        """
    ),
    links=words("ka wa ya y'u y' cya rya rwa k'u ba b'u"),
    calendar=words("tariki itariki taliki ku-itariki umwaka mwaka ukwezi kwezi kuwa ku-wa umunsi"),
    small_places=words(
        """
        rwanda kongo uburundi burundi uganda tanzaniya kenya ubufaransa ububiligi amerika afurika ubushinwa uburusiya ubudage
        ubwongereza sudani etiyopiya misiri kigali bujumbura gitega
        """
    ),
    demonyms=words(
        """
        umunyarwanda abanyarwanda umurundi abarundi umunyekongo abanyekongo umugande abagande umufaransa abafaransa umubiligi
        ababiligi umunyamerika abanyamerika umushinwa abashinwa umuhutu abahutu umututsi abatutsi umutwa abatwa abayisilamu
        umuyisilamu umukirisitu abakirisitu abanyamulenge umunyamulenge umugatolika
        """
    ),
)  # fmt: skip
