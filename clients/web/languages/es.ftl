# The reporter's page in Spanish, for readers in Latin America above all.
#
# No native speaker has checked this file yet, so it says "checked = no". Whoever has checked every message of it, and is
# at home in this language, may say "yes" there and take this paragraph away.
#
# For translators: en.ftl says for whom this is written, and what matters. Words that were chosen here: a report is
# "reporte" (not "denuncia", which is for the police), a curator "lector capacitado", the task force "grupo de trabajo"
# (nothing that sounds of soldiers), the other side "el otro extremo", keys "llaves", to take back "retirar" (a report),
# to take out "quitar" (a file). "Usted", with no word that takes the reader for a man or a woman.
# english = 04f9a2f0

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = Página
# The name of this language, in this language.
language-name = Español
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no
# Shown at the bottom of every page of a language where checked = no.
unchecked = Ninguna persona de lengua materna española ha revisado todavía las palabras de esta página. Si una frase no está clara, no se fíe de ella: mire la página en otro idioma.

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = Salir ahora
exit-hint = También puede presionar dos veces la tecla Escape (Esc). Entonces se pierde lo que escribió.
skip = Ir al texto
step = Paso { $step } de { $all }
back = Atrás
next = Continuar
# The same button where the person has filled in nothing, and may.
next-without = Continuar sin agregar nada
choose = Elija, por favor
understood = Entiendo
try-again = Intentar de nuevo
# Heading of the list of what has to be mended before going on.
wrong-title = Falta algo, o algo no está bien
arriving = La página está buscando la lista de llaves. Puede empezar.

## The page's own fingerprint

hashes-title = ¿Es esta la página correcta?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = Estos números son los de esta página. Alguien de su confianza puede compararlos desde otro lugar, con el programa: leeward web verify. Si no son iguales, no escriba aquí.
hashes-script = El programa de esta página
hashes-trust = La lista de aquellos en quienes confía esta página
hashes-none = Este navegador no puede calcular los números aquí.
hashes-log = El registro público de lo que se hace aquí. Va creciendo. Alguien de su confianza puede comparar estas líneas, con el programa: leeward ledger compare.
hashes-no-log = El registro no se muestra en este momento.

### Start

languages = Idiomas
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = Se perderá lo que escribió. ¿Cambiar de idioma de todos modos?
start-title = ¿Qué quiere hacer?
start-what = Lo que usted escribe se sella en este aparato. Va a un grupo de trabajo: personas capacitadas, de varias organizaciones, que intentan alertar antes de que se ataque a la gente.
start-write = Escribir un reporte
start-write-hint = Para algo que vio u oyó. No necesita cuenta ni nombre.
start-look = Tengo palabras o dígitos de antes
start-look-hint = Ver si alguien contestó, cambiar lo que permite o retirar un reporte.
stale = La lista de llaves de esta página venció hace poco. Todavía puede enviar. Si puede, avise a alguien de la organización.

safe-title = Para mayor seguridad
safe-alone = Esté a solas. Siéntese de modo que nadie vea la pantalla.
safe-device = Use un aparato que sea suyo, no uno de su empleador ni de un negocio.
# Tor Browser is the name of a program.
safe-tor = Use Tor Browser: oculta a la red que usted está aquí. Si no, use una ventana privada. Después cierre la ventana.

cannot-title = De qué no puede protegerle esta página
cannot-code = La página viene de un servidor. Quien controla el servidor podría cambiar la página. Unos números al final de la página ayudan a notarlo.
cannot-address = Sin Tor Browser, la red puede ver que usted estuvo en esta página, y a qué hora. No puede leer lo que escribió.
cannot-device = Si alguien vigila a través de su teléfono o computadora, puede ver lo que usted escribe. Algunos teclados recuerdan palabras.
cannot-told = Si pocas personas saben lo que usted escribe, otras pueden adivinar que viene de usted.

### Writing

