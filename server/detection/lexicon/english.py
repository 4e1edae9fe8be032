from __future__ import annotations

from server.detection.lexicon.english_described import BODY, LIVINGS, MARKS, NOT_SPOTS, SPOTS
from server.detection.lexicon.english_people import CONDITIONS, DEMONYMS, JOB_ENDINGS, JOBS
from server.detection.lexicon.english_public import CURRENCIES, EVENTS, INSTITUTIONS, LAWS, MEASURES, PLACES, SINGLES
from server.detection.lexicon.entry import Lexicon, words

ENGLISH = Lexicon(
    code="en",
    ordinary=words(
        """
        a about above according after again against all almost along already also although always among an and another
        any anyone anything are around as at away be became because become been before began behind being below
        between both but by can can't cannot could couldn't d did didn't do does doesn't doing don't done down during
        each either else enough even ever every everyone everything few finally first for from further had hadn't has
        hasn't have haven't having he he'll her here hers him himself his how however i i'd i'll i'm i've if in indeed
        instead into is isn't it its itself just last later least less m many me meanwhile might mine more most much
        must my myself near nearly neither never next no nobody none nor not nothing now of off often on once only
        onto or other others our ours out outside over own perhaps please quite rather re s several shall she she'll
        should since so some somebody someone something sometimes soon still such t than that the their them
        themselves then there therefore these they they're they've this those though through throughout thus to today
        together tomorrow tonight too toward towards under unless until up upon us very was wasn't we we're we've were
        weren't what when where whether which while who whole whom whose why with within without won't would wouldn't
        yes yesterday yet you you're your yours
        """
    ),
    months=words(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec
        """
    ),
    weekdays=words("monday tuesday wednesday thursday friday saturday sunday"),
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    counts=words(
        """
        a an half ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
        fifty sixty seventy eighty ninety hundred hundreds thousand thousands million billion dozen dozens several few
        couple
        """
    ),
    units=words("year years month months week weeks day days hour hours minute minutes"),
    determiners=words("the a an his her their my our your"),
    honorifics=words("mr mrs ms miss dr prof professor rev reverend capt lt sgt col gen hon sir lady"),
    kin=words(
        """
        mother father parent brother sister sibling son daughter child uncle aunt cousin wife husband spouse nephew
        niece friend grandmother grandfather grandson granddaughter grandchild widow widower fiancé fiancée twin
        stepfather stepmother stepson stepdaughter stepbrother stepsister half-brother half-sister mother-in-law
        father-in-law son-in-law daughter-in-law brother-in-law sister-in-law ex-husband ex-wife godfather godmother
        mum mom dad papa mothers fathers parents brothers sisters siblings sons daughters children uncles aunts
        bro hubby granny grandma grandpa gran auntie aunty kids kid stepchild in-law fiance fiancee bride groom
        cousins wives husbands nephews nieces friends grandparents grandchildren twins in-laws orphan orphans baby
        infant toddler girlfriend boyfriend neighbour neighbor neighbours neighbors
        """
    ),
    before_nouns=words(
        """
        a an the his her their my our your its this that as of by with for from to and or on in at after during before
        into under about against
        """
    ),
    labels=words(
        """
        no nos nr number num case plot parcel file ref reference passport licence license plate registration reg
        account acct id imei serial badge permit card room block tent cell bed docket policy invoice
        """
    ),
    regions=("KE", "NG", "UG", "SS", "ET", "GH", "ZA", "ZW", "GB", "US"),
    jobs=JOBS,
    demonyms=DEMONYMS,
    singles=SINGLES,
    currencies=CURRENCIES,
    measures=MEASURES,
    events=EVENTS,
    places=PLACES,
    parts_of_time=words("spring summer autumn fall winter beginning start end middle early late mid half"),
    conditions=CONDITIONS,
    job_endings=JOB_ENDINGS,
    laws=LAWS,
    livings=LIVINGS,
    body=BODY,
    marks=MARKS,
    somebody=words("one man woman boy girl guy lady men women boys girls"),
    who=words("who that whose"),
    having=words("with"),
    spots=(PLACES | SPOTS) - NOT_SPOTS,
    beside=words("behind beside opposite near by below above under outside around past"),
    parts_of_day=words("morning afternoon evening night noon midnight dawn dusk"),
    roughly=words("about around some nearly almost roughly approximately over"),
    institutions=INSTITUTIONS,
)
