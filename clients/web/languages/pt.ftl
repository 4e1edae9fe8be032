# The reporter's page in Portuguese, for readers in Mozambique, Angola and Brazil.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written, and what matters. Where Africa and Brazil have different words,
# one was taken that both know, or both stand there once: "ficheiro (arquivo)", "ecrã (tela)". Words that were chosen
# here: a report is "relato" (not "denúncia", which is for the police), a curator "leitor treinado", the task force
# "grupo de trabalho" (nothing that sounds of soldiers), the other side "o outro lado", to take back "retirar" (a report),
# to take out "remover" (a file). No word takes the reader for a man or a woman.
# english = 04f9a2f0

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = Página
# The name of this language, in this language.
language-name = Português
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no
# Shown at the bottom of every page of a language where checked = no.
unchecked = Nenhuma pessoa de língua materna portuguesa verificou ainda as palavras desta página. Se uma frase não estiver clara, não confie nela: veja a página em outra língua.

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = Sair agora
exit-hint = Também pode pressionar duas vezes a tecla Escape (Esc). O que escreveu fica então perdido.
skip = Ir para o texto
step = Passo { $step } de { $all }
back = Voltar
next = Continuar
# The same button where the person has filled in nothing, and may.
next-without = Continuar sem acrescentar nada
choose = Escolha, por favor
understood = Entendi
try-again = Tentar de novo
# Heading of the list of what has to be mended before going on.
wrong-title = Falta alguma coisa, ou alguma coisa não está certa
arriving = A página vai buscar a lista de chaves. Pode começar.

## The page's own fingerprint

hashes-title = Esta é a página certa?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = Estes números são os desta página. Uma pessoa da sua confiança pode compará-los a partir de outro lugar, com o programa: leeward web verify. Se forem diferentes, não escreva aqui.
hashes-script = O programa desta página
hashes-trust = A lista daqueles em quem esta página confia
hashes-none = Este navegador não consegue calcular os números aqui.
hashes-log = O registo público do que se faz aqui. Vai crescendo. Uma pessoa da sua confiança pode comparar estas linhas, com o programa: leeward ledger compare.
hashes-no-log = O registo não é mostrado neste momento.

### Start

languages = Línguas
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = O que escreveu vai perder-se. Mudar de língua mesmo assim?
start-title = O que quer fazer?
start-what = O que escreve é selado neste aparelho. Vai para um grupo de trabalho: pessoas treinadas, de várias organizações, que tentam alertar antes que as pessoas sejam atacadas.
start-write = Escrever um relato
start-write-hint = Para alguma coisa que viu ou ouviu. Não precisa de conta nem de nome.
start-look = Tenho palavras ou dígitos de antes
start-look-hint = Ver se alguém respondeu, mudar o que permite ou retirar um relato.
stale = A lista de chaves desta página deixou de ser válida há pouco tempo. Ainda pode enviar. Se puder, avise alguém da organização.

safe-title = Para mais segurança
safe-alone = Fique sem ninguém por perto. Sente-se de maneira que ninguém veja o ecrã (a tela).
safe-device = Use um aparelho que seja seu, não um do seu patrão nem de uma loja.
# Tor Browser is the name of a program.
safe-tor = Use o Tor Browser: ele esconde da rede que está aqui. Senão, use uma janela privada. Depois feche a janela.

cannot-title = De que coisas esta página não pode proteger
cannot-code = A página vem de um servidor. Quem controla o servidor poderia mudar a página. Uns números no fim da página ajudam a notar isso.
cannot-address = Sem o Tor Browser, a rede pode ver que esteve nesta página, e a que horas. Não pode ler o que escreveu.
cannot-device = Se alguém vigia através do seu telefone ou computador, pode ver o que escreve. Alguns teclados lembram palavras.
cannot-told = Se poucas pessoas sabem o que escreve, outras podem adivinhar quem o escreveu.

### Writing

