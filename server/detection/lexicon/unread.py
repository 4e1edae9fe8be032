"""Words of grammar of languages that are not read here, so that a text in one of them is not taken for another.

Short words are alike everywhere: without these, much Lingala and Bambara seems Yorùbá, and Dutch Spanish.
Nothing else is
done with them, so that a name among them hides nothing.
"""

# ruff: noqa: RUF001 - letters of other scripts are what it is about

from __future__ import annotations

from server.detection.lexicon.entry import spelt

UNREAD = {
    "ln": spelt(
        """
        na ya ezali azali bazali kasi mpe to pe po mpo mpona oyo nini nyonso wana te moko bango biso bino yango
        ye ndenge lokola liboso nsima kati likolo soki nde tango mokolo bato moto mwana makambo likambo ekolo
        mboka mobali mwasi esengeli akoki bakoki kosala salaki azalaki ezalaki bazalaki alobaki liloba lobi lelo
        sikoyo epai esika mingi malamu mabe baye wapi
        """
    ),
    "bm": spelt(
        """
        ye bɛ tɛ ka kɛ ma ni la na min minnu o u an aw ne i a den mɔgɔ mɔgɔw bɛɛ don kɔnɔ kan kama nka walima fɔ
        fana ani cogo jamana hɔrɔnya sariya dɔ dɔw si fɛ sira kɛra bɔ se mana tun kana hakɛ haw jo yɛrɛ bɛna ko
        kosɔn tilennen bolo fɛn
        """
    ),
    "ak": spelt(
        """
        na no a wɔ ne sɛ ho mu so de yɛ nso ɛyɛ ɛno obi obiara biara nnipa onipa ɔman aman mmara kwan ma anaa
        kyerɛ wɔn ɔno yɛn wo me ase hyɛ deɛ saa nyinaa ɛsɛ ɛwɔ fa firi nti adwuma ɛho ɔwɔ bɔ kɔ ba dwuma asɛm
        ɔkwan ɔmanfoɔ ewiase nea mmom kɔm
        """
    ),
    "lg": spelt(
        """
        mu ku era ne nga okuba oba omuntu abantu buli bonna byonna lwa ya wa ba ga gwa bwa kya bya awamu ensi
        ssi eri okuva nti naye kuba kubanga olw okulaba okukola mateeka ddembe ebintu ekintu ekyo ebyo abo oyo
        ono bano yennyini okusinziira teri tewali munnansi obwenkanya
        """
    ),
    "so": spelt(
        """
        iyo oo ka ku u ee waa in uu ay aan la soo kala ama mid qof dad dadka ayaa waxaa wuxuu waxay isaga iyada
        kuwa kasta leh leeyahay xaq xuquuq dalka dhan inuu inay si marka markii kadib waxa maanta shalay maxaa
        ahaan noqon karo karaa lahayn hadii balse laakiin sababta intii
        """
    ),
    "om": spelt("""
        fi kan ni akka kun sun irra keessa waan garuu yookaan yoo hin jira jiru isaa isaan nama namni hundi
        mirga qaba kana sana irraa bira waliin booda dura biyya gara ture turan jedhe jedhan dha miti kanaaf
        erga hanga mootummaa ummata
    """),
    "ff": spelt("""
        e nde ko fof kala neɗɗo leydi leyɗi hay gooto ina woni wonaa mo ɗum ɗe ɗen ɓe ɓen maa walla kono so gila
        haa ngam sabu ngoni jogii alaa wi'i en mi a o min nder dow ley hakkunde kadi tawa ɓiy ɗi
    """),
    "sn": spelt(
        "munhu wese ane kodzero kana uye kuti ne ndi pa ku mu zvose zvinhu asi iye ivo vanhu nyika yake dzake vake "
        "chero ayo iyi izvi nokuti kubva kusvika hapana zvino nhasi nezuro akati vakati"
    ),
    "zu": spelt(
        "umuntu wonke unelungelo futhi noma ukuthi nga na ku kwa ba u i uma kodwa bonke abantu izwe yakhe akhe "
        "labo lokho lokhu kufanele ngoba kusukela namhlanje izolo wathi bathi ngokuthi ukuba"
    ),
    "mg": spelt(
        "ny sy amin fa dia izay misy olona rehetra tsy ho an ireo izany tokony mba momba zo noho raha aza satria "
        "ao ary koa aho izy isika ianao avy toy tamin nanao nilaza hoe"
    ),
    "ht": spelt(
        "yo nan ak pou ki se li mwen nou pa gen moun tout sou yon peyi dwa kapab fè ann sa oswa men lè te ap pral "
        "kote konsa jwenn dwe chak lòt tankou paske depi"
    ),
    "it": spelt(
        "il lo i gli di che è e un una con per non del della dei delle nel nella sono al alla ha ad come anche più "
        "ogni individuo diritto suo sua suoi essere o ed dal dalla tutti questo questa hanno stato stata ma"
    ),
    "nl": spelt(
        "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij door naar uit tot "
        "worden wordt heeft hij zij ze wij hun deze dit die zich recht ieder een of geen over werd waren hebben "
        "nog"
    ),
    "de": spelt(
        "der die das und in zu den nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an "
        "nach wie im für man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen einer oder "
        "jeder hatte waren"
    ),
    "id": spelt(
        "yang dan di dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka "
        "lebih kami atau oleh setiap orang berhak adalah sebagai itu telah kita anda tetapi sudah hak atas"
    ),
    "tr": spelt(
        "ve bir bu için ile da de çok olan olarak her gibi daha ne ama en var sonra kadar ki ya veya hakkı herkes "
        "değil mi o ben sen biz onlar şey nasıl neden bunu olduğu hakkına"
    ),
    "ku": spelt(
        "û ku li ji bi di de ew ev her kes mirov hene heye xwe wî wê an ne jî bo bike dikare ye yên yê ya wan me "
        "hemû piştî lê belê çi îro duh nav ser dema dibe"
    ),
    "ro": spelt(
        "și de la în a cu pe nu din pentru care este sunt o un că al ale ca mai sau orice persoană are dreptul să "
        "se fi fost dar acest această după prin lui"
    ),
    "ca": spelt(
        "el la els les de i a que en un una per amb no és dels del al són aquest aquesta seva seu tota persona "
        "dret o com més però també tots ha han fins sense"
    ),
    "pl": spelt(
        "i w na z do nie się że jest to od o jak po co tak za ma ale przez lub każdy człowiek prawo jego oraz są "
        "być który która które został"
    ),
    "vi": spelt(
        "và của là có được trong cho không người các với một những đã này để về khi đến ra cũng từ hay đều quyền mọi ở"
    ),
}
