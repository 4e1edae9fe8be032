# The reporter's page in Amharic. No native speaker has checked it: `checked` below says so on the page.
#
# For translators. What each message is for stands in en.ftl too. Short sentences, everyday words, no official language.
# What is uncertain stays uncertain: never promise more than the English does. Amharic has no list of words: this page
# shows digits and understands only digits, so where the English says "words", these texts mostly say "አሃዞች".
# The reader is addressed as እርስዎ, which fits women and men alike. Its verbs look like those of "they": where both could
# be meant, say who. "You need not" is "ግዴታ አይደለም", never "የለብዎትም", which can mean "you must not".
# The plural form [one] is used for 0 and 1 in Amharic, so it shows the number.
#
# One word for one thing:
#   report            ሪፖርት
#   sealed, to seal   የታሸገ, ማሸግ
#   sealed apart      ለብቻው የታሸገ
#   keepers of keys   ቁልፍ ጠባቂዎች
#   curator           የተመደበ አንባቢ (a reader who was given this work)
#   desk              የአንባቢ ኮምፒውተር (the only machine where a report can be read)
#   task force        የሥራ ቡድን; not "ግብረ ኃይል", which sounds like police or army
#   consortium        ጥምረት (የድርጅቶች)
#   organisation      ድርጅት
#   summary           ማጠቃለያ
#   words, digits     ቃላት, አሃዞች
#   card              ካርድ
#   take back         መልሶ መውሰድ; a file is taken out of a list: ማውጣት
#   destroy           መደምሰስ
#   may, allow        ይፈቀዳል, መፍቀድ; "ይችላል" only for what is possible
#   answer            መልስ
#   warning           ማስጠንቀቂያ; early warning: ቅድመ ማስጠንቀቂያ
#   urgent way        አስቸኳይ መንገድ
#   untouched file    ያልተነካ ፋይል
#   drawn anew        እንደ አዲስ የተሳለ
#   proof             ማስረጃ
#   tick              ምልክት ማድረግ
#   device            ስልክ ወይም ኮምፒውተር; "መሣሪያ" can also mean a weapon
#   region, district  ክልል, ዞን ወይም ወረዳ
# english = 04f9a2f0

### Which page this is

# Says nothing on purpose: it stands in the browser's tab, where others can see it.
page-title = ገጽ
language-name = አማርኛ
checked = no
unchecked = የአፍ መፍቻ ቋንቋው አማርኛ የሆነ ሰው የዚህን ገጽ ቃላት ገና አላረጋገጠም። አንድ ዓረፍተ ነገር ግልጽ ካልሆነ አይመኑበት፤ ገጹን በሌላ ቋንቋ ይመልከቱ።

### Around every screen

# The button that leaves at once: everything typed is dropped, and an empty page comes.
exit = አሁኑኑ ይውጡ
exit-hint = Escape የሚለውን ቁልፍ ሁለት ጊዜ መጫንም ይችላሉ። ያኔ የጻፉት ይጠፋል።
skip = ወደ ጽሑፉ ይሂዱ
step = ደረጃ { $step } ከ{ $all }
back = ይመለሱ
next = ይቀጥሉ
# The same button where the person has filled in nothing, and may.
next-without = ሳይሞሉ ይቀጥሉ
choose = እባክዎ ይምረጡ
understood = ገብቶኛል
try-again = እንደገና ይሞክሩ
# Heading of the list of what has to be mended before going on.
wrong-title = የጎደለ ወይም ትክክል ያልሆነ ነገር አለ
arriving = ገጹ የቁልፎችን ዝርዝር እያመጣ ነው። መጀመር ይችላሉ።

## The page's own fingerprint

hashes-title = ትክክለኛው ገጽ ይህ ነው?
# `leeward web verify` is typed in a program as it stands here.
hashes-what = እነዚህ ቁጥሮች የዚህ ገጽ ናቸው። የሚያምኑት ሰው ከሌላ ቦታ ሆኖ leeward web verify በሚለው ፕሮግራም ሊያነጻጽራቸው ይችላል። ከተለያዩ እዚህ አይጻፉ።
hashes-script = የዚህ ገጽ ፕሮግራም
hashes-trust = ይህ ገጽ የሚያምናቸው እነማን እንደሆኑ የያዘ ዝርዝር
hashes-none = ይህ አሳሽ (browser) ቁጥሮቹን እዚህ ማስላት አይችልም።
hashes-log = እዚህ የሚደረገው ሁሉ የሚጻፍበት ይፋዊ መዝገብ። እያደገ ይሄዳል። የሚያምኑት ሰው leeward ledger compare በሚለው ፕሮግራም እነዚህን መስመሮች ሊያነጻጽራቸው ይችላል።
hashes-no-log = መዝገቡ በአሁኑ ጊዜ አይታይም።

### Start

languages = ቋንቋዎች
# A question of yes or no. What was typed does not come along to the page in the other language.
languages-lost = የጻፉት ይጠፋል። ቢሆንም ቋንቋውን መቀየር ይፈልጋሉ?
start-title = ምን ማድረግ ይፈልጋሉ?
start-what = የሚጽፉት በዚህ ስልክ ወይም ኮምፒውተር ላይ ይታሸጋል። ወደ የሥራ ቡድን ይሄዳል፦ እነዚህም ሰዎች ከመጠቃታቸው በፊት ለማስጠንቀቅ የሚሞክሩ፣ ከተለያዩ ድርጅቶች የመጡ የሠለጠኑ ሰዎች ናቸው።
start-write = ሪፖርት ይጻፉ
start-write-hint = ስላዩት ወይም ስለሰሙት ነገር። አካውንትም ሆነ ስም አያስፈልግዎትም።
start-look = ከበፊቱ የያዝኳቸው ቃላት ወይም አሃዞች አሉኝ
start-look-hint = የመለሰልዎ ሰው እንዳለ ለማየት፣ የሚፈቅዱትን ለመቀየር፣ ወይም ሪፖርት መልሰው ለመውሰድ።
stale = የዚህ ገጽ የቁልፎች ዝርዝር ጊዜው ከጥቂት ጊዜ በፊት አልፏል። አሁንም መላክ ይችላሉ። ከቻሉ ለድርጅቱ ሰው ይንገሩ።

safe-title = ይበልጥ ደኅና ለመሆን
safe-alone = ብቻዎን ይሁኑ። ስክሪኑን ማንም በማያይበት ቦታ ይቀመጡ።
safe-device = የራስዎን ስልክ ወይም ኮምፒውተር ይጠቀሙ፤ የአሠሪዎን ወይም የሱቅ አይጠቀሙ።
# Tor Browser is the name of a program.
safe-tor = Tor Browser የተባለውን ፕሮግራም ይጠቀሙ፤ እዚህ መሆንዎን ከኔትወርኩ ይደብቃል። ከሌለዎት የግል መስኮት (private window) ይጠቀሙ። ከዚያም መስኮቱን ይዝጉት።

cannot-title = ይህ ገጽ ሊከላከልልዎ የማይችላቸው ነገሮች
cannot-code = ገጹ የሚመጣው ከሰርቨር ነው። ሰርቨሩን የሚቆጣጠር ሁሉ ገጹን ሊቀይረው ይችላል። ከታች ያሉት ቁጥሮች ይህን ለማስተዋል ይረዳሉ።
cannot-address = ያለ Tor Browser፣ በዚህ ገጽ ላይ እንደነበሩና በስንት ሰዓት እንደነበሩ ኔትወርኩ ማየት ይችላል። የጻፉትን ማንበብ አይችልም።
cannot-device = አንድ ሰው በስልክዎ ወይም በኮምፒውተርዎ ውስጥ ሆኖ የሚከታተልዎ ከሆነ፣ የሚጽፉትን ማየት ይችላል። አንዳንድ ኪቦርዶች ቃላትን ያስታውሳሉ።
cannot-told = የሚጽፉትን የሚያውቁ ጥቂት ሰዎች ብቻ ከሆኑ፣ ከእርስዎ እንደመጣ ሌሎች ሊገምቱ ይችላሉ።

### Writing

