# The custodian's page in English: the catalogue that all others are translated from.
#
# For translators. The reader is somebody who answers a few times a day, perhaps tired, perhaps on a small screen. Short
# sentences, plain words. A part is one sealed piece of a report. A curator asks for parts, a reviewer reads along. Names in
# { $braces } stay as they are; they are filled in by the page.

page-title = Custodian
language-name = English
# "yes" only if a native speaker has checked every message of this file; else "no".
checked = no
unchecked = No native speaker has checked the words of this page yet. If a sentence is unclear, do not rely on it: look at it in another language.
noscript = This page needs scripts: your keys are used here, on your device. Without them, use leeward-custodian.
language = Language
skip = Go to the text
nav = Where to go
opening = Opening…

tab-waiting = Waiting
tab-history = Your answers
tab-freeze = Stop a request
tab-device = This device

looked = Last looked: { $when }
never-looked = This device has not looked yet.
looking = Checking the log, the directory and every request…
look-again = Look again

### Keys are brought

bring-title = Bring your keys
bring-what = There is no key on this device yet. On the computer that has your key, type:
bring-file = The file that it wrote
bring-choose = Choose the file
bring-code = The code that it showed
bring-code-hint = 42 digits. Spaces do not matter.
bring-go = Bring the keys
bring-busy = Bringing the keys…
bring-no-file = Choose the file first.
bring-no-code = This is not the code: it has 42 digits, and one of them is wrong or missing.
bring-after = Delete the file afterwards. Answer from this page from then on, and not from the program as well: each counts a quota of its own.

### What waits

nothing-waits = Nothing waits for you.
waits = { $parts ->
    [one] One part waits
   *[other] { $parts } parts wait
  }, in { $requests ->
    [one] one request.
   *[other] { $requests } requests.
  }
request = { $parts ->
    [one] One part
   *[other] { $parts } parts
  } for { $aim }
aim-early-warning = early warning
aim-advocacy = advocacy
aim-accountability = accountability
soon = ends soon
compartment = Compartment
curator = Curator
reviewer = Reviewer
ends = Until
quota = Quota today
quota-left = { $left } left of { $most }; { $used } approved for this curator
number = Number
with-the-others = { $parts ->
    [one] Approve its one part with the others
   *[other] Approve its { $parts } parts with the others
  }
none-may = This device does not let you approve any of it.
approve = { $parts ->
    [one] Approve one part
   *[other] Approve { $parts } parts
  }
approve-sure = { $parts ->
    [one] One part is sealed anew
   *[other] { $parts } parts are sealed anew
  } for the curator and the reviewer of { $requests ->
    [one] one request.
   *[other] { $requests } requests.
  } Once enough custodians have approved, they can read them. You cannot take it back; you can still stop a request until it is fetched.
approve-yes = { $parts ->
    [one] Yes, approve it
   *[other] Yes, approve { $parts }
  }
not-now = Not now
sealing = Sealing anew: { $done } of { $of }
sealing-label = How far it is
told-approved = { $parts ->
    [0] Nothing was approved.
    [one] One part was approved.
   *[other] { $parts } parts were approved.
  }
told-refused = { $parts ->
    [0] Nothing was refused.
    [one] One part was refused.
   *[other] { $parts } parts were refused.
  }
unsound = { $requests ->
    [one] One request is not shown, because it does not hold: a signature or a proof is wrong. Tell whoever runs the vault.
   *[other] { $requests } requests are not shown, because they do not hold: signatures or proofs are wrong. Tell whoever runs the vault.
  }
stopped-requests = { $requests ->
    [one] One request is stopped by an order: of its compartment, or of those who ask.
   *[other] { $requests } requests are stopped by orders: of their compartment, or of those who ask.
  }
ended = { $requests ->
    [one] One request has ended.
   *[other] { $requests } requests have ended.
  }
directory-stale = The directory ended on { $day }. A new one is needed within 30 days of that.

# Why parts of a request may not be approved.
flaw-withdrawn = { $parts ->
    [one] One part: the source has taken it back.
   *[other] { $parts } parts: the source has taken them back.
  }
flaw-said-withdrawn = { $parts ->
    [one] One part: the vault says that the source has taken it back. The log does not show it yet.
   *[other] { $parts } parts: the vault says that the source has taken them back. The log does not show it yet.
  }
flaw-not-allowed = { $parts ->
    [one] One part: the source does not allow this.
   *[other] { $parts } parts: the source does not allow this.
  }
flaw-consent-ended = { $parts ->
    [one] One part: the source's consent has ended.
   *[other] { $parts } parts: the source's consent has ended.
  }
flaw-stopped = { $parts ->
    [one] One part is stopped by an order.
   *[other] { $parts } parts are stopped by orders.
  }
flaw-quota-reached = { $parts ->
    [one] One part: more than your quota for this curator today.
   *[other] { $parts } parts: more than your quota for this curator today.
  }
flaw-other = { $parts ->
    [one] One part does not hold: a signature or a number is wrong.
   *[other] { $parts } parts do not hold: signatures or numbers are wrong.
  }

