# The reporter's page in Kiswahili, as it is written in East Africa. No native speaker has checked it: `checked` below
# says so on the page.
#
# For translators. What each message is for stands in en.ftl too. Short sentences, everyday words, no official language.
# What is uncertain stays uncertain: never promise more than the English does. Kiswahili has no list of words: this page
# shows digits and understands only digits, so where the English says "words", these texts mostly say "tarakimu".
#
# One word for one thing:
#   report            ripoti
#   sealed, to seal   imefungwa (kwa funguo), kufunga; never "muhuri", which is an official stamp
#   sealed apart      imefungwa kando
#   keepers of keys   watunza funguo
#   curator           msomaji maalum (a reader who was given this work)
#   desk              kompyuta ya msomaji (the only machine where a report can be read)
#   task force        timu ya kazi; not "kikosi", which sounds like police or army
#   consortium        muungano (wa mashirika)
#   organisation      shirika
#   summary           muhtasari, mihtasari
#   words, digits     maneno, tarakimu
#   card              kadi
#   take back         kuondoa (as one withdraws a complaint); a file is taken out of a list: kutoa
#   destroy           kuteketeza
#   may, allow        kuruhusiwa, kuruhusu; "kuweza" only for what is possible
#   allow less, more  kupunguza, kuongeza unachoruhusu; never "kidogo zaidi", which can mean "a little more"
#   answer            jibu
#   warning           tahadhari; early warning: tahadhari ya mapema
#   urgent way        njia ya dharura
#   untouched file    faili isiyobadilishwa
#   drawn anew        kuchorwa upya
#   proof             ushahidi
#   tick              weka alama
# english = 04f9a2f0

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = Ukurasa
language-name = Kiswahili
checked = no
unchecked = Maneno ya ukurasa huu bado hayajakaguliwa na mtu ambaye Kiswahili ni lugha yake ya kwanza. Kama sentensi haieleweki, usiitegemee: tazama ukurasa huu katika lugha nyingine.

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = Ondoka sasa
exit-hint = Unaweza pia kubonyeza kitufe cha Escape mara mbili. Hapo ulichoandika kinapotea.
skip = Nenda kwenye maandishi
step = Hatua ya { $step } kati ya { $all }
back = Rudi
next = Endelea
# The same button where the person has filled in nothing, and may.
next-without = Endelea bila kujaza
choose = Tafadhali chagua
understood = Nimeelewa
try-again = Jaribu tena
# Heading of the list of what has to be mended before going on.
wrong-title = Kuna kitu kinakosekana au si sahihi
arriving = Ukurasa unaleta orodha ya funguo. Unaweza kuanza.

## The page's own fingerprint

hashes-title = Je, huu ndio ukurasa sahihi?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = Namba hizi ni za ukurasa huu. Mtu unayemwamini anaweza kuzilinganisha akiwa mahali pengine, kwa programu hii: leeward web verify. Zikitofautiana, usiandike hapa.
hashes-script = Programu ya ukurasa huu
hashes-trust = Orodha ya wale ambao ukurasa huu unawaamini
hashes-none = Kivinjari hiki hakiwezi kukokotoa namba hizo hapa.
hashes-log = Daftari la wazi la yanayofanywa hapa. Linaongezeka. Mtu unayemwamini anaweza kulinganisha mistari hii, kwa programu hii: leeward ledger compare.
hashes-no-log = Kwa sasa daftari halionyeshwi.

### Start

languages = Lugha
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = Ulichoandika kitapotea. Bado unataka kubadilisha lugha?
start-title = Ungependa kufanya nini?
start-what = Unachoandika kinafungwa kwenye kifaa hiki. Kinaenda kwa timu ya kazi: watu waliofunzwa wa mashirika kadhaa, wanaojaribu kutoa tahadhari kabla watu hawajashambuliwa.
start-write = Andika ripoti
start-write-hint = Kuhusu jambo uliloliona au ulilolisikia. Huhitaji akaunti wala jina.
start-look = Nina maneno au tarakimu za hapo awali
start-look-hint = Kuona kama kuna aliyejibu, kubadilisha unachoruhusu, au kuondoa ripoti.
stale = Muda wa orodha ya funguo ya ukurasa huu umeisha hivi karibuni. Bado unaweza kutuma. Kama unaweza, mwambie mtu wa shirika.

safe-title = Ili uwe salama zaidi
safe-alone = Uwe peke yako. Kaa mahali ambapo hakuna mtu anayeona skrini.
safe-device = Tumia kifaa chako mwenyewe, si cha mwajiri wako wala cha dukani.
# Tor Browser is the name of a program.
safe-tor = Tumia Tor Browser: inauzuia mtandao kuona kwamba uko hapa. Kama huna, tumia dirisha la faragha. Baadaye lifunge dirisha.

cannot-title = Mambo ambayo ukurasa huu hauwezi kukukinga nayo
cannot-code = Ukurasa huu unatoka kwenye seva. Yeyote anayeidhibiti seva hiyo anaweza kuubadilisha ukurasa. Namba zilizo chini zinasaidia kugundua jambo hilo.
cannot-address = Bila Tor Browser, mtandao unaweza kuona kwamba ulikuwa kwenye ukurasa huu, na saa ngapi. Mtandao hauwezi kusoma ulichoandika.
cannot-device = Mtu akikuchunguza kupitia simu au kompyuta yako, anaweza kuona unachoandika. Baadhi ya kibodi hukumbuka maneno.
cannot-told = Kama ni watu wachache tu wanaojua unachoandika, wengine wanaweza kukisia kwamba kimetoka kwako.

### Writing

