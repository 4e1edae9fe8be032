# The reporter's page in English: the catalogue that all others are translated from. No native speaker apart from those
# who wrote it has checked it.
#
# For translators. The reader may be frightened, may have had little schooling, and may be reading on a small phone.
# Short sentences. Everyday words. No threats, no idioms, no official language. Say "you". What is uncertain stays
# uncertain: never promise more than the English does. Names in { $braces } stay as they are; they are filled in by the
# page. A report is what the person writes; the words (or digits) are the twelve words (or 42 digits) that open it again.

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = Page
# The name of this language, in this language.
language-name = English
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no
# Shown at the bottom of every page of a language where checked = no.
unchecked = No native speaker has checked the words of this page yet. If a sentence is unclear, do not rely on it: look at the page in another language.

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = Leave now
exit-hint = You can also press the Escape key twice. What you typed is gone then.
skip = Go to the text
step = Step { $step } of { $all }
back = Back
next = Continue
# The same button where the person has filled in nothing, and may.
next-without = Continue without
choose = Please choose
understood = I understand
try-again = Try again
# Heading of the list of what has to be mended before going on.
wrong-title = Something is missing or not right
arriving = The page is fetching the list of keys. You can begin.

## The page's own fingerprint

hashes-title = Is this the right page?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = These numbers belong to this page. Somebody you trust can compare them from another place, with the program: leeward web verify. If they differ, do not write here.
hashes-script = The program of this page
hashes-trust = The list of those whom this page trusts
hashes-none = This browser cannot work out the numbers here.
# What stands below is the head of the log, as intake shows it to everyone: lines of letters and digits. `leeward ledger
# compare` is typed in a program as it stands here.
hashes-log = The public log of what is done here. It grows. Somebody you trust can compare these lines, with the program: leeward ledger compare.
hashes-no-log = The log is not shown at the moment.

### Start

languages = Languages
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = What you typed will be gone. Change the language all the same?
start-title = What would you like to do?
start-what = What you write is sealed on this device. It goes to a task force: trained people of several organisations, who try to warn before people are attacked.
start-write = Write a report
start-write-hint = For something that you saw or heard. You need no account and no name.
start-look = I have words or digits from before
start-look-hint = See if somebody answered, change what you allow, or take a report back.
stale = The list of keys of this page has ended a short time ago. You can still send. If you can, tell somebody of the organisation.

safe-title = To be safer
safe-alone = Be alone. Sit so that nobody sees the screen.
safe-device = Use a device that is yours, not one of your employer or of a shop.
# Tor Browser is the name of a program.
safe-tor = Use Tor Browser: it hides from the network that you are here. Or else use a private window. Close the window afterwards.

cannot-title = What this page cannot protect you from
cannot-code = The page comes from a server. Whoever controls the server could change the page. Numbers at the bottom help to notice this.
cannot-address = Without Tor Browser, the network can see that you were on this page, and at what time. It cannot read what you wrote.
cannot-device = If somebody watches through your phone or computer, they can see what you type. Some keyboards remember words.
cannot-told = If only few people know what you write, others may guess that it came from you.

### Writing

write-title = What happened?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = This goes as a new report, with the same words. If it is an answer, say so in the text.
country = In which country did it happen?
# Not those who govern it, whom many fear.
country-hint = Your report is sealed for people who look after the reports about that country.
text = What did you see or hear?
text-hint = In any language. Write what happened, where, when, who was harmed and who did it. Write only what you know, and say how you know it. Leave out names that could bring somebody into danger.
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] One sign that cannot be seen was taken out of your text. Such signs can make a text look different from what it says. Please read it once more: it is sent as it stands here now.
   *[other] { $count } signs that cannot be seen were taken out of your text. Such signs can make a text look different from what it says. Please read it once more: it is sent as it stands here now.
}
# How long a very long text is; most is the greatest length.
text-length = Your text is long: { $count } of at most { $most } letters. Long texts take longer to send.
# A box to tick: it cannot wait until tomorrow.
tonight = Tonight! People are in danger now
tonight-what = You ask for the urgent way. A warning may then go out on your report alone, without waiting for others. It names only a larger area, and it goes to few people, who are known by name. That it came from one person can make it easier to guess who you are.
tonight-today = A person has to open your report first. Nobody can promise that this is done in time. At present no warning on one report alone can go out; the people who read your report will still see that you ask for it.
# Also on "It has arrived", under the sentence before or under "allow-nothing".
tonight-help = If you can call for help in another way, do that too.