write-title = O que aconteceu?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = Isto vai como um relato novo, com as mesmas palavras de antes. Se for uma resposta, diga isso no texto.
country = Em que país aconteceu?
# Not "responsáveis por esse país": that would be its government.
country-hint = O seu relato é selado para pessoas encarregadas dos relatos desse país.
text = O que viu ou ouviu?
text-hint = Em qualquer língua. Escreva o que aconteceu, onde, quando, a quem fizeram mal e quem o fez. Escreva só o que sabe, e diga como sabe. Não ponha nomes que poderiam pôr alguém em perigo.
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] Um sinal que não se vê foi tirado do seu texto. Com sinais assim, um texto pode parecer diferente daquilo que diz. Por favor, leia-o mais uma vez: é enviado como está aqui agora.
   *[other] { $count } sinais que não se veem foram tirados do seu texto. Com sinais assim, um texto pode parecer diferente daquilo que diz. Por favor, leia-o mais uma vez: é enviado como está aqui agora.
}
# How long a very long text is; most is the greatest length.
text-length = O seu texto é longo: { $count } letras e sinais, de { $most } no máximo. Textos longos demoram mais a enviar.
# A box to tick: it cannot wait until tomorrow.
tonight = Esta noite! Há pessoas em perigo agora
tonight-what = Está a pedir a via urgente. Um alerta pode então sair só com o seu relato, sem esperar por outros. Ele nomeia só uma zona maior, e vai para poucas pessoas, conhecidas pelo nome. Como vem de uma só pessoa, pode ser mais fácil adivinhar quem escreveu.
tonight-today = Primeiro, uma pessoa tem de abrir o seu relato. Ninguém pode prometer que isso se faça a tempo. Por agora, nenhum alerta pode sair só com um relato; as pessoas que leem o seu relato verão mesmo assim que o pede.
tonight-help = Se puder pedir ajuda de outra maneira, faça isso também.

## Details that can be left out

more = Dizer mais
more-hint = Pode deixar tudo isto por preencher. Ajuda a classificar o seu relato mais cedo.
not-said = Não digo
event-type = Que tipo de coisa foi?
event-type-threats = Ameaças
event-type-hate-speech = Apelos a odiar pessoas ou a fazer-lhes mal
event-type-arrest = Pessoas foram presas ou detidas
event-type-disappearance = Pessoas foram levadas e não se sabe onde estão
event-type-killing = Pessoas foram mortas
event-type-injury = Pessoas foram feridas ou espancadas
event-type-sexual-violence = Violência sexual
event-type-displacement = Pessoas tiveram de fugir ou foram expulsas
event-type-destruction = Casas, campos ou outras coisas foram destruídos
event-type-roadblock = Uma estrada foi bloqueada
event-type-armed-movement = Gente armada andava ou juntava-se
event-type-recruitment = Pessoas foram obrigadas a entrar em grupos armados
event-type-aid-denied = Não deixaram passar comida, remédios ou ajuda
event-type-other = Outra coisa
where = Onde foi?
where-hint = Por exemplo a aldeia, o distrito ou o que fica perto.
week = Quando foi?
week-hint = Se foi há mais tempo, escreva isso no seu texto.
week-unknown = Não sei, ou há mais tempo
# days: from Monday to Sunday, for example "16 – 22 November".
week-this = Esta semana ({ $days })
week-last = A semana passada ({ $days })
harmed = A quem fizeram mal?
harmed-hint = Por exemplo: camponeses, gente de um mesmo grupo, uma família. Sem nomes.

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = O que mais é verdade lá?
factors-hint = Marque o que viu com os seus olhos.
factor-1 = Há guerra, ou grandes distúrbios
factor-2 = Crimes assim já aconteceram aqui, e ninguém foi castigado
factor-3 = A polícia, os tribunais ou as autoridades não funcionam, ou não ajudam
factor-4 = Alguém tem um motivo para querer que façam mal a pessoas: terra, dinheiro, poder, vingança
factor-5 = Alguém tem as armas, o dinheiro ou a gente para o fazer
factor-6 = Não há lá ninguém que o possa impedir
factor-7 = Parece que se prepara alguma coisa: juntam-se armas, listas, homens
factor-8 = Acaba de acontecer uma coisa que pode fazer começar tudo: uma eleição, um assassinato, um dia de festa
factor-9 = Há ódio entre grupos, ou um grupo é maltratado
factor-10 = Há gente que fala ou age como se um grupo inteiro devesse desaparecer
factor-11 = Gente comum é atacada muitas vezes, ou em muitos lugares
factor-12 = Parece haver um plano ou uma ordem para atacar gente comum
factor-13 = Aqueles que é proibido atacar são ameaçados: hospitais, escolas, presos, lugares de oração
factor-14 = Trabalhadores de ajuda humanitária ou forças de paz são ameaçados

### Files