write-title = ¿Qué pasó?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = Esto va como un reporte nuevo, con las mismas palabras de antes. Si es una respuesta, dígalo en el texto.
country = ¿En qué país pasó?
# Not "responsables de ese país": that would be its government.
country-hint = Su reporte se sella para personas encargadas de los reportes de ese país.
text = ¿Qué vio u oyó?
text-hint = En cualquier idioma. Escriba qué pasó, dónde, cuándo, a quién le hicieron daño y quién lo hizo. Escriba solo lo que sabe, y diga cómo lo sabe. No ponga nombres que podrían poner a alguien en peligro.
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] Se quitó de su texto un carácter que no se ve. Con esos caracteres, un texto puede parecer distinto de lo que dice. Por favor, léalo una vez más: se envía como está aquí ahora.
   *[other] Se quitaron de su texto { $count } caracteres que no se ven. Con esos caracteres, un texto puede parecer distinto de lo que dice. Por favor, léalo una vez más: se envía como está aquí ahora.
}
# How long a very long text is; most is the greatest length.
text-length = Su texto es largo: { $count } caracteres, de { $most } como máximo. Los textos largos tardan más en enviarse.
# A box to tick: it cannot wait until tomorrow.
tonight = ¡Esta noche! Hay personas en peligro ahora
tonight-what = Usted pide la vía urgente. Entonces puede salir una alerta con solo su reporte, sin esperar a otros. La alerta nombra solo una zona más grande, y llega a pocas personas, de las que se sabe el nombre. Como viene de una sola persona, puede ser más fácil adivinar quién es usted.
tonight-today = Primero una persona tiene que abrir su reporte. Nadie puede prometer que eso se haga a tiempo. Por el momento no puede salir ninguna alerta con un solo reporte; las personas que leen su reporte verán de todos modos que usted la pide.
tonight-help = Si puede pedir ayuda de otra manera, hágalo también.

## Details that can be left out

more = Decir más
more-hint = Puede dejar todo esto sin llenar. Ayuda a clasificar antes su reporte.
not-said = No lo digo
event-type = ¿Qué tipo de cosa fue?
event-type-threats = Amenazas
event-type-hate-speech = Llamados a odiar a personas o a hacerles daño
event-type-arrest = Arrestaron o detuvieron a personas
event-type-disappearance = Se llevaron a personas y no se sabe dónde están
event-type-killing = Mataron a personas
event-type-injury = Hirieron o golpearon a personas
event-type-sexual-violence = Violencia sexual
event-type-displacement = Hubo personas que tuvieron que huir o que fueron expulsadas
event-type-destruction = Destruyeron casas, campos u otras cosas
event-type-roadblock = Bloquearon un camino
event-type-armed-movement = Gente armada se movía o se juntaba
event-type-recruitment = Obligaron a personas a unirse a grupos armados
event-type-aid-denied = No dejaron pasar comida, medicinas o ayuda
event-type-other = Otra cosa
where = ¿Dónde fue?
where-hint = Por ejemplo el pueblo, el municipio o lo que está cerca.
week = ¿Cuándo fue?
week-hint = Si fue hace más tiempo, escríbalo en su texto.
week-unknown = No sé, o hace más tiempo
# days: from Monday to Sunday, for example "16 – 22 November".
week-this = Esta semana ({ $days })
week-last = La semana pasada ({ $days })
harmed = ¿A quién le hicieron daño?
harmed-hint = Por ejemplo: campesinos, gente de un mismo grupo, una familia. Sin nombres.

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = ¿Qué más es cierto allí?
factors-hint = Marque lo que vio con sus propios ojos.
factor-1 = Hay guerra, o grandes disturbios
factor-2 = Crímenes así ya pasaron aquí antes, y no se castigó a nadie
factor-3 = La policía, los tribunales o las autoridades no funcionan, o no ayudan
factor-4 = Alguien tiene un motivo para querer que se haga daño a la gente: tierra, dinero, poder, venganza
factor-5 = Alguien tiene las armas, el dinero o la gente para hacerlo
factor-6 = No hay nadie allí que pueda impedirlo
factor-7 = Parece que se prepara algo: se juntan armas, listas, hombres
factor-8 = Acaba de pasar algo que podría desatarlo: una elección, un asesinato, un día de fiesta
factor-9 = Hay odio entre grupos, o se trata mal a un grupo
factor-10 = Hay gente que habla o actúa como si todo un grupo debiera desaparecer
factor-11 = Se ataca a gente común una y otra vez, o en muchos lugares
factor-12 = Parece que hay un plan o una orden de atacar a gente común
factor-13 = Hay amenazas contra quienes está prohibido atacar: hospitales, escuelas, presos, lugares de oración
factor-14 = Hay amenazas contra trabajadores de ayuda humanitaria o fuerzas de paz

### Files