## Details that can be left out

more = More about it
more-hint = You can leave all of this out. It helps to sort your report sooner.
not-said = I do not say
event-type = What kind of thing was it?
event-type-threats = Threats
event-type-hate-speech = Calls to hate or to hurt people
event-type-arrest = People were arrested or held
event-type-disappearance = People were taken away and are missing
event-type-killing = People were killed
event-type-injury = People were hurt or beaten
event-type-sexual-violence = Sexual violence
event-type-displacement = People had to flee or were driven out
event-type-destruction = Houses, fields or other things were destroyed
event-type-roadblock = A road was blocked
event-type-armed-movement = Armed people were moving or gathering
event-type-recruitment = People were made to join armed groups
event-type-aid-denied = Food, medicine or aid was stopped
event-type-other = Something else
where = Where was it?
where-hint = For example the village, the district, or what is near.
week = When was it?
week-hint = If it was longer ago, write it in your text.
week-unknown = I do not know, or longer ago
# days: from Monday to Sunday, for example "16 – 22 November".
week-this = This week ({ $days })
week-last = Last week ({ $days })
harmed = Who was harmed?
harmed-hint = For example: farmers, people of one group, a family. No names.

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = What else is true there?
factors-hint = Tick what you have seen yourself.
factor-1 = There is war, or great unrest
factor-2 = Such crimes happened here before, and nobody was punished
factor-3 = Police, courts or officials do not work, or do not help
factor-4 = Somebody has a reason to want people hurt: land, money, power, revenge
factor-5 = Somebody has the weapons, money or people to do it
factor-6 = Nobody is there who could stop it
factor-7 = It looks as if something is being prepared: weapons, lists, men are brought together
factor-8 = Something just happened that could set it off: an election, a killing, a feast day
factor-9 = There is hatred between groups, or one group is treated badly
factor-10 = People speak or act as if a whole group should disappear
factor-11 = Ordinary people are attacked again and again, or in many places
factor-12 = There seems to be a plan or an order to attack ordinary people
factor-13 = Those who may not be attacked are threatened: hospitals, schools, prisoners, places of prayer
factor-14 = Aid workers or peacekeepers are threatened

### Files

files-title = Pictures and files
files-what = You need not send any. A picture is drawn anew on your device before it is sent: what the camera wrote into it, such as place, time and kind of phone, is left behind.
files-see = What can be seen in the picture stays: faces, places, signs, windows. Look at it once more. Your phone may remember for a while which files you opened.
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = This browser does not let the page draw pictures anew, so no picture can be cleaned here. No picture is sent.
canvas-what-to-do = In Tor Browser: choose a picture; if a question about image data appears by the address, allow it for this page and choose the picture again. That lets the page learn a little about your device. Or send only text.
files-choose = Choose files
files-hint = At most { $pictures } pictures. Each file at most { $each }, all together at most { $all }.
files-working = Pictures are being drawn anew. Please wait.
files-taken = { $count ->
    [one] One file is in the list.
   *[other] { $count } files are in the list.
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] One file is larger than { $most } and was not taken.
   *[other] { $count } files are larger than { $most } and were not taken.
}
files-together = All together: { $size }.
# Preview of a picture, for those who cannot see it.
file-preview = A picture that you chose, drawn anew
file-remove = Take it out
file-refused = This is not a picture that can be cleaned here. It cannot be sent. Please take it out.
file-no-picture = This is not a picture that can be cleaned here. It can only be sent untouched, as proof. Please tick this, or take it out.
original = Send the untouched file too, as proof ({ $size })
original-only = Send this file untouched, as proof ({ $size })
original-hint = An untouched file can prove more before a court. But it may say where and when it was made, with which phone, and by whom. It is sealed to other people than your report.
files-evidence = What may be done with the untouched files, you choose in a later step.

