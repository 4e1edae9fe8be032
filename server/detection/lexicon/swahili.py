"""Swahili of Kenya, Tanzania and Congo."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

SWAHILI = Lexicon(
    code="sw",
    ordinary=words(
        """
        afisa aidha akisema akitoa akiwa akizungumza alidai alieleza alifariki alifika alikuwa alikwenda aliomba
        aliongeza alipokuwa alisema alitoa aliuawa aliwaambia aliyasema aliyekuwa alizaliwa ama ambacho ambako
        ambalo ambao ambapo ambavyo ambaye ambayo ambazo amesema ana anasema anayedaiwa asubuhi au awali baada
        baadaye baadhi bado bali barabara basi bei biashara bila bora bunge cha chake chakula chama chanjo
        chanzo chao chini cho chombo dawa dhidi dunia elfu familia fedha gavana ghafla habari hadharani hadi
        haijulikani haiko haikuwa haitakuwa hajasema hajui hakika hakuna hakuwa halafu hali hao hapa hapana hapo
        hasa hasara hata hatari hatimaye hatua hatujui hatuna hatutarudi hawa hawakuwa haya hayakuwa hayo hicho
        hii hiki hili hilo hivi hivyo hiyo hizi hizo hospitali hotuba huenda huko huku hukumu huo huu huwa huyo
        huyu idadi idara ikiwa ikiwemo ila ili ilianza ilikuwa ilipofika ilitokea imeelezwa imekuwa ina inadaiwa
        inaelezwa ingawa ipo isipokuwa iwapo jambo jana je jeshi jinsi jioni juu juzi kabisa kabla kadhaa
        kadhalika kama kamati kampuni kamwe kando kanisa karibu kati katibu katika kauli kawaida kazi kero kesi
        kifo kijiji kikosi kikundi kila kilichotokea kiongozi kitendo kitu kiwango klabu ko kocha kombe kote
        kubwa kufuatia kuhusu kuja kujiuliza kulikuwa kulingana kumbe kuna kundi kupitia kusema kutoa kutoka
        kutokana kuwa kuwepo kwa kwake kwamba kwani kwanini kwanza kwao kweli kwenda kwenye kwetu la labda lake
        lakini lao lengo leo licha ligi lile lilikuwa lini lo maafisa maandamano mabao madai maelfu mafuriko
        magari mahakama mahali maisha maji makamu makundi mambo mamia mamlaka mapema mapigano mara mashabiki
        mashambulizi masuala matokeo mauaji mazingira mazungumzo mbali mbalimbali mbele mbunge mchana mchezaji
        mchezo mechi mengi mgogoro mimi miongoni miradi misaada mkoa mkurugenzi mkurugenzi-mkuu mkutano mkuu mno
        moja mpaka mpango mpya mradi msemaji mtoto mtu muda muhimu mvua mwake mwanafunzi mwanamke mwanamume
        mwenye mwenyekiti mwingine mwisho mwishoni mzozo na naam naamini nafasi nani nao naomba nasi nawe naye
        nchi nchini ndani ndio ndipo ndiye ndiyo ndugu ngono nguvu ni nilikuwa niliona nilisikia ningependa nini
        ninyi nje njia nusu nyingi nyingine nyuma nyumba pa pale pamoja pande pia pili po polisi pote punde raia
        rais ripoti saa sababu safari sasa sehemu serikali sheria shirika shirikisho shughuli shule si siasa
        sijui sio sisi soko sokoni suala swali taarifa tafadhali tangu taratibu tatizo tayari tena timu tofauti
        toka tu tukio tulikuwa tuliona tulisikia tume tuna tunahitaji tunaomba tunataka tutaendelea uamuzi
        uchaguzi uchumi uchunguzi udongo ugonjwa uhalifu ujenzi ukatili ukweli ule ulinzi umoja upande upinzani
        usalama usiku utafiti uwezo vijana vikosi vile viongozi vipi virusi vita vya vyake vyama vyombo vyote wa
        waandamanaji waandishi waasi wachezaji wakasema wakati wakazi wake wakimbizi wale walidai walifariki
        walifika waliingia walikamatwa walikuja walikuwa walimu walio waliokuwa walisema waliuawa wamekuwa
        wamesema wana wanafunzi wananchi wanasema wanaume wanawake wao wapi wapiganaji watatu watoto watu waziri
        wengi wengine wengineo wenye wetu wewe wizara wote ya yake yako yalitokea yangu yao yetu yeye yote yupo
        za zaidi zake zao zipo zoezi zote
        """
    )
    - words(
        """
        saidi zaidi tena jana asubuhi hawa ana usiku vita ngono naam hakika kweli bora safari pili ukweli uamuzi
        """
    ),
    months=words(
        """
        januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba januar februar
        """
    ),
    weekdays=words("jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili"),
    digits=("sifuri", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa"),
    counts=words(
        """
        wawili watatu wanne watano mitatu minne mitano miwili kumi ishirini thelathini arobaini hamsini sitini
        mia kwanza pili kadhaa wanane saba mbili mawili matatu manne matano viwili vitatu
        """
    ),
    units=words("mwaka miaka mwezi miezi wiki siku saa masaa dakika"),
    honorifics=words(
        """
        bw bwana bi bibi mzee mheshimiwa mhe mwalimu ustadh sheikh shehe nabii dkt askofu rais waziri gavana
        mbunge profesa prof daktari jenerali kanali meja kapteni mchungaji padri mufti balozi spika jaji kadhi
        mwinyi malkia mfalme
        """
    ),
    kin=words(
        """
        mama baba kaka dada mwana binti mjomba shangazi binamu mke mume rafiki ndugu babu bibi nyanya mpwa
        shemeji mkwe jirani mjukuu
        """
    ),
    labels=words("namba nambari kesi pasipoti kitambulisho leseni akaunti usajili simu jalada"),
    counts_behind=True,
    regions=("KE", "TZ", "UG", "CD", "RW", "BI"),
    jobs=words(
        """
        mwalimu daktari muuguzi mkunga mwandishi mwanahabari mwanajeshi dereva mkulima mfanyabiashara fundi
        wakili hakimu mwanasheria mchungaji imamu padri diwani chifu mwanaharakati mwanafunzi mfugaji mvuvi
        mfamasia
        """
    ),
    before_places=words(
        """
        mkoa mikoa wilaya jimbo majimbo kata tarafa mtaa mji miji jiji kijiji vijiji kitongoji kisiwa visiwa
        ziwa mto mlima bonde kaunti nchi jamhuri bara bahari pwani ghuba kambi hospitali shule chuo kanisa
        msikiti soko uwanja barabara daraja wizara chama benki mahakama taasisi shirika
        """
    ),
    of=words("wa ya la cha za kuu"),
    links=words("wa ya la cha za kuu"),
    owned_kin=words("mtoto watoto mwana wana kijana familia"),
    owners=words("yangu yako yake yetu yenu yao wangu wako wake wetu wenu wao zangu zake zetu zao"),
    livings=words(
        """
        anauza anayeuza wanauza aliuza anaendesha anayeendesha anafundisha anayefundisha anasimamia anayesimamia
        anaongoza anayeongoza analima anayelima anavua anayevua anashona anayeshona anapika anayepika anatengeneza
        anayetengeneza anafuga anayefuga anafanyakazi
        """
    ),
    body=words("jicho macho mguu miguu mkono mikono sikio masikio jino meno uso kidole vidole pua shingo"),
    marks=words("kushoto kulia mmoja moja aliyepoteza alipoteza aliyekatwa alikatwa bandia dhahabu"),
    conditions=words(
        """
        kipofu vipofu kiziwi viziwi bubu mabubu kilema vilema mlemavu walemavu mjamzito wajawazito mimba ujauzito
        ukimwi kisukari kifafa kovu makovu albino ulemavu jeraha majeraha kiwete chongo malaria saratani pumu
        """
    ),
    singles=words("pekee"),
    clock=words("saa"),
    parts_of_day=words("asubuhi alfajiri mchana jioni usiku adhuhuri"),
    roughly=words("karibu kama takriban kiasi hivi"),
    calendar=words("tarehe mwezi mwaka siku"),
    small_places=words(
        """
        kenya tanzania uganda rwanda burundi kongo somalia ethiopia sudan misri libya nigeria afrika marekani
        uingereza ufaransa ujerumani urusi china uchina india israeli palestina uturuki ulaya asia zanzibar
        nairobi mombasa kisumu eldoret nakuru dodoma arusha mwanza goma bukavu kinshasa kampala kigali bujumbura
        juba mogadishu ubelgiji italia hispania ureno japani brazili
        """
    ),
    demonyms=words(
        """
        mkenya wakenya mtanzania watanzania mganda waganda mnyarwanda wanyarwanda mrundi warundi mkongo wakongo
        msomali wasomali mhabeshi wahabeshi msudani wasudani mwarabu waarabu mzungu wazungu mhindi wahindi
        mmarekani wamarekani mwingereza waingereza mfaransa wafaransa mchina wachina mjerumani wajerumani mrusi
        warusi mkikuyu wakikuyu mjaluo wajaluo mluhya waluhya mkalenjin wakalenjin mmasai wamasai mhutu wahutu
        mtutsi watutsi mbanyamulenge wabanyamulenge mwislamu waislamu muislamu mkristo wakristo mnubi wanubi
        mmeru wameru mkamba wakamba
        """
    ),
    currencies=words("shilingi sh ksh tsh ush dola faranga"),
    measures=words("kilomita kilo ekari hekta lita mita tani ng'ombe mbuzi"),
)  # fmt: skip