write-title = Nini kilitokea?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = Hii inakwenda kama ripoti mpya, kwa tarakimu zile zile. Kama ni jibu, sema hivyo katika maandishi yako.
country = Jambo hilo lilitokea katika nchi gani?
country-hint = Ripoti yako inafungwa kwa ajili ya watu wanaohusika na ripoti za nchi hiyo.
text = Uliona au ulisikia nini?
text-hint = Kwa lugha yoyote. Andika nini kilitokea, wapi, lini, nani alidhurika na nani alifanya hivyo. Andika unachojua tu, na useme umekijuaje. Usiandike majina yanayoweza kumweka mtu hatarini.
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] Alama moja isiyoonekana imetolewa kwenye maandishi yako. Alama kama hizo zinaweza kufanya maandishi yaonekane tofauti na yanavyosema. Tafadhali yasome mara moja tena: yanatumwa kama yalivyo hapa sasa.
   *[other] Alama { $count } zisizoonekana zimetolewa kwenye maandishi yako. Alama kama hizo zinaweza kufanya maandishi yaonekane tofauti na yanavyosema. Tafadhali yasome mara moja tena: yanatumwa kama yalivyo hapa sasa.
}
# How long a very long text is; most is the greatest length.
text-length = Maandishi yako ni marefu: herufi na alama { $count }, na mwisho ni { $most }. Maandishi marefu huchukua muda zaidi kutumwa.
# A box to tick: it cannot wait until tomorrow.
tonight = Usiku huu! Watu wako hatarini sasa
tonight-what = Unaomba njia ya dharura. Hapo tahadhari inaweza kutolewa kwa kutegemea ripoti yako peke yake, bila kusubiri nyingine. Tahadhari hiyo inataja tu eneo kubwa zaidi, na inakwenda kwa watu wachache, wanaojulikana kwa majina. Kwa kuwa imetoka kwa mtu mmoja, inaweza kuwa rahisi zaidi kukisia wewe ni nani.
tonight-today = Kwanza lazima mtu aifungue ripoti yako. Hakuna anayeweza kuahidi kwamba hilo litafanyika kwa wakati. Kwa sasa hakuna tahadhari inayoweza kutolewa kwa kutegemea ripoti moja peke yake; lakini watu wanaosoma ripoti yako wataona kwamba unaiomba.
tonight-help = Kama unaweza kuita msaada kwa njia nyingine, fanya hivyo pia.

## Details that can be left out

more = Maelezo zaidi
more-hint = Unaweza kuyaacha haya yote. Yanasaidia ripoti yako ipangwe mapema zaidi.
not-said = Sisemi
event-type = Lilikuwa jambo la aina gani?
event-type-threats = Vitisho
event-type-hate-speech = Wito wa kuchukia au kuumiza watu
event-type-arrest = Watu walikamatwa au kuzuiliwa
event-type-disappearance = Watu walichukuliwa na hawajulikani walipo
event-type-killing = Watu waliuawa
event-type-injury = Watu waliumizwa au kupigwa
event-type-sexual-violence = Ukatili wa kingono
event-type-displacement = Watu walilazimika kukimbia au walifukuzwa
event-type-destruction = Nyumba, mashamba au vitu vingine viliharibiwa
event-type-roadblock = Barabara ilifungwa
event-type-armed-movement = Watu wenye silaha walikuwa wakisogea au wakikusanyika
event-type-recruitment = Watu walilazimishwa kujiunga na makundi yenye silaha
event-type-aid-denied = Chakula, dawa au misaada ilizuiwa
event-type-other = Jambo jingine
where = Ilikuwa wapi?
where-hint = Kwa mfano kijiji, wilaya, au kilicho karibu.
week = Ilikuwa lini?
week-hint = Kama ilikuwa zamani zaidi, iandike katika maandishi yako.
week-unknown = Sijui, au zamani zaidi
# days: from Monday to Sunday, for example "16 – 22 Novemba".
week-this = Wiki hii ({ $days })
week-last = Wiki iliyopita ({ $days })
harmed = Nani alidhurika?
harmed-hint = Kwa mfano: wakulima, watu wa kundi moja, familia. Usiandike majina.

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = Ni nini kingine ambacho ni kweli huko?
factors-hint = Weka alama kwa uliyoyaona mwenyewe.
factor-1 = Kuna vita, au machafuko makubwa
factor-2 = Uhalifu kama huu uliwahi kutokea hapa, na hakuna aliyeadhibiwa
factor-3 = Polisi, mahakama au maofisa hawafanyi kazi, au hawasaidii
factor-4 = Kuna mtu mwenye sababu ya kutaka watu waumizwe: ardhi, pesa, madaraka, kisasi
factor-5 = Kuna mtu mwenye silaha, pesa au watu wa kufanya hivyo
factor-6 = Hakuna mtu huko anayeweza kuyazuia
factor-7 = Inaonekana kama kuna jambo linaandaliwa: silaha, orodha, wanaume wanakusanywa
factor-8 = Kuna jambo limetokea hivi punde linaloweza kuyaanzisha: uchaguzi, mauaji, sikukuu
factor-9 = Kuna chuki kati ya makundi, au kundi moja linatendewa vibaya
factor-10 = Watu wanasema au wanatenda kana kwamba kundi zima linapaswa kutoweka
factor-11 = Watu wa kawaida wanashambuliwa tena na tena, au katika sehemu nyingi
factor-12 = Inaonekana kuna mpango au amri ya kushambulia watu wa kawaida
factor-13 = Wasioruhusiwa kushambuliwa wanatishiwa: hospitali, shule, wafungwa, mahali pa ibada
factor-14 = Wafanyakazi wa misaada au walinda amani wanatishiwa

### Files