write-title = ምን ተፈጠረ?
# Above a report that is sent with words from before, perhaps to answer somebody.
write-again-what = ይህ በእነዚያው አሃዞች እንደ አዲስ ሪፖርት ይላካል። መልስ ከሆነ ይህን በጽሑፉ ውስጥ ይግለጹ።
country = የተፈጠረው በየትኛው አገር ነው?
country-hint = ሪፖርትዎ የሚታሸገው የዚያን አገር ሪፖርቶች በኃላፊነት ለያዙ ሰዎች ነው።
text = ምን አዩ ወይም ምን ሰሙ?
text-hint = በማንኛውም ቋንቋ። ምን እንደተፈጠረ፣ የት፣ መቼ፣ ማን እንደተጎዳ እና ማን እንዳደረገው ይጻፉ። የሚያውቁትን ብቻ ይጻፉ፤ እንዴት እንዳወቁትም ይግለጹ። ሰውን አደጋ ላይ ሊጥሉ የሚችሉ ስሞችን አይጻፉ።
# count: signs that were taken out of the text because nobody sees them (they change the order of what is read).
hidden-signs = { $count ->
    [one] { $count } የማይታይ ምልክት ከጽሑፍዎ ወጥቷል። እንዲህ ያሉ ምልክቶች ጽሑፍ ከሚለው የተለየ መስሎ እንዲታይ ሊያደርጉ ይችላሉ። እባክዎ አንድ ጊዜ ደግመው ያንብቡት፤ የሚላከው አሁን እዚህ እንዳለ ነው።
   *[other] { $count } የማይታዩ ምልክቶች ከጽሑፍዎ ወጥተዋል። እንዲህ ያሉ ምልክቶች ጽሑፍ ከሚለው የተለየ መስሎ እንዲታይ ሊያደርጉ ይችላሉ። እባክዎ አንድ ጊዜ ደግመው ያንብቡት፤ የሚላከው አሁን እዚህ እንዳለ ነው።
}
# How long a very long text is; most is the greatest length.
text-length = ጽሑፍዎ ረጅም ነው፦ { $count } ፊደላትና ምልክቶች አሉት፤ ቢበዛ የሚቻለው { $most } ነው። ረጅም ጽሑፍ ለመላክ የበለጠ ጊዜ ይወስዳል።
# A box to tick: it cannot wait until tomorrow.
tonight = ዛሬ ማታ! ሰዎች አሁን አደጋ ላይ ናቸው
tonight-what = አስቸኳዩን መንገድ እየጠየቁ ነው። ያኔ ሌሎችን ሪፖርቶች ሳይጠብቅ፣ በእርስዎ ሪፖርት ብቻ ማስጠንቀቂያ ሊወጣ ይችላል። ማስጠንቀቂያው የሚጠቅሰው ሰፋ ያለ አካባቢን ብቻ ነው፤ የሚሄደውም በስማቸው ለሚታወቁ ጥቂት ሰዎች ነው። ከአንድ ሰው መምጣቱ፣ እርስዎ ማን እንደሆኑ መገመትን ይበልጥ ቀላል ሊያደርገው ይችላል።
tonight-today = መጀመሪያ አንድ ሰው ሪፖርትዎን መክፈት አለበት። ይህ በጊዜው እንደሚደረግ ማንም ቃል ሊገባ አይችልም። በአሁኑ ጊዜ በአንድ ሪፖርት ብቻ ማስጠንቀቂያ ሊወጣ አይችልም፤ ቢሆንም ሪፖርትዎን የሚያነቡት ሰዎች እርስዎ ይህን እንደጠየቁ ያያሉ።
tonight-help = በሌላ መንገድ እርዳታ መጥራት ከቻሉ ያንንም ያድርጉ።

## Details that can be left out

more = ተጨማሪ ዝርዝር
more-hint = ይህን ሁሉ መተው ይችላሉ። ሪፖርትዎ ቶሎ በየዓይነቱ እንዲመደብ ይረዳል።
not-said = አልናገርም
event-type = ምን ዓይነት ነገር ነበር?
event-type-threats = ዛቻ
event-type-hate-speech = ሰዎችን ለመጥላት ወይም ለመጉዳት የተደረገ ጥሪ
event-type-arrest = ሰዎች ታሰሩ ወይም ተያዙ
event-type-disappearance = ሰዎች ተወሰዱ፤ የት እንዳሉም አይታወቅም
event-type-killing = ሰዎች ተገደሉ
event-type-injury = ሰዎች ተጎዱ ወይም ተደበደቡ
event-type-sexual-violence = ወሲባዊ ጥቃት
event-type-displacement = ሰዎች ለመሸሽ ተገደዱ ወይም ተባረሩ
event-type-destruction = ቤቶች፣ እርሻዎች ወይም ሌሎች ነገሮች ወደሙ
event-type-roadblock = መንገድ ተዘጋ
event-type-armed-movement = የታጠቁ ሰዎች ይንቀሳቀሱ ወይም ይሰባሰቡ ነበር
event-type-recruitment = ሰዎች ወደ ታጠቁ ቡድኖች እንዲገቡ ተደረጉ
event-type-aid-denied = ምግብ፣ መድኃኒት ወይም እርዳታ እንዳይደርስ ተደረገ
event-type-other = ሌላ ነገር
where = የት ነበር?
where-hint = ለምሳሌ መንደሩ፣ ወረዳው፣ ወይም በአቅራቢያው ያለው ነገር።
week = መቼ ነበር?
week-hint = ከዚያ በፊት ከሆነ በጽሑፍዎ ውስጥ ይጻፉት።
week-unknown = አላውቅም፣ ወይም ከዚያ በፊት ነበር
# days: from Monday to Sunday, for example "ኖቬምበር 16–22".
week-this = በዚህ ሳምንት ({ $days })
week-last = ባለፈው ሳምንት ({ $days })
harmed = ማን ተጎዳ?
harmed-hint = ለምሳሌ፦ ገበሬዎች፣ የአንድ ማኅበረሰብ ሰዎች፣ አንድ ቤተሰብ። ስም አይጻፉ።

# The fourteen risk factors of the United Nations (Framework of Analysis for Atrocity Crimes), in plain words.
factors = እዚያ ሌላ እውነት የሆነው ምንድን ነው?
factors-hint = ራስዎ ያዩት ላይ ምልክት ያድርጉ።
factor-1 = ጦርነት ወይም ከፍተኛ ሁከት አለ
factor-2 = እንዲህ ያሉ ወንጀሎች ከዚህ በፊት እዚህ ተፈጽመዋል፤ ማንም አልተቀጣም
factor-3 = ፖሊስ፣ ፍርድ ቤቶች ወይም ባለሥልጣናት ሥራቸውን አይሠሩም፣ ወይም አይረዱም
factor-4 = ሰዎች እንዲጎዱ የሚፈልግበት ምክንያት ያለው ሰው አለ፦ መሬት፣ ገንዘብ፣ ሥልጣን፣ በቀል
factor-5 = ይህን ለማድረግ የጦር መሣሪያ፣ ገንዘብ ወይም ሰዎች ያሉት ሰው አለ
factor-6 = ይህን ሊያስቆም የሚችል ሰው እዚያ የለም
factor-7 = አንድ ነገር እየተዘጋጀ ያለ ይመስላል፦ የጦር መሣሪያ፣ የስም ዝርዝር፣ የሚሰበሰቡ ወንዶች
factor-8 = ነገሩን ሊያስነሳ የሚችል ነገር በቅርቡ ተፈጥሯል፦ ምርጫ፣ ግድያ፣ በዓል
factor-9 = በማኅበረሰቦች መካከል ጥላቻ አለ፣ ወይም አንዱ ማኅበረሰብ በደል ይደርስበታል
factor-10 = አንድ ማኅበረሰብ በሙሉ መጥፋት እንዳለበት አድርገው የሚናገሩ ወይም የሚሠሩ ሰዎች አሉ
factor-11 = ተራ ሰዎች በተደጋጋሚ ወይም በብዙ ቦታዎች ጥቃት ይደርስባቸዋል
factor-12 = ተራ ሰዎችን ለማጥቃት ዕቅድ ወይም ትእዛዝ ያለ ይመስላል
factor-13 = ማጥቃት በተከለከለባቸው ሰዎችና ቦታዎች ላይ ይዛታል፦ ሆስፒታሎች፣ ትምህርት ቤቶች፣ እስረኞች፣ የጸሎት ቦታዎች
factor-14 = በእርዳታ ሠራተኞች ወይም በሰላም አስከባሪዎች ላይ ይዛታል