files-title = Imágenes y archivos
files-what = No hace falta enviar ninguno. Una imagen se dibuja de nuevo en su aparato antes de enviarse: lo que la cámara escribió en ella, como el lugar, la hora y el tipo de teléfono, no se va con ella.
files-see = Lo que se ve en la imagen se queda: caras, lugares, letreros, ventanas. Mírela una vez más. Su teléfono puede recordar por un tiempo qué archivos abrió usted.
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = Este navegador no deja que la página dibuje imágenes de nuevo, así que aquí no se puede limpiar ninguna imagen. No se envía ninguna imagen.
canvas-what-to-do = En Tor Browser: elija una imagen; si aparece junto a la dirección una pregunta sobre datos de imagen, permítalo para esta página y elija la imagen otra vez. Eso deja que la página sepa un poco sobre su aparato. O envíe solo texto.
files-choose = Elegir archivos
files-hint = Como máximo { $pictures } imágenes. Cada archivo como máximo { $each }, todos juntos como máximo { $all }.
files-working = Se están dibujando de nuevo las imágenes. Espere, por favor.
files-taken = { $count ->
    [one] Hay un archivo en la lista.
   *[other] Hay { $count } archivos en la lista.
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] Un archivo es más grande que { $most } y no se tomó.
   *[other] { $count } archivos son más grandes que { $most } y no se tomaron.
}
files-together = En total: { $size }.
# Preview of a picture, for those who cannot see it.
file-preview = Una imagen que usted eligió, dibujada de nuevo
file-remove = Quitar
file-refused = Este archivo no es una imagen que se pueda limpiar aquí. No se puede enviar. Quítelo, por favor.
file-no-picture = Este archivo no es una imagen que se pueda limpiar aquí. Solo se puede enviar intacto, como prueba. Marque eso o quítelo, por favor.
original = Enviar también el archivo intacto, como prueba ({ $size })
original-only = Enviar este archivo intacto, como prueba ({ $size })
original-hint = Un archivo intacto puede probar más ante un tribunal. Pero puede decir dónde y cuándo se hizo, con qué teléfono y quién lo hizo. Se sella para otras personas que las de su reporte.
files-evidence = Lo que se puede hacer con los archivos intactos lo elige usted en un paso más adelante.

### Your name, and a card

you-title = ¿Quiere decir quién es usted?
identity = Su nombre y su número, sellados aparte
identity-what = No hace falta. Lo que escribe en este cuadro se sella por separado, para otras personas que las de su reporte. Quienes leen su reporte no lo reciben junto con él. Desde afuera nadie puede ver si usted escribió algo aquí: siempre se envía algo del mismo tamaño.
identity-doubt = Si tiene dudas, déjelo vacío. Se le puede contestar sin eso: con las palabras que recibe más adelante.
name = Nombre
phone = Teléfono, o cómo comunicarse con usted
note = ¿Qué hay que saber para comunicarse con usted sin peligro?
note-hint = Por ejemplo: solo por la noche; no llamar nunca; contesta un amigo.
identity-consent = ¿A quién se le puede decir, y para qué?
identity-consent-none = Si no marca nada, se queda sellado y no se le dice a nadie.
identity-now = Personas del grupo de trabajo pueden usarlo para comunicarse conmigo ahora
identity-accountability = Se puede abrir para pedir cuentas a quienes hicieron esto, por ejemplo ante un tribunal
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = Una tarjeta
card-digits = Los 24 dígitos de su tarjeta, si tiene una
# Digits of any script.
card-hint = Puede escribir los dígitos en cualquier escritura, como 123 o ١٢٣. Los espacios no importan.
card-none = Sin tarjeta, su reporte se lee de la misma manera. Pero todos los reportes sin tarjeta cuentan juntos como una sola persona: nadie puede saber cuántas personas los escribieron. Con una tarjeta, el suyo cuenta por sí solo. La tarjeta no dice quién es usted.

### What may be done with it

consent-title = ¿Qué se puede hacer con su reporte?
consent-what = Usted decide. Puede cambiarlo más adelante, o retirar el reporte, con palabras que solo usted tiene. Si permite menos, vale en un día como máximo. Si permite más, vale después de siete días.
profile = Elija una opción
profile-keep-sealed = Dejarlo sellado
profile-keep-sealed-means = Nadie tiene permiso de leerlo. Queda bajo llave hasta que usted permita más. Si no lo hace, se destruye después de 30 días.
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = Un lector capacitado puede leerlo
profile-curator-may-read-means = Dos personas capacitadas, el lector y una segunda, pueden leerlo para entender qué está pasando. Cada vez tienen que estar de acuerdo varias de las personas que guardan las llaves. No se pasa nada de eso a otros.
profile-summary-coarse = Se puede hacer un resumen, con pocos detalles
# region: what is right below the country, called department, state, province, region … from country to country.
profile-summary-coarse-means = Esas dos personas también pueden escribir un resumen corto con sus propias palabras, a partir de varios reportes juntos. Nombra solo el departamento (estado, provincia o región) y el mes. Organizaciones del consorcio pueden leerlo.
profile-summary-finer = Se puede hacer un resumen, con más detalles
profile-summary-finer-means = El resumen puede nombrar el municipio o distrito y la semana. También pueden leerlo personas en las Naciones Unidas. Cuanto más exacto es, más fácil es que la gente del lugar adivine.