files-title = Picha na faili
files-what = Si lazima utume chochote. Picha inachorwa upya kwenye kifaa chako kabla ya kutumwa: yale ambayo kamera iliyaandika ndani yake, kama vile mahali, saa na aina ya simu, hayaendi nayo.
files-see = Kinachoonekana kwenye picha kinabaki: nyuso, mahali, mabango, madirisha. Itazame mara moja tena. Simu yako inaweza kukumbuka kwa muda ni faili zipi ulizifungua.
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = Kivinjari hiki hakiuruhusu ukurasa kuchora picha upya, kwa hiyo hakuna picha inayoweza kusafishwa hapa. Hakuna picha inayotumwa.
canvas-what-to-do = Katika Tor Browser: chagua picha; kama swali kuhusu data ya picha (image data) litatokea karibu na anwani, ruhusu kwa ukurasa huu kisha uchague picha tena. Hilo linauwezesha ukurasa kujua mambo machache kuhusu kifaa chako. Au tuma maandishi tu.
files-choose = Chagua faili
files-hint = Picha zisizidi { $pictures }. Kila faili isizidi { $each }, zote pamoja zisizidi { $all }.
files-working = Picha zinachorwa upya. Tafadhali subiri.
files-taken = { $count ->
    [one] Faili moja iko kwenye orodha.
   *[other] Faili { $count } ziko kwenye orodha.
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] Faili moja ni kubwa kuliko { $most } na haikuchukuliwa.
   *[other] Faili { $count } ni kubwa kuliko { $most } na hazikuchukuliwa.
}
files-together = Zote pamoja: { $size }.
# Preview of a picture, for those who cannot see it.
file-preview = Picha uliyoichagua, imechorwa upya
file-remove = Itoe kwenye orodha
file-refused = Hii si picha inayoweza kusafishwa hapa. Haiwezi kutumwa. Tafadhali itoe.
file-no-picture = Hii si picha inayoweza kusafishwa hapa. Inaweza kutumwa tu bila kubadilishwa, kama ushahidi. Tafadhali weka alama hapo, au itoe.
original = Tuma pia faili isiyobadilishwa, kama ushahidi ({ $size })
original-only = Tuma faili hii bila kubadilishwa, kama ushahidi ({ $size })
original-hint = Faili isiyobadilishwa inaweza kuthibitisha mengi zaidi mbele ya mahakama. Lakini inaweza kuonyesha ilitengenezwa wapi na lini, kwa simu gani, na ni nani aliyeitengeneza. Inafungwa kwa ajili ya watu tofauti na wale wa ripoti yako.
files-evidence = Faili zisizobadilishwa zinaruhusiwa kufanyiwa nini, utachagua katika hatua ya baadaye.

### Your name, and a card

you-title = Je, unataka kusema wewe ni nani?
identity = Jina na namba yako, vikiwa vimefungwa kando
identity-what = Si lazima. Unachoandika katika sanduku hili kinafungwa peke yake, kwa ajili ya watu tofauti na wale wa ripoti yako. Wanaosoma ripoti yako hawakipati pamoja nayo. Mtu aliye nje hawezi kuona kama uliandika kitu hapa: kitu chenye ukubwa ule ule hutumwa kila mara.
identity-doubt = Ukiwa na shaka, liache tupu. Unaweza kujibiwa bila kuandika hapa: kwa tarakimu utakazopata baadaye.
name = Jina
phone = Simu, au njia ya kukupata
note = Wajue nini ili wakufikie kwa usalama?
note-hint = Kwa mfano: jioni tu; msipige simu kamwe; rafiki ndiye anayejibu.
identity-consent = Nani anaruhusiwa kuambiwa, na kwa nini?
identity-consent-none = Usipoweka alama yoyote, vinabaki vimefungwa, na hakuna anayeambiwa.
identity-now = Watu wa timu ya kazi wanaruhusiwa kuvitumia kunifikia sasa
identity-accountability = Vinaruhusiwa kufunguliwa ili waliofanya hayo wawajibishwe, kwa mfano mbele ya mahakama
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = Kadi
card-digits = Tarakimu 24 za kadi yako, kama unayo
card-hint = Unaweza kuandika tarakimu kwa mwandiko wa aina yoyote, kama 123 au ١٢٣. Nafasi kati yake hazibadilishi kitu.
card-none = Bila kadi, ripoti yako inasomwa kwa njia ile ile. Lakini ripoti zote zisizo na kadi, kwa pamoja, zinahesabiwa kama mtu mmoja tu: hakuna anayeweza kujua ziliandikwa na watu wangapi. Ukiwa na kadi, yako inahesabiwa kama ya mtu wake peke yake. Kadi haisemi wewe ni nani.

### What may be done with it

consent-title = Ripoti yako inaruhusiwa kufanyiwa nini?
consent-what = Wewe ndiye unayeamua. Unaweza kubadilisha baadaye, au kuondoa ripoti, kwa tarakimu ulizo nazo wewe tu. Ukipunguza unachoruhusu, badiliko linaanza kutumika ndani ya siku moja. Ukiongeza unachoruhusu, badiliko linaanza kutumika baada ya siku saba.
profile = Chagua moja
profile-keep-sealed = Ibaki imefungwa
profile-keep-sealed-means = Hakuna anayeruhusiwa kuisoma. Inakaa imefungwa kwa funguo hadi utakaporuhusu zaidi. Usiporuhusu, inateketezwa baada ya siku 30.
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = Msomaji maalum anaruhusiwa kuisoma
profile-curator-may-read-means = Watu wawili waliofunzwa, msomaji maalum na mtu wa pili, wanaruhusiwa kuisoma ili kuelewa kinachoendelea. Kila mara lazima watunza funguo kadhaa wakubali. Hakuna sehemu yake inayopelekwa kwa wengine.
profile-summary-coarse = Muhtasari unaruhusiwa kuandikwa, wenye maelezo machache
profile-summary-coarse-means = Watu hao wanaruhusiwa pia kuandika muhtasari mfupi kwa maneno yao wenyewe, kutokana na ripoti kadhaa kwa pamoja. Muhtasari huo unataja mkoa na mwezi tu. Mashirika ya muungano yanaruhusiwa kuusoma.
profile-summary-finer = Muhtasari unaruhusiwa kuandikwa, wenye maelezo zaidi
profile-summary-finer-means = Muhtasari unaruhusiwa kutaja wilaya na wiki. Watu wa Umoja wa Mataifa pia wanaruhusiwa kuusoma. Kadiri maelezo yanavyozidi, ndivyo inavyokuwa rahisi zaidi kwa watu wa huko kukisia.