### Files

files-title = ፎቶዎችና ፋይሎች
files-what = ምንም መላክ ግዴታ አይደለም። ፎቶ ከመላኩ በፊት በስልክዎ ወይም በኮምፒውተርዎ ላይ እንደ አዲስ ይሳላል፤ ካሜራው በውስጡ የጻፈው፣ ለምሳሌ ቦታ፣ ጊዜና የስልክ ዓይነት፣ አብሮ አይሄድም።
files-see = በፎቶው ላይ የሚታየው እንዳለ ይቀራል፦ ፊቶች፣ ቦታዎች፣ ጽሑፍ ያለባቸው ሰሌዳዎች፣ መስኮቶች። አንድ ጊዜ ደግመው ይመልከቱት። ስልክዎ የትኞቹን ፋይሎች እንደከፈቱ ለተወሰነ ጊዜ ሊያስታውስ ይችላል።
# Where the browser does not let the page draw pictures (Tor Browser does so at first).
canvas-blocked = ይህ አሳሽ (browser) ገጹ ፎቶዎችን እንደ አዲስ እንዲስል አይፈቅድም፤ ስለዚህ እዚህ ፎቶ ሊጸዳ አይችልም። ምንም ፎቶ አይላክም።
canvas-what-to-do = በTor Browser፦ ፎቶ ይምረጡ፤ በአድራሻው አጠገብ ስለ ምስል መረጃ (image data) ጥያቄ ከመጣ ለዚህ ገጽ ይፍቀዱ፤ ከዚያ ፎቶውን እንደገና ይምረጡ። ይህ ገጹ ስለ ስልክዎ ወይም ስለ ኮምፒውተርዎ ጥቂት እንዲያውቅ ያደርጋል። ወይም ጽሑፍ ብቻ ይላኩ።
files-choose = ፋይሎችን ይምረጡ
files-hint = ቢበዛ { $pictures } ፎቶዎች። እያንዳንዱ ፋይል ቢበዛ { $each }፣ ሁሉም አንድ ላይ ቢበዛ { $all }።
files-working = ፎቶዎች እንደ አዲስ እየተሳሉ ነው። እባክዎ ይጠብቁ።
files-taken = { $count ->
    [one] { $count } ፋይል በዝርዝሩ ውስጥ አለ።
   *[other] { $count } ፋይሎች በዝርዝሩ ውስጥ አሉ።
}
# count: files that were not taken; most: how large one may be.
files-too-large = { $count ->
    [one] { $count } ፋይል ከ{ $most } ስለሚበልጥ አልተወሰደም።
   *[other] { $count } ፋይሎች ከ{ $most } ስለሚበልጡ አልተወሰዱም።
}
files-together = ሁሉም አንድ ላይ፦ { $size }።
# Preview of a picture, for those who cannot see it.
file-preview = እርስዎ የመረጡት ፎቶ፣ እንደ አዲስ የተሳለ
file-remove = ከዝርዝሩ ያውጡት
file-refused = ይህ እዚህ ሊጸዳ የሚችል ፎቶ አይደለም። ሊላክ አይችልም። እባክዎ ያውጡት።
file-no-picture = ይህ እዚህ ሊጸዳ የሚችል ፎቶ አይደለም። ሊላክ የሚችለው ሳይነካ፣ እንደ ማስረጃ ብቻ ነው። እባክዎ ይህ ላይ ምልክት ያድርጉ፣ ወይም ያውጡት።
original = ያልተነካውም ፋይል እንደ ማስረጃ ይላክ ({ $size })
original-only = ይህ ፋይል ሳይነካ እንደ ማስረጃ ይላክ ({ $size })
original-hint = ያልተነካ ፋይል በፍርድ ቤት ፊት የበለጠ ሊያረጋግጥ ይችላል። ነገር ግን የትና መቼ፣ በየትኛው ስልክ እና በማን እንደተሠራ ሊያሳይ ይችላል። የሚታሸገው ሪፖርትዎ ከሚታሸግላቸው ሰዎች ለተለዩ ሰዎች ነው።
files-evidence = ባልተነኩት ፋይሎች ምን እንዲደረግ እንደሚፈቀድ በኋላ ባለ ደረጃ ይመርጣሉ።

### Your name, and a card

you-title = ማን እንደሆኑ መናገር ይፈልጋሉ?
identity = ስምዎና ቁጥርዎ፣ ለብቻቸው የታሸጉ
identity-what = ግዴታ አይደለም። በዚህ ሳጥን ውስጥ የሚጽፉት ለብቻው ይታሸጋል፤ የሚታሸገውም ሪፖርትዎ ከሚታሸግላቸው ሰዎች ለተለዩ ሰዎች ነው። ሪፖርትዎን የሚያነቡ ሰዎች ይህን ከሪፖርቱ ጋር አያገኙም። እዚህ የሆነ ነገር መጻፍ አለመጻፍዎን ከውጭ ማንም ማየት አይችልም፤ መጠኑ አንድ ዓይነት የሆነ ነገር ሁልጊዜ ይላካል።
identity-doubt = ከተጠራጠሩ ባዶውን ይተዉት። ይህን ሳይጽፉም መልስ ሊሰጥዎ ይችላል፦ በኋላ በሚያገኟቸው አሃዞች።
name = ስም
phone = ስልክ፣ ወይም እርስዎን ማግኛ መንገድ
note = እርስዎን በደኅና ለማግኘት ምን ማወቅ አለባቸው?
note-hint = ለምሳሌ፦ ማታ ማታ ብቻ፤ በጭራሽ አትደውሉ፤ የሚመልሰው ጓደኛ ነው።
identity-consent = ለማን እና ለምን እንዲነገር ይፈቀዳል?
identity-consent-none = ምንም ምልክት ካላደረጉ እንደታሸገ ይቆያል፤ ለማንም አይነገርም።
identity-now = የሥራ ቡድኑ ሰዎች አሁን እኔን ለማግኘት እንዲጠቀሙበት ይፈቀዳል
identity-accountability = ይህን ያደረጉት ተጠያቂ እንዲሆኑ፣ ለምሳሌ በፍርድ ቤት ፊት፣ እንዲከፈት ይፈቀዳል
# A scratch card with a code, from a partner organisation; it proves that somebody there trusts this person.
card = ካርድ
card-digits = የካርድዎ 24 አሃዞች፣ ካርድ ካለዎት
# The page understands digits that stand for 0 to 9, in any script; the signs ፩ ፪ ፫ are not such digits.
card-hint = ከ0 እስከ 9 ባሉት አሃዞች ይጻፉ፤ በግዕዝ ቁጥሮች (፩ ፪ ፫) አይጻፉ። በመካከል ያሉ ክፍት ቦታዎች ለውጥ አያመጡም።
card-none = ያለ ካርድም ሪፖርትዎ በዚያው መንገድ ይነበባል። ነገር ግን ካርድ የሌላቸው ሪፖርቶች ሁሉ አንድ ላይ እንደ አንድ ሰው ብቻ ይቆጠራሉ፤ ስንት ሰዎች እንደጻፏቸው ማንም ሊያውቅ አይችልም። ካርድ ካለዎት የእርስዎ ራሱን ችሎ እንደ አንድ ሰው ይቆጠራል። ካርዱ ማን እንደሆኑ አይናገርም።

### What may be done with it