### Your name, and a card

you-title = Do you want to say who you are?
identity = Your name and number, sealed apart
identity-what = You need not. What you write in this box is sealed by itself, for other people than your report. Those who read your report do not get it with it. From outside nobody can see whether you wrote something here: something of the same size is always sent.
identity-doubt = If in doubt, leave it empty. You can be answered without it: with the words that you get later.
name = Name
phone = Telephone, or how you can be reached
note = What should they know to reach you safely?
note-hint = For example: only in the evening; never call; a friend answers.
identity-consent = Who may be told, and why?
identity-consent-none = If you tick nothing, it stays sealed, and nobody is told.
identity-now = People of the task force may use it to reach me now
identity-accountability = It may be opened so that those who did it can be held to account, for example before a court
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = A card
card-digits = The 24 digits of your card, if you have one
# Digits of every script that has ten of them are read; Ethiopic numerals are not.
card-hint = You can type the digits in any script, such as 123 or ١٢٣. The spaces do not matter.
card-none = Without a card your report is read in the same way. But all reports without a card together count as one single person: nobody can tell how many people wrote them. With a card yours counts as one of its own. The card does not say who you are.

### What may be done with it

consent-title = What may be done with your report?
consent-what = You decide. You can change it later, or take the report back, with words that only you have. If you allow less, that holds within a day. If you allow more, that holds after seven days.
profile = Choose one
profile-keep-sealed = Keep it sealed
profile-keep-sealed-means = Nobody may read it. It lies locked until you allow more. If you do not, it is destroyed after 30 days.
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = A curator may read it
profile-curator-may-read-means = Two trained people, the curator and a second one, may read it to understand what is going on. Several keepers have to agree each time. Nothing of it is passed on.
profile-summary-coarse = A summary may be made, with little detail
profile-summary-coarse-means = They may also write a short summary in their own words, out of several reports together. It names only the region and the month. Organisations of the consortium may read it.
profile-summary-finer = A summary may be made, with more detail
profile-summary-finer-means = The summary may name the district and the week. People at the United Nations may read it too. The more exact it is, the easier it is for people there to guess.

read-aloud = Read this aloud
read-aloud-stop = Stop reading

not-promised-title = What nobody can promise
not-promised-courts = A court can order people to hand over what they hold. No single person holds the key to your report, so no single person can be forced to open it.
not-promised-copies = What others have read, they remember. What has gone out cannot be called back.
not-promised-together = If enough of those who keep the keys act together against you, they can open it. They are in different organisations and countries.

single-options = Single options
single-options-hint = Here you can choose each thing by itself. You need not.
uses = What may be done
use-a-curator-reads = A curator and a second person read it
use-counted = It is counted
use-summary = A summary is written in other words
use-exact-words = My exact words are used
use-altered-media = My pictures are used, changed so that they do not show me
# Beside two options that the program does not use yet.
use-not-yet = Nothing uses this today.
translation = It may be translated
urgent = A warning may go out on my report alone
urgent-hint = At present no such warning can go out.
aims = What it may be used for
aims-hint = If they are to ask you first, also allow answers: else nobody can ask.
aim-early-warning = early warning
aim-advocacy = speaking for people in need
aim-accountability = holding those who did it to account
aim-choice-no = No
aim-choice-ask = Only after asking me again
aim-choice-yes = Yes
how-fine = How exact a summary may be, and who may read it
option-place = The place
option-period = The time
option-audience = Who may read it
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = no place
finest-place-1 = only the country
finest-place-2 = the region
finest-place-3 = the district
finest-period-0 = no time
finest-period-1 = the month
finest-period-2 = the week
finest-period-3 = the day
audience-0 = nobody
audience-1 = the task force
audience-2 = organisations of the consortium
audience-3 = people at the United Nations
audience-4 = everyone
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = Who must never read it
never-to-hint = Short names, as the consortium's list has them.
never-to-later = Everyone who is added to this list later
bodies-later = everyone who is added to the list later
when = When
not-before = Nothing may go out before this day
not-before-hint = You can leave this as it is.
until-safe = Nothing may go out until I say that I am safe
forget-after = Destroy it after
forget-after-hint = For the report. A name, a number and files that may be used stay 365 days, others 30.
forget-after-days = { $days } days
option-contact = May somebody answer me?
contact-0 = No
contact-1 = Yes, an answer waits here until I come and look
contact-2 = Yes, at any time
option-given-by = Who decides this?
given-by-hint = For somebody in your care, a summary says less.
given-by-2 = I do, for myself
given-by-1 = I do, for another adult
given-by-0 = I do, for a child or somebody in my care