files-title = Imagens e ficheiros (arquivos)
files-what = Não é preciso enviar nenhum. Uma imagem é desenhada de novo no seu aparelho antes de ser enviada: o que a máquina escreveu nela, como o lugar, a hora e o tipo de telefone, não vai com ela.
files-see = O que se vê na imagem fica: rostos, lugares, placas, janelas. Olhe para ela mais uma vez. O seu telefone pode lembrar durante algum tempo que ficheiros abriu.
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = Este navegador não deixa a página desenhar imagens de novo, por isso aqui nenhuma imagem pode ser limpa. Nenhuma imagem é enviada.
canvas-what-to-do = No Tor Browser: escolha uma imagem; se aparecer junto do endereço uma pergunta sobre dados de imagem, permita isso para esta página e escolha a imagem outra vez. Isso deixa a página saber um pouco sobre o seu aparelho. Ou envie só texto.
files-choose = Escolher ficheiros (arquivos)
files-hint = No máximo { $pictures } imagens. Cada ficheiro no máximo { $each }, todos juntos no máximo { $all }.
files-working = As imagens estão a ser desenhadas de novo. Espere, por favor.
# In Portuguese "one" is said of 0 too: so the number stands there.
files-taken = { $count ->
    [one] Na lista: { $count } ficheiro.
   *[other] Na lista: { $count } ficheiros.
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] Um ficheiro é maior do que { $most } e não foi recebido.
   *[other] { $count } ficheiros são maiores do que { $most } e não foram recebidos.
}
files-together = Tudo junto: { $size }.
# Preview of a picture, for those who cannot see it.
file-preview = Uma imagem que escolheu, desenhada de novo
file-remove = Remover
file-refused = Este ficheiro não é uma imagem que se possa limpar aqui. Não pode ser enviado. Remova-o, por favor.
file-no-picture = Este ficheiro não é uma imagem que se possa limpar aqui. Só pode ser enviado intacto, como prova. Marque isso ou remova-o, por favor.
original = Enviar também o ficheiro intacto, como prova ({ $size })
original-only = Enviar este ficheiro intacto, como prova ({ $size })
original-hint = Um ficheiro intacto pode provar mais num tribunal. Mas pode dizer onde e quando foi feito, com que telefone e por quem. É selado para pessoas diferentes das do seu relato.
files-evidence = O que se pode fazer com os ficheiros intactos escolhe-se num passo mais adiante.

### Your name, and a card

you-title = Quer dizer quem é?
identity = O seu nome e número, selados à parte
identity-what = Não é preciso. O que escreve neste quadro é selado à parte, para pessoas diferentes das do seu relato. Quem lê o seu relato não o recebe junto. De fora, ninguém pode ver se escreveu alguma coisa aqui: é sempre enviada uma coisa do mesmo tamanho.
identity-doubt = Se tiver dúvidas, deixe vazio. Podem responder-lhe sem isso: com as palavras que recebe mais tarde.
name = Nome
phone = Telefone, ou outro meio de lhe falar
note = O que é preciso saber para lhe falar sem perigo?
note-hint = Por exemplo: só à noite; nunca ligar; é um amigo que atende.
identity-consent = A quem se pode dizer, e para quê?
identity-consent-none = Se não marcar nada, fica selado, e não se diz a ninguém.
identity-now = Pessoas do grupo de trabalho podem usá-lo para falar comigo agora
identity-accountability = Pode ser aberto para pedir contas a quem fez isto, por exemplo num tribunal
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = Um cartão
card-digits = Os 24 dígitos do seu cartão, se tiver um
# Digits of any script.
card-hint = Pode escrever os dígitos em qualquer escrita, como 123 ou ١٢٣. Os espaços não importam.
card-none = Sem cartão, o seu relato é lido da mesma maneira. Mas todos os relatos sem cartão contam juntos como uma só pessoa: ninguém pode saber quantas pessoas os escreveram. Com um cartão, o seu conta por si só. O cartão não diz quem é.

### What may be done with it

consent-title = O que se pode fazer com o seu relato?
consent-what = A decisão é sua. Pode mudar isto mais tarde, ou retirar o relato, com palavras que mais ninguém tem. Se permitir menos, isso vale dentro de um dia. Se permitir mais, isso vale depois de sete dias.
profile = Escolha uma opção
profile-keep-sealed = Deixar selado
profile-keep-sealed-means = Ninguém tem autorização para o ler. Fica fechado à chave enquanto não permitir mais. Se não o fizer, é destruído depois de 30 dias.
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = Um leitor treinado pode ler
profile-curator-may-read-means = Duas pessoas treinadas, o leitor e uma segunda pessoa, podem ler para entender o que se passa. De cada vez, várias das pessoas que guardam as chaves têm de estar de acordo. Nada disso é passado a outros.
profile-summary-coarse = Pode fazer-se um resumo, com poucos pormenores
# region: what is right below the country: província in Mozambique and Angola, estado in Brazil.
profile-summary-coarse-means = Essas duas pessoas também podem escrever um resumo curto com as suas próprias palavras, a partir de vários relatos juntos. Ele diz só a província (ou o estado) e o mês. Organizações do consórcio podem lê-lo.
profile-summary-finer = Pode fazer-se um resumo, com mais pormenores
profile-summary-finer-means = O resumo pode dizer o distrito (ou o município) e a semana. Pessoas nas Nações Unidas também podem lê-lo. Quanto mais exato for, mais fácil é para a gente do lugar adivinhar.