read-aloud = Soma haya kwa sauti
read-aloud-stop = Acha kusoma

not-promised-title = Mambo ambayo hakuna anayeweza kuyaahidi
not-promised-courts = Mahakama inaweza kuwaamuru watu watoe walicho nacho. Hakuna mtu mmoja peke yake aliye na ufunguo wa ripoti yako, kwa hiyo hakuna mtu mmoja peke yake anayeweza kulazimishwa kuifungua.
not-promised-copies = Waliyoyasoma wengine, wanayakumbuka. Yaliyokwisha kutoka hayawezi kurudishwa.
not-promised-together = Kama watunza funguo wa kutosha watashirikiana dhidi yako, wanaweza kuifungua. Watunza funguo hao wako katika mashirika na nchi tofauti.

single-options = Chaguo moja moja
single-options-hint = Hapa unaweza kuchagua kila jambo peke yake. Si lazima.
uses = Kinachoruhusiwa kufanywa
use-a-curator-reads = Msomaji maalum na mtu wa pili wanaisoma
use-counted = Inahesabiwa
use-summary = Muhtasari unaandikwa kwa maneno mengine
use-exact-words = Maneno yangu yanatumika kama nilivyoyaandika
use-altered-media = Picha zangu zinatumika, zikiwa zimebadilishwa ili zisinionyeshe
# Beside two options that the program does not use yet.
use-not-yet = Kwa sasa hakuna kinachotumia hili.
translation = Inaruhusiwa kutafsiriwa
urgent = Tahadhari inaruhusiwa kutolewa kwa kutegemea ripoti yangu peke yake
urgent-hint = Kwa sasa tahadhari kama hiyo haiwezi kutolewa.
aims = Inaruhusiwa kutumika kwa ajili ya nini
aims-hint = Kama wanapaswa kukuuliza kwanza, ruhusu pia majibu: la sivyo hakuna anayeweza kukuuliza.
aim-early-warning = tahadhari ya mapema
aim-advocacy = kuwasemea watu wanaohitaji msaada
aim-accountability = kuwawajibisha waliofanya hayo
aim-choice-no = Hapana
aim-choice-ask = Baada tu ya kuniuliza tena
aim-choice-yes = Ndiyo
how-fine = Muhtasari uwe na undani gani, na nani anaruhusiwa kuusoma
option-place = Mahali
option-period = Wakati
option-audience = Nani anaruhusiwa kuusoma
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = bila mahali
finest-place-1 = nchi tu
finest-place-2 = mkoa
finest-place-3 = wilaya
finest-period-0 = bila wakati
finest-period-1 = mwezi
finest-period-2 = wiki
finest-period-3 = siku
audience-0 = hakuna mtu
audience-1 = timu ya kazi
audience-2 = mashirika ya muungano
audience-3 = watu wa Umoja wa Mataifa
audience-4 = kila mtu
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = Nani asiisome kamwe
never-to-hint = Majina mafupi, kama yalivyo kwenye orodha ya muungano.
never-to-later = Kila atakayeongezwa kwenye orodha hii baadaye
bodies-later = kila atakayeongezwa kwenye orodha baadaye
when = Lini
not-before = Hakuna kinachoruhusiwa kutoka kabla ya siku hii
not-before-hint = Unaweza kuiacha kama ilivyo.
until-safe = Hakuna kinachoruhusiwa kutoka hadi niseme kwamba niko salama
forget-after = Iteketezwe baada ya
forget-after-hint = Ni kwa ripoti. Jina, namba na faili unazoruhusu zitumike hukaa siku 365, nyingine siku 30.
forget-after-days = siku { $days }
option-contact = Je, mtu anaruhusiwa kunijibu?
contact-0 = Hapana
contact-1 = Ndiyo, jibu linasubiri hapa hadi nije kulitazama
contact-2 = Ndiyo, wakati wowote
option-given-by = Nani anaamua haya?
given-by-hint = Kwa mtu unayemtunza, muhtasari husema machache zaidi.
given-by-2 = Mimi, kwa ajili yangu mwenyewe
given-by-1 = Mimi, kwa niaba ya mtu mzima mwingine
given-by-0 = Mimi, kwa niaba ya mtoto au mtu ninayemtunza

evidence-consent = Faili zisizobadilishwa zinaruhusiwa kufanyiwa nini?
evidence-consent-none = Usipoweka alama yoyote, zinabaki zimefungwa, na hakuna anayezifungua.
evidence-now = Msomaji maalum anaruhusiwa kuzitazama ili kuona kama ni za kweli
evidence-accountability = Zinaruhusiwa kufunguliwa ili waliofanya hayo wawajibishwe, kwa mfano mbele ya mahakama

## What was chosen, in sentences

