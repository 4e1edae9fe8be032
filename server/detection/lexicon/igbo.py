"""Igbo, with and without its dots."""

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

# Without their dots, or as they are, these are also names of people: Obi, Ike, Ada, Uche, Eze, Ugwu, Udo, Ozo.
_ALSO_NAMES = words("obi ike chi ada uche eze udo ugwu oke agu ozo uzo oji oma ama ulo ude ndu akwa ife oha amaka eke")

IGBO = Lexicon(
    code="ig",
    ordinary=spelt(
        """
        a abụ abụghị abụọ achọ adị afọ agaghị ahụ ahụhụ aja aka akụkọ ala anọ anya anyị asị atọ aza azụ azụmahịa ba bara
        banye banyere bata bea bi bido bidoro biri bịa bịara bịakwa bụ bụghị bụkwa bụla bụrụ bụrụkwa chee chere chefuo chọọ chọrọ
        daa dabere dara dere dị dịka dịghị dịkwa dịrị dọrọ dum e ebe ebee echiche efu ego egwu ejikọ ejiri ekpe ekwe ekwu ekwughị eme emeela
        emela emere enwe enweghị enwere enyo ewepụta eziokwu gaa gafee gara gawa gbaa gbakwunyere gbanyere gbara gbasara gboo gburu gee
        gosi gosiri gwa gwara gụọ gụnyere gịnị ga ha hapụ họrọ hụ hụrụ i ị ịbụ ịchọ ịdị ịga ịhụ ịma ịmata ịme ịnwe ịnye ihe ihu ihụ
        iji ijide ikpe ikpeazụ ikwu ime ifọ imebi imeri imeghe imerụ inwe inweta inye ịzụ isi ịsị ire ite iri iwebata iwu iweghara izu ịgba jere ji jide jikọta jiri jisiri jụrụ
        ka kacha kachasị kama kapụta karịa karịrị kedu kere kọrọ kọwara kpatara kpọrọ kpọtụrụ kwa kwado kwadoro kwaa kwe kwere kwesịrị kwụ kwuru kwukwara kwurula
        ma maara mabụ mana mara maka makana malitere marakwara mba mbụ mee megide meghị mere merela mgbe mgbidi miri mkpa mma mmadụ mmiri
        mpụga mụ mụrụ na nabata nabatara naanị nakwa nchekwa ndị ndụ nke nkea ndi nkebi nkwa nnukwu nnyocha nọ nọkwa nọrọ nsogbu nta ntị nwa nwanyị nwata nwe nweghị nwekwara
        nwekwuo nweta nwetara nwere nwoke nwụrụ nyere nzukọ nzuzo o ọ ọbụ ọbụla ọbụna ọchịchị ọdịnihu ogologo ọha ọhụrụ ọkachasị ole olee onwe ọnwa onye
        ọnwụ ọnụ ọnụọgụ ọrụ ọtụ otu otua otutu ọtụtụ ọzọ oge ozi ọnọdụ pụọ pụrụ pụtara puku rabara rere ri rịgoro ruo rụọ rụrụ sị sịkwara siri si sitere soro so
        sokwa ta taa tara tinyere tupu tụrụ ụbọchị ụfọdụ ugbu ugboro ụlọ ụmụ ụmụaka ụnyahụ unu ụwa ụzọ ụtụtụ wa wee wepụta were wetara weere ya ụdị ụnụ yana yere yiri zaa zara zuru n
        ndịomekome ndịagha ndị-uwe-ojii uweojii ụlọọrụ ụlọikpe ụlọọgwụ ụlọakwụkwọ ọnyeisiala onyeisiala onyeisi ndịisi gọọmentị gọvanọ minista omenala nwaanyị ụmụnwaanyị ụmụnwoke ezinụlọ
        kemgbe kpere kpụrụ ọrịa ọgwụ ego mmanụ nri ụgbọ ụgbọala ọkụ ihunanya ọnọdụ ihe-mere n'ihi n'ihe n'ime n'oge n'elu n'okpuru n'etiti nwaanyi ụnyaahụ echi ugbua ozugbo
        ọgụ agha ọgbaghara mwakpo ọgwụgwụ ọkụ anọla ekwuola emekwa ewerela ekwuru akpọ ana aga agba ahụbeghị anaghị anakwa apụtala arụ asụ atụ ebubo echi edere
        """
    )
    - _ALSO_NAMES
    - words("nta nwa nwata ole ana onwa azu ala ime aja miri otu ndi ego isi ire ite ama biri mma nne nnu ozi ka-na"),
    months=spelt(
        """
        jenụwarị jenụarị febụrụwarị febrụwarị maachị maachi eprel epreel mee juun julaị julaị ọgọst ọgọọst septemba ọktọba ọktoba novemba disemba
        """
    ),
    weekdays=spelt("mọnde tuzde tiuzdee wenezde wenezdee tọzde tọọzdee fraịde fraịdee satọde satọdee sọnde sọndee ụka"),
    digits=("efu", "otu", "abụọ", "atọ", "anọ", "ise", "isii", "asaa", "asatọ", "itoolu"),
    counts=spelt("abụọ atọ anọ ise isii isi asaa asatọ itoolu iri ndaa narị mbụ") - words("isi"),
    units=spelt("afọ ọnwa izu izuụka ụbọchị awa elekere nkeji abalị") - words("onwa"),
    honorifics=spelt("maazị oriakụ ọriakụ dọkịta dọkta gọvanọ gọọmenti onyeisiala onyeisi-ala sineto sinetọ bishọp ụkọchukwu rev chief igwe ọkammụta prọfesọ pasto"),
    kin=spelt("nne nna nwanne ụmụnne nwunye ọkpara") - words("nna nne"),
    labels=spelt("nọmba akwụkwọ ikpe ekwentị"),
    counts_behind=True,
    regions=("NG",),
    jobs=spelt(
        """
        onyenkuzi onyeọkaiwu ọkaiwu onyenta dọkịta nọọsụ onyeuweojii onyeagha nwaagha onyeọrụugbo ọrụugbo onyeikpe ọkaikpe
        onyentaakụkọ odeakwụkwọ omebeiwu
        """
    ),
    heads=spelt("steeti steetị obodo ala mba ime-obodo okpuru-ọchịchị ụlọikpe ụlọọgwụ mahadum ụlọakwụkwọ osimiri ugwu otu pati"),
    links=spelt("nke na n'"),
    calendar=spelt("ụbọchị afọ ọnwa abalị izuụka nʼafọ nʼọnwa") - words("onwa"),
    small_places=spelt("naijiria naịjirịa naijirịa nigeria gana amerịka amịrịka afrịka africa chaịna briten legọs abuja enugu owerri rivers bekee ingland"),
    demonyms=spelt("hausa fulani yoruba igbo ndịigbo"),
)  # fmt: skip