read-aloud = Ler isto em voz alta
read-aloud-stop = Parar de ler

not-promised-title = O que ninguém pode prometer
not-promised-courts = Um tribunal pode ordenar a pessoas que entreguem o que têm. Nenhuma pessoa tem sozinha a chave do seu relato, por isso nenhuma pessoa pode ser obrigada a abri-lo sozinha.
not-promised-copies = O que outros leram, eles lembram. O que já saiu não se pode fazer voltar.
not-promised-together = Se bastantes das pessoas que guardam as chaves agirem juntas contra quem escreveu, podem abri-lo. Elas estão em organizações e países diferentes.

single-options = Opções uma a uma
single-options-hint = Aqui pode escolher cada coisa em separado. Não é preciso.
uses = O que se pode fazer
use-a-curator-reads = Um leitor treinado e uma segunda pessoa leem-no
use-counted = É contado
use-summary = Escreve-se um resumo com outras palavras
use-exact-words = Usam-se as minhas palavras exatas
use-altered-media = Usam-se as minhas imagens, mudadas para não me mostrarem
# Beside two options that the program does not use yet.
use-not-yet = Hoje nada usa isto.
translation = Pode ser traduzido
urgent = Um alerta pode sair só com o meu relato
urgent-hint = Por agora, nenhum alerta desses pode sair.
aims = Para que pode servir
aims-hint = Se lhe devem perguntar primeiro, permita também respostas: senão ninguém pode perguntar.
# These three stand in a list, and also in the sentences "allow-aims" and "allow-ask".
aim-early-warning = avisar cedo
aim-advocacy = falar por pessoas que precisam
aim-accountability = pedir contas a quem o fez
aim-choice-no = Não
aim-choice-ask = Só depois de me perguntarem de novo
aim-choice-yes = Sim
how-fine = Até que ponto um resumo pode ser exato, e quem o pode ler
option-place = O lugar
option-period = A data
option-audience = Quem pode ler
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = nenhum lugar
finest-place-1 = só o país
finest-place-2 = a província (ou o estado)
finest-place-3 = o distrito (ou o município)
finest-period-0 = nenhuma data
finest-period-1 = o mês
finest-period-2 = a semana
finest-period-3 = o dia
audience-0 = ninguém
audience-1 = o grupo de trabalho
audience-2 = organizações do consórcio
audience-3 = pessoas nas Nações Unidas
audience-4 = todas as pessoas
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = Quem nunca deve ler
never-to-hint = Nomes curtos, tal como estão na lista do consórcio.
never-to-later = Todos os que forem acrescentados mais tarde a esta lista
bodies-later = todos os que forem acrescentados mais tarde à lista
when = Quando
not-before = Nada pode sair antes deste dia
not-before-hint = Pode deixar isto como está.
until-safe = Nada pode sair até eu dizer que estou em segurança
forget-after = Destruir depois de
forget-after-hint = Para o relato. O nome, o número e os ficheiros (arquivos) que se podem usar ficam 365 dias; os outros, 30.
forget-after-days = { $days } dias
option-contact = Alguém pode responder-me?
contact-0 = Não
contact-1 = Sim, uma resposta espera aqui até eu vir ver
contact-2 = Sim, a qualquer momento
option-given-by = Quem decide isto?
given-by-hint = Para alguém ao seu cuidado, um resumo diz menos.
given-by-2 = Eu, em meu próprio nome
given-by-1 = Eu, em nome de outra pessoa adulta
given-by-0 = Eu, em nome de uma criança ou de alguém ao meu cuidado

evidence-consent = O que se pode fazer com os ficheiros intactos?
evidence-consent-none = Se não marcar nada, ficam selados, e ninguém os abre.
evidence-now = Um leitor treinado pode olhar para eles para ver se são verdadeiros
evidence-accountability = Podem ser abertos para pedir contas a quem fez isto, por exemplo num tribunal

## What was chosen, in sentences

