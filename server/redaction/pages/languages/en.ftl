title = Desk
skip = To what is on this page
pages = Pages
language = Language
save = Keep this
go-on = Go on
before = Before
after = After
not-said = not said
look-again = Look again
no-printing = The desk's pages are not printed. What is read here stays here.
keys = Keys
key-lock = lock these pages, and forget what is open
key-inboxes = to the inboxes
key-next = next row
key-previous = row before
key-choose = choose this row, or not
key-ask = to the question; there, ask
key-aim = choose the aim
key-filter = the next way to filter
key-again = look again
letter-keys-off = Turn single keys off
letter-keys-on = Turn single keys on
lock = Lock
close = Close
needs-script = Passkeys need a script of this page, and your browser does not run it. Allow it for this page, or use another browser.
passkey-trouble = Your browser gave no passkey. Try again, and confirm with your finger, face or PIN. If it stays so, this browser is too old, or has no passkey for this desk.

start-title = The desk's pages
start-how = To come in, type this on this machine, and open the link that it prints:
start-code = Code of the link
start-code-hint = It stands after the # of the link, and is filled in by itself where your browser runs this page's script.
passkey-title = Your passkey
passkey-how = The link alone does not open this desk. Confirm with your finger, face or PIN.
passkey-do = Use my passkey
first-passkey-title = Bring in your passkey
first-passkey-how = This desk has no passkey yet. From now on it asks for yours, each time that you come in. Use a device that is yours alone, and that asks for your finger, face or PIN.
first-passkey-lost = Where it is lost, it is removed on this machine with leeward desk passkeys.
first-passkey-do = Make the passkey
locked-title = Locked
locked-how = Nothing is readable at this desk now. What custodians approved can be opened again, once you have unlocked it.
refused-title = This was not done

inboxes = Inboxes
home-none = This desk serves no compartment today. Those who sign the directory can say why.
inbox-title = Inbox of { $place }
inbox-table = Parts that wait
inbox-count = { $fitting ->
    [one] One part
   *[other] { $fitting } parts
  } here, { $all } in the compartment.
inbox-none = Nothing is in this compartment yet.
inbox-none-fitting = Nothing fits this filter. F goes to the next one.
vault-silent = The vault cannot be reached. Nothing was lost; try again in a while.
filters = Which parts
filter-all = All
filter-to-ask = To be asked for
filter-urgent = Urgent
filter-asked = Asked for
pages-of-list = Pages of this list
page-of = { $number } of { $pages }
column-choose = Choose
column-day = Day
column-waiting = Waits
column-size = Size, at most
column-channel = Way
column-card = Card
column-standing = Where it stands
choose-row = Choose row { $number }
days = { $count ->
    [0] since today
    [one] one day
   *[other] { $count } days
  }
size-kib = { $number } KiB
size-mib = { $number } MiB
urgent = urgent
channel-web = web
channel-sms = SMS
card-yes = with a card
card-no = no card
standing-open = open here
standing-asked = asked for
standing-asked-elsewhere = asked for by another desk, or before
standing-opened = opened before
standing-shut = stays shut
standing-to-ask = can be asked for
opening-number = Opening { $number }

ask-title = Ask for the chosen parts
ask-how = Choose up to { $most } parts above.
ask-chosen-of = {"{n}"} of { $most } chosen.
ask-aim = What it is for
aim-early-warning = early warning
aim-advocacy = advocacy
aim-accountability = accountability
ask-reviewer = Who reads too
reviewer-keys = { $desk } · { $keys ->
    [0] no key left
    [one] one key left
   *[other] { $keys } keys left
  }
ask-no-keys = No other desk has left a key. Its person leaves one on the page of openings; then look again.
ask-hours = For how long
hours = { $count ->
    [one] one hour
   *[other] { $count } hours
  }
ask-quota = Custodians approve { $a_day } parts for one person and day. This desk has asked for { $today } today, since it was started.
ask-do = Ask

