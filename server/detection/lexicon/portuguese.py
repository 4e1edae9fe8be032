from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

PORTUGUESE = Lexicon(
    code="pt",
    ordinary=words(
        """
        a à agora ainda além algo alguém algum alguma alguns amanhã ante antes ao aos apenas após
        aquela aquele aqui as às assim até através cada com como contra contudo da daí das de dela dele
        deles depois desde do dos durante é e ela elas ele eles em enquanto então entre era eram essa esse
        está esta estão estava estavam este eu foi foram há hoje isso isto já la lhe lhes logo mais mas me
        mesmo meu meus minha muita muito muitos na nada não nas nem nenhum nenhuma ninguém no nos nós
        nossa nosso nunca o onde ontem os ou outra outras outro outros para pela pelas pelo pelos perto
        pois por porém porque pouco qual quando quanto que quem se segundo seja sem sempre ser seu seus
        sido sob sobre sua suas também tanto têm tem tinha tinham toda todas todo todos tudo um uma umas
        uns você vocês
        acrescentou acordo acusado afirma afirmam afirmou agora ainda-assim ajuda aldeia aldeias alguns ali ambos ano anunciou apesar aproximadamente armados assim-como ataque ataques atualmente aumento autoridades bairro bastante
        bem boa bom cabo caminho camponeses campo caso casos causa cerca certo cinco cidade civis claro coisa coisas começou comunidade comunidades conflito considera contou continuava corpo corpos crianças dá dado dar debaixo
        deve devem devia dia dias disse disseram diz dizem dizer dois duas durante-a eleições embora encontra encontraram enfim então-porque entrada entretanto entrou época estado estamos estar estarão estavam esteve estou estes estas esses essas
        exército explicou falta famílias família faz fazem fazer fez fica ficou fim finalmente fizeram fora forças forma frente fugiram gente governo grande grandes grupo grupos guerra habitantes haver havia homem homens hora houve igualmente indicou
        informação informou infelizmente irmão irmãos jovem jovens justiça lado levada levado levaram local logo-depois longe lugar maior maioria manhã maneira mau médico meio melhor membros menor menos mês mil militares ministro moradores momento morte mortos
        mulher mulheres mundo nasceu nascida nascido naquele naquela neste nesta nesse nessa noite nome nova novas novo novos número numa num nunca-mais obrigado ocorreu onda ontem-à-noite ouviram país países palavra parece parte partido passado passou pessoa pessoas podem pode
        poderá poderia polícia política população porque-é possível poucos precisamos preciso presidente primeira primeiras primeiro primeiros principalmente problema problemas próxima próximo pôde quais qualquer quanto quantos quarta quarto quatro queremos quer questão
        rapaz realizou recebeu recentemente região relação respeito resultado sabe sabemos saber saiu saíram seguinte seguiu segurança seis sejam sentido será serão seria sete situação só soldados somente somos sou teria tempo tenho terá terceiro testemunhas testemunha tipo
        tiros toma total trabalho três última últimas último últimos única único vai vamos vão várias vários veio ver verdade vez vezes vida vila vimos vive vivem viu viram vítimas vivia voltou voz zona contra-ataque acho adeus aliás além entre-tanto
        """
    ),
    months=words(
        """
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
        fev mai dez
        """
    ),
    weekdays=words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
    digits=("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    counts=words(
        "duas dez onze doze quinze vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil milhão milhões"
    ),
    units=words("ano anos mês meses semana semanas dia dias hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra dom dona senhor senhora doutor doutora"),
    kin=words("mãe pai irmão irmã filho filha tio tia primo prima esposa esposo marido sobrinho amigo"),
    labels=words("no nº n° núm número processo ref referência passaporte matrícula conta bilhete bi nuit cartão"),
    jobs=words(
        """
        advogado advogada agente agricultor agricultora alfaiate ativista activista arquiteto artista ator atriz barbeiro bombeiro cabeleireira
        camponês camponesa cantor cantora capitão carpinteiro catequista chefe-de-posto cirurgião comerciante condutor contabilista
        costureira cozinheira cozinheiro curandeiro curandeira dentista deputado deputada diretor diretora director directora
        economista eletricista electricista empregada empregado empresário enfermeira enfermeiro engenheira engenheiro escritor
        escritora estudante farmacêutico ferreiro fotógrafo funcionário funcionária futebolista general governador guarda imame
        intérprete jardineiro jornalista jornalistas juiz juíza lavadeira madeireiro mecânico médica médico mineiro motorista músico
        padeiro padre parteira pastor pedreiro pescador pescadora pintor poeta polícia político procurador professor professora
        psicóloga régulo secretária secretário sargento sindicalista soldado técnico tradutor vendedeira vendedor vendedora vereador
        veterinário bispo freira presidente-da-câmara administrador garimpeiro
        """
    ),
    demonyms=ending(
        "american african europei mexican cuban angolan moçambican italian russ sírio-liban turc greg suec romen ucranian "
        "brasileir cristã católic muçulman judi cigan asiátic argentin colombian venezuelan zambian nigerian sul-african ruandês-tanzanian tanzanian "
        "queniano-somalian chilen peruan boliviano-paraguai indian libi egípci guineens tunisin",
        "o a os as",
    )
    | ending(
        "português inglês francês japonês chinês holandês irlandês ruandês burundês congolês senegalês libanês camaronês escocês",
        "-",
    )
    | words(
        """
        portuguesa portugueses portuguesas inglesa ingleses francesa franceses chinesa chineses japonesa japoneses congolesa congoleses ruandesa
        ruandeses espanhol espanhola espanhóis alemão alemã alemães guineense guineenses são-tomense são-tomenses cabo-verdiano
        cabo-verdiana cabo-verdianos timorense timorenses moçambicano moçambicana moçambicanos queniano queniana somali israelita palestino
        palestiniano árabe árabes belga suíço suíça israelense estadunidense norte-americano norte-americana canadense canadiano makua macua
        macuas maconde macondes makonde ndau sena shona tsonga changana ronga ovimbundu bakongo kimbundu umbundu chokwe balanta fula
        fulas mandinga papel indígena indígenas evangélico evangélica protestante
        """
    ),
    singles=words("único única primeiro primeira último última mais-velho mais-velha primogénito caçula"),
    currencies=words("euro euros metical meticais kwanza kwanzas real reais escudo escudos dólar dólares francos"),
    measures=words(
        "quilómetro quilómetros quilômetro quilômetros km metro metros hectare hectares quilo quilos tonelada toneladas litro litros cabeças"
    ),
    events=words(
        """
        massacre massacres rapto raptos sequestro casamento funeral inundação inundações incêndio atentado explosão tiroteio assassinato
        acidente motim golpe-de-estado epidemia terramoto ciclone pilhagem julgamento batizado enterro linchamento emboscada
        """
    ),
    heads=words(
        """
        rua avenida av praça largo travessa estrada bairro cidade vila aldeia povoado localidade distrito município concelho província
        região estado comuna posto quarteirão vale rio lago lagoa ilha ilhas monte serra porto praia baía hospital clínica centro
        escola colégio liceu instituto universidade faculdade igreja catedral mesquita mercado estação aeroporto cadeia prisão
        estádio museu teatro ministério tribunal câmara embaixada banco empresa companhia fundação associação federação sindicato
        partido movimento frente exército brigada batalhão jornal rádio hotel ponte república reino mina campo
        """
    ),
    links=words("de do da dos das d o a os as e são santa santo"),
    calendar=words("dia mês ano meados princípios finais"),
    before_nouns=words("um uma o a os as seu sua seus suas meu minha este esta como ex antigo antiga"),
    regions=("MZ", "AO", "GW", "CV", "BR", "PT"),
)