read-aloud = Leer esto en voz alta
read-aloud-stop = Dejar de leer

not-promised-title = Lo que nadie puede prometer
not-promised-courts = Un tribunal puede ordenar a personas que entreguen lo que tienen. Ninguna persona tiene ella sola la llave de su reporte, así que a ninguna persona se la puede obligar a abrirlo ella sola.
not-promised-copies = Lo que otros leyeron, lo recuerdan. Lo que ya salió no se puede hacer volver.
not-promised-together = Si suficientes de quienes guardan las llaves actúan juntos contra usted, pueden abrirlo. Están en organizaciones y países distintos.

single-options = Opciones una por una
single-options-hint = Aquí puede elegir cada cosa por separado. No hace falta.
uses = Lo que se puede hacer
use-a-curator-reads = Lo leen un lector capacitado y una segunda persona
use-counted = Se cuenta
use-summary = Se escribe un resumen con otras palabras
use-exact-words = Se usan mis palabras exactas
use-altered-media = Se usan mis imágenes, cambiadas para que no me muestren
# Beside two options that the program does not use yet.
use-not-yet = Hoy nada usa esto.
translation = Se puede traducir
urgent = Puede salir una alerta con solo mi reporte
urgent-hint = Por el momento no puede salir ninguna alerta de ese tipo.
aims = Para qué se puede usar
aims-hint = Si le deben preguntar primero, permita también respuestas: si no, nadie puede preguntar.
# These three stand in a list, and also in the sentences "allow-aims" and "allow-ask".
aim-early-warning = avisar temprano
aim-advocacy = hablar por personas que lo necesitan
aim-accountability = pedir cuentas a quienes lo hicieron
aim-choice-no = No
aim-choice-ask = Solo después de preguntarme otra vez
aim-choice-yes = Sí
how-fine = Qué tan exacto puede ser un resumen, y quién puede leerlo
option-place = El lugar
option-period = La fecha
option-audience = Quién puede leerlo
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = ningún lugar
finest-place-1 = solo el país
finest-place-2 = el departamento (estado, provincia o región)
finest-place-3 = el municipio o distrito
finest-period-0 = ninguna fecha
finest-period-1 = el mes
finest-period-2 = la semana
finest-period-3 = el día
audience-0 = nadie
audience-1 = el grupo de trabajo
audience-2 = organizaciones del consorcio
audience-3 = personas en las Naciones Unidas
audience-4 = todo el mundo
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = Quién no debe leerlo nunca
never-to-hint = Nombres cortos, tal como están en la lista del consorcio.
never-to-later = Todos los que se agreguen después a esta lista
bodies-later = todos los que se agreguen después a la lista
when = Cuándo
not-before = Nada puede salir antes de este día
not-before-hint = Puede dejarlo como está.
until-safe = Nada puede salir hasta que yo diga que estoy a salvo
forget-after = Destruirlo después de
forget-after-hint = Para el reporte. El nombre, el número y los archivos que se pueden usar quedan 365 días; los demás, 30.
forget-after-days = { $days } días
option-contact = ¿Puede alguien contestarme?
contact-0 = No
contact-1 = Sí, una respuesta espera aquí hasta que yo venga a ver
contact-2 = Sí, en cualquier momento
option-given-by = ¿Quién decide esto?
given-by-hint = Para alguien a su cuidado, un resumen dice menos.
given-by-2 = Yo, en mi propio nombre
given-by-1 = Yo, en nombre de otra persona adulta
given-by-0 = Yo, en nombre de una niña, un niño o alguien a mi cuidado

evidence-consent = ¿Qué se puede hacer con los archivos intactos?
evidence-consent-none = Si no marca nada, se quedan sellados y nadie los abre.
evidence-now = Un lector capacitado puede mirarlos para ver si son verdaderos
evidence-accountability = Se pueden abrir para pedir cuentas a quienes hicieron esto, por ejemplo ante un tribunal

## What was chosen, in sentences