error-not-a-loopback-caller = The desk answers only this machine, at localhost. It was asked from elsewhere, or by another name.
error-link-refused = This link cannot be used. It counts once, for two minutes. Type leeward desk open for a new one.
error-entry-refused = You were not let in. Type leeward desk open for a new link, and use the passkey of this desk.
error-passkey-refused = This passkey was not accepted. Try again, with a device that asks for your finger, face or PIN.
error-passkeys-unreadable = The file with this desk's passkeys is not what the desk wrote. Nobody is let in. Type leeward desk passkeys.
error-from-elsewhere = This did not come from a page of this desk, or from one of an earlier session. Load the page again.
error-form-refused = Something in this form is missing, or not of its kind. Look at it again.
error-no-such-page = There is no such page, or not any more: what these pages number is forgotten with each session.
error-nothing-chosen = Nothing was chosen. Choose up to 20 parts, then ask.
error-too-much-chosen = One request names 20 parts at most. Choose fewer, and ask for the others afterwards.
error-not-an-opening = This is not the number of an opening: 64 signs, as the desk that asked shows them.
error-not-added = This was not marked: nothing was chosen, it is marked already, or there are too many marks in this text.
error-vault-unreachable = The vault cannot be reached. Nothing was lost; try again in a while.
error-refused = The vault refused this.
error-wrong-answer = Another zone answered with something that the protocol does not know. Tell the person who runs it.
error-not-our-compartment = This desk does not serve that compartment.
error-no-fresh-key = The reviewer has no fresh key waiting. Ask the reviewer to start their desk, then try again.
error-too-many-keys = Enough fresh keys of this desk are waiting. They serve first, or end.
error-no-such-opening = This desk holds no such opening. A desk that was started again has forgotten all: ask for the parts anew.
error-too-many-openings = This desk holds as many openings as it can. Forget some that are done with.
error-key-forgotten = The key of this opening is forgotten, so nothing can open it again at this desk. Ask for the parts anew.
error-not-named-here = This opening does not name this desk, or is not the one that was asked for.
error-desk-revoked = One of the two desks of this opening no longer serves the compartment.
error-part-not-open = This part is not open at this desk now. Join the opening first; an idle desk forgets what it read.

key-openings = to the openings
key-join = open what is approved
key-read = read that part
key-marks = next mark, mark before
key-accept = accept the mark: it stays hidden
key-refuse = refuse the mark: it is harmless; or take back what you marked
key-add = mark what was missed: arrows move by words, with Shift they choose, a digit says what it is
key-masked = with or without the words that are hidden
key-parts = part before, next part

openings = Openings
openings-none = This desk holds no opening. Ask for parts in an inbox; as reviewer, leave a key for whoever asks.
column-opening = Opening
column-place = Compartment
column-aim = What it is for
column-side = Whose
column-ends = Ends in
column-parts = Parts
column-part = Part
column-approvals = Approvals
column-here = At this desk
side-ours = asked here, read too at
side-theirs = you read too, asked at
parts-readable = { $all ->
    [one] one part
   *[other] { $all } parts
  }, { $readable ->
    [0] none open here
   *[other] { $readable } open here
  }
as-reviewer = As reviewer
as-reviewer-how = A key that you leave serves for one opening that a curator asks for. The desk must go on running until then: started again, it has forgotten the key.
key-for = A key for
keys-here = { $place } · { $keys ->
    [0] none left
   *[other] { $keys } left
  }
key-leave = Leave a key
take-up = Take up an opening
take-up-hint = Its number, 64 signs, as the curator's page shows it. A draft that comes to you brings its openings along.
take-up-do = Take up
ends-in = ends in { $hours }
opening-silent = The vault cannot be asked now. What is open here stays open; what custodians said meanwhile is not known.
changed = Something has changed. R looks again.
read-part = Read part { $number }
part-number = Part { $number }
approvals-of = { $approvals } of { $needed }
refusals = { $count ->
    [one] one refused
   *[other] { $count } refused
  }