evidence-consent = What may be done with the untouched files?
evidence-consent-none = If you tick nothing, they stay sealed, and nobody opens them.
evidence-now = A curator may look at them to see if they are real
evidence-accountability = They may be opened so that those who did it can be held to account, for example before a court

## What was chosen, in sentences

allowed-title = What you allow
allow-nothing = Nobody may read it. It stays sealed.
allow-a-curator-reads = A curator and a second person may read it.
allow-counted = It may be counted.
# place, period and audience are of the lists above.
allow-summary = A summary may be written in other words. Place: { $place }. Time: { $period }. Who may read it: { $audience }.
allow-exact-words = Your exact words may be used.
allow-altered-media = Your pictures may be used, changed so that they do not show you.
allow-aims = It may be used for: { $aims }.
allow-no-aim = It may be used for nothing yet.
allow-ask = Only after asking you again: { $aims }.
allow-never-to = Never for: { $bodies }.
allow-not-before = Nothing goes out before { $day }.
allow-until-safe = Nothing goes out until you say that you are safe.
allow-contact-0 = Nobody answers you.
allow-contact-1 = An answer can wait for you here.
allow-contact-2 = Somebody may answer you at any time.
allow-forget = It is destroyed after { $days } days.
allow-given-by-1 = You decide for another adult.
allow-given-by-0 = You decide for a child or somebody in your care.
allow-translation = It may be translated.
allow-no-translation = It may not be translated.
allow-urgent = A warning may go out on this report alone. At present none can.
# Followed by a list of what is missing.
lacks = You allow a summary, but none can be written yet. For that you would also have to allow:
lacks-read = that a curator reads it
lacks-counted = that it is counted
lacks-aim = something that it may be used for, without asking you first
lacks-place = a place: at least the country
lacks-period = a time: at least the month
lacks-audience = somebody who may read it
tonight-not-allowed = You ticked "Tonight". With what you allow here, no warning can go out. For that, choose one of the two with a summary, and leave the warning on your report alone allowed.

### Words or digits