allowed-title = Lo que usted permite
allow-nothing = Nadie tiene permiso de leerlo. Se queda sellado.
allow-a-curator-reads = Un lector capacitado y una segunda persona pueden leerlo.
allow-counted = Se puede contar.
# place, period and audience are of the lists above.
allow-summary = Se puede escribir un resumen con otras palabras. Lugar: { $place }. Fecha: { $period }. Quién puede leerlo: { $audience }.
allow-exact-words = Se pueden usar sus palabras exactas.
allow-altered-media = Se pueden usar sus imágenes, cambiadas para que no le muestren.
allow-aims = Se puede usar para: { $aims }.
allow-no-aim = Todavía no se puede usar para nada.
allow-ask = Solo después de preguntarle otra vez: { $aims }.
allow-never-to = Nunca para: { $bodies }.
allow-not-before = Nada sale antes del { $day }.
allow-until-safe = Nada sale hasta que usted diga que está a salvo.
allow-contact-0 = Nadie le contesta.
allow-contact-1 = Una respuesta puede esperarle aquí.
allow-contact-2 = Alguien puede contestarle en cualquier momento.
allow-forget = Se destruye después de { $days } días.
allow-given-by-1 = Usted decide en nombre de otra persona adulta.
allow-given-by-0 = Usted decide en nombre de una niña, un niño o alguien a su cuidado.
allow-translation = Se puede traducir.
allow-no-translation = No está permitido traducirlo.
allow-urgent = Puede salir una alerta con solo este reporte. Por ahora no puede salir ninguna.
# Followed by a list of what is missing.
lacks = Usted permite un resumen, pero todavía no se puede escribir ninguno. Para eso tendría que permitir también:
lacks-read = que un lector capacitado lo lea
lacks-counted = que se cuente
lacks-aim = algo para lo que se pueda usar, sin preguntarle primero
lacks-place = un lugar: al menos el país
lacks-period = una fecha: al menos el mes
lacks-audience = alguien que pueda leerlo
tonight-not-allowed = Usted marcó “Esta noche”. Con lo que permite aquí no puede salir ninguna alerta. Para eso, elija una de las dos opciones con resumen, y deje permitida la alerta con solo su reporte.

### Words or digits

words-title-words = Sus palabras
words-title-digits = Sus dígitos
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = Con estas doce palabras usted puede volver: para cambiar lo que permite, o para retirar el reporte. Se muestran ahora y no se guardan en ninguna parte. Sin ellas nadie puede hacerlo, tampoco nosotros. Quien las encuentre también puede hacerlo.
words-what-digits = Con estos dígitos usted puede volver: para cambiar lo que permite, o para retirar el reporte. Se muestran ahora y no se guardan en ninguna parte. Sin ellos nadie puede hacerlo, tampoco nosotros. Quien los encuentre también puede hacerlo.
words-answer = Con ellas también puede ver si alguien contestó.
words-aloud-warning = Solo si nadie más puede oírlo:
words-keep-title = Cómo guardarlas
words-keep-learn = Lo mejor es aprenderlas de memoria. Ayuda una historia en la que estén todas.
words-keep-paper = O escríbalas en papel, sin decir qué son, y escóndalo donde nadie mire.
words-keep-no-photo = Nunca les tome una foto. No las ponga en un mensaje, en una nota del teléfono ni en un correo.
words-keep-nobody = No se las diga a nadie. Nadie de la organización se las va a pedir nunca.
words-kept = Ya las tengo. Ocultarlas ahora
words-from = ¿Qué palabras?
words-from-new = Palabras nuevas
words-from-before = Palabras que tengo de un reporte anterior
words-from-before-means = Así tiene que guardar un solo grupo de palabras. Pero quien lo encuentre puede ver todos los reportes que se enviaron con él.
again-title = Por favor, escríbalas una vez más
again-what = Para comprobar que las tiene. Si no está bien, puede verlas otra vez.
again-label = Todas las palabras o los dígitos, en su orden
typed-words-hint = Las mayúsculas, los espacios y los saltos de línea no importan.
again-show = Mostrarlas otra vez
problem-other-words = Estas no son las mismas palabras o los mismos dígitos. Mire cada uno, y también el orden.
before-what = Diga exactamente cuántos reportes ha enviado con estas palabras. Con un número equivocado, se podría ver que dos reportes vienen de una misma persona. Si tiene dudas, tome palabras nuevas.
before-known = Se usan las palabras que usted escribió antes.
count = ¿Cuántos reportes ha enviado hasta ahora con estas palabras?
count-hint = Al menos 1. Una respuesta que usted envió también cuenta.
problem-count = Por favor, diga un número entero, 1 o más.

### Sending

