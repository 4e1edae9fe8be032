"""Wolof, as schools write it, and as it is typed with fewer marks."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

WOLOF = Lexicon(
    code="wo",
    ordinary=spelt(
        """
        a aada ab addina àddina àdduna ag ak aki al am ame amee ame amul amuñu an ana and ànd añ as at ay ba baa baal bàyyi balaa bañ bañuy bare bari barab bees bàkk
        benn bi bii bile bindu bir biir bis bisu bés bésu bokk boo boobu boole boolem boor boppam bopp bu bukki buñ bul bula bumu buy bàyyee bëgg bëggoon bëggul bëri
        caa ca ci cim cosaan daa daal daan daanaka daara dafa dañ dañu danuy dara dañuy dañoo daw dawal dee defe deff def defar defee defoon dégg dégge demee dem demoon dëgg dëkk dellu dellusi di dinañu dina
        dige diggante digg dinaa dingeen doo dooley doole doon doonte doy doyul du dugg dul duñu ëllëg ëpp fa fan fanaan fas fasoon fay fekk fépp fi fii fu foofu foo fukki fuñ
        ga gaa gan gannaaw gàddu gën gëna gëm genn génn gi gii gis gisul góor góor-gi gor gu guddi gune guñ guy guro gépp gan-gi ginaaw ginnaaw ginnaaw
        ja jaay jàmm jàng jangal jaar jàpp jàppale jamono jëf jël jëm jëmale jëkk jël jeex jeexal ji jii jig jigéen jikko jot jooju joxe jox ju jub juddu jubluwaay juroom juróom jur juñu jëfandikoo
        ka kaay kat képp kenn keneen ki kii kooku koo ku kuñ kuy kañ keroog kër-gi
        la làkk laata lay laaj leen leer léegi lëkkaloo lépp li lii lijjanti liggéey liñu liñuy lool looloo loolu loo looy lu luñu luy luñuy loxo lenn leeneen
        ma maanaam màgg mag mata may mbaa mbir mbiram mboolem mbootaay melni mel mënul mën mënoon mi mii moo moom mooy mooytu moy mu mujj mujjee muñ muy mën-na mbir-mi muñuy
        na naa nañu nag nan nangu nañuy naka nanguul nuy ndax ndaxam ndaxte ndaje ndeem ndimbal ndigal ndogal ndoxum ne neen nee nekk nekkul nettali ni nii nit nitt ñu ñun ngir nguur ngeen njàng njàngale njariñ njëkk njiit noppi noonu nu nuñu
        ñaar ñaareel ñaata ñakk ñépp ñett ñeent ñëw ñi ñii ñoo ñoom ñooñu ñuy ñuul ñenn ñeneen ñaawal ñàkk
        ngaa nga ngi ngay nga-la njort
        paase pare péncoo pexe rafet ràññe raxas réew réewam rekk ren réy
        sa sañul saa saaxum sax sàmm sant seen seet set sétt si sii su soo soxla soxlawul sos suba sukkandikoo suñu sunu suñ suuf suur xeet xol tay tabax tàmbali tàmbalee tàggoo tax taxaw taxul te teg teel tey tekki tënk teew ti tilim tol tollu topp tokk tuuti tubaab-yi turam tur yaa ub ubbi
        waa waaw waaye waay waajal waajur wacc wàcc wàll wàllu wane wante war warul waral wara wax waxee waxtaan wéet weer wér wi woon woote woo wu wuñu wuutu wuy wuyu wóor
        xaaju xaalis xam xamal xaar xalaat xare xarañ xawma xel xew xewoon xibaar xibaarul xeeti
        njiitu njiit-réew takk-der tàkk-der soldaar sàndarm réewum dëkku jàngalekat jàngkat xale xaleyi ndaw góor jigéen waxambaane doomu baayu yaayu waa-dëkk askanu nguuru
        booba boobu démb tey suba ëllëg barki guddi bëccëg balaa laata ginaaw ñetti ñaari juróomi yenn yeneen bépp wépp gépp lan fan kan kañ naka ndax ndaxte li-ko-waral
        ya yaakaar yàgg yàlla yamale yaxantu yeen yeneen yenn yépp yépp yi yii yaram yokk yoon yooyu yoonu yoor yónni yu yuñu yuy
        """
    )
    - words("bari baal mata sant fay ana an gor yalla bes guro jig ren mag sane soo"),
    # As surnames are spelt in Wolof: Bâ, Kâ, Sy, Ly, Lô, Kane, Sène, Ndaw, Dème.
    also_names=words("ba ka si sii li lo loo kan seen ndaw dem soo sax"),
    months=spelt("samwiyee samwie fewriyee fewriye mars awril mee suwe sulet sulyet ut utt sàttumbar sattumbaar oktoobar oktobar nowàmbar nowembar desàmbar desembar"),
    weekdays=spelt("dibéer altine talaata àlarba alxamis alxames àjjuma ajjuma àjuma aseer gaawu gàwwu"),
    digits=("tus", "benn", "ñaar", "ñett", "ñeent", "juróom", "juróom-benn", "juróom-ñaar", "juróom-ñett", "juróom-ñeent"),
    counts=spelt("benn fukk fukki ñaar-fukk ñaarfukk fanweer téeméer junni juroom ñaari ñatti ñeenti juroomi ñaareel ñetteel"),
    units=spelt("at weer ayubés ayibés fan waxtu simili minit"),
    honorifics=spelt("soxna sëriñ sériñ seriñ sëñ góorgi aji alaaji elimaan imaam wéliyu njiit usmaan-góor ndey-ji doktoor profesër minis"),
    kin=spelt("yaay baay ndey nijaay bàjjan jëkkër jabar xarit"),
    labels=spelt("nimero limat kàrt dosiye paspoor telefon"),
    regions=("SN", "GM", "MR"),
    jobs=spelt("taskatukibaraan taskatu-xibaar jàngalekat àttekat doktoor fajkat tàkk-der takk-der soldaar dawalkat beykat jaaykat nappkat ndawal jawriñ meer depite"),
    before_places=spelt("dëkku réewum diiwaanu diiwaanub gox goxu àll géej dexu kuréelu kurélu mbootaayu daara-ju jumaa tund këru"),
    links=spelt("bu bi gu gi mu mi ak u"),
    calendar=spelt("weeru weer atum at bésu bésub bis bisub fan fani ayubés diggu"),
    small_places=spelt("senegaal ndakaaru tugal farãs frãs faraas amerig afrig gàmbi kaasamaas ndar luga cees tuubaa kawlax mali gine maroog"),
    demonyms=spelt("wolof pulaar séeréer seereer joola tubaab naar fulbe jullit kercen senegalees"),
)  # fmt: skip