part-requested = asked for; not in the log yet
part-logged = custodians are asked
part-approved = approved
part-opened = opened
part-refused = refused
part-expired = ended without enough approvals
part-withdrawn = taken back by its source
part-frozen = stopped
outcome-none = not opened yet
outcome-open = open here
outcome-waiting = waits for custodians
outcome-refused = refused
outcome-expired = ended
outcome-withdrawn = taken back; forgotten here
outcome-frozen = stopped; forgotten here
outcome-enough-for-today = the vault hands out no more today
outcome-not-handed-out = the vault does not give it now
outcome-consent = the source's consent does not allow it
outcome-not-our-desk-then = was sealed to other desks, or to an older key of this one
outcome-cannot-open = cannot be opened
outcome-not-readable = opened, but it is no report
outcome-room-ended = closed: its process ended; open it again
join = Open what is approved
for-reviewer = For the reviewer
for-reviewer-how = The reviewer's desk takes this opening up by its number. It tells nothing to anybody else.
forget = Forget this opening
forget-how = The originals and the key are dropped, and what you decided about them. Under this opening nothing can be read here again.
forget-do = Forget it now

parts-of-opening = Parts of this opening
part-before = Part before
part-after = Next part
view-masked = Masked
view-plain = Plain
kind-of-part-testimony = Testimony
kind-of-part-identity = Identity
kind-of-part-evidence = Evidence
part-of = { $number } of { $all }
coded-event = Event
coded-week = Week
coded-risks = Risk factors
together = These are { $count } messages of one long text. Which came first is not told: they stand in the order in which they were asked for.
has-identity = Who it is was sealed apart, for other custodians.
has-evidence = { $count ->
    [one] One file was
   *[other] { $count } files were
  } sealed apart as they were.
identity-empty = This identity part is empty: its source did not say who they are.
field-text = Text
field-place = Place
field-harmed = Who was harmed
field-name = Name
field-phone = Telephone
field-note = Note
held = Held.
masked-whole = All of this text is masked until you ask to see it.
reveal = Show this text
file-picture-not-shown = A picture, { $size }: not shown. What is shown here is drawn anew first.
file-file-not-shown = A file, { $size }: not shown, and not to be downloaded. It may be made to harm whoever opens it.
no-text = There is no text in this part.
identifiers = What points at people
identifiers-none = Nothing was found. That does not mean that there is nothing.
decided-proposed = proposed
decided-accepted = accepted
decided-refused = refused
decided-added = added by you
accept = Accept
refuse = Refuse
take-back = Take back
add-to = Mark in: { $text }
add-words = Words, as they stand there
add-kind = What it is
add-do = Mark them everywhere
adding-how = Arrows move by words, with Shift they choose. A digit marks it; Escape leaves.
kind-name = name
kind-person = person
kind-place = place
kind-organisation = organisation
kind-email = e-mail
kind-url = web address
kind-handle = handle
kind-phone = telephone
kind-number = number
kind-code = code
kind-plate = plate
kind-coordinates = coordinates
kind-date = date
kind-time = time
kind-age = age
kind-duration = duration
kind-job = work or role
kind-demonym = people or origin
kind-event = rare event
kind-year = year
kind-amount = amount
kind-kin = relation
kind-single = the only one
kind-condition = illness or state
kind-work = title of a work
kind-address = address
kind-other = other
kind-unread = unread word
kind-held = held
kind-shared = shared words

key-stop = stop this desk at once: forget everything, freeze what it asked for, tell the others
stop = Stop
stop-title = Stop this desk
stop-how = Everything that is open here is forgotten at once. What this desk has asked for is frozen for good, and the vault and the policy zone are told that this desk is stopped.
stop-again = Only two administrators can let it go on. The key ! does the same from every page, without asking.
stop-do = Stop it now
stopped-title = This desk is stopped
stopped-how = Everything was forgotten here. Requests of this desk that were frozen: { $frozen }.
stopped-vault = The vault knows.
stopped-vault-silent = The vault could not be told yet; the desk goes on trying.
stopped-policy = The policy zone knows, and tells the others.
stopped-policy-silent = The policy zone could not be told yet; the desk goes on trying.
error-desk-stopped = This desk is stopped. Two administrators can let it go on; what it had read is forgotten.
error-room-gone = What was open here was in a process that has ended. Join the opening again.
