"""Igbo, with and without its dots."""

# ruff: noqa: RUF001 - letters of other scripts are what it is about

from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, spelt, words

# Without their dots, or as they are, these are also names of people: Obi, Ike, Ada, Uche, Eze, Ugwu, Udo, Ozo.
_ALSO_NAMES = words(
    """
    obi ike chi ada uche eze udo ugwu oke agu ozo uzo oji oma ama ulo ude ndu akwa ife oha amaka eke
    """
)

IGBO = Lexicon(
    code="ig",
    ordinary=spelt(
        """
        a abụ abụghị abụọ achọ adị afọ aga agaghị agba agha ahụ ahụbeghị ahụhụ aja aka akpọ akụkọ ala ana anaghị
        anakwa anọ anọla anya anyị apụtala arụ asị asụ atọ atụ aza azụ azụmahịa ba banye banyere bara bata bea
        bi bịa bịakwa bịara bido bidoro biri bụ bụghị bụkwa bụla bụrụ bụrụkwa chee chefuo chere chọọ chọrọ daa
        dabere dara dere dị dịghị dịka dịkwa dịrị dọrọ dum e ebe ebee ebubo echi echiche edere efu ego egwu
        ejikọ ejiri ekpe ekwe ekwu ekwughị ekwuola ekwuru eme emeela emekwa emela emere enwe enweghị enwere enyo
        ewepụta ewerela ezinụlọ eziokwu ga gaa gafee gara gawa gbaa gbakwunyere gbanyere gbara gbasara gboo
        gburu gee gịnị gọọmentị gosi gosiri gọvanọ gụnyere gụọ gwa gwara ha hapụ họrọ hụ hụrụ i ị ịbụ ịchọ ịdị
        ifọ ịga ịgba ihe ihu ihụ ịhụ ihunanya iji ijide ikpe ikpeazụ ikwu ịma ịmata ime ịme imebi imeghe imeri
        imerụ inwe ịnwe inweta inye ịnye ire iri isi ịsị ite iwebata iweghara iwu izu ịzụ jere ji jide jikọta
        jiri jisiri jụrụ ka kacha kachasị kama kapụta karịa karịrị kedu kemgbe kere kọrọ kọwara kpatara kpere
        kpọrọ kpọtụrụ kpụrụ kwa kwaa kwado kwadoro kwe kwere kwesịrị kwụ kwukwara kwuru kwurula ma maara mabụ
        maka makana malitere mana mara marakwara mba mbụ mee meghị megide mere merela mgbe mgbidi minista miri
        mkpa mma mmadụ mmanụ mmiri mpụga mụ mụrụ mwakpo n n'elu n'etiti n'ihe n'ihi n'ime n'oge n'okpuru na
        naanị nabata nabatara nakwa nchekwa ndi ndị ndị-uwe-ojii ndịagha ndịisi ndịomekome ndụ nke nkea nkebi
        nkwa nnukwu nnyocha nọ nọkwa nọrọ nri nsogbu nta ntị nwa nwaanyi nwaanyị nwanyị nwata nwe nweghị
        nwekwara nwekwuo nwere nweta nwetara nwoke nwụrụ nyere nzukọ nzuzo o ọ ọbụ ọbụla ọbụna ọchịchị ọdịnihu
        ọgbaghara oge ogologo ọgụ ọgwụ ọgwụgwụ ọha ọhụrụ ọkachasị ọkụ ole olee omenala ọnọdụ ọnụ ọnụọgụ ọnwa
        onwe ọnwụ onye onyeisi onyeisiala ọnyeisiala ọrịa ọrụ otu ọtụ otua otutu ọtụtụ ozi ọzọ ozugbo puku pụọ
        pụrụ pụtara rabara rere ri rịgoro ruo rụọ rụrụ si sị sịkwara siri sitere so sokwa soro ta taa tara
        tinyere tupu tụrụ ụbọchị ụdị ụfọdụ ụgbọ ụgbọala ugboro ugbu ugbua ụlọ ụlọakwụkwọ ụlọikpe ụlọọgwụ ụlọọrụ
        ụmụ ụmụaka ụmụnwaanyị ụmụnwoke unu ụnụ ụnyaahụ ụnyahụ ụtụtụ ụwa uweojii ụzọ wa wee weere wepụta were
        wetara ya yana yere yiri zaa zara zuru
        """
    )
    - _ALSO_NAMES
    - words(
        """
        nta nwa nwata ole ana onwa azu ala ime aja miri otu ndi ego isi ire ite ama biri mma nne nnu ozi
        """
    ),
    months=spelt(
        """
        jenụwarị jenụarị febụrụwarị febrụwarị maachị maachi eprel epreel mee juun julaị ọgọst ọgọọst septemba
        ọktọba ọktoba novemba disemba
        """
    ),
    weekdays=spelt(
        """
        mọnde tuzde tiuzdee wenezde wenezdee tọzde tọọzdee fraịde fraịdee satọde satọdee sọnde sọndee ụka
        """
    ),
    digits=("efu", "otu", "abụọ", "atọ", "anọ", "ise", "isii", "asaa", "asatọ", "itoolu"),
    counts=spelt("abụọ atọ anọ ise isii isi asaa asatọ itoolu iri ndaa narị mbụ") - words("isi"),
    units=spelt("afọ ọnwa izu izuụka ụbọchị awa elekere nkeji abalị") - words("onwa"),
    honorifics=spelt(
        """
        maazị oriakụ ọriakụ dọkịta dọkta gọvanọ gọọmenti onyeisiala onyeisi-ala sineto sinetọ bishọp ụkọchukwu
        rev chief igwe ọkammụta prọfesọ pasto
        """
    ),
    kin=spelt("nne nna nwanne ụmụnne nwunye ọkpara") - words("nna nne"),
    labels=spelt("nọmba akwụkwọ ikpe ekwentị"),
    counts_behind=True,
    regions=("NG",),
    jobs=spelt(
        """
        onyenkuzi onyeọkaiwu ọkaiwu onyenta dọkịta nọọsụ onyeuweojii onyeagha nwaagha onyeọrụugbo ọrụugbo
        onyeikpe ọkaikpe onyentaakụkọ odeakwụkwọ omebeiwu
        """
    ),
    before_places=words("steeti obodo"),
    heads=spelt(
        """
        steeti steetị obodo ala mba ime-obodo okpuru-ọchịchị ụlọikpe ụlọọgwụ mahadum ụlọakwụkwọ osimiri ugwu otu
        pati
        """
    ),
    links=spelt("nke na n'"),
    calendar=spelt("ụbọchị afọ ọnwa abalị izuụka nʼafọ nʼọnwa") - words("onwa"),
    small_places=spelt(
        """
        naijiria naịjirịa naijirịa nigeria gana amerịka amịrịka afrịka africa chaịna briten legọs abuja enugu
        owerri rivers bekee ingland
        """
    ),
    demonyms=spelt("hausa fulani yoruba igbo ndịigbo"),
)  # fmt: skip