allowed-title = Unachoruhusu
allow-nothing = Hakuna anayeruhusiwa kuisoma. Inabaki imefungwa.
allow-a-curator-reads = Msomaji maalum na mtu wa pili wanaruhusiwa kuisoma.
allow-counted = Inaruhusiwa kuhesabiwa.
# place, period and audience are of the lists above.
allow-summary = Muhtasari unaruhusiwa kuandikwa kwa maneno mengine. Mahali: { $place }. Wakati: { $period }. Nani anaruhusiwa kuusoma: { $audience }.
allow-exact-words = Maneno yako yanaruhusiwa kutumika kama ulivyoyaandika.
allow-altered-media = Picha zako zinaruhusiwa kutumika, zikiwa zimebadilishwa ili zisikuonyeshe.
allow-aims = Inaruhusiwa kutumika kwa ajili ya: { $aims }.
allow-no-aim = Bado hairuhusiwi kutumika kwa ajili ya jambo lolote.
allow-ask = Baada tu ya kukuuliza tena: { $aims }.
allow-never-to = Kamwe si kwa: { $bodies }.
allow-not-before = Hakuna kinachotoka kabla ya tarehe { $day }.
allow-until-safe = Hakuna kinachotoka hadi useme kwamba uko salama.
allow-contact-0 = Hakuna anayekujibu.
allow-contact-1 = Jibu linaweza kukusubiri hapa.
allow-contact-2 = Mtu anaruhusiwa kukujibu wakati wowote.
allow-forget = Inateketezwa baada ya siku { $days }.
allow-given-by-1 = Unaamua kwa niaba ya mtu mzima mwingine.
allow-given-by-0 = Unaamua kwa niaba ya mtoto au mtu unayemtunza.
allow-translation = Inaruhusiwa kutafsiriwa.
allow-no-translation = Hairuhusiwi kutafsiriwa.
allow-urgent = Tahadhari inaruhusiwa kutolewa kwa kutegemea ripoti hii peke yake. Kwa sasa hilo haliwezekani.
# Followed by a list of what is missing.
lacks = Unaruhusu muhtasari, lakini bado hakuna unaoweza kuandikwa. Ili uandikwe, ungehitaji kuruhusu pia:
lacks-read = msomaji maalum aisome
lacks-counted = ihesabiwe
lacks-aim = jambo ambalo inaruhusiwa kutumika kwa ajili yake, bila kukuuliza kwanza
lacks-place = mahali: angalau nchi
lacks-period = wakati: angalau mwezi
lacks-audience = mtu anayeruhusiwa kuusoma
tonight-not-allowed = Uliweka alama kwenye "Usiku huu". Kwa unachoruhusu hapa, hakuna tahadhari inayoweza kutolewa. Ili iwezekane, chagua moja kati ya zile mbili zenye muhtasari, na uache tahadhari ya ripoti yako peke yake ikiwa imeruhusiwa.

### Words or digits

words-title-words = Maneno yako
words-title-digits = Tarakimu zako
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = Kwa maneno haya kumi na mawili unaweza kurudi: kubadilisha unachoruhusu, au kuondoa ripoti. Yanaonyeshwa sasa na hayahifadhiwi popote. Bila hayo hakuna anayeweza kufanya hivyo, hata sisi. Yeyote atakayeyapata anaweza kufanya hivyo pia.
words-what-digits = Kwa tarakimu hizi unaweza kurudi: kubadilisha unachoruhusu, au kuondoa ripoti. Zinaonyeshwa sasa na hazihifadhiwi popote. Bila hizo hakuna anayeweza kufanya hivyo, hata sisi. Yeyote atakayezipata anaweza kufanya hivyo pia.
words-answer = Kwa hizo unaweza pia kuona kama kuna aliyejibu.
words-aloud-warning = Ikiwa tu hakuna mtu mwingine anayeweza kusikia:
words-keep-title = Jinsi ya kuzitunza
# A story with all of them in it helps for words; for digits, learning them group by group.
words-keep-learn = Bora zaidi, zikariri kichwani, kundi moja baada ya jingine.
words-keep-paper = Au ziandike kwenye karatasi, bila kusema ni za nini, na uifiche mahali ambapo hakuna anayetazama.
words-keep-no-photo = Usizipige picha kamwe. Usiziweke kwenye ujumbe, kwenye kumbukumbu za simu wala kwenye barua pepe.
words-keep-nobody = Usimwambie mtu yeyote. Hakuna mtu wa shirika atakayekuomba tarakimu hizi kamwe.
words-kept = Ninazo. Zifiche sasa
words-from = Tarakimu zipi?
words-from-new = Tarakimu mpya
words-from-before = Tarakimu nilizo nazo za ripoti ya awali
words-from-before-means = Hapo utakuwa na seti moja tu ya tarakimu za kutunza. Lakini yeyote atakayezipata anaweza kuona ripoti zote zilizotumwa kwa tarakimu hizo.
again-title = Tafadhali ziandike mara moja tena
again-what = Ili uwe na hakika kwamba unazo. Ukikosea, unaweza kuzitazama tena.
again-label = Tarakimu zote, kwa mpangilio wake
typed-words-hint = Nafasi na mistari mipya havibadilishi kitu.
again-show = Zionyeshe tena
problem-other-words = Hizi si tarakimu zile zile. Tazama kila moja, na mpangilio wake pia.
before-what = Sema hasa umetuma ripoti ngapi kwa tarakimu hizi. Namba isiyo sahihi inaweza kufanya ionekane kwamba ripoti mbili zimetoka kwa mtu mmoja. Kama huna uhakika, chukua tarakimu mpya.
before-known = Tarakimu ulizoandika awali ndizo zinazotumika.
count = Hadi sasa umetuma ripoti ngapi kwa tarakimu hizi?
count-hint = Angalau 1. Jibu ulilolituma linahesabiwa pia.
problem-count = Tafadhali andika namba kamili, 1 au zaidi.

### Sending