allowed-title = O que permite
allow-nothing = Ninguém tem autorização para o ler. Fica selado.
allow-a-curator-reads = Um leitor treinado e uma segunda pessoa podem lê-lo.
allow-counted = Pode ser contado.
# place, period and audience are of the lists above.
allow-summary = Pode escrever-se um resumo com outras palavras. Lugar: { $place }. Data: { $period }. Quem pode ler: { $audience }.
allow-exact-words = As suas palavras exatas podem ser usadas.
allow-altered-media = As suas imagens podem ser usadas, mudadas para que não apareça nelas.
allow-aims = Pode servir para: { $aims }.
allow-no-aim = Ainda não pode servir para nada.
allow-ask = Só depois de lhe perguntarem de novo: { $aims }.
allow-never-to = Nunca para: { $bodies }.
allow-not-before = Nada sai antes de { $day }.
allow-until-safe = Nada sai até dizer que está em segurança.
allow-contact-0 = Ninguém lhe responde.
allow-contact-1 = Uma resposta pode esperar aqui até vir ver.
allow-contact-2 = Alguém pode responder-lhe a qualquer momento.
allow-forget = É destruído depois de { $days } dias.
allow-given-by-1 = A sua decisão é em nome de outra pessoa adulta.
allow-given-by-0 = A sua decisão é em nome de uma criança ou de alguém ao seu cuidado.
allow-translation = Pode ser traduzido.
allow-no-translation = Não é permitido traduzi-lo.
allow-urgent = Um alerta pode sair só com este relato. De momento, nenhum pode.
# Followed by a list of what is missing.
lacks = Permite um resumo, mas ainda não se pode escrever nenhum. Para isso teria também de permitir:
lacks-read = que um leitor treinado o leia
lacks-counted = que seja contado
lacks-aim = alguma coisa para que possa servir, sem lhe perguntarem primeiro
lacks-place = um lugar: pelo menos o país
lacks-period = uma data: pelo menos o mês
lacks-audience = alguém que o possa ler
tonight-not-allowed = Marcou “Esta noite”. Com o que permite aqui, nenhum alerta pode sair. Para isso, escolha uma das duas opções com resumo, e deixe permitido o alerta só com o seu relato.

### Words or digits

words-title-words = As suas palavras
words-title-digits = Os seus dígitos
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = Com estas doze palavras pode voltar: para mudar o que permite, ou para retirar o relato. São mostradas agora e não são guardadas em nenhum lugar. Sem elas ninguém o pode fazer, nós também não. Quem as encontrar também o pode fazer.
words-what-digits = Com estes dígitos pode voltar: para mudar o que permite, ou para retirar o relato. São mostrados agora e não são guardados em nenhum lugar. Sem eles ninguém o pode fazer, nós também não. Quem os encontrar também o pode fazer.
words-answer = Com elas também pode ver se alguém respondeu.
words-aloud-warning = Só se mais ninguém puder ouvir:
words-keep-title = Como guardá-las
words-keep-learn = O melhor é aprendê-las de cor. Uma história com todas elas ajuda.
words-keep-paper = Ou escreva-as num papel, sem dizer o que são, e esconda-o onde ninguém olha.
words-keep-no-photo = Nunca lhes tire uma foto. Não as ponha numa mensagem, numa nota do telefone ou num e-mail.
words-keep-nobody = Não as diga a ninguém. Ninguém da organização lhe vai pedir essas palavras, nunca.
words-kept = Já as tenho. Esconder agora
words-from = Que palavras?
words-from-new = Palavras novas
words-from-before = Palavras que tenho de um relato anterior
words-from-before-means = Assim só tem um conjunto de palavras para guardar. Mas quem o encontrar pode ver todos os relatos que foram enviados com ele.
again-title = Por favor, escreva-as mais uma vez
again-what = Para confirmar que as tem. Se não estiver certo, pode vê-las de novo.
again-label = Todas as palavras ou dígitos, pela ordem
typed-words-hint = Maiúsculas, espaços e mudanças de linha não importam.
again-show = Mostrar de novo
problem-other-words = Estas não são as mesmas palavras ou os mesmos dígitos. Veja um por um, e também a ordem.
before-what = Diga exatamente quantos relatos já enviou com estas palavras. Com um número errado, poderia ver-se que dois relatos vêm de uma mesma pessoa. Se tiver dúvidas, use palavras novas.
before-known = São usadas as palavras que escreveu antes.
count = Quantos relatos enviou até agora com estas palavras?
count-hint = Pelo menos 1. Uma resposta que enviou também conta.
problem-count = Por favor, diga um número inteiro, 1 ou mais.

### Sending

