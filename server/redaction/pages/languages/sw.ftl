title = Dawati
skip = Nenda kwenye yaliyomo
pages = Kurasa
language = Lugha
save = Hifadhi
go-on = Endelea
before = Nyuma
after = Mbele
not-said = haijasemwa
look-again = Tazama tena
no-printing = Kurasa za dawati hazichapishwi. Kinachosomwa hapa kinabaki hapa.
keys = Vitufe
key-lock = funga kurasa hizi na sahau kilicho wazi
key-inboxes = kwenye vikasha
key-next = mstari unaofuata
key-previous = mstari uliotangulia
key-choose = chagua mstari huu, au uache
key-ask = kwenye ombi; hapo, omba
key-aim = chagua kusudi
key-filter = mchujo unaofuata
key-again = tazama tena
letter-keys-off = Zima vitufe vya herufi moja
letter-keys-on = Washa vitufe vya herufi moja
lock = Funga
close = Toka
needs-script = Funguo za kuingia zinahitaji programu ndogo ya ukurasa huu, na kivinjari chako hakiiendeshi. Iruhusu kwa ukurasa huu, au tumia kivinjari kingine.
passkey-trouble = Kivinjari chako hakikutoa ufunguo wa kuingia. Jaribu tena, na thibitisha kwa kidole, uso au PIN. Ikibaki hivyo, kivinjari ni cha zamani, au hakina ufunguo wa dawati hili.

start-title = Kurasa za dawati
start-how = Ili uingie, andika hii kwenye mashine hii, kisha fungua kiungo kinachotokea:
start-code = Msimbo wa kiungo
start-code-hint = Uko baada ya # ya kiungo, na hujazwa wenyewe kivinjari chako kikiendesha programu ya ukurasa huu.
passkey-title = Ufunguo wako wa kuingia
passkey-how = Kiungo peke yake hakifungui dawati hili. Thibitisha kwa kidole, uso au PIN.
passkey-do = Tumia ufunguo wangu
first-passkey-title = Leta ufunguo wako wa kuingia
first-passkey-how = Dawati hili halina ufunguo wa kuingia bado. Kuanzia sasa litaomba wako kila unapoingia. Tumia kifaa kilicho chako peke yako, kinachoomba kidole, uso au PIN.
first-passkey-lost = Ukipotea, unaondolewa kwenye mashine hii kwa leeward desk passkeys.
first-passkey-do = Tengeneza ufunguo
locked-title = Imefungwa
locked-how = Hakuna kinachosomeka kwenye dawati hili sasa. Walichoidhinisha walinzi kinaweza kufunguliwa tena ukiisha fungua kufuli.
refused-title = Hili halikufanyika

inboxes = Vikasha
home-none = Dawati hili halihudumii sehemu yoyote leo. Wanaosaini orodha wanaweza kusema kwa nini.
inbox-title = Kikasha cha { $place }
inbox-table = Vipande vinavyosubiri
inbox-count = { $fitting ->
    [one] Kipande kimoja
   *[other] Vipande { $fitting }
  } hapa, { $all } katika sehemu.
inbox-none = Bado hakuna kitu katika sehemu hii.
inbox-none-fitting = Hakuna kinachofaa mchujo huu. F huenda kwenye unaofuata.
vault-silent = Hifadhi haipatikani. Hakuna kilichopotea; jaribu tena baada ya muda.
filters = Vipande gani
filter-all = Vyote
filter-to-ask = Vya kuombwa
filter-urgent = Vya haraka
filter-asked = Vilivyoombwa
pages-of-list = Kurasa za orodha hii
page-of = { $number } kati ya { $pages }
column-choose = Chagua
column-day = Siku
column-waiting = Kinasubiri
column-size = Ukubwa, usiozidi
column-channel = Njia
column-card = Kadi
column-standing = Kilipofikia
choose-row = Chagua mstari { $number }
days = { $count ->
    [0] tangu leo
    [one] siku moja
   *[other] siku { $count }
  }
size-kib = KiB { $number }
size-mib = MiB { $number }
urgent = haraka
channel-web = tovuti
channel-sms = SMS
card-yes = kwa kadi
card-no = bila kadi
standing-open = kiko wazi hapa
standing-asked = kimeombwa
standing-asked-elsewhere = kimeombwa na dawati lingine, au hapo awali
standing-opened = kiliwahi kufunguliwa
standing-shut = kinabaki kimefungwa
standing-to-ask = kinaweza kuombwa
opening-number = Ufunguzi { $number }

