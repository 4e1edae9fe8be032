# The custodian's page in Swahili, from en.ftl. No native speaker has checked it.
# Chosen words: custodian = mlinzi; part = sehemu; curator = msimamizi; reviewer = mhakiki; vault = hazina; desk = dawati; log = daftari.

page-title = Mlinzi
language-name = Kiswahili
checked = no
unchecked = Bado hakuna mzungumzaji wa asili aliyekagua maneno ya ukurasa huu. Sentensi isipokuwa wazi, usiitegemee: itazame katika lugha nyingine.
noscript = Ukurasa huu unahitaji skripti: funguo zako zinatumika hapa, kwenye kifaa chako. Bila hizo, tumia leeward-custodian.
language = Lugha
skip = Nenda kwenye maandishi
nav = Pa kwenda
opening = Inafunguka…

tab-waiting = Yanayosubiri
tab-history = Majibu yako
tab-freeze = Simamisha ombi
tab-device = Kifaa hiki

looked = Mara ya mwisho kutazama: { $when }
never-looked = Kifaa hiki bado hakijatazama.
looking = Inakagua daftari, orodha rasmi na kila ombi…
look-again = Tazama tena

bring-title = Leta funguo zako
bring-what = Bado hakuna ufunguo kwenye kifaa hiki. Kwenye kompyuta yenye ufunguo wako, andika:
bring-file = Faili iliyoandikwa
bring-choose = Chagua faili
bring-code = Msimbo ulioonyeshwa
bring-code-hint = Tarakimu 42. Nafasi hazijalishi.
bring-go = Leta funguo
bring-busy = Funguo zinaletwa…
bring-no-file = Chagua faili kwanza.
bring-no-code = Huu si msimbo: una tarakimu 42, na moja si sahihi au haipo.
bring-after = Futa faili baadaye. Kuanzia sasa jibu kutoka ukurasa huu, si kutoka programu pia: kila kimoja huhesabu kiwango chake.

nothing-waits = Hakuna kinachokusubiri.
waits = { $parts ->
    [one] Sehemu moja inasubiri
   *[other] Sehemu { $parts } zinasubiri
  }, katika { $requests ->
    [one] ombi moja.
   *[other] maombi { $requests }.
  }
request = { $parts ->
    [one] Sehemu moja
   *[other] Sehemu { $parts }
  } kwa { $aim }
aim-early-warning = tahadhari ya mapema
aim-advocacy = utetezi
aim-accountability = uwajibikaji
soon = linaisha karibuni
compartment = Chumba
curator = Msimamizi
reviewer = Mhakiki
ends = Hadi
quota = Kiwango cha leo
quota-left = zimebaki { $left } kati ya { $most }; { $used } zimeidhinishwa kwa msimamizi huyu
number = Nambari
with-the-others = { $parts ->
    [one] Idhinisha sehemu yake moja pamoja na nyingine
   *[other] Idhinisha sehemu zake { $parts } pamoja na nyingine
  }
none-may = Kifaa hiki hakikuruhusu kuidhinisha chochote cha ombi hili.
approve = { $parts ->
    [one] Idhinisha sehemu moja
   *[other] Idhinisha sehemu { $parts }
  }
approve-sure = { $parts ->
    [one] Sehemu moja inafungwa upya
   *[other] Sehemu { $parts } zinafungwa upya
  } kwa msimamizi na mhakiki wa { $requests ->
    [one] ombi moja.
   *[other] maombi { $requests }.
  } Walinzi wa kutosha wakiidhinisha, wataweza kusoma. Huwezi kurudisha; bado unaweza kusimamisha ombi kabla halijachukuliwa.
approve-yes = { $parts ->
    [one] Ndiyo, iidhinishe
   *[other] Ndiyo, idhinisha { $parts }
  }
not-now = Si sasa
sealing = Zimefungwa upya: { $done } kati ya { $of }
sealing-label = Imefika wapi
told-approved = { $parts ->
    [0] Hakuna kilichoidhinishwa.
    [one] Sehemu moja imeidhinishwa.
   *[other] Sehemu { $parts } zimeidhinishwa.
  }
told-refused = { $parts ->
    [0] Hakuna kilichokataliwa.
    [one] Sehemu moja imekataliwa.
   *[other] Sehemu { $parts } zimekataliwa.
  }
unsound = { $requests ->
    [one] Ombi moja halionyeshwi kwa sababu si sahihi: saini au uthibitisho una kosa. Mwambie anayeendesha hazina.
   *[other] Maombi { $requests } hayaonyeshwi kwa sababu si sahihi: saini au uthibitisho una kosa. Mwambie anayeendesha hazina.
  }
stopped-requests = { $requests ->
    [one] Ombi moja limesimamishwa kwa amri: ya chumba chake, au ya wanaoomba.
   *[other] Maombi { $requests } yamesimamishwa kwa amri: ya chumba chao, au ya wanaoomba.
  }
ended = { $requests ->
    [one] Ombi moja limeisha.
   *[other] Maombi { $requests } yameisha.
  }
