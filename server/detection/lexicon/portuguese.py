from __future__ import annotations

from server.detection.lexicon.entry import Lexicon, ending, words

PORTUGUESE = Lexicon(
    code="pt",
    ordinary=words(
        """
        a à acho acordo acrescentou acusado adeus afirma afirmam afirmou agora ainda ajuda aldeia aldeias além
        algo alguém algum alguma alguns ali aliás amanhã ambos ano ante antes anunciou ao aos apenas apesar após
        aproximadamente aquela aquele aqui armados as às assim ataque ataques até através atualmente aumento
        autoridades bairro bastante bem boa bom cabo cada caminho campo camponeses caso casos causa cerca certo
        cidade cinco civis claro coisa coisas com começou como comunidade comunidades conflito considera
        continuava contou contra contudo corpo corpos crianças da dá dado daí dar das de debaixo dela dele deles
        depois desde deve devem devia dia dias disse disseram diz dizem dizer do dois dos duas durante e é ela
        elas ele eleições eles em embora encontra encontraram enfim enquanto então entrada entre entretanto
        entrou época era eram essa essas esse esses esta está estado estamos estão estar estarão estas estava
        estavam este estes esteve estou eu exército explicou falta família famílias faz fazem fazer fez fica
        ficou fim finalmente fizeram foi fora foram forças forma frente fugiram gente governo grande grandes
        grupo grupos guerra há habitantes haver havia hoje homem homens hora houve igualmente indicou
        infelizmente informação informou irmão irmãos isso isto já jovem jovens justiça la lado levada levado
        levaram lhe lhes local logo longe lugar maior maioria mais maneira manhã mas mau me médico meio melhor
        membros menor menos mês mesmo meu meus mil militares minha ministro momento moradores morte mortos muita
        muito muitos mulher mulheres mundo na nada não naquela naquele nas nasceu nascida nascido nem nenhum
        nenhuma nessa nesse nesta neste ninguém no noite nome nos nós nossa nosso nova novas novo novos num numa
        número nunca o obrigado ocorreu onda onde ontem os ou outra outras outro outros ouviram país países
        palavra para parece parte partido passado passou pela pelas pelo pelos perto pessoa pessoas pode pôde
        podem poderá poderia pois polícia política população por porém porque possível pouco poucos precisamos
        preciso presidente primeira primeiras primeiro primeiros principalmente problema problemas próxima
        próximo quais qual qualquer quando quanto quantos quarta quarto quatro que quem quer queremos questão
        rapaz realizou recebeu recentemente região relação respeito resultado sabe sabemos saber saíram saiu se
        seguinte seguiu segundo segurança seis seja sejam sem sempre sentido ser será serão seria sete seu seus
        sido situação só sob sobre soldados somente somos sou sua suas também tanto tem têm tempo tenho terá
        terceiro teria testemunha testemunhas tinha tinham tipo tiros toda todas todo todos toma total trabalho
        três tudo última últimas último últimos um uma umas única único uns vai vamos vão várias vários veio ver
        verdade vez vezes vida vila vimos viram vítimas viu vive vivem vivia você vocês voltou voz zona
        """
    ),
    months=words(
        """
        janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro fev mai dez
        """
    ),
    weekdays=words("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
    digits=("zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"),
    counts=words(
        "duas dez onze doze quinze vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil "
        "milhão milhões"
    ),
    units=words("ano anos mês meses semana semanas dia dias hora horas minuto minutos"),
    honorifics=words("sr sra srta dr dra dom dona senhor senhora doutor doutora"),
    kin=words("mãe pai irmão irmã filho filha tio tia primo prima esposa esposo marido sobrinho amigo"),
    labels=words(
        """
        no nº n° núm número processo ref referência passaporte matrícula conta bilhete bi nuit cartão
        """
    ),
    jobs=words(
        """
        advogado advogada agente agricultor agricultora alfaiate ativista activista arquiteto artista ator atriz
        barbeiro bombeiro cabeleireira camponês camponesa cantor cantora capitão carpinteiro catequista
        cirurgião comerciante condutor contabilista costureira cozinheira cozinheiro curandeiro curandeira
        dentista deputado deputada diretor diretora director directora economista eletricista electricista
        empregada empregado empresário enfermeira enfermeiro engenheira engenheiro escritor escritora estudante
        farmacêutico ferreiro fotógrafo funcionário funcionária futebolista general governador guarda imame
        intérprete jardineiro jornalista jornalistas juiz juíza lavadeira madeireiro mecânico médica médico
        mineiro motorista músico padeiro padre parteira pastor pedreiro pescador pescadora pintor poeta polícia
        político procurador professor professora psicóloga régulo secretária secretário sargento sindicalista
        soldado técnico tradutor vendedeira vendedor vendedora vereador veterinário bispo freira administrador
        garimpeiro
        """
    ),
    demonyms=ending(
        "american african mexican cuban angolan moçambican italian russ turc greg suec romen ucranian "
        "brasileir católic muçulman judi cigan asiátic argentin colombian venezuelan zambian nigerian sul-african "
        "tanzanian "
        "indian libi egípci tunisin",
        "o a os as",
    )
    | ending(
        "português inglês francês japonês chinês holandês irlandês ruandês burundês congolês senegalês libanês "
        "camaronês escocês",
        "-",
    )
    | words(
        """
        portuguesa portugueses portuguesas inglesa ingleses francesa franceses chinesa chineses japonesa
        japoneses congolesa congoleses ruandesa ruandeses espanhol espanhola espanhóis alemão alemã alemães
        guineense guineenses são-tomense são-tomenses cabo-verdiano cabo-verdiana cabo-verdianos timorense
        timorenses moçambicano moçambicana moçambicanos queniano queniana somali israelita palestino
        palestiniano árabe árabes belga suíço suíça israelense estadunidense norte-americano norte-americana
        canadense canadiano makua macua macuas maconde macondes makonde ndau sena shona tsonga changana ronga
        ovimbundu bakongo kimbundu umbundu chokwe balanta fula fulas mandinga papel indígena indígenas
        evangélico evangélica protestante
        """
    ),
    singles=words("único única primeiro primeira último última mais-velho mais-velha primogénito caçula"),
    currencies=words(
        """
        euro euros metical meticais kwanza kwanzas real reais escudo escudos dólar dólares francos
        """
    ),
    measures=words(
        "quilómetro quilómetros quilômetro quilômetros km metro metros hectare hectares quilo quilos tonelada "
        "toneladas litro litros cabeças"
    ),
    events=words(
        """
        massacre massacres rapto raptos sequestro casamento funeral inundação inundações incêndio atentado
        explosão tiroteio assassinato acidente motim golpe-de-estado epidemia terramoto ciclone pilhagem
        julgamento batizado enterro linchamento emboscada
        """
    ),
    before_places=words("rua avenida praça travessa aldeia povoado bairro localidade"),
    heads=words(
        """
        rua avenida av praça largo travessa estrada bairro cidade vila aldeia povoado localidade distrito
        município concelho província região estado comuna posto quarteirão vale rio lago lagoa ilha ilhas monte
        serra porto praia baía hospital clínica centro escola colégio liceu instituto universidade faculdade
        igreja catedral mesquita mercado estação aeroporto cadeia prisão estádio museu teatro ministério
        tribunal câmara embaixada banco empresa companhia fundação associação federação sindicato partido
        movimento frente exército brigada batalhão jornal rádio hotel ponte república reino mina campo
        """
    ),
    links=words("de do da dos das d o a os as e são santa santo"),
    calendar=words("dia mês ano meados princípios finais"),
    before_nouns=words("um uma o a os as seu sua seus suas meu minha este esta como ex antigo antiga"),
    regions=("MZ", "AO", "GW", "CV", "BR", "PT"),
)