refuse = Refuse…
refuse-why = Why do you refuse?
refuse-coded = Only this code is sent. It tells nothing about a source.
refuse-yes = Refuse all its parts
reason-too-many = Too many parts at once
reason-aim-not-clear = It is not clear what for
reason-consent = Consent does not allow it
reason-withdrawn = The source has taken it back
reason-person-not-known = I do not know who asks
reason-under-threat = I am under threat
reason-other = Another reason

### Own answers

history-what = How many parts you have answered from this device, by day. No part is named.
no-answers = You have answered nothing from this device in the last 90 days.
day = Day
approved-column = Approved
refused-column = Refused

### Stopping

freeze-what = A request that is stopped stays stopped for everyone. What its desks have fetched already, they have. You need no reason.
nothing-to-freeze = This device knows of nothing that you could stop.
freeze-waits = { $parts ->
    [one] one part waits for you
   *[other] { $parts } parts wait for you
  }
freeze-approved = { $parts ->
    [one] approved here in the last days: one part
   *[other] approved here in the last days: { $parts } parts
  }
freeze-number = A number that you were told
freeze-number-hint = All 64 signs of it.
freeze = Stop this request…
freeze-sure = Nothing can undo this.
freeze-yes = Stop it for good
told-frozen = Stopped. Its desks can fetch nothing more of it.

### This device

seat = Seat
key = Public key
signing-key = Signing key
sealing-key = Sealing key
key-native = kept by the browser, which shows it to nobody
key-sealed = sealed on this device under a key that the browser shows to nobody
door-vault = Vault
door-policy = Policy zone
door-ledger = Log
door-intake = Intake
device-what = Whoever can use this device with your account can answer in your place. Lock its screen when you leave it.
device-served = This page comes from a server. Whoever runs that server could send you another page, which could use your keys. leeward-custodian does not have this weakness.
forget-title = Take everything away
forget-what = Your keys and what is remembered here (withdrawals, your quota) are deleted. The file that brought them is needed to come back, or a new one.
forget = Take everything away…
forget-yes = Yes, delete all of it

### Hidden

hidden-title = Hidden
hidden-what = Nobody touched this page for { $minutes } minutes, so it shows nothing.
hidden-show = Show it again

### What could not be done

stop-cannot-reach-vault = The vault cannot be reached. What you sent before counts once. Try again later.
stop-cannot-reach-policy = The policy zone cannot be reached, so nothing can be approved now. You can still stop a request. Try again later.
stop-cannot-reach-ledger = The log cannot be reached, so nothing can be approved now. You can still stop a request. Try again later.
stop-cannot-reach-intake = Intake cannot be reached, which hands out the directory. Nothing can be approved now. You can still stop a request. Try again later.
stop-said-no-vault = The vault does not accept this. Look again; if it stays so, ask whoever runs it.
stop-said-no-policy = The policy zone does not answer this device. Ask whoever runs it.
stop-said-no-ledger = The log does not answer as it should. Nothing can be approved now. You can still stop a request.
stop-said-no-intake = Intake does not hand out the directory. Nothing can be approved now. You can still stop a request.
stop-no-seat = The directory has no seat for you with this key. Ask who holds the seat now.
stop-directory-expired = The directory ended more than 30 days ago. A new one is needed before anything can be approved.
stop-directory-rolled-back = An older directory was handed out than this device knows already. Approve nothing, and tell the root holders.
stop-directory-forked = Another directory was handed out under a number that this device knows already. Approve nothing, and tell the root holders.
stop-directory-unsigned = A directory was handed out that the roots did not sign. Approve nothing, and tell the root holders.
stop-seats-moved = The new directory moves a seat, takes one away or lowers a quorum. Approve nothing, and tell the root holders.
stop-substitute-moved = The new directory ties a substitute to the seats of two custodians. Approve nothing, and tell the root holders.
stop-directory-not-yet = The directory begins in the future. Look at this device's clock.
stop-policy-unsigned = A policy was handed out that two administrators did not sign. Approve nothing, and tell them.
stop-policy-rolled-back = An older policy was handed out than this device knows already. Approve nothing, and tell the administrators.
stop-log-split = The log was rolled back, or shows you something else than others. Approve nothing. Both of its signed heads are kept here: save them, and show them to the witnesses.
stop-too-few-witnesses = Too few witnesses have co-signed the log's newest head. Nothing can be approved now. You can still stop a request. Try again later.
stop-directory-not-logged = The directory does not stand in the log that witnesses co-sign: it may have been made for you alone. Approve nothing, and tell the root holders.
save-heads = Save both heads
stop-unsound = Something that came does not hold: a signature or a proof is wrong. Nothing can be approved now.
stop-malformed = This is not such a file.
stop-bad-receipt = This is not the code: one of its digits is wrong or missing.
stop-cannot-open = This code does not open this file.
stop-memory-damaged = What this device remembers is damaged. Take everything away, and bring your keys again.
stop-memory-lost = What this device remembers is gone. Take everything away, and bring your keys again.
stop-memory-full = This device cannot remember any more withdrawals. Ask the vault's operator before you approve anything.
stop-memory-changed = Another window of this page was at work. Nothing was sent from here; look again.
stop-keys-unusable = This browser can no longer use the keys that it keeps. Take everything away, and bring them again.
stop-program = The page has a flaw: this could not be done. Nothing else was sent. Use leeward-custodian, and report it.