consent-title = በሪፖርትዎ ምን እንዲደረግ ይፈቀዳል?
consent-what = የሚወስኑት እርስዎ ነዎት። እርስዎ ብቻ ባሉዎት አሃዞች፣ በኋላ ይህን መቀየር ወይም ሪፖርቱን መልሰው መውሰድ ይችላሉ። የሚፈቅዱትን ከቀነሱ፣ ለውጡ በአንድ ቀን ውስጥ መሥራት ይጀምራል። የሚፈቅዱትን ከጨመሩ፣ ለውጡ ከሰባት ቀን በኋላ መሥራት ይጀምራል።
profile = አንዱን ይምረጡ
profile-keep-sealed = እንደታሸገ ይቆይ
profile-keep-sealed-means = ማንም እንዲያነበው አይፈቀድም። ተጨማሪ እስኪፈቅዱ ድረስ ተቆልፎ ይቀመጣል። ካልፈቀዱ ከ30 ቀን በኋላ ይደመሰሳል።
# A curator is a person of the task force who is trained to read reports.
profile-curator-may-read = የተመደበ አንባቢ እንዲያነበው ይፈቀዳል
profile-curator-may-read-means = ሁለት የሠለጠኑ ሰዎች፣ የተመደበው አንባቢና ሁለተኛ ሰው፣ ምን እየሆነ እንዳለ ለመረዳት እንዲያነቡት ይፈቀዳል። በእያንዳንዱ ጊዜ በርካታ ቁልፍ ጠባቂዎች መስማማት አለባቸው። ከውስጡ ምንም ለሌላ አይተላለፍም።
profile-summary-coarse = ማጠቃለያ እንዲዘጋጅ ይፈቀዳል፣ በጥቂት ዝርዝር
profile-summary-coarse-means = እነዚሁ ሰዎች ከተለያዩ ሪፖርቶች በአንድ ላይ፣ በራሳቸው ቃላት አጭር ማጠቃለያ እንዲጽፉም ይፈቀዳል። የሚጠቅሰው ክልሉንና ወሩን ብቻ ነው። የጥምረቱ ድርጅቶች እንዲያነቡት ይፈቀዳል።
profile-summary-finer = ማጠቃለያ እንዲዘጋጅ ይፈቀዳል፣ በተጨማሪ ዝርዝር
profile-summary-finer-means = ማጠቃለያው ዞኑን ወይም ወረዳውን እና ሳምንቱን እንዲጠቅስ ይፈቀዳል። በተባበሩት መንግሥታት ያሉ ሰዎችም እንዲያነቡት ይፈቀዳል። ዝርዝሩ በበዛ መጠን እዚያ ላሉ ሰዎች መገመት ይበልጥ ቀላል ይሆናል።

read-aloud = ይህን በድምፅ ያንብብ
read-aloud-stop = ማንበቡን ያቁም

not-promised-title = ማንም ቃል ሊገባ የማይችላቸው ነገሮች
not-promised-courts = ፍርድ ቤት ሰዎች በእጃቸው ያለውን እንዲያስረክቡ ማዘዝ ይችላል። የሪፖርትዎን ቁልፍ ብቻውን የያዘ ሰው የለም፤ ስለዚህ ብቻውን እንዲከፍተው ሊገደድ የሚችል ሰው የለም።
not-promised-copies = ሌሎች ያነበቡትን ያስታውሳሉ። የወጣ ነገር ተመልሶ ሊጠራ አይችልም።
not-promised-together = ቁልፍ ጠባቂዎቹ በበቂ ቁጥር በእርስዎ ላይ ከተባበሩ፣ ሊከፍቱት ይችላሉ። ጠባቂዎቹ ያሉት በተለያዩ ድርጅቶችና አገሮች ውስጥ ነው።

single-options = እያንዳንዱ ምርጫ ለብቻው
single-options-hint = እዚህ እያንዳንዱን ነገር ለብቻው መምረጥ ይችላሉ። ግዴታ አይደለም።
uses = እንዲደረግ የሚፈቀደው
use-a-curator-reads = የተመደበ አንባቢና ሁለተኛ ሰው ያነቡታል
use-counted = ይቆጠራል
use-summary = ማጠቃለያ በሌሎች ቃላት ይጻፋል
use-exact-words = ቃላቴ ልክ እንደጻፍኳቸው ጥቅም ላይ ይውላሉ
use-altered-media = ፎቶዎቼ እኔን እንዳያሳዩ ተቀይረው ጥቅም ላይ ይውላሉ
# Beside two options that the program does not use yet.
use-not-yet = ዛሬ ይህን የሚጠቀም ነገር የለም።
translation = እንዲተረጎም ይፈቀዳል
urgent = በእኔ ሪፖርት ብቻ ማስጠንቀቂያ እንዲወጣ ይፈቀዳል
urgent-hint = በአሁኑ ጊዜ እንዲህ ያለ ማስጠንቀቂያ ሊወጣ አይችልም።
aims = ለምን ዓላማ ጥቅም ላይ እንዲውል ይፈቀዳል
aims-hint = መጀመሪያ እንዲጠይቁዎት ከፈለጉ መልሶችንም ይፍቀዱ፤ አለበለዚያ ማንም ሊጠይቅዎ አይችልም።
aim-early-warning = ቅድመ ማስጠንቀቂያ
aim-advocacy = እርዳታ ለሚያስፈልጋቸው ሰዎች መናገር
aim-accountability = ይህን ያደረጉትን ተጠያቂ ማድረግ
aim-choice-no = አይፈቀድም
aim-choice-ask = እንደገና ከጠየቁኝ በኋላ ብቻ
aim-choice-yes = ይፈቀዳል
how-fine = ማጠቃለያው ምን ያህል ዝርዝር ይኑረው፣ ማንስ እንዲያነበው ይፈቀዳል
option-place = ቦታ
option-period = ጊዜ
option-audience = እንዲያነበው የሚፈቀድለት
# The next eight stand in a list, and also in the sentence "allow-summary".
finest-place-0 = ቦታ አይጠቀስም
finest-place-1 = አገሩ ብቻ
finest-place-2 = ክልሉ
finest-place-3 = ዞኑ ወይም ወረዳው
finest-period-0 = ጊዜ አይጠቀስም
finest-period-1 = ወሩ
finest-period-2 = ሳምንቱ
finest-period-3 = ቀኑ
audience-0 = ማንም የለም
audience-1 = የሥራ ቡድኑ
audience-2 = የጥምረቱ ድርጅቶች
audience-3 = በተባበሩት መንግሥታት ያሉ ሰዎች
audience-4 = ሁሉም ሰው
# Bodies, such as a ministry, that must never read it; their names come from a list.
never-to = በጭራሽ ማንበብ የሌለባቸው
never-to-hint = አጫጭር ስሞች ናቸው፤ በጥምረቱ ዝርዝር ውስጥ እንዳሉት።
never-to-later = በኋላ ወደዚህ ዝርዝር የሚጨመሩ ሁሉ
bodies-later = በኋላ ወደ ዝርዝሩ የሚጨመሩ ሁሉ
when = መቼ
not-before = ከዚህ ቀን በፊት ምንም እንዲወጣ አይፈቀድም
not-before-hint = ይህን እንዳለ መተው ይችላሉ።
until-safe = ደኅና ነኝ እስክል ድረስ ምንም እንዲወጣ አይፈቀድም
forget-after = ሪፖርቱ የሚደመሰሰው ከዚህ በኋላ ነው
forget-after-hint = ለሪፖርቱ ነው። እንዲጠቀሙባቸው የፈቀዷቸው ስም፣ ቁጥርና ፋይሎች 365 ቀን ይቆያሉ፤ ሌሎቹ 30 ቀን።
forget-after-days = { $days } ቀናት
option-contact = መልስ እንዲሰጠኝ ይፈቀዳል?
contact-0 = አይፈቀድም
contact-1 = ይፈቀዳል፤ መጥቼ እስካየው ድረስ መልሱ እዚህ ይጠብቃል
contact-2 = ይፈቀዳል፣ በማንኛውም ጊዜ
option-given-by = ይህን የሚወስነው ማን ነው?
given-by-hint = ለሚንከባከቡት ሰው ማጠቃለያው ያነሰ ዝርዝር ይናገራል።
given-by-2 = እኔ፣ ለራሴ
given-by-1 = እኔ፣ ለሌላ አዋቂ ሰው
given-by-0 = እኔ፣ ለልጅ ወይም ለምንከባከበው ሰው

evidence-consent = ባልተነኩት ፋይሎች ምን እንዲደረግ ይፈቀዳል?
evidence-consent-none = ምንም ምልክት ካላደረጉ እንደታሸጉ ይቆያሉ፤ ማንም አይከፍታቸውም።
evidence-now = እውነተኛ መሆናቸውን ለማየት የተመደበ አንባቢ እንዲመለከታቸው ይፈቀዳል
evidence-accountability = ይህን ያደረጉት ተጠያቂ እንዲሆኑ፣ ለምሳሌ በፍርድ ቤት ፊት፣ እንዲከፈቱ ይፈቀዳል

## What was chosen, in sentences