send-title = Listo para enviar
goes-title = Lo que se envía
goes-country = País: { $country }
goes-text = { $count ->
    [one] Su texto: una letra
   *[other] Su texto: { $count } letras
}
goes-pictures = { $pictures ->
    [one] Una imagen, dibujada de nuevo
   *[other] { $pictures } imágenes, dibujadas de nuevo
}
goes-originals = { $originals ->
    [one] Un archivo intacto, sellado aparte
   *[other] { $originals } archivos intactos, sellados aparte
}
goes-identity = Su nombre o su número, sellado aparte
goes-no-identity = Ningún nombre y ningún número
goes-card = Con su tarjeta
goes-no-card = Sin tarjeta
goes-tonight = Esta noche: usted pide la vía urgente
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] Se envían unos { $size } por la conexión. Con una conexión lenta, eso tarda más o menos un minuto.
   *[other] Se envían unos { $size } por la conexión. Con una conexión lenta, eso tarda más o menos { $minutes } minutos.
}
send-now = Enviar ahora
sending-title = Se está enviando
not-sent-title = No se ha enviado todo
progress = Cuánto se ha enviado
progress-sealing = Se está sellando en este aparato.
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = Se está trayendo lo que espera para usted, junto con lo que espera para otras personas, para que nadie pueda saber cuál es lo suyo.
progress-working = Su aparato está calculando una prueba de que usted no es una máquina que envía miles de reportes. En un teléfono viejo esto puede tardar un minuto.
progress-sending = Va en camino.
progress-waiting = Una pausa, para que nadie vea desde afuera qué partes van juntas. La página sigue sola en unos segundos.
progress-again = Se cortó la conexión, o no hay lugar por el momento. La página intenta de nuevo sola y sigue donde estaba.
progress-bytes = { $done } de { $all }
progress-stay = Por favor, deje abierta esta página hasta que diga que terminó.
sending-kept = Su texto sigue aquí. No se envió nada.
sending-kept-begun = Su texto sigue aquí, solo en esta página. Puede que una parte haya llegado. “Intentar de nuevo” sigue donde estaba. Ya no se puede cambiar.

sent-title = Llegó
sent-what = Su reporte está sellado y fue recibido. Esta página lo olvidó.
sent-next-title = Qué pasa ahora
sent-next-look = Vuelva mañana o después con sus palabras. Antes de eso, no se muestra nada con ellas.
sent-next-words = Guarde sus palabras. Sin ellas no puede cambiar nada ni retirar el reporte.
sent-next-end = Lo que usted permite vale doce meses como máximo, si no lo renueva. El reporte se destruye antes si usted lo eligió así.
sent-traces-title = Qué queda en este aparato
sent-traces-none = Esta página no guarda ni texto ni cookies. Todavía conoce sus palabras hasta que usted la cierre.
sent-traces-history = Su navegador puede recordar la dirección de esta página y la hora. En Tor Browser y en una ventana privada, eso se va cuando los cierra. Si no, bórrelo a mano del historial del navegador.
sent-traces-keyboard = Algunos teclados recuerdan palabras que usted escribió.
sent-traces-files = Las imágenes y los archivos que eligió siguen donde estaban.
sent-close = Cerrar esta página ahora
sent-another = Escribir otro con las mismas palabras

### Words from before

look-title = Sus palabras o dígitos
look-what = Puede escribir unas u otros. Un momento de paciencia: tarda lo mismo con palabras equivocadas que con las correctas.
look-words = Sus doce palabras, o sus 42 dígitos
look-number = ¿Qué reporte?
look-number-hint = 1 es el primero que envió con estas palabras.
look-kind = ¿Qué quiere ver?
look-kind-hint = Mire una de estas cosas, y deje pasar unas horas antes de mirar otra. Así nadie puede ver que van juntas.
look-kind-testimony = El reporte
look-kind-identity = El nombre y el número que envié con él
look-kind-evidence = Un archivo intacto que envié con él
look-file = ¿Qué archivo?
look-file-hint = 1 es el primero de ese reporte.
problem-file-number = Por favor, diga un número entero del 1 al 32.
look-now = Mirar
fetching-title = Un momento
seen-title = Lo que hay
# The same shape for words that are nobody's.
seen-none = Aquí no hay nada con estas palabras. Un reporte nuevo se muestra después de un día. O está destruido; o una palabra, el número o lo que usted quería ver era otro.
seen-late = Esto es del { $day }. Debería haber aquí algo más nuevo. Quizás alguien lo retiene; mire otra vez más tarde.
seen-finish-what = Elija una de estas acciones. Cada visita termina con el envío de un mensaje pequeño, siempre del mismo tamaño, elija lo que elija. Así nadie puede ver desde afuera lo que usted hizo.
seen-finish = No cambiar nada, y terminar