send-title = Tayari kutuma
goes-title = Kinachotumwa
goes-country = Nchi: { $country }
goes-text = { $count ->
    [one] Maandishi yako: herufi moja
   *[other] Maandishi yako: herufi { $count }
}
goes-pictures = { $pictures ->
    [one] Picha moja, iliyochorwa upya
   *[other] Picha { $pictures }, zilizochorwa upya
}
goes-originals = { $originals ->
    [one] Faili moja isiyobadilishwa, imefungwa kando
   *[other] Faili { $originals } zisizobadilishwa, zimefungwa kando
}
goes-identity = Jina au namba yako, imefungwa kando
goes-no-identity = Hakuna jina wala namba
goes-card = Pamoja na kadi yako
goes-no-card = Bila kadi
goes-tonight = Usiku huu: unaomba njia ya dharura
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] Takriban { $size } zinapita kwenye mtandao. Kwenye mtandao wa polepole hilo huchukua takriban dakika moja.
   *[other] Takriban { $size } zinapita kwenye mtandao. Kwenye mtandao wa polepole hilo huchukua takriban dakika { $minutes }.
}
send-now = Tuma sasa
sending-title = Inatumwa
not-sent-title = Haijatumwa yote
progress = Kiasi kilichotumwa
progress-sealing = Inafungwa kwenye kifaa hiki.
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = Kinachokusubiri kinaletwa, pamoja na kinachowasubiri wengine, ili mtu asijue ni kipi kilicho chako.
progress-working = Kifaa chako kinatengeneza uthibitisho kwamba wewe si mashine inayotuma maelfu ya ripoti. Kwenye simu ya zamani hilo linaweza kuchukua dakika moja.
progress-sending = Iko njiani.
progress-waiting = Kituo kifupi, ili mtu wa nje asione ni vipande gani vinaendana. Ukurasa utaendelea wenyewe baada ya sekunde chache.
progress-again = Mtandao ulikatika, au hakuna nafasi kwa sasa. Ukurasa unajaribu tena wenyewe na unaendelea pale ulipoishia.
progress-bytes = { $done } kati ya { $all }
progress-stay = Tafadhali acha ukurasa huu wazi hadi wenyewe uonyeshe kwamba kazi imekwisha.
sending-kept = Maandishi yako bado yapo hapa. Hakuna kilichotumwa.
sending-kept-begun = Maandishi yako bado yapo hapa, kwenye ukurasa huu tu. Huenda sehemu yake imefika. "Jaribu tena" inaendelea pale ilipoishia. Hayawezi kubadilishwa tena.

sent-title = Imefika
sent-what = Ripoti yako imefungwa na imepokelewa. Ukurasa huu umeisahau.
sent-next-title = Kinachofuata sasa
sent-next-look = Rudi kesho au baadaye na tarakimu zako. Kabla ya hapo hakuna kinachoonyeshwa kwa tarakimu hizo.
sent-next-words = Tunza tarakimu zako. Bila hizo huwezi kubadilisha kitu wala kuondoa ripoti.
sent-next-end = Unachoruhusu kinatumika kwa miezi kumi na miwili, si zaidi, usipokiruhusu upya. Ripoti inateketezwa mapema zaidi kama ulichagua hivyo.
sent-traces-title = Kinachobaki kwenye kifaa hiki
sent-traces-none = Ukurasa huu hauhifadhi maandishi wala kidakuzi (cookie). Bado unazijua tarakimu zako hadi utakapoufunga.
sent-traces-history = Kivinjari chako kinaweza kukumbuka anwani ya ukurasa huu na saa. Katika Tor Browser na katika dirisha la faragha, hayo yanaondoka unapofunga. Vinginevyo, yafute mwenyewe kwenye historia ya kivinjari.
sent-traces-keyboard = Baadhi ya kibodi hukumbuka maneno uliyoandika.
sent-traces-files = Picha na faili ulizochagua bado ziko pale zilipokuwa.
sent-close = Funga ukurasa huu sasa
sent-another = Andika nyingine kwa tarakimu zile zile

### Words from before

# This page understands only digits; words are typed on the page of their own language.
look-title = Tarakimu zako
look-what = Andika tarakimu zako hapa. Kama una maneno kumi na mawili badala ya tarakimu, fungua ukurasa katika lugha ambayo maneno hayo yalionyeshwa. Subiri kidogo: tarakimu zisizo sahihi huchukua muda sawa na zilizo sahihi.
look-words = Tarakimu zako 42
look-number = Ripoti ipi?
look-number-hint = 1 ni ya kwanza uliyoituma kwa tarakimu hizi.
look-kind = Unataka kuona nini?
look-kind-hint = Tazama kimoja, kisha acha saa kadhaa zipite kabla ya kutazama kingine. Hivyo hakuna anayeweza kuona kwamba vinahusiana.
look-kind-testimony = Ripoti
look-kind-identity = Jina na namba nilivyotuma nayo
look-kind-evidence = Faili isiyobadilishwa niliyotuma nayo
look-file = Faili ipi?
look-file-hint = 1 ni ya kwanza ya ripoti hiyo.
problem-file-number = Tafadhali andika namba kamili kuanzia 1 hadi 32.
look-now = Tazama
fetching-title = Subiri kidogo
seen-title = Kilichopo
# The same shape for words that are nobody's.
seen-none = Hakuna kitu hapa kwa tarakimu hizi. Ripoti mpya inaonekana baada ya siku moja. Au ripoti imeteketezwa; au tarakimu, namba ya ripoti au ulichotaka kuona kilikuwa kingine.
seen-late = Haya ni ya tarehe { $day }. Panapaswa kuwa na mapya zaidi hapa. Huenda kuna mtu anayeyazuia; tazama tena baadaye.
seen-finish-what = Chagua moja kati ya haya. Kila unapokuja hapa, mwishoni ukurasa hutuma ujumbe mmoja mdogo, wenye ukubwa ule ule daima, chochote utakachochagua. Hivyo mtu aliye nje hawezi kuona ulichofanya.
seen-finish = Maliza bila kubadilisha kitu

answer-title = Majibu
answer-none = Bado hakuna aliyejibu, au hujaruhusu majibu.
answer-unknown-desk = Kuna jibu, lakini ukurasa huu haujui nani aliliandika, kwa hiyo halionyeshwi. Linabaki. Tazama tena baada ya siku kadhaa.
answer-keep = Liache jibu hapa, ili niweze kulisoma tena
answer-keep-hint = Vinginevyo linaondoka siku hii ikiisha. Yeyote atakayepata tarakimu zako anaweza kulisoma pia.
answer-how = Kama unataka kujibu: maliza hapa kwanza. Kisha ukurasa utakupa nafasi ya kujibu.