allowed-title = እርስዎ የሚፈቅዱት
allow-nothing = ማንም እንዲያነበው አይፈቀድም። እንደታሸገ ይቆያል።
allow-a-curator-reads = የተመደበ አንባቢና ሁለተኛ ሰው እንዲያነቡት ይፈቀዳል።
allow-counted = እንዲቆጠር ይፈቀዳል።
# place, period and audience are of the lists above.
allow-summary = ማጠቃለያ በሌሎች ቃላት እንዲጻፍ ይፈቀዳል። ቦታ፦ { $place }። ጊዜ፦ { $period }። እንዲያነበው የሚፈቀድለት፦ { $audience }።
allow-exact-words = ቃላትዎ ልክ እንደጻፏቸው ጥቅም ላይ እንዲውሉ ይፈቀዳል።
allow-altered-media = ፎቶዎችዎ እርስዎን እንዳያሳዩ ተቀይረው ጥቅም ላይ እንዲውሉ ይፈቀዳል።
allow-aims = ለዚህ ዓላማ ጥቅም ላይ እንዲውል ይፈቀዳል፦ { $aims }።
allow-no-aim = ገና ለምንም ዓላማ ጥቅም ላይ እንዲውል አይፈቀድም።
allow-ask = እርስዎን እንደገና ከጠየቁ በኋላ ብቻ፦ { $aims }።
allow-never-to = ለእነዚህ በጭራሽ አይፈቀድም፦ { $bodies }።
allow-not-before = ከ{ $day } በፊት ምንም አይወጣም።
allow-until-safe = ደኅና መሆንዎን እስኪናገሩ ድረስ ምንም አይወጣም።
allow-contact-0 = ማንም መልስ አይሰጥዎትም።
allow-contact-1 = መልስ እዚህ ሊጠብቅዎ ይችላል።
allow-contact-2 = በማንኛውም ጊዜ መልስ እንዲሰጥዎ ይፈቀዳል።
allow-forget = ከ{ $days } ቀናት በኋላ ይደመሰሳል።
allow-given-by-1 = የሚወስኑት ለሌላ አዋቂ ሰው ነው።
allow-given-by-0 = የሚወስኑት ለልጅ ወይም ለሚንከባከቡት ሰው ነው።
allow-translation = እንዲተረጎም ይፈቀዳል።
allow-no-translation = እንዲተረጎም አይፈቀድም።
allow-urgent = በዚህ ሪፖርት ብቻ ማስጠንቀቂያ እንዲወጣ ይፈቀዳል። ለጊዜው ይህ አይቻልም።
# Followed by a list of what is missing.
lacks = ማጠቃለያ ፈቅደዋል፤ ነገር ግን ገና ምንም ማጠቃለያ ሊጻፍ አይችልም። ለዚያ እነዚህንም መፍቀድ ያስፈልግዎታል፦
lacks-read = የተመደበ አንባቢ እንዲያነበው
lacks-counted = እንዲቆጠር
lacks-aim = መጀመሪያ እርስዎን ሳይጠይቁ ጥቅም ላይ የሚውልበት ዓላማ
lacks-place = ቦታ፦ ቢያንስ አገሩ
lacks-period = ጊዜ፦ ቢያንስ ወሩ
lacks-audience = እንዲያነበው የሚፈቀድለት ሰው
tonight-not-allowed = "ዛሬ ማታ" ላይ ምልክት አድርገዋል። እዚህ በሚፈቅዱት ምንም ማስጠንቀቂያ ሊወጣ አይችልም። ለዚያ፣ ማጠቃለያ ካለባቸው ሁለት ምርጫዎች አንዱን ይምረጡ፤ በእርስዎ ሪፖርት ብቻ ማስጠንቀቂያ እንዲወጣ የሚፈቅደውንም እንደተፈቀደ ይተዉት።

### Words or digits

words-title-words = ቃላትዎ
words-title-digits = አሃዞችዎ
# form of the words: twelve words of a list, or fourteen groups of digits.
words-what-words = በእነዚህ አሥራ ሁለት ቃላት መመለስ ይችላሉ፦ የሚፈቅዱትን ለመቀየር፣ ወይም ሪፖርቱን መልሰው ለመውሰድ። አሁን ይታያሉ፤ የትም አይቀመጡም። ያለ እነርሱ ማንም ይህን ማድረግ አይችልም፤ እኛም ጭምር። የሚያገኛቸው ሰው ሁሉ እንዲሁ ማድረግ ይችላል።
words-what-digits = በእነዚህ አሃዞች መመለስ ይችላሉ፦ የሚፈቅዱትን ለመቀየር፣ ወይም ሪፖርቱን መልሰው ለመውሰድ። አሁን ይታያሉ፤ የትም አይቀመጡም። ያለ እነርሱ ማንም ይህን ማድረግ አይችልም፤ እኛም ጭምር። የሚያገኛቸው ሰው ሁሉ እንዲሁ ማድረግ ይችላል።
words-answer = በእነርሱ የመለሰልዎ ሰው እንዳለም ማየት ይችላሉ።
words-aloud-warning = ሌላ ማንም መስማት የማይችል ከሆነ ብቻ፦
words-keep-title = እንዴት እንደሚጠብቋቸው
# A story with all of them in it helps for words; for digits, learning them group by group.
words-keep-learn = ከሁሉም የሚሻለው፣ አንድ በአንድ እየወሰዱ በቃልዎ ማጥናት ነው።
words-keep-paper = ወይም ምን እንደሆኑ ሳይጽፉ በወረቀት ላይ ይጻፏቸው፤ ወረቀቱንም ማንም በማያይበት ቦታ ይደብቁት።
words-keep-no-photo = በጭራሽ ፎቶ አያንሷቸው። በመልእክት፣ በስልክ ማስታወሻ ወይም በኢሜይል ውስጥ አይጻፏቸው።
words-keep-nobody = ለማንም አይንገሩ። ከድርጅቱ ማንም ሰው እነዚህን በጭራሽ አይጠይቅዎትም።
words-kept = ይዣቸዋለሁ። አሁን ይደበቁ
words-from = የትኞቹ አሃዞች?
words-from-new = አዲስ አሃዞች
words-from-before = ከቀድሞ ሪፖርት የያዝኳቸው አሃዞች
words-from-before-means = ያኔ የሚጠብቁት አንድ ስብስብ ብቻ ይሆናል። ነገር ግን የሚያገኘው ሰው ሁሉ በእርሱ የተላኩትን ሪፖርቶች በሙሉ ማየት ይችላል።
again-title = እባክዎ አንድ ጊዜ ደግመው ይጻፏቸው
again-what = በእርግጥ እንደያዟቸው እንዲያረጋግጡ ነው። ትክክል ካልሆነ እንደገና ሊያዩዋቸው ይችላሉ።
again-label = ሁሉም አሃዞች፣ በቅደም ተከተላቸው
typed-words-hint = ከ0 እስከ 9 ባሉት አሃዞች ይጻፉ፤ በግዕዝ ቁጥሮች (፩ ፪ ፫) አይጻፉ። ክፍት ቦታዎችና አዲስ መስመሮች ለውጥ አያመጡም።
again-show = እንደገና ይታዩ
problem-other-words = እነዚህ ተመሳሳይ አሃዞች አይደሉም። እያንዳንዱን ይመልከቱ፤ ቅደም ተከተሉንም ጭምር።
before-what = በእነዚህ አሃዞች ስንት ሪፖርቶችን እንደላኩ በትክክል ይናገሩ። ቁጥሩ ከተሳሳተ፣ ሁለት ሪፖርቶች ከአንድ ሰው እንደመጡ ሊታይ ይችላል። እርግጠኛ ካልሆኑ አዲስ አሃዞችን ይውሰዱ።
before-known = ቀደም ብለው የጻፏቸው አሃዞች ጥቅም ላይ ይውላሉ።
count = በእነዚህ አሃዞች እስካሁን ስንት ሪፖርቶችን ልከዋል?
count-hint = ቢያንስ 1። የላኩት መልስም ይቆጠራል።
problem-count = እባክዎ ሙሉ ቁጥር ይጻፉ፣ 1 ወይም ከዚያ በላይ።

### Sending