ask-title = Omba vipande vilivyochaguliwa
ask-how = Chagua hadi vipande { $most } hapo juu.
ask-chosen-of = Vimechaguliwa {"{n}"} kati ya { $most }.
ask-aim = Ni kwa ajili ya nini
aim-early-warning = onyo la mapema
aim-advocacy = utetezi
aim-accountability = uwajibikaji
ask-reviewer = Nani mwingine anasoma
reviewer-keys = { $desk } · { $keys ->
    [0] hakuna ufunguo ulioachwa
    [one] ufunguo mmoja umeachwa
   *[other] funguo { $keys } zimeachwa
  }
ask-no-keys = Hakuna dawati lingine lililoacha ufunguo. Mtu wake anauacha kwenye ukurasa wa funguzi; kisha tazama tena.
ask-hours = Kwa muda gani
hours = { $count ->
    [one] saa moja
   *[other] saa { $count }
  }
ask-quota = Walinzi huidhinisha vipande { $a_day } kwa mtu mmoja kwa siku. Dawati hili limeomba { $today } leo, tangu liwashwe.
ask-do = Omba

error-not-a-loopback-caller = Dawati hujibu mashine hii tu, kwa jina localhost. Liliulizwa kutoka kwingine, au kwa jina lingine.
error-link-refused = Kiungo hiki hakiwezi kutumika. Hufaa mara moja, kwa dakika mbili. Andika leeward desk open upate kipya.
error-entry-refused = Hukuingia. Andika leeward desk open upate kiungo kipya, na tumia ufunguo wa dawati hili.
error-passkey-refused = Ufunguo huu wa kuingia haukukubaliwa. Jaribu tena, kwa kifaa kinachoomba kidole, uso au PIN.
error-passkeys-unreadable = Faili la funguo za dawati hili si lile lililoandikwa na dawati. Hakuna anayeingia. Andika leeward desk passkeys.
error-from-elsewhere = Hili halikutoka kwenye ukurasa wa dawati hili, au lilitoka kwenye kipindi kilichopita. Pakia ukurasa tena.
error-form-refused = Kuna kitu kinakosekana katika fomu hii, au si cha aina yake. Itazame tena.
error-no-such-page = Hakuna ukurasa kama huo, au haupo tena: nambari za kurasa hizi husahauliwa kila kipindi kinapoisha.
error-nothing-chosen = Hakuna kilichochaguliwa. Chagua hadi vipande 20, kisha omba.
error-too-much-chosen = Ombi moja hutaja vipande 20 tu. Chagua vichache, na uombe vingine baadaye.
error-not-an-opening = Hii si nambari ya ufunguzi: alama 64, kama dawati lililoomba linavyoonyesha.
error-not-added = Hakuna kilichowekewa alama: hakuna kilichochaguliwa, kina alama tayari, au alama ni nyingi mno katika maandishi haya.
error-vault-unreachable = Hifadhi haipatikani. Hakuna kilichopotea; jaribu tena baada ya muda.
error-refused = Hifadhi imekataa hili.
error-wrong-answer = Sehemu nyingine ya mfumo imejibu kitu ambacho itifaki haikijui. Mwambie anayeiendesha.
error-not-our-compartment = Dawati hili halihudumii sehemu hiyo.
error-no-fresh-key = Mhakiki hana ufunguo mpya unaosubiri. Mwombe awashe dawati lake, kisha jaribu tena.
error-too-many-keys = Funguo mpya za kutosha za dawati hili zinasubiri. Zitumike kwanza, au ziishe.
error-no-such-opening = Dawati hili halina ufunguzi kama huo. Dawati lililowashwa upya limesahau yote: omba vipande tena.
error-too-many-openings = Dawati hili lina funguzi nyingi kadiri linavyoweza. Sahau zilizokwisha.
error-key-forgotten = Ufunguo wa ufunguzi huu umesahauliwa, hivyo hakuna kinachoweza kuufungua tena hapa. Omba vipande tena.
error-not-named-here = Ufunguzi huu hautaji dawati hili, au si ule ulioombwa.
error-desk-revoked = Moja ya madawati mawili ya ufunguzi huu halihudumii tena sehemu hiyo.
error-part-not-open = Kipande hiki hakiko wazi hapa sasa. Kwanza fungua kilichoidhinishwa; dawati lisilotumika husahau lilichosoma.

