# The leaflet that goes with a pile of cards, in Kiswahili, as it is written in East Africa. No native speaker has checked
# it: `checked` below says so.
#
# For translators. What each message is for stands in en.ftl. Words are those of clients/web/languages/sw.ftl: a report is
# "ripoti", to take back "kuondoa", digits are "tarakimu" (Kiswahili has no list of words). A pile is "bunda", to draw
# "kuchota".
# english = 929dcbc2

language-name = Kiswahili
checked = no

### What the buttons of the reporter's page say, as clients/web/languages has it

page-write = Andika ripoti
page-look = Nina maneno au tarakimu za hapo awali
page-withdraw = Ondoa nilichotuma

### For whoever draws a card. Read there, and given back

draw-title = Kadi yako
draw-here = Soma hii hapa kisha uirudishe. Usiondoke nayo.

what-title = Ni ya kazi gani
what-trust = Kadi inaonyesha kwamba kuna mtu hapa anayekuamini. Haisemi wewe ni nani.
what-counts = Ukiwa na kadi, ripoti yako inahesabiwa kama ya mtu mmoja. Ripoti zote zisizo na kadi, kwa pamoja, zinahesabiwa kama mtu mmoja tu.

use-title = Jinsi ya kuitumia
use-draw = Chota kadi moja kutoka kwenye bunda wewe mwenyewe, na moja tu. Ifungue ukiwa peke yako.
use-type = Fungua ukurasa ambao uliambiwa anwani yake, na uchague “{ $write }”. Pale unapoulizwa kadi, andika tarakimu 24. Nafasi kati yake hazijalishi.
use-until = Inatumika hadi { $last } (mwaka, mwezi na siku, kwa kalenda inayoanza na Januari). Unaweza kutuma ripoti kadhaa kwa kadi hiyo: zinahesabiwa kama za mtu mmoja. Baada ya siku hiyo, chota kadi mpya.
use-burn = Ukiwa huhitaji kadi tena, ichome moto.

sample-code = Tarakimu 24 za kadi. Hapa ni sifuri tu.
sample-name = Jina la bunda. Si sehemu ya tarakimu za kadi.
sample-last = Miezi mitatu ambayo kadi inatumika, na siku ya mwisho.

back-title = Jinsi ya kuondoa ripoti
back-words = Mwishoni ukurasa unakuonyesha tarakimu nyingine. Hizo hazimo kwenye kadi. Ni hizo tu zinazofungua ripoti yako tena. Zikariri kichwani, au ziandike kwenye karatasi na uifiche.
back-how = Ili kuiondoa, fungua ukurasa, chagua “{ $look }”, andika tarakimu hizo, kisha uchague “{ $withdraw }”. Kadi haiwezi kufanya hivyo.
back-copies = Ambayo watu wamekwisha kuyasoma au kuyanakili hayawezi kurudishwa.

phone-title = Yasiyopaswa kubaki kwenye simu yako
phone-photo = Usiweke picha ya kadi. Mara nyingi simu hutuma picha mahali pengine zenyewe.
phone-notes = Usiweke tarakimu za kadi wala tarakimu zile nyingine: si kwenye ujumbe, si kwenye kumbukumbu za simu, si kwenye majina ya simu, wala kwenye barua pepe.
phone-screen = Usiweke picha ya skrini, wala anwani ya ukurasa.
phone-nobody = Hakuna mtu wa shirika atakayekuomba kamwe tarakimu za kadi yako, wala tarakimu zile nyingine.

lost-title = Ukipoteza kadi
lost-say = Mwambie aliyekupa nafasi ya kuichota. Si lazima useme jina lako, wala ulifanya nini nayo. Chota nyingine. Ukiipata tena ile ya zamani, ichome moto.
lost-finder = Atakayeipata hawezi kusoma ripoti zako, wala kuona kama zipo. Lakini anaweza kutuma ripoti kwa kadi hiyo kana kwamba anaaminiwa hapa.

### For whoever hands out the cards

hand-title = Kwa anayegawa kadi
hand-keep = Tunza ukurasa huu, lakini si mahali kadi zilipo.
hand-pile = Idadi ya kadi katika bunda hili: { $cards }. Jina la bunda: { $name }. Zinatumika kuanzia { $first } hadi { $last } (mwaka, mwezi na siku, kwa kalenda inayoanza na Januari).

give-title = Jinsi ya kuzigawa
give-fold = Kata kufuata mistari. Kunja kila kadi kwenye mstari uliokatika, juu ya tarakimu, na uifunge kwa gundi.
give-shuffle = Ziweke zote kwenye bunda moja na uzichanganye vizuri. Kila mtu anachota moja, na moja tu katika miezi hii mitatu.
give-whom = Waruhusu kuchota wale tu unaowajua na unaowaamini.
give-read = Kila mmoja asome ukurasa ule mwingine, au msomee. Kisha uuchukue tena.

nobody-title = Hakuna anayeandika nani alichota kadi ipi
nobody-list = Hakuna jina, hakuna alama kwenye kadi, hakuna orodha ya waliokuja na kwa mpangilio gani, hakuna picha.
nobody-why = Kwa orodha kama hiyo mtu anaweza kugundua nani alituma ripoti ipi. Jambo lisilojulikana na yeyote, hakuna anayeweza kulazimishwa kulisema.
nobody-asked = Hata kama mtu akikuomba, awe nani. Mwambie aliyekupa kadi kwamba kuna aliyeomba.

pile-title = Bunda likipotea, au likiwa limeshikwa na mtu mwingine
pile-call = Mpigie simu mara moja aliyekupa bunda, na useme jina lake: { $name }. Si lazima useme zaidi kwenye simu.
pile-then = Bunda likishafungiwa nje, kadi zake zinahesabiwa kana kwamba hakuna kadi. Hivyo ndivyo hata kwa kadi zilizochotwa kwa uaminifu, na kwa ripoti zilizotumwa kwa kadi hizo hapo awali. Ripoti hizo bado zinaweza kusomwa.
pile-new = Unapata bunda jipya. Kila mtu achote tena.
pile-seen = Fanya vivyo hivyo kama kadi zilifunguliwa au kunakiliwa, au kama mtu alitengeneza orodha.

over-title = Miezi mitatu ikiisha
over-burn = Choma moto kadi ambazo hakuna aliyezichota, pamoja na ukurasa huu.