send-title = Pronto para enviar
goes-title = O que é enviado
goes-country = País: { $country }
goes-text = { $count ->
    [one] O seu texto: uma letra
   *[other] O seu texto: { $count } letras
}
goes-pictures = { $pictures ->
    [one] Uma imagem, desenhada de novo
   *[other] { $pictures } imagens, desenhadas de novo
}
goes-originals = { $originals ->
    [one] Um ficheiro intacto, selado à parte
   *[other] { $originals } ficheiros intactos, selados à parte
}
goes-identity = O seu nome ou número, selado à parte
goes-no-identity = Nenhum nome e nenhum número
goes-card = Com o seu cartão
goes-no-card = Sem cartão
goes-tonight = Esta noite: pede a via urgente
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] Cerca de { $size } passam pela rede. Com uma rede lenta, isso demora cerca de um minuto.
   *[other] Cerca de { $size } passam pela rede. Com uma rede lenta, isso demora cerca de { $minutes } minutos.
}
send-now = Enviar agora
sending-title = Está a ser enviado
not-sent-title = Não foi tudo enviado
progress = Quanto já foi enviado
progress-sealing = Está a ser selado neste aparelho.
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = A página está a buscar o que está à sua espera, junto com o que está à espera de outras pessoas, para que ninguém possa saber qual é o seu.
progress-working = O seu aparelho está a calcular uma prova de que não é uma máquina que envia milhares de relatos. Num telefone antigo, isto pode demorar um minuto.
progress-sending = Está a caminho.
progress-waiting = Uma pausa, para que ninguém veja de fora que partes pertencem umas às outras. A página continua sozinha dentro de alguns segundos.
progress-again = A ligação à rede caiu, ou não há lugar de momento. A página tenta de novo sozinha e continua onde estava.
progress-bytes = { $done } de { $all }
progress-stay = Por favor, deixe esta página aberta até ela dizer que terminou.
sending-kept = O seu texto ainda está aqui. Nada foi enviado.
sending-kept-begun = O seu texto ainda está aqui, só nesta página. Uma parte pode ter chegado. “Tentar de novo” continua onde estava. Já não pode ser mudado.

sent-title = Chegou
sent-what = O seu relato está selado e foi recebido. Esta página esqueceu-o.
sent-next-title = O que acontece agora
sent-next-look = Volte amanhã ou mais tarde com as suas palavras. Antes disso, nada aparece com elas.
sent-next-words = Guarde as suas palavras. Sem elas não pode mudar nada nem retirar o relato.
sent-next-end = O que permite vale doze meses no máximo, se não o renovar. O relato é destruído mais cedo se escolheu isso.
sent-traces-title = O que fica neste aparelho
sent-traces-none = Esta página não guarda nem texto nem cookies. Ainda conhece as suas palavras até que a feche.
sent-traces-history = O seu navegador pode lembrar o endereço desta página e a hora. No Tor Browser e numa janela privada, isso vai-se quando os fecha. Senão, apague-o à mão do histórico do navegador.
sent-traces-keyboard = Alguns teclados lembram palavras que escreveu.
sent-traces-files = As imagens e os ficheiros que escolheu continuam onde estavam.
sent-close = Fechar esta página agora
sent-another = Escrever outro com as mesmas palavras

### Words from before

look-title = As suas palavras ou dígitos
look-what = Pode escrever umas ou outros. Um momento de paciência: demora o mesmo com palavras erradas e com palavras certas.
look-words = As suas doze palavras, ou os seus 42 dígitos
look-number = Que relato?
look-number-hint = 1 é o primeiro que enviou com estas palavras.
look-kind = O que quer ver?
look-kind-hint = Veja uma destas coisas, e deixe passar algumas horas antes de ver outra. Assim ninguém pode ver que pertencem umas às outras.
look-kind-testimony = O relato
look-kind-identity = O nome e o número que enviei com ele
look-kind-evidence = Um ficheiro intacto que enviei com ele
look-file = Que ficheiro?
look-file-hint = 1 é o primeiro desse relato.
problem-file-number = Por favor, diga um número inteiro de 1 a 32.
look-now = Ver
fetching-title = Um momento
seen-title = O que há
# The same shape for words that are nobody's.
seen-none = Não há nada aqui com estas palavras. Um relato novo aparece depois de um dia. Ou está destruído; ou uma palavra, o número ou o que queria ver era outro.
seen-late = Isto é de { $day }. Devia estar aqui alguma coisa mais nova. Talvez alguém a esteja a reter; veja de novo mais tarde.
seen-finish-what = Escolha uma destas ações. Cada visita termina com o envio de uma mensagem pequena, sempre do mesmo tamanho, seja qual for a escolha. Assim ninguém pode ver de fora o que fez.
seen-finish = Não mudar nada, e terminar

