"""Swahili of Kenya, Tanzania and Congo."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

SWAHILI = Lexicon(
    code="sw",
    ordinary=words(
        """
        aidha akiwa akisema akizungumza akitoa alikuwa aliongeza alisema alipokuwa alidai alieleza alikwenda alifika aliyekuwa ambao ambako ambapo ambaye ambayo ambazo
        ambacho ambalo ambavyo ama anasema anayedaiwa ana asubuhi au awali baada baadaye baadhi bado bali barabara basi bila bora cha chake chama chanzo
        chao chini cho chombo dhidi dunia elfu fedha ghafla habari hadi hali hadharani haikuwa haiko hajui hakuna hakika hakuwa halafu hali hao hapa
        hapana hapo hasa hasara hata hatari hatimaye hatua hatuna hawa hawakuwa haya hayo hayakuwa hii hiki hicho hili hilo hivi hivyo hiyo hizi hizo hospitali hotuba huenda huko huku
        hukumu huo huu huwa huyo huyu idadi idara ikiwa ikiwemo ila ili ilikuwa ilipofika imekuwa imeelezwa ina inadaiwa inaelezwa ingawa ipo isipokuwa iwapo jambo jana
        jeshi je jinsi jioni juu juzi kabisa kabla kadhaa kadhalika kama kamati kampuni kamwe kando kanisa karibu katika kati kauli kawaida kazi kero kesi kifo kijiji kikosi kila kilichotokea
        kikundi kitendo kitu kiwango ko kote kubwa kufuatia kuhusu kuja kujiuliza kulikuwa kulingana kumbe kuna kundi kupitia kusema kutoa kutoka kutokana
        kuwa kuwepo kwa kwamba kwani kwanza kwao kwake kwenda kwenye kweli kwetu la labda lake lakini lao leo lengo licha lile lilikuwa lini lo maandamano madai
        mahakama mahali maisha maji mambo mamia maelfu magari makundi mapema mapigano mara masuala mashambulizi matokeo mauaji mazungumzo mbali mbalimbali mbele mchana mengi mgogoro mimi miongoni misaada mkoa mkutano mkuu
        moja mno mpaka mpango mpya msemaji mtu muda muhimu mwake mwenye mwishoni mwisho mwingine mzozo na naam naamini nafasi nao naye nchi nchini ndani ndio ndipo
        ndiyo ndiye ndugu ni nini ninyi nje njia nyingi nyingine nyuma nyumba nusu nguvu nasi nawe ngono ningependa
        pa pale pamoja pande pia pili po polisi pote punde raia rais ripoti saa sababu safari sasa sehemu serikali sheria shirika shughuli shule si siasa sio
        sisi suala swali taarifa tangu taratibu tatizo tayari tena tofauti toka tu tulikuwa tume tunaomba tunataka tukio tuna uamuzi uchaguzi uchumi uchunguzi udongo
        uhalifu ukatili ukweli ule ulinzi umoja upande usalama usiku utafiti uwezo vile vijana vikosi vita vya vyake vyama vyombo vyote wa wakati wakazi wake walikuwa walio waliokuwa walisema wale walimu
        wamekuwa wana wananchi wanasema wanawake wanaume waandamanaji waandishi wao wapi wapiganaji waasi wakimbizi watoto watu wengi wengine wenye wetu wewe wizara wote ya yake yako yangu yao yetu yeye yote yupo za
        watatu wakati waziri gavana mbunge makamu mkurugenzi mkurugenzi-mkuu mwenyekiti msemaji katibu maafisa afisa mamlaka bunge upinzani kiongozi viongozi
        timu mchezo mchezaji wachezaji kocha ligi kombe mabao mechi klabu mashabiki shirikisho
        mtoto mwanamke mwanamume wanafunzi mwanafunzi familia nyumba kazi mazingira chakula dawa ugonjwa virusi chanjo
        alizaliwa aliuawa waliuawa walikamatwa aliwaambia amesema wamesema walidai aliomba tutaendelea tunahitaji tulisikia tuliona walikuja walifika wakasema waliingia
        kwanini vipi nani mwingine wengineo haijulikani hajasema haitakuwa hatutarudi hatujui sijui nilikuwa niliona nilisikia naomba tafadhali
        alitoa aliyasema hayo alifariki walifariki ilianza ilitokea yalitokea mvua mafuriko mradi miradi ujenzi biashara bei soko sokoni
        zaidi zake zao zipo zote zoezi
        """
    )
    - words("saidi zaidi tena jana asubuhi hawa ana usiku vita ngono naam hakika kweli bora safari pili ukweli uamuzi"),
    months=words(
        """
        januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba januar februar septemba
        """
    ),
    weekdays=words("jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili"),
    digits=("sifuri", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa"),
    counts=words(
        """
        wawili watatu wanne watano mitatu minne mitano miwili kumi ishirini thelathini arobaini hamsini sitini mia kwanza pili
        kadhaa wanane saba mbili mawili matatu manne matano viwili vitatu
        """
    ),
    units=words("mwaka miaka mwezi miezi wiki siku saa masaa dakika"),
    honorifics=words(
        """
        bw bwana bi bibi mzee mheshimiwa mhe mwalimu ustadh sheikh shehe nabii dkt askofu rais waziri gavana mbunge
        profesa prof daktari jenerali kanali meja kapteni mchungaji padri mufti balozi spika jaji kadhi mwinyi malkia mfalme
        """
    ),
    kin=words(
        """
        mama baba kaka dada mwana binti mjomba shangazi binamu mke mume rafiki ndugu babu bibi nyanya mpwa shemeji
        mkwe jirani mjukuu
        """
    ),
    labels=words("namba nambari kesi pasipoti kitambulisho leseni akaunti usajili simu jalada"),
    counts_behind=True,
    regions=("KE", "TZ", "UG", "CD", "RW", "BI"),
    jobs=words(
        """
        mwalimu daktari muuguzi mkunga mwandishi mwanahabari mwanajeshi dereva mkulima mfanyabiashara fundi wakili
        hakimu mwanasheria mchungaji imamu padri diwani chifu mwanaharakati mwanafunzi mfugaji mvuvi mfamasia
        """
    ),
    before_places=words(
        """
        mkoa mikoa wilaya jimbo majimbo kata tarafa mtaa mji miji jiji kijiji vijiji kitongoji kisiwa visiwa ziwa mto mlima bonde
        kaunti nchi jamhuri bara bahari pwani ghuba kambi hospitali shule chuo kanisa msikiti soko uwanja barabara daraja
        wizara chama benki mahakama taasisi shirika
        """
    ),
    links=words("wa ya la cha za kuu"),
    calendar=words("tarehe mwezi mwaka siku"),
    small_places=words(
        """
        kenya tanzania uganda rwanda burundi kongo somalia ethiopia sudan misri libya nigeria afrika marekani uingereza ufaransa
        ujerumani urusi china uchina india israeli palestina uturuki ulaya asia zanzibar nairobi mombasa kisumu eldoret nakuru
        dodoma arusha mwanza goma bukavu kinshasa kampala kigali bujumbura juba mogadishu ubelgiji italia hispania ureno japani brazili
        """
    ),
    demonyms=words(
        """
        mkenya wakenya mtanzania watanzania mganda waganda mnyarwanda wanyarwanda mrundi warundi mkongo wakongo msomali wasomali
        mhabeshi wahabeshi msudani wasudani mwarabu waarabu mzungu wazungu mhindi wahindi mmarekani wamarekani mwingereza waingereza
        mfaransa wafaransa mchina wachina mjerumani wajerumani mrusi warusi mkikuyu wakikuyu mjaluo wajaluo mluhya waluhya
        mkalenjin wakalenjin mmasai wamasai mhutu wahutu mtutsi watutsi mbanyamulenge wabanyamulenge mwislamu waislamu muislamu
        mkristo wakristo mnubi wanubi mmeru wameru mkamba wakamba
        """
    ),
    singles=words("pekee mkubwa mdogo kwanza"),
    currencies=words("shilingi sh ksh tsh ush dola faranga"),
    measures=words("kilomita kilo ekari hekta lita mita tani ng'ombe mbuzi"),
)  # fmt: skip