key-openings = kwenye funguzi
key-join = fungua kilichoidhinishwa
key-read = soma kipande hicho
key-marks = alama inayofuata, alama iliyotangulia
key-accept = kubali alama: inabaki imefichwa
key-refuse = kataa alama: haina hatari; au rudisha ulichoweka alama
key-add = weka alama kilichokosekana: mishale huenda kwa maneno, pamoja na Shift huchagua, tarakimu husema ni nini
key-masked = pamoja na maneno yaliyofichwa, au bila
key-parts = kipande kilichotangulia, kinachofuata

openings = Funguzi
openings-none = Dawati hili halina ufunguzi. Omba vipande kwenye kikasha; kama mhakiki, acha ufunguo kwa anayeomba.
column-opening = Ufunguzi
column-place = Sehemu
column-aim = Ni kwa ajili ya nini
column-side = Wa nani
column-ends = Unaisha baada ya
column-parts = Vipande
column-part = Kipande
column-approvals = Idhini
column-here = Kwenye dawati hili
side-ours = umeombwa hapa, unasomwa pia kwenye
side-theirs = unasoma pia, umeombwa kwenye
parts-readable = { $all ->
    [one] kipande kimoja
   *[other] vipande { $all }
  }, { $readable ->
    [0] hakuna kilicho wazi hapa
   *[other] { $readable } wazi hapa
  }
as-reviewer = Kama mhakiki
as-reviewer-how = Ufunguo unaouacha hufaa kwa ufunguzi mmoja unaoombwa na mhariri. Dawati lazima liendelee kuwa wazi hadi hapo: likiwashwa upya limesahau ufunguo.
key-for = Ufunguo wa
keys-here = { $place } · { $keys ->
    [0] hakuna
   *[other] { $keys } zimeachwa
  }
key-leave = Acha ufunguo
take-up = Chukua ufunguzi
take-up-hint = Nambari yake, alama 64, kama ukurasa wa mhariri unavyoonyesha. Rasimu inayokujia huja na funguzi zake.
take-up-do = Chukua
ends-in = unaisha baada ya { $hours }
opening-silent = Hifadhi haiwezi kuulizwa sasa. Kilicho wazi hapa kinabaki wazi; walichosema walinzi tangu hapo hakijulikani.
changed = Kuna kilichobadilika. R hutazama tena.
read-part = Soma kipande { $number }
part-number = Kipande { $number }
approvals-of = { $approvals } kati ya { $needed }
refusals = { $count ->
    [one] mmoja amekataa
   *[other] { $count } wamekataa
  }
part-requested = kimeombwa; bado hakijaingia kwenye daftari
part-logged = walinzi wanaulizwa
part-approved = kimeidhinishwa
part-opened = kimefunguliwa
part-refused = kimekataliwa
part-expired = kimeisha bila idhini za kutosha
part-withdrawn = kimerudishwa na chanzo chake
part-frozen = kimesimamishwa
outcome-none = bado hakijafunguliwa
outcome-open = kiko wazi hapa
outcome-waiting = kinasubiri walinzi
outcome-refused = kimekataliwa
outcome-expired = kimeisha
outcome-withdrawn = kimerudishwa; kimesahauliwa hapa
outcome-frozen = kimesimamishwa; kimesahauliwa hapa
outcome-enough-for-today = hifadhi haitoi zaidi leo
outcome-not-handed-out = hifadhi haikitoi sasa
outcome-consent = idhini ya chanzo hairuhusu
outcome-not-our-desk-then = kilitiwa muhuri kwa madawati mengine, au kwa ufunguo wa zamani wa hili
outcome-cannot-open = hakifunguki
outcome-not-readable = kimefunguliwa, lakini si ripoti
outcome-room-ended = kimefungwa: mchakato wake umekwisha; kifungue tena
join = Fungua kilichoidhinishwa
for-reviewer = Kwa mhakiki
for-reviewer-how = Dawati la mhakiki huchukua ufunguzi huu kwa nambari yake. Haimwambii mtu mwingine chochote.
forget = Sahau ufunguzi huu
forget-how = Maandishi asilia na ufunguo vinaachwa, pamoja na uliyoamua juu yake. Chini ya ufunguzi huu hakuna kitakachosomwa tena hapa.
forget-do = Sahau sasa