words-title-words = Your words
words-title-digits = Your digits
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = With these twelve words you can come back: to change what you allow, or to take the report back. They are shown now and kept nowhere. Without them nobody can do it, also not we. Whoever finds them can do it too.
words-what-digits = With these digits you can come back: to change what you allow, or to take the report back. They are shown now and kept nowhere. Without them nobody can do it, also not we. Whoever finds them can do it too.
# Under the words, and under "sent-next-words": only for those who allow answers.
words-answer = With them you can also see if somebody answered.
words-aloud-warning = Only if nobody else can hear it:
words-keep-title = How to keep them
words-keep-learn = Best of all, learn them by heart. A story with all of them in it helps.
words-keep-paper = Or write them on paper, without saying what they are, and hide it where nobody looks.
words-keep-no-photo = Never take a photo of them. Do not put them into a message, a note on the phone or a mail.
words-keep-nobody = Tell nobody. Nobody of the organisation will ever ask you for them.
words-kept = I have them. Hide them now
words-from = Which words?
words-from-new = New words
words-from-before = Words that I have from an earlier report
words-from-before-means = Then you have only one set of words to keep. But whoever finds it can see all reports that were sent with it.
again-title = Please type them once more
again-what = So that you can be sure that you have them. If it is not right, you can look at them again.
again-label = All the words or digits, in their order
# Stands under new words as well, so it leads nobody to another page: what was written would be lost.
typed-words-hint = Capital letters, spaces and line breaks do not matter.
again-show = Show them again
problem-other-words = These are not the same words or digits. Look at each one, also at the order.
before-what = Say exactly how many reports you have sent with these words. With a wrong number, two reports could be seen to come from one person. If you are not sure, take new words.
before-known = The words that you typed before are used.
count = How many reports have you sent with these words so far?
count-hint = At least 1. An answer that you sent counts too.
problem-count = Please say a whole number, 1 or more.

### Sending

send-title = Ready to send
goes-title = What is sent
# Not "to": a report goes to no country, and to nobody because they govern one.
goes-country = Country: { $country }
goes-text = { $count ->
    [one] Your text: one letter
   *[other] Your text: { $count } letters
}
goes-pictures = { $pictures ->
    [one] One picture, drawn anew
   *[other] { $pictures } pictures, drawn anew
}
goes-originals = { $originals ->
    [one] One untouched file, sealed apart
   *[other] { $originals } untouched files, sealed apart
}
goes-identity = Your name or number, sealed apart
goes-no-identity = No name and no number
goes-card = With your card
goes-no-card = Without a card
goes-tonight = Tonight: you ask for the urgent way
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] About { $size } go over the line. On a slow line that takes about a minute.
   *[other] About { $size } go over the line. On a slow line that takes about { $minutes } minutes.
}
send-now = Send now
sending-title = It is being sent
not-sent-title = It has not all been sent
progress = How much has been sent
progress-sealing = It is being sealed on this device.
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = What waits for you is being fetched, together with what waits for others, so that nobody can tell which is yours.
progress-working = Your device is working out a proof that you are not a machine that sends thousands of reports. On an old phone this can take a minute.
progress-sending = It is on its way.
progress-waiting = A pause, so that nobody can see from outside which pieces belong together. The page goes on by itself in some seconds.
progress-again = The line broke, or there is no room at the moment. The page tries again by itself and goes on where it was.
progress-bytes = { $done } of { $all }
progress-stay = Please leave this page open until it says that it is done.
sending-kept = Your text is still here. Nothing was sent.
sending-kept-begun = Your text is still here, on this page only. Some of it may have arrived. "Try again" goes on where it was. It can no longer be changed.

sent-title = It has arrived
sent-what = Your report is sealed and has been taken in. This page has forgotten it.
sent-next-title = What happens now
sent-next-look = Come back tomorrow or later with your words. Before that, nothing is shown under them.
sent-next-words = Keep your words. Without them you cannot change anything or take it back.
sent-next-end = What you allow holds for twelve months at most, if you do not renew it. The report is destroyed sooner if you chose that.
sent-traces-title = What is left on this device
sent-traces-none = This page keeps no text and no cookie. It still knows your words until you close it.
sent-traces-history = Your browser may remember the address of this page and the time. In Tor Browser and in a private window this goes when you close it. Else delete it from the browser's history by hand.
sent-traces-keyboard = Some keyboards remember words that you typed.
sent-traces-files = Pictures and files that you chose are still where they were.
sent-close = Close this page now
sent-another = Write another one with the same words

### Words from before