answer-title = Respuestas
answer-none = Nadie ha contestado todavía, o usted no permite respuestas.
answer-unknown-desk = Hay una respuesta, pero esta página no sabe quién la escribió, así que no se muestra. Ahí se queda. Mire otra vez en unos días.
answer-keep = Dejar la respuesta aquí, para que yo pueda leerla otra vez
answer-keep-hint = Si no, se va cuando termine este día. Quien encuentre sus palabras también podría leerla.
answer-how = Si quiere contestar: primero termine esta visita. Después la página se lo ofrece.

state-title = Cómo están las cosas
state-kept = Está guardado, sellado. Ningún puesto de lectura lo ha abierto.
state-opened = El puesto de un lector capacitado lo abrió. Lo leyeron dos personas, o unas pocas más.
state-withdrawn = Está retirado. Ya nadie puede abrirlo, y ningún resumen nuevo puede usarlo.
state-ended = Lo que usted permitía se terminó. Nadie tiene permiso de hacer nada con él hasta que usted lo permita de nuevo.
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = Quienes lo leyeron, lo recuerdan.
state-summaries = Puede que esté en resúmenes. Esta página no dice en cuáles, para que nadie que le quite sus palabras pueda saberlo. Según lo último que usted eligió, pueden leerlos: { $audience }. Si antes permitió más, puede que otros también los hayan leído.

in-force-title = Lo que usted permite hoy
signed-title = Lo último que usted eligió
settles = Todo esto vale a partir del { $day }. Hasta entonces puede detenerlo.
expires = Termina el { $day }, si no lo renueva.
expires-soon = Termina pronto. Con “Permitirlo doce meses más” sigue.
loosened = A partir del { $day }, las reglas para esto son menos estrictas. Lo que usted no permite sigue prohibido. Puede permitir menos o retirarlo. Lo que cambia:
loosened-people = Cuántas personas hacen falta para un resumen
cancel-widening = Detener lo que permití además
renew = Permitirlo doce meses más, tal como está
change = Cambiar lo que permito
withdraw = Retirarlo

change-title = ¿Qué permite de ahora en adelante?
change-at-once = Usted no permite más que hoy. Vale en un día como máximo.
change-wider = Usted permite más que hoy. Lo que permite además cuenta a partir del { $day }, no antes. Hasta entonces puede volver y detenerlo. Lo que ya no permite deja de valer en un día como máximo.
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = Vale doce meses a partir de hoy.
change-until = Termina el { $day }, como antes.
change-send = Enviar esto, y terminar
withdraw-title-testimony = ¿Retirar el reporte?
withdraw-title-identity = ¿Retirar el nombre y el número?
withdraw-title-evidence = ¿Retirar el archivo?
withdraw-stops = Desde ese momento nadie lo abre, y ningún resumen nuevo lo usa. Los resúmenes en los que está se quitan, y parece que simplemente terminaron.
withdraw-final = No se puede deshacer.
withdraw-copies = Lo que otros ya leyeron o copiaron no se puede hacer volver.
withdraw-others = Solo se retira esto. El reporte, el nombre y el número, y cada archivo intacto se retiran uno por uno. Deje unas horas entre uno y otro.
withdraw-send = Sí, retirarlo, y terminar
finishing-title = Su mensaje va en camino
finished-title = La visita terminó
finished-nothing = No se cambió nada.
finished-change = Se envió lo que usted permite. Si lo cambió dos veces desde ayer, solo cuenta uno de los dos cambios: mire otra vez mañana.
finished-cancel = Enviado: lo que permitió además no va a contar.
finished-renew = Enviado: vale doce meses a partir de hoy. Los días hasta que se destruya empiezan de nuevo.
finished-withdraw = Enviado: está retirado.
finished-when = El otro extremo lo recoge en un día como máximo. Mire otra vez mañana si quiere comprobarlo.
finished-answer = Contestar, con las mismas palabras

### What has to be mended

problem-country = Elija el país.
problem-text = Escriba qué pasó, aunque sean solo unas pocas palabras.
problem-no-words = Todavía no escribió nada. Escriba sus palabras o sus dígitos.
problem-too-long = Es demasiado largo. Por favor, hágalo más corto.
problem-pictures = Hay demasiadas imágenes. Por favor, quite algunas.
problem-originals = Hay demasiados archivos intactos. Por favor, quite algunos.
problem-files-size = Los archivos juntos son demasiado grandes. Por favor, quite algunos.
problem-no-evidence = Para este país no se pueden recibir archivos intactos. Por favor, quite la marca o quite el archivo.
problem-unsent-file = Un archivo no se puede enviar como está. Marque que se envía intacto, o quítelo.
problem-profile = Elija una de las cuatro opciones.

### Troubles: what happened, and what to do

