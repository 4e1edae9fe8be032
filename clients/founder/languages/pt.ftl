# The leaflet that goes with a pile of cards, in Portuguese, for readers in Mozambique, Angola and Brazil.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written. Words are those of clients/web/languages/pt.ftl: a report is
# "relato", to take back "retirar". A pile is "maço", to draw "tirar".
# english = 929dcbc2

language-name = Português
checked = no

### What the buttons of the reporter's page say, as clients/web/languages has it

page-write = Escrever um relato
page-look = Tenho palavras ou dígitos de antes
page-withdraw = Retirar

### For whoever draws a card. Read there, and given back

draw-title = O seu cartão
draw-here = Leia isto aqui e devolva. Não leve consigo.

what-title = Para que serve
what-trust = O cartão mostra que alguém aqui confia em si. Não diz quem é.
what-counts = Com um cartão, o seu relato conta como o de uma pessoa. Todos os relatos sem cartão contam juntos como uma só pessoa.

use-title = Como usar
use-draw = Tire um cartão do maço com a sua própria mão, e só um. Abra-o quando não houver ninguém por perto.
use-type = Abra a página cujo endereço lhe disseram e escolha “{ $write }”. Onde ela pede um cartão, escreva os 24 dígitos. Os espaços não importam.
use-until = Serve até { $last } (ano, mês e dia, no calendário que começa em janeiro). Pode enviar vários relatos com ele: contam como os de uma só pessoa. Depois desse dia, tire um cartão novo.
use-burn = Quando já não precisar do cartão, queime-o.

sample-code = Os 24 dígitos do cartão. Aqui são só zeros.
sample-name = O nome do maço. Não faz parte do código.
sample-last = Os três meses em que serve, e o último dia.

back-title = Como retirar um relato
back-words = No fim, a página mostra-lhe palavras ou dígitos. Não estão no cartão. Só eles abrem de novo o seu relato. Aprenda-os de cor, ou escreva-os num papel e esconda-o.
back-how = Para o retirar, abra a página, escolha “{ $look }”, escreva-os e escolha “{ $withdraw }”. Com o cartão não se pode fazer isso.
back-copies = O que pessoas já leram ou copiaram não se pode fazer voltar.

phone-title = O que não deve ficar no seu telefone
phone-photo = Nenhuma foto do cartão. Muitas vezes os telefones enviam por si próprios as fotos para outros lugares.
phone-notes = Nem os dígitos do cartão nem essas palavras ou dígitos: nem numa mensagem, nem numa nota, nem num contacto, nem num e-mail.
phone-screen = Nenhuma imagem do ecrã (da tela), e também não o endereço da página.
phone-nobody = Ninguém da organização lhe vai pedir nunca os dígitos do seu cartão, nem essas palavras ou dígitos.

lost-title = Se perder o cartão
lost-say = Diga-o a quem distribui os cartões. Não precisa de dizer o seu nome nem o que fez com ele. Tire outro. Se voltar a encontrar o antigo, queime-o.
lost-finder = Quem o encontrar não pode ler os seus relatos nem ver se existem. Mas podia enviar relatos com ele, como se aqui confiassem nessa pessoa.

### For whoever hands out the cards

hand-title = Para quem distribui os cartões
hand-keep = Guarde esta página, mas não onde estão os cartões.
hand-pile = Cartões neste maço: { $cards }. Nome do maço: { $name }. Servem de { $first } a { $last } (ano, mês e dia, no calendário que começa em janeiro).

give-title = Como os distribuir
give-fold = Corte pelas linhas. Dobre cada cartão pela linha interrompida, por cima dos dígitos, e cole-o.
give-shuffle = Junte-os num só maço e baralhe-o (embaralhe-o) bem. Cada pessoa tira um, e só um nestes três meses.
give-whom = Deixe tirar só pessoas que conhece e em quem confia.
give-read = Peça a cada uma que leia a outra página, ou leia-a em voz alta para ela. Depois receba-a de volta.

nobody-title = Ninguém anota quem tirou que cartão
nobody-list = Nenhum nome, nenhuma marca num cartão, nenhuma lista de quem veio e por que ordem, nenhuma foto.
nobody-why = Com uma lista assim, alguém podia descobrir quem enviou que relato. O que ninguém sabe, ninguém pode ser obrigado a dizer.
nobody-asked = Também não se alguém lho pedir, seja quem for. Diga a quem lhe deu os cartões que alguém pediu isso.

pile-title = Se o maço se perder, ou se outra pessoa o teve nas mãos
pile-call = Ligue logo a quem lho deu e diga o nome do maço: { $name }. Não precisa de dizer mais ao telefone.
pile-then = Quando o maço é excluído, os seus cartões contam como se não os houvesse. Isso vale também para os cartões que foram tirados honestamente, e para os relatos que antes foram enviados com eles. Esses relatos ainda podem ser lidos.
pile-new = Recebe um maço novo. Faça todos tirar de novo.
pile-seen = Faça o mesmo se cartões foram abertos ou copiados, ou se alguém fez uma lista.

over-title = Quando os três meses tiverem passado
over-burn = Queime os cartões que ninguém tirou, e esta página.