look-title = Your words or digits
look-what = You can type either of them. One moment of patience: it takes as long for wrong words as for right ones.
look-words = Your twelve words, or your 42 digits
look-number = Which report?
look-number-hint = 1 is the first that you sent with these words.
look-kind = What do you want to see?
look-kind-hint = Look at one of them, and leave some hours before you look at another. So nobody can see that they belong together.
look-kind-testimony = The report
look-kind-identity = The name and number that I sent with it
look-kind-evidence = An untouched file that I sent with it
look-file = Which file?
look-file-hint = 1 is the first of that report.
problem-file-number = Please say a whole number from 1 to 32.
look-now = Look
fetching-title = One moment
seen-title = What there is
# The same shape for words that are nobody's.
seen-none = There is nothing here under these words. A new report shows after a day. Or it is destroyed; or a word, the number, or what you chose to see was not the right one.
seen-late = This is from { $day }. Something newer should be here. Perhaps somebody holds it back; look again later.
seen-finish-what = Choose one of these. Each visit ends by sending one small message, always of the same size, whatever you choose. So nobody can see from outside what you did.
seen-finish = Change nothing, and finish

answer-title = Answers
answer-none = Nobody has answered yet, or you do not allow answers.
answer-unknown-desk = There is an answer, but this page does not know who wrote it, so it is not shown. It stays. Look again in some days.
answer-keep = Leave the answer here, so that I can read it again
answer-keep-hint = Else it goes when this day has ended. Whoever finds your words could read it too.
answer-how = If you want to write back: finish this visit first. Then the page offers it.

state-title = How things stand
state-kept = It is kept, sealed. No desk has opened it.
state-opened = A curator's desk has opened it. It was read by two people or a few more.
state-withdrawn = It is taken back. Nobody can open it any more, and no new summary can use it.
state-ended = What you allowed has ended. Nothing may be done with it until you allow it anew.
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = Who has read it, remembers it.
state-summaries = It may stand in summaries. This page does not say in which ones, so that nobody who takes your words from you can learn it. What you chose last lets these read them: { $audience }. If you allowed more before, others may have read them too.

in-force-title = What you allow today
signed-title = What you chose last
settles = All of this holds from { $day } on. Until then you can stop it.
expires = It ends on { $day }, if you do not renew it.
expires-soon = It ends soon. With "Allow it for twelve months more" it goes on.
# By a new policy of the consortium. A list follows: the next one, the place, the time, who may read it, when, what may be done.
loosened = From { $day } on, the rules for this are less strict. What you do not allow stays forbidden. You can allow less, or take it back. What changes:
loosened-people = How many people a summary needs
cancel-widening = Stop what I allowed in addition
renew = Allow it for twelve months more, as it is
change = Change what I allow
withdraw = Take it back

change-title = What do you allow from now on?
change-at-once = You allow no more than today. It holds within a day.
change-wider = You allow more than today. What is more counts from { $day } at the earliest. Until then you can come back and stop it. What you no longer allow ends within a day.
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = It holds for twelve months from today.
change-until = It ends on { $day }, as before.
change-send = Send this, and finish
withdraw-title-testimony = Take the report back?
withdraw-title-identity = Take the name and number back?
withdraw-title-evidence = Take the file back?
withdraw-stops = From then on nobody opens it, and no new summary uses it. Summaries in which it stands leave, and look as if they had simply ended.
withdraw-final = It cannot be undone.
withdraw-copies = What people have read or copied already cannot be called back.
withdraw-others = Only this is taken back. The report, the name and number, and each untouched file are taken back one by one. Leave some hours between.
withdraw-send = Yes, take it back, and finish
finishing-title = Your message is on its way
finished-title = The visit is finished
finished-nothing = Nothing was changed.
finished-change = What you allow was sent. If you changed it twice since yesterday, only one of the two counts: look again tomorrow.
finished-cancel = Sent: what you allowed in addition does not come to count.
finished-renew = Sent: it holds for twelve months from today. The days until it is destroyed start anew.
finished-withdraw = Sent: it is taken back.
finished-when = The other side collects it within a day. Look again tomorrow if you want to be sure.
finished-answer = Write back, with the same words

### What has to be mended

