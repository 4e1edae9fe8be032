"""Wolof, as schools write it, and as it is typed with fewer marks."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

WOLOF = Lexicon(
    code="wo",
    ordinary=spelt(
        """
        a aada ab addina àddina àdduna ag ak aki al am ame amee amul amuñu an añ ana and ànd as askanu at ay ba
        baa baal baayu bàkk balaa bañ bañuy barab bare bari barki bàyyee bàyyi bëccëg bees bëgg bëggoon bëggul
        benn bépp bëri bés bésu bi bii biir bile bindu bir bis bisu bokk boo booba boobu boole boolem boor bopp
        boppam bu bukki bul bula bumu buñ buy ca caa ci cim cosaan daa daal daan daanaka daara dafa dañ dañoo
        dañu danuy dañuy dara daw dawal dee def defar defe defee deff defoon dégg dëgg dégge dëkk dëkku dellu
        dellusi dem démb demee demoon di dige digg diggante dina dinaa dinañu dingeen doo doole dooley doomu
        doon doonte doy doyul du dugg dul duñu ëllëg ëpp fa fan fanaan fas fasoon fay fekk fépp fi fii foo foofu
        fu fukki fuñ ga gaa gàddu gan gannaaw gëm gën gëna genn génn gépp gi gii ginaaw ginnaaw gis gisul góor
        gor gu guddi guñ gune guro guy ja jaar jaay jàmm jamono jàng jangal jàngalekat jàngkat jàpp jàppale jeex
        jeexal jëf jëfandikoo jëkk jël jëm jëmale ji jig jigéen jii jikko jooju jot jox joxe ju jub jubluwaay
        juddu juñu jur juroom juróom juróomi ka kaay kan kañ kat keneen kenn képp keroog ki kii koo kooku ku kuñ
        kuy la laaj laata làkk lan lay léegi leen leeneen leer lëkkaloo lenn lépp li liggéey lii lijjanti liñu
        liñuy loo lool looloo loolu looy loxo lu luñu luñuy luy ma maanaam mag màgg mata may mbaa mbir mbiram
        mboolem mbootaay mel melni mën mënoon mënul mi mii moo moom mooy mooytu moy mu mujj mujjee muñ muñuy muy
        na naa ñaar ñaareel ñaari ñaata ñaawal nag naka ñakk ñàkk nan nangu nanguul nañu nañuy ndaje ndaw ndax
        ndaxam ndaxte ndeem ndigal ndimbal ndogal ndoxum ne nee neen ñeent nekk nekkul ñeneen ñenn ñépp ñett
        nettali ñetti ñëw nga ngaa ngay ngeen ngi ngir nguur nguuru ni ñi nii ñii nit nitt njàng njàngale njariñ
        njëkk njiit njiit-réew njiitu njort ñoo ñoom noonu ñooñu noppi nu ñu ñun nuñu ñuul nuy ñuy paase pare
        péncoo pexe rafet ràññe raxas réew réewam réewum rekk ren réy sa saa saaxum sàmm sàndarm sant sañul sax
        seen seet set sétt si sii soldaar soo sos soxla soxlawul su suba sukkandikoo suñ sunu suñu suuf suur
        tabax tàggoo takk-der tàkk-der tàmbalee tàmbali tax taxaw taxul tay te teel teew teg tekki tënk tey ti
        tilim tokk tol tollu topp tubaab-yi tur turam tuuti ub ubbi waa waa-dëkk waajal waajur waaw waay waaye
        wacc wàcc wàll wàllu wane wante war wara waral warul wax waxambaane waxee waxtaan weer wéet wépp wér wi
        woo woon wóor woote wu wuñu wuutu wuy wuyu xaaju xaalis xaar xalaat xale xaleyi xam xamal xarañ xare
        xawma xeet xeeti xel xew xewoon xibaar xibaarul xol ya yaa yaakaar yaayu yàgg yàlla yamale yaram yaxantu
        yeen yeneen yenn yépp yi yii yokk yónni yoon yoonu yoor yooyu yu yuñu yuy
        """
    )
    - words("bari baal mata sant fay ana an gor yalla bes guro jig ren mag sane soo"),
    # As surnames are spelt in Wolof: Bâ, Kâ, Sy, Ly, Lô, Kane, Sène, Ndaw, Dème.
    also_names=words("ba ka si sii li lo loo kan seen ndaw dem soo sax"),
    months=spelt(
        """
        samwiyee samwie fewriyee fewriye mars awril mee suwe sulet sulyet ut utt sàttumbar sattumbaar oktoobar
        oktobar nowàmbar nowembar desàmbar desembar
        """
    ),
    weekdays=spelt("dibéer altine talaata àlarba alxamis alxames àjjuma ajjuma àjuma aseer gaawu gàwwu"),
    digits=(
        *("tus", "benn", "ñaar", "ñett", "ñeent", "juróom"),
        *("juróom-benn", "juróom-ñaar", "juróom-ñett", "juróom-ñeent"),
    ),
    counts=spelt(
        """
        benn fukk fukki ñaar-fukk ñaarfukk fanweer téeméer junni juroom ñaari ñatti ñeenti juroomi ñaareel
        ñetteel
        """
    ),
    units=spelt("at weer ayubés ayibés fan waxtu simili minit"),
    honorifics=spelt(
        """
        soxna sëriñ sériñ seriñ sëñ góorgi aji alaaji elimaan imaam wéliyu njiit ndey-ji doktoor profesër minis
        """
    ),
    kin=spelt("yaay baay ndey nijaay bàjjan jëkkër jabar xarit"),
    labels=spelt("nimero limat kàrt dosiye paspoor telefon"),
    regions=("SN", "GM", "MR"),
    jobs=spelt(
        """
        taskatukibaraan taskatu-xibaar jàngalekat àttekat doktoor fajkat tàkk-der takk-der soldaar dawalkat
        beykat jaaykat nappkat ndawal jawriñ meer depite
        """
    ),
    before_places=spelt(
        """
        dëkku réewum diiwaanu diiwaanub gox goxu àll géej dexu kuréelu kurélu mbootaayu daara-ju jumaa tund këru
        """
    ),
    links=spelt("bu bi gu gi mu mi ak u"),
    calendar=spelt("weeru weer atum at bésu bésub bis bisub fan fani ayubés diggu"),
    small_places=spelt(
        """
        senegaal ndakaaru tugal farãs frãs faraas amerig afrig gàmbi kaasamaas ndar luga cees tuubaa kawlax mali
        gine maroog
        """
    ),
    demonyms=spelt("wolof pulaar séeréer seereer joola tubaab naar fulbe jullit kercen senegalees"),
)  # fmt: skip