trouble-cannot-reach = La conexión no llega al otro extremo. No se perdió nada. Revise su conexión, espere un poco e intente de nuevo.
trouble-busy = No hay lugar en este momento. Por favor, intente de nuevo en una hora o más tarde. Puede dejar abierta esta página.
trouble-refused = El otro extremo no lo recibió. Intente de nuevo una vez. Si pasa otra vez, vuelva a cargar la página más tarde y escriba de nuevo.
trouble-asks-too-much = El otro extremo le pide a su aparato más trabajo del que puede pedir. La página se detuvo. Intente de nuevo más tarde.
trouble-not-accepted = La respuesta no fue la que prueba que su reporte está seguro allá. Intente de nuevo. Si pasa otra vez, puede que haya alguien entre usted y el otro extremo: use Tor Browser u otra red.
trouble-directory-unsigned = La lista de llaves no está firmada por aquellos en quienes confía esta página. Puede que alguien quiera leer su reporte. No escriba aquí. No se envió nada. Avise a alguien de la organización, o intente desde otra red.
trouble-directory-rolled-back = La lista de llaves es más vieja de lo que debería ser. Puede que alguien quiera usar llaves viejas. No escriba aquí. No se envió nada. Avise a alguien de la organización, o intente desde otra red.
trouble-directory-forked = Hay dos listas de llaves distintas donde debería haber una sola. No escriba aquí. No se envió nada. Avise a alguien de la organización, o intente desde otra red.
trouble-directory-contradictory = La lista de llaves se contradice. No escriba aquí. No se envió nada. Avise a alguien de la organización, o intente desde otra red.
trouble-directory-not-yet = La lista de llaves es del futuro. Quizás el reloj de su aparato está mal. Ponga la fecha y la hora, y luego intente de nuevo.
trouble-directory-expired = La lista de llaves venció hace demasiado tiempo. No es seguro escribir aquí. Si la fecha de su aparato está bien, avise a alguien de la organización.
trouble-not-what-the-vault-left = Lo que llegó no es lo que se dejó para usted. No se cambió nada. Intente de nuevo más tarde, o desde otra red.
trouble-nothing-published = Todavía no se puede mirar nada aquí. Por favor, vuelva mañana.
trouble-bad-receipt = Estas no son doce palabras, o 42 dígitos, de este tipo. Quizás una está mal escrita o falta. Mire cada una. Las palabras solo se entienden en la página del idioma en que se mostraron.
trouble-bad-card = Estos no son los 24 dígitos de una tarjeta. Quizás uno está mal escrito. Mire cada uno, o deje vacío el cuadro.
trouble-no-such-country = Por el momento no se reciben reportes para este país. Vuelva atrás y elija otro, o pregunte a la organización.
trouble-too-large = Es demasiado grande. Vuelva atrás y quite imágenes o haga más corto el texto.
trouble-too-many-versions = Usted ya cambió lo que permite tantas veces como se puede. Lo que queda es retirarlo.
trouble-consent-ended = Lo que usted permitía se terminó. Elija de nuevo una de las cuatro opciones, o permítalo doce meses más, o retírelo.
trouble-already-begun = Ya se envió algo, y puede que haya llegado. Solo se puede enviar otra vez tal como estaba. Vuelva atrás e intente lo mismo una vez más, o mire otra vez mañana.
trouble-browser-too-old = Este navegador es demasiado viejo, o está configurado de modo que no puede sellar un reporte. No se envió nada. Use el Tor Browser más nuevo u otro navegador nuevo.

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = Si esta frase no desaparece, la página no funciona en este navegador. Aquí no se puede escribir ni enviar nada. Use el Tor Browser más nuevo u otro navegador nuevo.
noscript-title = Esta página no puede protegerle aquí
noscript-what = Este navegador no hace funcionar el programa de la página (JavaScript). Solo ese programa puede sellar un reporte en su aparato. Sin él, todos los que están en el camino podrían leer lo que usted escribe. Por eso aquí no hay nada que usted pueda enviar.
noscript-turn-on = En Tor Browser, el nivel más seguro apaga los programas. Puede elegir el nivel “Más seguro” o “Estándar” en los ajustes, en “Privacidad y seguridad”, y abrir otra vez esta página.
noscript-program = En una computadora, el programa “leeward report” hace lo mismo sin navegador. Pídaselo a la organización.
noscript-partner = La organización local en la que usted confía puede ayudarle.
noscript-card = Con una tarjeta para mensajes de texto (SMS), puede enviar un mensaje de texto desde cualquier teléfono. Pero el mensaje de texto se puede leer en el camino: lo puede leer la compañía de teléfonos, y cualquiera a quien ella se lo permita.