state-title = Hali ilivyo
state-kept = Imehifadhiwa, ikiwa imefungwa. Hakuna kompyuta ya msomaji iliyoifungua.
state-opened = Kompyuta ya msomaji maalum imeifungua. Ilisomwa na watu wawili au zaidi kidogo.
state-withdrawn = Imeondolewa. Hakuna anayeweza kuifungua tena, na hakuna muhtasari mpya unaoweza kuitumia.
state-ended = Muda wa ulichoruhusu umeisha. Hakuna kinachoruhusiwa kufanywa nayo hadi uruhusu upya.
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = Aliyeisoma, anaikumbuka.
state-summaries = Huenda imo katika mihtasari. Ukurasa huu hausemi ni ipi, ili mtu anayekunyang'anya tarakimu zako asiweze kujua. Ulichochagua mara ya mwisho kinawaruhusu hawa kuisoma: { $audience }. Kama uliruhusu zaidi hapo awali, huenda wengine pia wameisoma.

in-force-title = Unachoruhusu leo
signed-title = Ulichochagua mara ya mwisho
settles = Hiki kinaanza kutumika chote kuanzia tarehe { $day }. Hadi siku hiyo unaweza kukizuia.
expires = Kinaisha tarehe { $day }, usipokiruhusu upya.
expires-soon = Kinaisha karibuni. Kwa "Ruhusu kwa miezi kumi na miwili zaidi" kinaendelea.
loosened = Kuanzia tarehe { $day }, kanuni kuhusu hiki zinalegezwa. Usichoruhusu kinabaki kukatazwa. Unaweza kupunguza unachoruhusu, au kuondoa. Kinachobadilika:
loosened-people = Watu wangapi wanahitajika kwa muhtasari
cancel-widening = Zuia nilichoruhusu kwa nyongeza
renew = Ruhusu kwa miezi kumi na miwili zaidi, kama ilivyo
change = Badilisha ninachoruhusu
withdraw = Ondoa nilichotuma

change-title = Kuanzia sasa unaruhusu nini?
change-at-once = Hujaongeza kitu kwenye unachoruhusu leo. Badiliko linaanza kutumika ndani ya siku moja.
change-wider = Unaruhusu zaidi ya unachoruhusu leo. Kilichoongezwa hakianzi kutumika kabla ya tarehe { $day }. Hadi siku hiyo unaweza kurudi na kukizuia. Kilichopunguzwa kinaanza kutumika ndani ya siku moja.
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = Inatumika kwa miezi kumi na miwili kuanzia leo.
change-until = Inaisha tarehe { $day }, kama hapo awali.
change-send = Tuma haya, na umalize
withdraw-title-testimony = Unataka kuondoa ripoti?
withdraw-title-identity = Unataka kuondoa jina na namba?
withdraw-title-evidence = Unataka kuondoa faili?
withdraw-stops = Kuanzia hapo hakuna anayeifungua, na hakuna muhtasari mpya unaoitumia. Mihtasari ambayo imo ndani yake inaondoka, na inaonekana kana kwamba muda wake umeisha tu.
withdraw-final = Ukishaondoa, huwezi kutengua.
withdraw-copies = Ambayo watu wamekwisha kuyasoma au kuyanakili hayawezi kurudishwa.
withdraw-others = Hiki tu ndicho kinachoondolewa. Ripoti, jina na namba, na kila faili isiyobadilishwa vinaondolewa kimoja kimoja. Acha saa kadhaa zipite kati yake.
withdraw-send = Ndiyo, ondoa, na umalize
finishing-title = Ujumbe wako uko njiani
finished-title = Umemaliza
finished-nothing = Hakuna kilichobadilishwa.
finished-change = Unachoruhusu kimetumwa. Kama umekibadilisha mara mbili tangu jana, ni badiliko moja tu linalohesabiwa: tazama tena kesho.
finished-cancel = Ujumbe umetumwa: ulichoruhusu kwa nyongeza hakitaanza kutumika.
finished-renew = Ujumbe umetumwa: unachoruhusu kinatumika kwa miezi kumi na miwili kuanzia leo. Siku hadi iteketezwe zinahesabiwa upya.
finished-withdraw = Ujumbe umetumwa: imeondolewa.
finished-when = Upande wa pili unauchukua ujumbe wako ndani ya siku moja. Tazama tena kesho kama unataka kuwa na hakika.
finished-answer = Jibu, kwa tarakimu zile zile

### What has to be mended

problem-country = Chagua nchi.
problem-text = Andika kilichotokea, hata kama ni maneno machache tu.
problem-no-words = Bado hujaandika kitu. Andika tarakimu zako.
problem-too-long = Hii ni ndefu mno. Tafadhali ifupishe.
problem-pictures = Picha ni nyingi mno. Tafadhali toa baadhi.
problem-originals = Faili zisizobadilishwa ni nyingi mno. Tafadhali toa baadhi.
problem-files-size = Faili zote kwa pamoja ni kubwa mno. Tafadhali toa baadhi.
problem-no-evidence = Kwa nchi hii hakuna faili isiyobadilishwa inayoweza kupokelewa. Tafadhali ondoa alama, au toa faili.
problem-unsent-file = Faili moja haiwezi kutumwa kama ilivyo. Weka alama kwamba inatumwa bila kubadilishwa, au itoe.
problem-profile = Chagua moja kati ya hizo nne.

### Troubles: what happened, and what to do

