from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, words

SWAHILI = Lexicon(
    code="sw",
    ordinary=words(
        """
        aidha alikuwa ambao ambapo ambaye ambayo ambazo au baada baadaye baadhi bado bali basi bila cha
        chake chao chini cho hadi haikuwa hajui hakuna halafu hao hapa hapana hapo hasa hata hatuna
        hawakuwa haya hayo hii hili hilo hivi hivyo hiyo hizi hizo huko huku huo huu huwa huyo huyu ila
        ili ilikuwa ingawa ipo je juu kabisa kabla kadhaa kama kamwe karibu kati katika kila kitu ko
        kuhusu kuja kuna kusema kutoka kutokana kuwa kwa kwake kwamba kwani kwao kwenda kwenye kwetu la
        labda lake lakini lao lile lo mbele mimi mno mpaka muda mwake mwenye mwisho na nao naye ndani ndio
        ndiyo ni ninyi nje nyingi nyuma pa pale pamoja pande pili po pote sababu sasa si sio sisi tayari
        toka tu ule vile vya vyake wa wakati wake walikuwa walio waliokuwa wao wapi watu wengi wengine
        wenye wetu wewe wote ya yake yako yangu yao yetu yeye yote za zake zao zote
        """
    ),
    months=words(
        """
        januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
        """
    ),
    weekdays=words("jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili"),
    digits=("sifuri", "moja", "mbili", "tatu", "nne", "tano", "sita", "saba", "nane", "tisa"),
    counts=words("wawili watatu wanne watano mitatu minne mitano kumi ishirini thelathini"),
    units=words("mwaka miaka mwezi miezi wiki siku saa masaa dakika"),
    honorifics=words("bw bwana bi bibi mzee mheshimiwa mhe mwalimu ustadh sheikh shehe nabii dkt askofu"),
    kin=words("mama baba kaka dada mtoto mwana binti mjomba shangazi binamu mke mume rafiki ndugu"),
    labels=words("namba nambari kesi pasipoti kitambulisho leseni akaunti usajili"),
    regions=("KE", "TZ", "UG", "CD", "RW", "BI"),
)