directory-stale = Orodha rasmi iliisha { $day }. Mpya inahitajika ndani ya siku 30 tangu hapo.

flaw-withdrawn = { $parts ->
    [one] Sehemu moja: chanzo kimeirudisha.
   *[other] Sehemu { $parts }: chanzo kimezirudisha.
  }
flaw-said-withdrawn = { $parts ->
    [one] Sehemu moja: hazina inasema chanzo kimeirudisha. Daftari bado halionyeshi.
   *[other] Sehemu { $parts }: hazina inasema chanzo kimezirudisha. Daftari bado halionyeshi.
  }
flaw-not-allowed = { $parts ->
    [one] Sehemu moja: chanzo hakiruhusu hili.
   *[other] Sehemu { $parts }: chanzo hakiruhusu hili.
  }
flaw-consent-ended = { $parts ->
    [one] Sehemu moja: ridhaa ya chanzo imeisha.
   *[other] Sehemu { $parts }: ridhaa ya chanzo imeisha.
  }
flaw-stopped = { $parts ->
    [one] Sehemu moja imesimamishwa kwa amri.
   *[other] Sehemu { $parts } zimesimamishwa kwa amri.
  }
flaw-quota-reached = { $parts ->
    [one] Sehemu moja: zaidi ya kiwango chako cha leo kwa msimamizi huyu.
   *[other] Sehemu { $parts }: zaidi ya kiwango chako cha leo kwa msimamizi huyu.
  }
flaw-other = { $parts ->
    [one] Sehemu moja si sahihi: saini au nambari ina kosa.
   *[other] Sehemu { $parts } si sahihi: saini au nambari zina kosa.
  }

refuse = Kataa…
refuse-why = Kwa nini unakataa?
refuse-coded = Msimbo huu tu ndio unatumwa. Hausemi lolote kuhusu chanzo.
refuse-yes = Kataa sehemu zake zote
reason-too-many = Sehemu nyingi mno kwa mara moja
reason-aim-not-clear = Lengo haliko wazi
reason-consent = Ridhaa hairuhusu
reason-withdrawn = Chanzo kimeirudisha
reason-person-not-known = Simjui anayeomba
reason-under-threat = Niko chini ya tishio
reason-other = Sababu nyingine

history-what = Umejibu sehemu ngapi kutoka kifaa hiki, kwa siku. Hakuna sehemu inayotajwa.
no-answers = Hujajibu chochote kutoka kifaa hiki katika siku 90 zilizopita.
day = Siku
approved-column = Zilizoidhinishwa
refused-column = Zilizokataliwa

freeze-what = Ombi likisimamishwa, linabaki limesimama kwa wote. Ambacho madawati yake yamekwisha kuchukua, wanacho. Huhitaji sababu.
nothing-to-freeze = Kifaa hiki hakijui chochote unachoweza kusimamisha.
freeze-waits = { $parts ->
    [one] sehemu moja inakusubiri
   *[other] sehemu { $parts } zinakusubiri
  }
freeze-approved = { $parts ->
    [one] iliyoidhinishwa hapa siku za karibuni: sehemu moja
   *[other] zilizoidhinishwa hapa siku za karibuni: sehemu { $parts }
  }
freeze-number = Nambari uliyoambiwa
freeze-number-hint = Alama zake zote 64.
freeze = Simamisha ombi hili…
freeze-sure = Hakuna kinachoweza kurudisha hili.
freeze-yes = Lisimamishe kabisa
told-frozen = Limesimamishwa. Madawati yake hayawezi kuchukua zaidi.

seat = Kiti
key = Ufunguo wa wazi
signing-key = Ufunguo wa kusaini
sealing-key = Ufunguo wa kufunga
key-native = unatunzwa na kivinjari, ambacho hakimwonyeshi mtu yeyote
key-sealed = umefungwa kwenye kifaa hiki kwa ufunguo ambao kivinjari hakimwonyeshi mtu yeyote
door-vault = Hazina
door-policy = Eneo la kanuni
door-ledger = Daftari
door-intake = Mapokezi
device-what = Anayeweza kutumia kifaa hiki kwa akaunti yako anaweza kujibu mahali pako. Funga skrini yake unapokiacha.
device-served = Ukurasa huu unatoka kwenye seva. Anayeendesha seva hiyo angeweza kukutumia ukurasa mwingine, ambao ungeweza kutumia funguo zako. leeward-custodian haina udhaifu huu.
forget-title = Ondoa kila kitu
forget-what = Funguo zako na kinachokumbukwa hapa (zilizorudishwa, kiwango chako) vinafutwa. Ili kurudi, faili iliyozileta inahitajika, au mpya.
forget = Ondoa kila kitu…
forget-yes = Ndiyo, futa vyote

hidden-title = Umefichwa
hidden-what = Hakuna aliyegusa ukurasa huu kwa dakika { $minutes }, kwa hiyo hauonyeshi chochote.
hidden-show = Uonyeshe tena