problem-country = Choose the country.
problem-text = Write what happened, even if it is only a few words.
problem-no-words = Nothing is typed yet. Type your words or digits.
problem-too-long = This is too long. Please make it shorter.
problem-pictures = There are too many pictures. Please take some out.
problem-originals = There are too many untouched files. Please take some out.
problem-files-size = The files are too large together. Please take some out.
problem-no-evidence = For this country no untouched files can be taken. Please take the tick away, or the file out.
problem-unsent-file = One file cannot be sent as it is. Tick that it is sent untouched, or take it out.
problem-profile = Choose one of the four.

### Troubles: what happened, and what to do

trouble-cannot-reach = The line does not reach the other side. Nothing is lost. Check your connection, wait a little, and try again.
trouble-busy = There is no room at the moment. Please try again in an hour or later. You can leave this page open.
trouble-refused = The other side did not take it. Try again once. If it happens again, reload the page later and write anew.
trouble-asks-too-much = The other side asks your device for more work than it may. The page stopped. Try again later.
trouble-not-accepted = The answer was not the one that proves that your report is safe there. Try again. If it happens again, somebody may be between you and the other side: use Tor Browser or another network.
trouble-directory-unsigned = The list of keys is not signed by those whom this page trusts. Somebody may want to read your report. Do not write here. Nothing was sent. Tell somebody of the organisation, or try from another network.
trouble-directory-rolled-back = The list of keys is older than it should be. Somebody may want to use old keys. Do not write here. Nothing was sent. Tell somebody of the organisation, or try from another network.
trouble-directory-forked = There are two different lists of keys where there should be one. Do not write here. Nothing was sent. Tell somebody of the organisation, or try from another network.
trouble-directory-contradictory = The list of keys contradicts itself. Do not write here. Nothing was sent. Tell somebody of the organisation, or try from another network.
trouble-directory-not-yet = The list of keys is from the future. Perhaps the clock of your device is wrong. Set the date and the time, then try again.
trouble-directory-expired = The list of keys ended too long ago. It is not safe to write here. If the date of your device is right, tell somebody of the organisation.
trouble-not-what-the-vault-left = What came is not what was left for you. Nothing was changed. Try again later, or from another network.
trouble-nothing-published = Nothing can be looked up here yet. Please come back tomorrow.
trouble-bad-receipt = These are not twelve words, or 42 digits, of this kind. Perhaps one is mistyped or missing. Look at each one. Words are understood only on the page of the language that they were shown in.
trouble-bad-card = These are not the 24 digits of a card. Perhaps one is mistyped. Look at each one, or leave the field empty.
trouble-no-such-country = No reports are taken for this country at present. Go back and choose another one, or ask the organisation.
trouble-too-large = It is too large. Go back, and take out pictures or shorten the text.
trouble-too-many-versions = You have changed what you allow as often as can be. What is left is to take it back.
trouble-consent-ended = What you allowed has ended. Choose one of the four anew, or allow it for twelve months more, or take it back.
trouble-already-begun = Something was sent already and may have arrived. It can only be sent again as it was. Go back and try the same once more, or look again tomorrow.
trouble-browser-too-old = This browser is too old, or is set so that it cannot seal a report. Nothing was sent. Use the newest Tor Browser or another new browser.

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = If this sentence stays, the page does not work in this browser. Nothing can be written or sent here. Use the newest Tor Browser or another new browser.
noscript-title = This page cannot protect you here
noscript-what = This browser does not run the page's program (JavaScript). Only that program can seal a report on your device. Without it everyone on the way could read what you write. So there is nothing here that you could send.
noscript-turn-on = In Tor Browser, the safest level turns programs off. You can choose the level "Safer" or "Standard" in the settings under "Privacy and Security", and open this page again.
noscript-program = On a computer, the program "leeward report" does the same without a browser. Ask the organisation for it.
noscript-partner = The local organisation that you trust can help you.
noscript-card = With a card for text messages you can send a text message from any phone. But the text message itself can be read on its way: by the telephone company, and by whoever it lets read.