parts-of-opening = Vipande vya ufunguzi huu
part-before = Kipande kilichotangulia
part-after = Kipande kinachofuata
view-masked = Kufichwa
view-plain = Wazi
kind-of-part-testimony = Ushuhuda
kind-of-part-identity = Utambulisho
kind-of-part-evidence = Ushahidi
part-of = { $number } kati ya { $all }
coded-event = Tukio
coded-week = Wiki
coded-risks = Vihatarishi
together = Hizi ni jumbe { $count } za maandishi marefu mamoja. Upi ulitangulia haijasemwa: zimepangwa kama zilivyoombwa.
has-identity = Yeye ni nani kulitiwa muhuri peke yake, kwa walinzi wengine.
has-evidence = { $count ->
    [one] Faili moja lilitiwa
   *[other] Faili { $count } zilitiwa
  } muhuri peke yake, kama lilivyokuwa.
identity-empty = Kipande hiki cha utambulisho ni kitupu: chanzo chake hakikusema ni nani.
field-text = Maandishi
field-place = Mahali
field-harmed = Nani aliumizwa
field-name = Jina
field-phone = Simu
field-note = Maelezo
held = Yamezuiwa.
masked-whole = Maandishi haya yote yamefichwa hadi uombe kuyaona.
reveal = Onyesha maandishi haya
file-picture-not-shown = Picha, { $size }: haionyeshwi. Kinachoonyeshwa hapa huchorwa upya kwanza.
file-file-not-shown = Faili, { $size }: halionyeshwi wala halipakuliwi. Linaweza kuwa limetengenezwa kumdhuru anayelifungua.
no-text = Hakuna maandishi katika kipande hiki.
identifiers = Kinachoelekeza kwa watu
identifiers-none = Hakuna kilichopatikana. Haimaanishi kwamba hakuna.
decided-proposed = imependekezwa
decided-accepted = imekubaliwa
decided-refused = imekataliwa
decided-added = umeongeza wewe
accept = Kubali
refuse = Kataa
take-back = Rudisha
add-to = Weka alama katika: { $text }
add-words = Maneno, kama yalivyo hapo
add-kind = Ni nini
add-do = Yawekee alama kila mahali
adding-how = Mishale huenda kwa maneno, pamoja na Shift huchagua. Tarakimu huweka alama; Escape hutoka.
kind-name = jina
kind-person = mtu
kind-place = mahali
kind-organisation = shirika
kind-email = barua pepe
kind-url = anwani ya tovuti
kind-handle = jina la akaunti
kind-phone = simu
kind-number = nambari
kind-code = msimbo
kind-plate = namba ya gari
kind-coordinates = majira ya mahali
kind-date = tarehe
kind-time = saa
kind-age = umri
kind-duration = muda
kind-job = kazi au wadhifa
kind-demonym = kabila au asili
kind-event = tukio nadra
kind-year = mwaka
kind-amount = kiasi
kind-kin = undugu
kind-single = wa pekee
kind-condition = ugonjwa au hali
kind-work = jina la kazi
kind-address = anwani
kind-other = nyingine
kind-unread = neno lisilosomwa
kind-held = imezuiwa
kind-shared = maneno ya pamoja

key-stop = simamisha dawati hili mara moja: sahau yote, gandisha lilichoomba, waambie wengine
stop = Simamisha
stop-title = Simamisha dawati hili
stop-how = Kila kilicho wazi hapa kinasahauliwa mara moja. Lilichoomba dawati hili kinagandishwa moja kwa moja, na hifadhi na ukanda wa sera wanaambiwa kwamba dawati limesimamishwa.
stop-again = Wasimamizi wawili tu wanaweza kuliruhusu liendelee. Kitufe ! hufanya hivyo kutoka kila ukurasa, bila kuuliza.
stop-do = Lisimamishe sasa
stopped-title = Dawati hili limesimamishwa
stopped-how = Yote yamesahauliwa hapa. Maombi ya dawati hili yaliyogandishwa: { $frozen }.
stopped-vault = Hifadhi inajua.
stopped-vault-silent = Hifadhi bado haijaambiwa; dawati linaendelea kujaribu.
stopped-policy = Ukanda wa sera unajua, na unawaambia wengine.
stopped-policy-silent = Ukanda wa sera bado haujaambiwa; dawati linaendelea kujaribu.
error-desk-stopped = Dawati hili limesimamishwa. Wasimamizi wawili wanaweza kuliruhusu liendelee; lililosomwa limesahauliwa.
error-room-gone = Kilichokuwa wazi hapa kilikuwa katika mchakato uliokwisha. Fungua tena kilichoidhinishwa.