stop-cannot-reach-vault = Hazina haipatikani. Ulichotuma awali kinahesabiwa mara moja. Jaribu tena baadaye.
stop-cannot-reach-policy = Eneo la kanuni halipatikani, kwa hiyo huwezi kuidhinisha sasa. Bado unaweza kusimamisha ombi. Jaribu tena baadaye.
stop-cannot-reach-ledger = Daftari halipatikani, kwa hiyo huwezi kuidhinisha sasa. Bado unaweza kusimamisha ombi. Jaribu tena baadaye.
stop-cannot-reach-intake = Mapokezi, yanayotoa orodha rasmi, hayapatikani. Huwezi kuidhinisha sasa. Bado unaweza kusimamisha ombi. Jaribu tena baadaye.
stop-said-no-vault = Hazina haikubali hili. Tazama tena; likiendelea hivyo, muulize anayeiendesha.
stop-said-no-policy = Eneo la kanuni halijibu kifaa hiki. Muulize anayeliendesha.
stop-said-no-ledger = Daftari halijibu inavyopaswa. Huwezi kuidhinisha sasa. Bado unaweza kusimamisha ombi.
stop-said-no-intake = Mapokezi hayatoi orodha rasmi. Huwezi kuidhinisha sasa. Bado unaweza kusimamisha ombi.
stop-no-seat = Orodha rasmi haina kiti chako kwa ufunguo huu. Uliza nani anakalia kiti sasa.
stop-directory-expired = Orodha rasmi iliisha zaidi ya siku 30 zilizopita. Mpya inahitajika kabla ya kuidhinisha chochote.
stop-directory-rolled-back = Imetolewa orodha ya zamani kuliko ile ambayo kifaa hiki kinaijua. Usiidhinishe chochote, na uwaambie wenye mizizi.
stop-directory-forked = Imetolewa orodha nyingine chini ya nambari ambayo kifaa hiki kinaijua. Usiidhinishe chochote, na uwaambie wenye mizizi.
stop-directory-unsigned = Imetolewa orodha ambayo mizizi haikusaini. Usiidhinishe chochote, na uwaambie wenye mizizi.
stop-seats-moved = Orodha mpya inahamisha kiti, inaondoa kimoja au inapunguza akidi. Usiidhinishe chochote, na uwaambie wenye mizizi.
stop-substitute-moved = Orodha mpya inamhusisha naibu na viti vya walinzi wawili. Usiidhinishe chochote, na uwaambie wenye mizizi.
stop-directory-not-yet = Orodha inaanza siku zijazo. Tazama saa ya kifaa hiki.
stop-policy-unsigned = Zimetolewa kanuni ambazo wasimamizi wakuu wawili hawakusaini. Usiidhinishe chochote, na uwaambie.
stop-policy-rolled-back = Zimetolewa kanuni za zamani kuliko zile ambazo kifaa hiki kinazijua. Usiidhinishe chochote, na uwaambie wasimamizi wakuu.
stop-log-split = Daftari limerudishwa nyuma, au linakuonyesha tofauti na wengine. Usiidhinishe chochote. Vichwa vyake viwili vilivyosainiwa vimetunzwa hapa: vihifadhi, na uwaonyeshe mashahidi.
stop-too-few-witnesses = Mashahidi waliosaini pamoja kichwa kipya cha daftari ni wachache mno. Hakuna kinachoweza kuidhinishwa sasa. Bado unaweza kusimamisha ombi. Jaribu tena baadaye.
stop-directory-not-logged = Orodha haimo katika daftari ambalo mashahidi husaini pamoja: huenda imetengenezwa kwa ajili yako tu. Usiidhinishe chochote, na uwaambie wenye mizizi.
save-heads = Hifadhi vichwa vyote viwili
stop-unsound = Kitu kilichokuja si sahihi: saini au uthibitisho una kosa. Huwezi kuidhinisha sasa.
stop-malformed = Hii si faili ya aina hiyo.
stop-bad-receipt = Huu si msimbo: tarakimu moja si sahihi au haipo.
stop-cannot-open = Msimbo huu haufungui faili hii.
stop-memory-damaged = Kinachokumbukwa na kifaa hiki kimeharibika. Ondoa kila kitu, na ulete funguo zako tena.
stop-memory-lost = Kilichokumbukwa na kifaa hiki kimepotea. Ondoa kila kitu, na ulete funguo zako tena.
stop-memory-full = Kifaa hiki hakiwezi kukumbuka zilizorudishwa zaidi. Muulize anayeendesha hazina kabla ya kuidhinisha chochote.
stop-memory-changed = Dirisha lingine la ukurasa huu lilikuwa likifanya kazi. Hakuna kilichotumwa kutoka hapa; tazama tena.
stop-keys-unusable = Kivinjari hiki hakiwezi tena kutumia funguo kinazotunza. Ondoa kila kitu, na uzilete tena.
stop-program = Ukurasa una kasoro: hili halikuwezekana. Hakuna kingine kilichotumwa. Tumia leeward-custodian, na utoe taarifa.