trouble-cannot-reach = Mtandao haufiki upande wa pili. Hakuna kilichopotea. Angalia muunganisho wako, subiri kidogo, kisha ujaribu tena.
trouble-busy = Kwa sasa hakuna nafasi. Tafadhali jaribu tena baada ya saa moja au zaidi. Unaweza kuacha ukurasa huu wazi.
trouble-refused = Upande wa pili haukuipokea. Jaribu mara moja tena. Ikitokea tena, upakie ukurasa upya baadaye na uandike upya.
trouble-asks-too-much = Upande wa pili unakidai kifaa chako kazi nyingi kuliko inavyoruhusiwa. Ukurasa umesimama. Jaribu tena baadaye.
trouble-not-accepted = Jibu lililokuja si lile linalothibitisha kwamba ripoti yako iko salama huko. Jaribu tena. Ikitokea tena, huenda kuna mtu kati yako na upande wa pili: tumia Tor Browser au mtandao mwingine.
trouble-directory-unsigned = Orodha ya funguo haijasainiwa na wale ambao ukurasa huu unawaamini. Huenda kuna mtu anayetaka kusoma ripoti yako. Usiandike hapa. Hakuna kilichotumwa. Mwambie mtu wa shirika, au jaribu kutoka mtandao mwingine.
trouble-directory-rolled-back = Orodha ya funguo ni ya zamani kuliko inavyopaswa kuwa. Huenda kuna mtu anayetaka kutumia funguo za zamani. Usiandike hapa. Hakuna kilichotumwa. Mwambie mtu wa shirika, au jaribu kutoka mtandao mwingine.
trouble-directory-forked = Kuna orodha mbili tofauti za funguo mahali ambapo panapaswa kuwa na moja. Usiandike hapa. Hakuna kilichotumwa. Mwambie mtu wa shirika, au jaribu kutoka mtandao mwingine.
trouble-directory-contradictory = Orodha ya funguo inajipinga yenyewe. Usiandike hapa. Hakuna kilichotumwa. Mwambie mtu wa shirika, au jaribu kutoka mtandao mwingine.
trouble-directory-not-yet = Orodha ya funguo ni ya wakati ujao. Huenda saa ya kifaa chako si sahihi. Rekebisha tarehe na saa, kisha ujaribu tena.
trouble-directory-expired = Muda wa orodha ya funguo uliisha zamani mno. Si salama kuandika hapa. Kama tarehe ya kifaa chako ni sahihi, mwambie mtu wa shirika.
trouble-not-what-the-vault-left = Kilichokuja si kile ulichoachiwa. Hakuna kilichobadilishwa. Jaribu tena baadaye, au kutoka mtandao mwingine.
trouble-nothing-published = Bado hakuna kinachoweza kutazamwa hapa. Tafadhali rudi kesho.
trouble-bad-receipt = Hizi si tarakimu 42 za aina hii. Huenda moja imekosewa au inakosekana. Tazama kila moja. Maneno yanaeleweka tu kwenye ukurasa wa lugha ambayo yalionyeshwa.
trouble-bad-card = Hizi si tarakimu 24 za kadi. Huenda moja imekosewa. Tazama kila moja, au acha nafasi hiyo tupu.
trouble-no-such-country = Kwa sasa hakuna ripoti zinazopokelewa kwa nchi hii. Rudi na uchague nyingine, au uliza shirika.
trouble-too-large = Ni kubwa mno. Rudi, na utoe picha au ufupishe maandishi.
trouble-too-many-versions = Umebadilisha unachoruhusu mara nyingi kadiri inavyowezekana. Kilichobaki ni kuondoa tu.
trouble-consent-ended = Muda wa ulichoruhusu umeisha. Chagua upya moja kati ya zile nne, au ruhusu kwa miezi kumi na miwili zaidi, au ondoa.
trouble-already-begun = Kuna kitu kilichotumwa tayari, na huenda kimefika. Kinaweza kutumwa tena kama kilivyokuwa tu. Rudi na ujaribu jambo lile lile mara moja tena, au tazama tena kesho.
trouble-browser-too-old = Kivinjari hiki (browser) ni cha zamani mno, au kimewekwa hivi kwamba hakiwezi kufunga ripoti. Hakuna kilichotumwa. Tumia Tor Browser mpya kabisa au kivinjari kingine kipya.

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = Sentensi hii ikibaki, ukurasa haufanyi kazi katika kivinjari hiki (browser). Hakuna kinachoweza kuandikwa wala kutumwa hapa. Tumia Tor Browser mpya kabisa au kivinjari kingine kipya.
noscript-title = Ukurasa huu hauwezi kukukinga hapa
noscript-what = Kivinjari hiki hakiendeshi programu ya ukurasa huu (JavaScript). Ni programu hiyo tu inayoweza kufunga ripoti kwenye kifaa chako. Bila hiyo, kila mtu aliye njiani angeweza kusoma unachoandika. Kwa hiyo hapa hakuna kitu ambacho ungeweza kutuma.
# "Safer", "Standard" and "Privacy and Security" are what Tor Browser shows: it does not speak Kiswahili.
noscript-turn-on = Katika Tor Browser, kiwango cha juu kabisa cha usalama huzima programu. Unaweza kuchagua kiwango cha "Safer" au "Standard" katika mipangilio, chini ya "Privacy and Security", kisha ufungue ukurasa huu tena.
noscript-program = Kwenye kompyuta, programu "leeward report" hufanya kazi hiyo hiyo bila kivinjari. Iombe kutoka kwa shirika.
noscript-partner = Shirika la karibu nawe unaloliamini linaweza kukusaidia.
noscript-card = Ukiwa na kadi ya kutuma ripoti kwa ujumbe mfupi (SMS), unaweza kutuma ujumbe mfupi kutoka simu yoyote. Lakini ujumbe mfupi wenyewe unaweza kusomwa njiani: na kampuni ya simu, na yeyote ambaye kampuni inamruhusu kusoma.