send-title = ለመላክ ዝግጁ
goes-title = የሚላከው
goes-country = አገር፦ { $country }
goes-text = { $count ->
    [one] ጽሑፍዎ፦ { $count } ፊደል
   *[other] ጽሑፍዎ፦ { $count } ፊደላት
}
goes-pictures = { $pictures ->
    [one] { $pictures } ፎቶ፣ እንደ አዲስ የተሳለ
   *[other] { $pictures } ፎቶዎች፣ እንደ አዲስ የተሳሉ
}
goes-originals = { $originals ->
    [one] { $originals } ያልተነካ ፋይል፣ ለብቻው የታሸገ
   *[other] { $originals } ያልተነኩ ፋይሎች፣ ለብቻቸው የታሸጉ
}
goes-identity = ስምዎ ወይም ቁጥርዎ፣ ለብቻው የታሸገ
goes-no-identity = ስምም ቁጥርም የለም
goes-card = ከካርድዎ ጋር
goes-no-card = ያለ ካርድ
goes-tonight = ዛሬ ማታ፦ አስቸኳዩን መንገድ እየጠየቁ ነው
# minutes: on a slow line such as 2G.
goes-size = { $minutes ->
    [one] { $size } ያህል በኔትወርኩ ይሄዳል። በዝግተኛ ኔትወርክ ይህ { $minutes } ደቂቃ ያህል ይወስዳል።
   *[other] { $size } ያህል በኔትወርኩ ይሄዳል። በዝግተኛ ኔትወርክ ይህ { $minutes } ደቂቃዎች ያህል ይወስዳል።
}
send-now = አሁን ይላኩ
sending-title = እየተላከ ነው
not-sent-title = ሁሉም አልተላከም
progress = ምን ያህል እንደተላከ
progress-sealing = በዚህ ስልክ ወይም ኮምፒውተር ላይ እየታሸገ ነው።
# What is fetched are the answers of 64 people at once, so that nobody can tell whose are looked at.
progress-fetching = እርስዎን የሚጠብቀው ሌሎችን ከሚጠብቀው ጋር አብሮ እየመጣ ነው፤ ይህም የእርስዎ የትኛው እንደሆነ ማንም እንዳያውቅ ነው።
progress-working = ስልክዎ ወይም ኮምፒውተርዎ፣ እርስዎ በሺዎች የሚቆጠሩ ሪፖርቶችን የሚልክ ማሽን እንዳልሆኑ የሚያሳይ ማረጋገጫ እያሰላ ነው። በአሮጌ ስልክ ይህ አንድ ደቂቃ ሊወስድ ይችላል።
progress-sending = በመንገድ ላይ ነው።
progress-waiting = አጭር ዕረፍት፤ የትኞቹ ክፍሎች አብረው እንደሚሄዱ ከውጭ ማንም እንዳያይ ነው። ገጹ ከጥቂት ሰከንዶች በኋላ በራሱ ይቀጥላል።
progress-again = ግንኙነቱ ተቋረጠ፣ ወይም ለጊዜው ቦታ የለም። ገጹ በራሱ እንደገና እየሞከረ ነው፤ ካቆመበትም ይቀጥላል።
progress-bytes = { $done } ከ{ $all }
progress-stay = ገጹ እንደጨረሰ እስኪናገር ድረስ እባክዎ ክፍት ይተዉት።
sending-kept = ጽሑፍዎ አሁንም እዚህ አለ። ምንም አልተላከም።
sending-kept-begun = ጽሑፍዎ አሁንም እዚህ፣ በዚህ ገጽ ላይ ብቻ አለ። ከፊሉ ደርሶ ሊሆን ይችላል። "እንደገና ይሞክሩ" ካቆመበት ይቀጥላል። ከእንግዲህ ሊቀየር አይችልም።

sent-title = ደርሷል
sent-what = ሪፖርትዎ ታሽጎ ገብቷል። ይህ ገጽ ረስቶታል።
sent-next-title = አሁን የሚሆነው
sent-next-look = ነገ ወይም ከዚያ በኋላ በአሃዞችዎ ይመለሱ። ከዚያ በፊት በእነርሱ ምንም አይታይም።
sent-next-words = አሃዞችዎን ይጠብቁ። ያለ እነርሱ የሆነ ነገር መቀየር ወይም ሪፖርቱን መልሰው መውሰድ አይችሉም።
sent-next-end = ካላደሱት በስተቀር፣ የሚፈቅዱት የሚሠራው ቢበዛ ለአሥራ ሁለት ወራት ነው። ይህን ከመረጡ ሪፖርቱ ከዚያ በፊት ይደመሰሳል።
sent-traces-title = በዚህ ስልክ ወይም ኮምፒውተር ላይ የሚቀረው
sent-traces-none = ይህ ገጽ ጽሑፍም ሆነ ኩኪ (cookie) አያስቀምጥም። እስኪዘጉት ድረስ ግን አሃዞችዎን ያውቃል።
sent-traces-history = አሳሽዎ (browser) የዚህን ገጽ አድራሻና ሰዓቱን ሊያስታውስ ይችላል። በTor Browser እና በግል መስኮት ውስጥ ይህ ሲዘጉት ይጠፋል። አለበለዚያ ከአሳሹ ታሪክ (history) ራስዎ ያጥፉት።
sent-traces-keyboard = አንዳንድ ኪቦርዶች የጻፏቸውን ቃላት ያስታውሳሉ።
sent-traces-files = የመረጧቸው ፎቶዎችና ፋይሎች በነበሩበት አሁንም አሉ።
sent-close = ይህን ገጽ አሁን ይዝጉ
sent-another = በእነዚያው አሃዞች ሌላ ይጻፉ

### Words from before

# This page understands only digits; words are typed on the page of their own language.
look-title = አሃዞችዎ
look-what = አሃዞችዎን እዚህ ይጻፉ። በአሃዞች ፋንታ አሥራ ሁለት ቃላት ካለዎት፣ ገጹን ቃላቱ በታዩበት ቋንቋ ይክፈቱ። ጥቂት ይታገሱ፦ ለተሳሳቱ አሃዞች የሚወስደው ጊዜ ለትክክለኞቹ ከሚወስደው ጋር እኩል ነው።
look-words = 42 አሃዞችዎ
look-number = የትኛው ሪፖርት?
look-number-hint = 1 በእነዚህ አሃዞች መጀመሪያ የላኩት ነው።
look-kind = ምን ማየት ይፈልጋሉ?
look-kind-hint = አንዱን ይመልከቱ፤ ሌላውን ከማየትዎ በፊት ጥቂት ሰዓታት ያሳልፉ። ይህ አንድ ላይ የሚሄዱ መሆናቸውን ማንም እንዳያይ ነው።
look-kind-testimony = ሪፖርቱ
look-kind-identity = ከእርሱ ጋር የላክሁት ስምና ቁጥር
look-kind-evidence = ከእርሱ ጋር የላክሁት ያልተነካ ፋይል
look-file = የትኛው ፋይል?
look-file-hint = 1 የዚያ ሪፖርት የመጀመሪያው ነው።
problem-file-number = እባክዎ ከ1 እስከ 32 ያለ ሙሉ ቁጥር ይጻፉ።
look-now = ይመልከቱ
fetching-title = ጥቂት ይጠብቁ
seen-title = ያለው ነገር
# The same shape for words that are nobody's.
seen-none = በእነዚህ አሃዞች እዚህ ምንም የለም። አዲስ ሪፖርት የሚታየው ከአንድ ቀን በኋላ ነው። ወይም ሪፖርቱ ተደምስሷል፤ ወይም አሃዝ፣ የሪፖርቱ ቁጥር ወይም ማየት የፈለጉት ሌላ ነበር።
seen-late = ይህ የ{ $day } ነው። ከዚህ የበለጠ አዲስ ነገር እዚህ መኖር ነበረበት። ምናልባት የያዘው ሰው ይኖራል፤ በኋላ እንደገና ይመልከቱ።
seen-finish-what = ከእነዚህ አንዱን ይምረጡ። እያንዳንዱ ጉብኝት የሚያበቃው አንድ ትንሽ መልእክት በመላክ ነው፤ የመረጡት ምንም ይሁን መጠኑ ሁልጊዜ አንድ ነው። ስለዚህ ያደረጉትን ከውጭ ማንም ማየት አይችልም።
seen-finish = ምንም ሳይቀይሩ ይጨርሱ