answer-title = Respostas
answer-none = Ninguém respondeu ainda, ou não permite respostas.
answer-unknown-desk = Há uma resposta, mas esta página não sabe quem a escreveu, por isso não é mostrada. Ela fica. Veja de novo daqui a alguns dias.
answer-keep = Deixar a resposta aqui, para eu a poder ler outra vez
answer-keep-hint = Senão, ela vai-se quando este dia terminar. Quem encontrar as suas palavras também a poderia ler.
answer-how = Se quiser responder: termine primeiro esta visita. Depois, a página oferece isso.

state-title = Como estão as coisas
state-kept = Está guardado, selado. Nenhum posto de leitura o abriu.
state-opened = O posto de um leitor treinado abriu-o. Foi lido por duas pessoas, ou por mais algumas.
state-withdrawn = Está retirado. Já ninguém o pode abrir, e nenhum resumo novo o pode usar.
state-ended = O que permitia terminou. Ninguém tem autorização para fazer nada com ele até o permitir de novo.
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = Quem o leu, lembra-se dele.
state-summaries = Pode estar em resumos. Esta página não diz em quais, para que ninguém que lhe tire as suas palavras o possa saber. Pelo que escolheu por último, podem lê-los: { $audience }. Se antes permitiu mais, outros também podem tê-los lido.

in-force-title = O que permite hoje
signed-title = O que escolheu por último
settles = Tudo isto vale a partir de { $day }. Até lá pode pará-lo.
expires = Termina em { $day }, se não o renovar.
expires-soon = Termina em breve. Com “Permitir por mais doze meses”, continua.
loosened = A partir de { $day }, as regras para isto são menos rigorosas. O que não permite continua proibido. Pode permitir menos ou retirar. O que muda:
loosened-people = Quantas pessoas são precisas para um resumo
cancel-widening = Parar o que permiti além disso
renew = Permitir por mais doze meses, tal como está
change = Mudar o que permito
withdraw = Retirar

change-title = O que permite a partir de agora?
change-at-once = Não permite mais do que hoje. Isso vale dentro de um dia.
change-wider = Permite mais do que hoje. O que permite além disso conta a partir de { $day }, não antes. Até lá pode voltar e pará-lo. O que já não permite deixa de valer dentro de um dia.
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = Vale doze meses a partir de hoje.
change-until = Termina em { $day }, como antes.
change-send = Enviar isto, e terminar
withdraw-title-testimony = Retirar o relato?
withdraw-title-identity = Retirar o nome e o número?
withdraw-title-evidence = Retirar o ficheiro?
withdraw-stops = A partir desse momento ninguém o abre, e nenhum resumo novo o usa. Os resumos em que está são tirados, e parece que simplesmente terminaram.
withdraw-final = Não se pode desfazer.
withdraw-copies = O que pessoas já leram ou copiaram não se pode fazer voltar.
withdraw-others = Só isto é retirado. O relato, o nome e o número, e cada ficheiro intacto retiram-se um a um. Deixe algumas horas entre eles.
withdraw-send = Sim, retirar, e terminar
finishing-title = A sua mensagem está a caminho
finished-title = A visita terminou
finished-nothing = Nada foi mudado.
finished-change = O que permite foi enviado. Se o mudou duas vezes desde ontem, só uma das duas mudanças conta: veja de novo amanhã.
finished-cancel = Enviado: o que permitiu além disso não vai contar.
finished-renew = Enviado: vale doze meses a partir de hoje. Os dias até ser destruído começam de novo.
finished-withdraw = Enviado: está retirado.
finished-when = O outro lado recolhe-o dentro de um dia. Veja de novo amanhã se quiser ter a certeza.
finished-answer = Responder, com as mesmas palavras

### What has to be mended

problem-country = Escolha o país.
problem-text = Escreva o que aconteceu, mesmo que sejam só algumas palavras.
problem-no-words = Ainda não escreveu nada. Escreva as suas palavras ou os seus dígitos.
problem-too-long = É longo demais. Por favor, faça mais curto.
problem-pictures = Há imagens demais. Por favor, remova algumas.
problem-originals = Há ficheiros intactos demais. Por favor, remova alguns.
problem-files-size = Os ficheiros juntos são grandes demais. Por favor, remova alguns.
problem-no-evidence = Para este país não se podem receber ficheiros intactos. Por favor, tire a marca ou remova o ficheiro.
problem-unsent-file = Um ficheiro não pode ser enviado como está. Marque que é enviado intacto, ou remova-o.
problem-profile = Escolha uma das quatro opções.

### Troubles: what happened, and what to do

