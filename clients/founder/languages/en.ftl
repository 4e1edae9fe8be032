# The leaflet that goes with a pile of cards, in English: the catalogue that all others are translated from. No native
# speaker apart from those who wrote it has checked it.
#
# For translators. It is read out or read by people who may be frightened and may have had little schooling. Short
# sentences. Everyday words. No threats, no idioms, no official language. Say "you". Never promise more than the English
# does. What stands in quotation marks is written so on the reporter's page: take it from clients/web/languages. Names in
# { $braces } stay as they are. It names no organisation and no program, on purpose.

# The name of this language, in this language.
language-name = English
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no

### What the buttons of the reporter's page say, as clients/web/languages has it

# start-write, start-look and withdraw there.
page-write = Write a report
page-look = I have words or digits from before
page-withdraw = Take it back

### For whoever draws a card. Read there, and given back

draw-title = Your card
draw-here = Read this here and give it back. Do not take it with you.

what-title = What it is for
what-trust = The card shows that somebody here trusts you. It does not say who you are.
what-counts = With a card, your report counts as that of one person. All reports without a card together count as one single person.

use-title = How to use it
use-draw = Draw one card from the pile yourself, and only one. Open it when you are alone.
use-type = Open the page whose address you were told, and choose “{ $write }”. Where it asks for a card, type the 24 digits. The spaces do not matter.
# A day is written with its year, month and day: 2026-12-31.
use-until = It serves until { $last } (year, month and day, in the calendar that begins with January). You can send several reports with it: they count as those of one person. After that day, draw a new card.
use-burn = When you no longer need the card, burn it.

# The sample: what stands on a card, line by line.
sample-code = The 24 digits of the card. Here they are only zeros.
sample-name = The name of the pile. It is not part of the code.
sample-last = The three months for which it serves, and the last day.

back-title = How to take a report back
back-words = At the end the page shows you words or digits. They are not on the card. Only they open your report again. Learn them by heart, or write them on paper and hide it.
back-how = To take it back, open the page, choose “{ $look }”, type them, and choose “{ $withdraw }”. The card cannot do that.
back-copies = What people have read or copied already cannot be called back.

phone-title = What must not stay in your phone
phone-photo = No photo of the card. Phones often send photos to other places by themselves.
phone-notes = No digits of the card and none of those words or digits: not in a message, a note, a contact or a mail.
phone-screen = No picture of the screen, and not the address of the page.
phone-nobody = Nobody of the organisation will ever ask you for the digits of your card, or for those words or digits.

lost-title = If you lose the card
lost-say = Say so to whoever handed it out. You need not say your name, or what you did with it. Draw another one. If you find the old one again, burn it.
lost-finder = Whoever finds it cannot read your reports, and cannot see whether there are any. But they could send reports with it as if they were trusted here.

### For whoever hands out the cards

hand-title = For whoever hands out the cards
hand-keep = Keep this page, but not where the cards are.
# cards: how many. name: what the pile is called, such as 01234-56751.
hand-pile = Cards in this pile: { $cards }. Name of the pile: { $name }. They serve from { $first } to { $last } (year, month and day, in the calendar that begins with January).

give-title = Handing them out
give-fold = Cut along the lines. Fold each card along the broken line, over the digits, and glue it shut.
give-shuffle = Put them into one pile and shuffle it well. Each person draws one, and only one in these three months.
give-whom = Let only people draw whom you know and trust.
give-read = Let each of them read the other page here, or read it out to them. Take it back.

nobody-title = Nobody writes down who drew which card
nobody-list = No name, no mark on a card, no list of who came and in which order, no photo.
nobody-why = With such a list somebody could find out who sent which report. What nobody knows, nobody can be forced to tell.
nobody-asked = Also not if somebody asks you for it, whoever it is. Say to whoever gave you the cards that somebody asked.

pile-title = If the pile is lost, or somebody else had it in their hands
pile-call = Call whoever gave it to you, at once, and say the name of the pile: { $name }. You need not say more on the telephone.
pile-then = When it is shut out, its cards count as if there were none. That also goes for the cards that were drawn honestly, and for reports that were sent with them before. These reports can still be read.
pile-new = You get a new pile. Let everybody draw again.
pile-seen = Do the same if cards were opened or copied, or if somebody made a list.

over-title = When the three months are over
over-burn = Burn the cards that nobody drew, and this page.