answer-title = መልሶች
answer-none = ገና ማንም አልመለሰም፣ ወይም እርስዎ መልሶችን አልፈቀዱም።
answer-unknown-desk = መልስ አለ፤ ነገር ግን ማን እንደጻፈው ይህ ገጽ አያውቅም፤ ስለዚህ አይታይም። እዚያው ይቆያል። ከጥቂት ቀናት በኋላ እንደገና ይመልከቱ።
answer-keep = እንደገና እንዳነበው መልሱ እዚህ ይቆይ
answer-keep-hint = አለበለዚያ ይህ ቀን ሲያበቃ ይጠፋል። አሃዞችዎን የሚያገኝ ሰውም ሊያነበው ይችላል።
answer-how = መልስ መጻፍ ከፈለጉ፦ መጀመሪያ ይህን ጉብኝት ይጨርሱ። ከዚያ ገጹ መልስ እንዲጽፉ ያስችልዎታል።

state-title = ነገሩ ያለበት ሁኔታ
state-kept = ታሽጎ ተቀምጧል። የትኛውም የአንባቢ ኮምፒውተር አልከፈተውም።
state-opened = የተመደበ አንባቢ ኮምፒውተር ከፍቶታል። ሁለት ወይም ጥቂት ተጨማሪ ሰዎች አንብበውታል።
state-withdrawn = ተመልሶ ተወስዷል። ከእንግዲህ ማንም ሊከፍተው አይችልም፤ አዲስ ማጠቃለያም ሊጠቀምበት አይችልም።
state-ended = የፈቀዱት ጊዜው አልፏል። እንደ አዲስ እስኪፈቅዱ ድረስ በእርሱ ምንም እንዲደረግ አይፈቀድም።
# Never which one: whoever forces the words out of a person would read it here too.
state-copies = ያነበበው ሰው ያስታውሰዋል።
state-summaries = በማጠቃለያዎች ውስጥ ሊኖር ይችላል። በየትኞቹ እንደሆነ ይህ ገጽ አይናገርም፤ ይህም አሃዞችዎን የሚወስድብዎ ሰው እንዳያውቅ ነው። መጨረሻ የመረጡት እነዚህ እንዲያነቧቸው ይፈቅዳል፦ { $audience }። ከዚያ በፊት ከዚህ የበለጠ ፈቅደው ከነበረ ሌሎችም አንብበዋቸው ሊሆን ይችላል።

in-force-title = ዛሬ የሚፈቅዱት
signed-title = መጨረሻ የመረጡት
settles = ይህ በሙሉ የሚሠራው ከ{ $day } ጀምሮ ነው። እስከዚያ ድረስ ሊያስቆሙት ይችላሉ።
expires = ካላደሱት በ{ $day } ያበቃል።
expires-soon = በቅርቡ ያበቃል። "ለተጨማሪ አሥራ ሁለት ወራት ይፈቀድ" ሲሉ ይቀጥላል።
loosened = ከ{ $day } ጀምሮ የዚህ ደንቦች ይላላሉ። ያልፈቀዱት እንደተከለከለ ይቆያል። የሚፈቅዱትን መቀነስ ወይም መልሰው መውሰድ ይችላሉ። የሚለወጠው፦
loosened-people = ለማጠቃለያ ስንት ሰዎች እንደሚያስፈልጉ
cancel-widening = ጨምሬ የፈቀድሁት ይቁም
renew = ለተጨማሪ አሥራ ሁለት ወራት ይፈቀድ፣ እንዳለ
change = የምፈቅደውን መቀየር
withdraw = የላክሁትን መልሶ መውሰድ

change-title = ከአሁን ጀምሮ ምን ይፈቅዳሉ?
change-at-once = ዛሬ ከሚፈቅዱት የበለጠ ምንም አልጨመሩም። ለውጡ በአንድ ቀን ውስጥ መሥራት ይጀምራል።
change-wider = ዛሬ ከሚፈቅዱት የበለጠ እየፈቀዱ ነው። የተጨመረው ከ{ $day } በፊት መሥራት አይጀምርም። እስከዚያ ድረስ ተመልሰው መጥተው ሊያስቆሙት ይችላሉ። የተቀነሰው በአንድ ቀን ውስጥ መሥራት ይጀምራል።
# If it is changed and not given anew, it ends when it would have ended: "change-until"; else "change-anew".
change-anew = ከዛሬ ጀምሮ ለአሥራ ሁለት ወራት ይሠራል።
change-until = እንደ ቀድሞው በ{ $day } ያበቃል።
change-send = ይህን ይላኩና ይጨርሱ
withdraw-title-testimony = ሪፖርቱን መልሰው መውሰድ ይፈልጋሉ?
withdraw-title-identity = ስሙንና ቁጥሩን መልሰው መውሰድ ይፈልጋሉ?
withdraw-title-evidence = ፋይሉን መልሰው መውሰድ ይፈልጋሉ?
withdraw-stops = ከዚያ በኋላ ማንም አይከፍተውም፤ አዲስ ማጠቃለያም አይጠቀምበትም። ይህ ያለባቸው ማጠቃለያዎች ይነሣሉ፤ ጊዜያቸው ያበቃ ብቻ መስለውም ይታያሉ።
withdraw-final = ይህ ከተደረገ በኋላ ሊቀለበስ አይችልም።
withdraw-copies = ሰዎች አስቀድመው ያነበቡት ወይም የቀዱት ተመልሶ ሊጠራ አይችልም።
withdraw-others = ተመልሶ የሚወሰደው ይህ ብቻ ነው። ሪፖርቱ፣ ስሙና ቁጥሩ፣ እንዲሁም እያንዳንዱ ያልተነካ ፋይል አንድ በአንድ ተመልሰው ይወሰዳሉ። በመካከል ጥቂት ሰዓታት ያሳልፉ።
withdraw-send = አዎ፣ መልሶ መውሰድና መጨረስ
finishing-title = መልእክትዎ በመንገድ ላይ ነው
finished-title = ጉብኝቱ አብቅቷል
finished-nothing = ምንም አልተቀየረም።
finished-change = የሚፈቅዱት ተልኳል። ከትናንት ወዲህ ሁለት ጊዜ ቀይረውት ከሆነ፣ ከሁለቱ የሚቆጠረው አንዱ ብቻ ነው፤ ነገ እንደገና ይመልከቱ።
finished-cancel = ተልኳል፦ ጨምረው የፈቀዱት መሥራት አይጀምርም።
finished-renew = ተልኳል፦ ከዛሬ ጀምሮ ለአሥራ ሁለት ወራት ይሠራል። እስኪደመሰስ ያሉት ቀናት እንደገና ይቆጠራሉ።
finished-withdraw = ተልኳል፦ ተመልሶ ተወስዷል።
finished-when = ሌላኛው ወገን በአንድ ቀን ውስጥ ይወስደዋል። እርግጠኛ መሆን ከፈለጉ ነገ እንደገና ይመልከቱ።
finished-answer = በእነዚያው አሃዞች መልስ ይጻፉ

### What has to be mended

problem-country = አገሩን ይምረጡ።
problem-text = ጥቂት ቃላት ብቻ ቢሆኑም ምን እንደተፈጠረ ይጻፉ።
problem-no-words = ገና ምንም አልጻፉም። አሃዞችዎን ይጻፉ።
problem-too-long = ይህ በጣም ረጅም ነው። እባክዎ ያሳጥሩት።
problem-pictures = ፎቶዎቹ በጣም ብዙ ናቸው። እባክዎ ጥቂቶቹን ያውጡ።
problem-originals = ያልተነኩት ፋይሎች በጣም ብዙ ናቸው። እባክዎ ጥቂቶቹን ያውጡ።
problem-files-size = ፋይሎቹ አንድ ላይ በጣም ትልቅ ናቸው። እባክዎ ጥቂቶቹን ያውጡ።
problem-no-evidence = ለዚህ አገር ያልተነኩ ፋይሎችን መቀበል አይቻልም። እባክዎ ምልክቱን ያንሱ፣ ወይም ፋይሉን ያውጡ።
problem-unsent-file = አንድ ፋይል እንዳለ ሊላክ አይችልም። ሳይነካ እንዲላክ ምልክት ያድርጉ፣ ወይም ያውጡት።
problem-profile = ከአራቱ አንዱን ይምረጡ።

### Troubles: what happened, and what to do