trouble-cannot-reach = A ligação não chega ao outro lado. Nada se perdeu. Verifique a sua ligação à rede, espere um pouco e tente de novo.
trouble-busy = Não há lugar neste momento. Por favor, tente de novo daqui a uma hora ou mais tarde. Pode deixar esta página aberta.
trouble-refused = O outro lado não o recebeu. Tente de novo uma vez. Se acontecer outra vez, volte a abrir a página mais tarde e escreva de novo.
trouble-asks-too-much = O outro lado pede ao seu aparelho mais trabalho do que pode pedir. A página parou. Tente de novo mais tarde.
trouble-not-accepted = A resposta não foi a que prova que o seu relato está seguro lá. Tente de novo. Se acontecer outra vez, pode haver alguém entre o seu aparelho e o outro lado: use o Tor Browser ou outra rede.
trouble-directory-unsigned = A lista de chaves não está assinada por aqueles em quem esta página confia. Talvez alguém queira ler o seu relato. Não escreva aqui. Nada foi enviado. Avise alguém da organização, ou tente a partir de outra rede.
trouble-directory-rolled-back = A lista de chaves é mais velha do que devia ser. Talvez alguém queira usar chaves velhas. Não escreva aqui. Nada foi enviado. Avise alguém da organização, ou tente a partir de outra rede.
trouble-directory-forked = Há duas listas de chaves diferentes onde devia haver só uma. Não escreva aqui. Nada foi enviado. Avise alguém da organização, ou tente a partir de outra rede.
trouble-directory-contradictory = A lista de chaves contradiz-se. Não escreva aqui. Nada foi enviado. Avise alguém da organização, ou tente a partir de outra rede.
trouble-directory-not-yet = A lista de chaves é do futuro. Talvez o relógio do seu aparelho esteja errado. Acerte a data e a hora, e depois tente de novo.
trouble-directory-expired = A lista de chaves deixou de ser válida há tempo demais. Não é seguro escrever aqui. Se a data do seu aparelho estiver certa, avise alguém da organização.
trouble-not-what-the-vault-left = O que veio não é o que lhe foi deixado. Nada foi mudado. Tente de novo mais tarde, ou a partir de outra rede.
trouble-nothing-published = Ainda não se pode ver nada aqui. Por favor, volte amanhã.
trouble-bad-receipt = Estas não são doze palavras, ou 42 dígitos, deste tipo. Talvez uma esteja mal escrita ou falte. Veja uma por uma. As palavras só são entendidas na página da língua em que foram mostradas.
trouble-bad-card = Estes não são os 24 dígitos de um cartão. Talvez um esteja mal escrito. Veja um por um, ou deixe o quadro vazio.
trouble-no-such-country = Por agora não se recebem relatos para este país. Volte atrás e escolha outro, ou pergunte à organização.
trouble-too-large = É grande demais. Volte atrás e remova imagens ou faça o texto mais curto.
trouble-too-many-versions = Já mudou o que permite tantas vezes quantas se pode. O que resta é retirar.
trouble-consent-ended = O que permitia terminou. Escolha de novo uma das quatro opções, ou permita por mais doze meses, ou retire.
trouble-already-begun = Alguma coisa já foi enviada e pode ter chegado. Só pode ser enviada de novo tal como estava. Volte atrás e tente o mesmo mais uma vez, ou veja de novo amanhã.
trouble-browser-too-old = Este navegador é velho demais, ou está configurado de maneira que não pode selar um relato. Nada foi enviado. Use o Tor Browser mais novo ou outro navegador novo.

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = Se esta frase não desaparecer, a página não funciona neste navegador. Aqui não se pode escrever nem enviar nada. Use o Tor Browser mais novo ou outro navegador novo.
noscript-title = Aqui, esta página não pode proteger quem escreve
noscript-what = Este navegador não põe a funcionar o programa da página (JavaScript). Só esse programa pode selar um relato no seu aparelho. Sem ele, todos os que estão pelo caminho poderiam ler o que escreve. Por isso não há aqui nada que pudesse enviar.
# The levels are called one thing in Tor Browser in Portuguese of Portugal, another in that of Brazil.
noscript-turn-on = No Tor Browser, o nível mais seguro desliga os programas. Pode escolher o nível “Mais Segura” ou “Predefinido” (no Brasil: “Intermediário” ou “Padrão”) nas configurações, em “Privacidade e Segurança”, e abrir esta página de novo.
noscript-program = Num computador, o programa “leeward report” faz o mesmo sem navegador. Peça-o à organização.
noscript-partner = A organização local em que confia pode ajudar.
noscript-card = Com um cartão para mensagens de texto (SMS), pode enviar uma mensagem de texto de qualquer telefone. Mas a própria mensagem de texto pode ser lida pelo caminho: pela companhia de telefone, e por quem ela deixar ler.
