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
filter-asked = Asked for here
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