trouble-cannot-reach = ግንኙነቱ ሌላኛው ወገን ጋ አይደርስም። ምንም አልጠፋም። ግንኙነትዎን ይመልከቱ፤ ጥቂት ይጠብቁና እንደገና ይሞክሩ።
trouble-busy = በአሁኑ ጊዜ ቦታ የለም። እባክዎ ከአንድ ሰዓት በኋላ ወይም ቆይተው እንደገና ይሞክሩ። ይህን ገጽ ክፍት መተው ይችላሉ።
trouble-refused = ሌላኛው ወገን አልወሰደውም። አንድ ጊዜ እንደገና ይሞክሩ። እንደገና ከሆነ ገጹን በኋላ እንደ አዲስ ይክፈቱና እንደ አዲስ ይጻፉ።
trouble-asks-too-much = ሌላኛው ወገን ከስልክዎ ወይም ከኮምፒውተርዎ ከሚፈቀደው በላይ ሥራ ጠየቀ። ገጹ አቆመ። በኋላ እንደገና ይሞክሩ።
trouble-not-accepted = የመጣው ምላሽ ሪፖርትዎ እዚያ በደኅና መኖሩን የሚያረጋግጠው አይደለም። እንደገና ይሞክሩ። እንደገና ከሆነ፣ በእርስዎና በሌላኛው ወገን መካከል ሰው ሊኖር ይችላል፤ Tor Browser ወይም ሌላ ኔትወርክ ይጠቀሙ።
trouble-directory-unsigned = የቁልፎች ዝርዝሩ ይህ ገጽ በሚያምናቸው አልተፈረመም። ሪፖርትዎን ማንበብ የሚፈልግ ሰው ሊኖር ይችላል። እዚህ አይጻፉ። ምንም አልተላከም። ለድርጅቱ ሰው ይንገሩ፣ ወይም ከሌላ ኔትወርክ ይሞክሩ።
trouble-directory-rolled-back = የቁልፎች ዝርዝሩ መሆን ከሚገባው ይልቅ አሮጌ ነው። አሮጌ ቁልፎችን መጠቀም የሚፈልግ ሰው ሊኖር ይችላል። እዚህ አይጻፉ። ምንም አልተላከም። ለድርጅቱ ሰው ይንገሩ፣ ወይም ከሌላ ኔትወርክ ይሞክሩ።
trouble-directory-forked = አንድ ብቻ መሆን በሚገባው ቦታ ሁለት የተለያዩ የቁልፎች ዝርዝሮች አሉ። እዚህ አይጻፉ። ምንም አልተላከም። ለድርጅቱ ሰው ይንገሩ፣ ወይም ከሌላ ኔትወርክ ይሞክሩ።
trouble-directory-contradictory = የቁልፎች ዝርዝሩ ከራሱ ጋር ይጋጫል። እዚህ አይጻፉ። ምንም አልተላከም። ለድርጅቱ ሰው ይንገሩ፣ ወይም ከሌላ ኔትወርክ ይሞክሩ።
trouble-directory-not-yet = የቁልፎች ዝርዝሩ ቀን ገና አልደረሰም። ምናልባት የስልክዎ ወይም የኮምፒውተርዎ ሰዓት የተሳሳተ ይሆናል። ቀኑንና ሰዓቱን ያስተካክሉ፤ ከዚያ እንደገና ይሞክሩ።
trouble-directory-expired = የቁልፎች ዝርዝሩ ጊዜው ካለፈ በጣም ቆይቷል። እዚህ መጻፍ ደኅንነት የለውም። የስልክዎ ወይም የኮምፒውተርዎ ቀን ትክክል ከሆነ ለድርጅቱ ሰው ይንገሩ።
trouble-not-what-the-vault-left = የመጣው ለእርስዎ የተተወው አይደለም። ምንም አልተቀየረም። በኋላ ወይም ከሌላ ኔትወርክ እንደገና ይሞክሩ።
trouble-nothing-published = እዚህ ገና ምንም ማየት አይቻልም። እባክዎ ነገ ይመለሱ።
trouble-bad-receipt = እነዚህ የዚህ ዓይነት 42 አሃዞች አይደሉም። ምናልባት አንዱ ተሳስቶ ተጽፏል ወይም ጎድሏል። እያንዳንዱን ይመልከቱ። ቃላት የሚገቡት በታዩበት ቋንቋ ገጽ ላይ ብቻ ነው።
trouble-bad-card = እነዚህ የካርድ 24 አሃዞች አይደሉም። ምናልባት አንዱ ተሳስቶ ተጽፏል። እያንዳንዱን ይመልከቱ፣ ወይም ቦታውን ባዶ ይተዉት።
trouble-no-such-country = በአሁኑ ጊዜ ለዚህ አገር ሪፖርት አይወሰድም። ይመለሱና ሌላ ይምረጡ፣ ወይም ድርጅቱን ይጠይቁ።
trouble-too-large = በጣም ትልቅ ነው። ይመለሱና ፎቶዎችን ያውጡ ወይም ጽሑፉን ያሳጥሩ።
trouble-too-many-versions = የሚፈቅዱትን ሊቀየር የሚችለውን ያህል ጊዜ ቀይረዋል። የቀረው መልሶ መውሰድ ነው።
trouble-consent-ended = የፈቀዱት ጊዜው አልፏል። ከአራቱ አንዱን እንደ አዲስ ይምረጡ፣ ወይም ለተጨማሪ አሥራ ሁለት ወራት ይፍቀዱ፣ ወይም መልሰው ይውሰዱ።
trouble-already-begun = አስቀድሞ የተላከ ነገር አለ፤ ደርሶም ሊሆን ይችላል። እንደገና ሊላክ የሚችለው እንደነበረ ብቻ ነው። ይመለሱና ያንኑ አንድ ጊዜ ደግመው ይሞክሩ፣ ወይም ነገ እንደገና ይመልከቱ።
trouble-browser-too-old = ይህ አሳሽ (browser) በጣም አሮጌ ነው፣ ወይም ሪፖርት ማሸግ በማይችልበት ሁኔታ ተስተካክሏል። ምንም አልተላከም። አዲሱን Tor Browser ወይም ሌላ አዲስ አሳሽ ይጠቀሙ።

### Where the page's program does not run

# Shown while the page starts, and left standing where the browser cannot run it.
not-started = ይህ ዓረፍተ ነገር እዚሁ ከቆየ፣ ገጹ በዚህ አሳሽ (browser) አይሠራም። እዚህ ምንም ሊጻፍ ወይም ሊላክ አይችልም። አዲሱን Tor Browser ወይም ሌላ አዲስ አሳሽ ይጠቀሙ።
noscript-title = ይህ ገጽ እዚህ ሊከላከልልዎ አይችልም
noscript-what = ይህ አሳሽ (browser) የገጹን ፕሮግራም (JavaScript) አያሠራም። ሪፖርትን በስልክዎ ወይም በኮምፒውተርዎ ላይ ማሸግ የሚችለው ያ ፕሮግራም ብቻ ነው። ያለ እርሱ በመንገድ ላይ ያለ ሁሉ የሚጽፉትን ሊያነብ ይችላል። ስለዚህ እዚህ ሊልኩት የሚችሉት ነገር የለም።
# "Safer", "Standard" and "Privacy and Security" are what Tor Browser shows: it does not speak Amharic.
noscript-turn-on = በTor Browser ውስጥ ከፍተኛው የደኅንነት ደረጃ ፕሮግራሞች እንዳይሠሩ ያደርጋል። በማስተካከያዎቹ (settings) ውስጥ "Privacy and Security" ከሚለው ሥር "Safer" ወይም "Standard" የሚለውን ደረጃ መርጠው ይህን ገጽ እንደገና መክፈት ይችላሉ።
noscript-program = በኮምፒውተር ላይ "leeward report" የተባለው ፕሮግራም ያለ አሳሽ ይህንኑ ይሠራል። ድርጅቱን ይጠይቁ።
noscript-partner = የሚያምኑት የአካባቢ ድርጅት ሊረዳዎት ይችላል።
noscript-card = በጽሑፍ መልእክት (SMS) ሪፖርት መላኪያ ካርድ ካለዎት፣ ከማንኛውም ስልክ የጽሑፍ መልእክት መላክ ይችላሉ። ነገር ግን የጽሑፍ መልእክቱ ራሱ በመንገድ ላይ ሊነበብ ይችላል፦ በስልክ ኩባንያው፣ እና ኩባንያው እንዲያነብ በሚፈቅድለት ሁሉ።
