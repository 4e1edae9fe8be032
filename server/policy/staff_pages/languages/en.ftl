skip = To what is on this page
pages = Pages
languages = Languages
what-this-is = This page shows who may do what. It holds no report, and nothing about sources.
home = Home
passkeys = My passkeys
people = People
sign-out = Sign out
go-on = Go on
save = Keep this
find = Find
before = Before
after = After
never = never
not-said = not said
what-to-do = What to do
needs-script = Passkeys need a script of this page, and your browser does not run it. Allow it for this page, or use another browser.
passkey-trouble = Your browser gave no passkey. Try again, and confirm with your finger, face or PIN. If it stays so, this browser is too old, or has no passkey for this place.

sign-in-title = Sign in
sign-in-how = Your passkey is on your device or security key. No name is typed.
sign-in-passkey = Sign in with a passkey
registered = Your passkey was kept. Sign in with it now.
by-organisation-title = By your organisation
by-organisation-label = Your organisation's code
by-organisation-hint = Only if your organisation has a sign-in of its own. You can then look at pages; whatever changes something asks for a passkey.

invitation-title = You are invited
invitation-how = Somebody gave you a link that works once. It brings in your passkey.
invitation-code = Code of the link
invitation-code-hint = It stands after the # of the link, and is filled in by itself where your browser runs this page's script.

register-title = Bring in a passkey
register-who = This link is for { $person }. If that is not you, close this page, and tell an administrator.
register-how = Use a device that is yours alone, and that asks for your finger, face or PIN. Bring in a second passkey later, in case one is lost.
register-label = What you call it
register-label-hint = For you alone, such as: blue security key.
register-do = Make the passkey
bind-title = Or sign in by your organisation
bind-how = Use this link up to bind the sign-in of { $organisation } to your account instead. Approving anything still asks for a passkey.
bind-do = Bind it

home-title = { $person }
home-recovery = { $by } has proposed to recover your account, because your passkeys are said to be lost. If they are not, tell another administrator now.
home-roles = What the signed papers say you are
home-roles-how = Roles come from the directory and from the policy in force. Nobody can change them on these pages.
home-organisation = Organisation: { $organisation }
home-pages = Pages for you
preferences = Language and notices
preferences-language = Language of these pages
preferences-address = Mail address for notices
preferences-address-hint = Leave it empty for none. A notice says that something waits, and nothing else.

role-curator = Curator
role-reviewer = Reviewer
role-analyst = Analyst
role-administrator = Administrator
role-auditor = Auditor
role-custodian = Custodian
role-desk = Holds a desk
role-substitute = Substitute of custodians
role-begins = from { $day }
role-ends = until { $day }
role-not-now = does not hold today

passkeys-how = Each of these signs you in. With two, a lost one shuts nobody out.
passkeys-none = You have no passkey. You are signed in by your organisation, and can look, but approve nothing. An administrator can invite you.
passkey-label = Name
passkey-added = Since
passkey-used = Last used
passkey-remove = Remove { $label }
passkey-add-title = Another one
passkey-add-how = You confirm with a passkey that you have, then bring in the new one.
passkey-add = Add a passkey
bound-yes = You can also sign in by your organisation.
bound-no = Your organisation's sign-in is not bound to this account.

approve-title = Confirm this
approve-how = Your passkey confirms exactly this, once, within two minutes.
approve-do = Confirm with a passkey
approve-not = Do not do it
act-add-passkey = You, { $person }, bring in another passkey or bind your organisation's sign-in.
act-remove-passkey = Your passkey { $label } is removed. It signs in nobody any more.
act-invite = { $person } gets a link that works once, for 24 hours. Whoever has it is taken for { $person }.
act-propose-recovery = You say that the passkeys of { $person } are lost. Another administrator must confirm it within three days.
act-confirm-recovery = { $by } has proposed to recover the account of { $person }. All its passkeys and sessions end, and you get a link for { $person }. The log is told.

people-how = Everybody whom the directory or the policy in force names. Roles are changed by new signed papers only.
people-look = You can look, and change nothing.
people-find = Find a person
people-count = { $count ->
    [one] One person.
   *[other] { $count } persons.
}
people-none = Nobody is called like this. Names are those of the signed papers.
people-pages = More people
person = Person
organisation = Organisation
roles = Roles and places
account = Account
state-suspended = suspended
state-no-role = no role today
state-has-passkey = has a passkey
state-invited = invited
state-not-yet = not invited yet
state-recovery = recovery proposed by { $by }
invite = Invite { $person }
recover = Recover { $person }
recover-confirm = Confirm: recover { $person }

notices = Notices
notices-how = Once a day, at your hour, you are told that something may wait: whether anything does or not, always in the same words. Whoever sees the notice learns nothing by it.
notices-urgent = If you are on call and something urgent waits, you are told at once, at most every { $minutes } minutes, also always in the same words.
notices-not-set-up = No way to send notices is set up here. Ask whoever runs this machine.
notices-way = How you are told
way-none = Not at all
way-mail = By mail
way-webhook = By a webhook
notices-no-address = Mail goes to the address on your first page. There is none yet.
notices-hour = At this hour
notices-zone = By the clock of
notices-zone-hint = A time zone such as Africa/Nairobi, Europe/Paris or UTC. The rota goes by it too.
notices-hook = Address of the webhook
notices-hook-hint = The whole address, as a browser writes it: over TLS, on the public internet, with no port. Leave it empty for none.
notices-secret = Secret of your webhook
notices-secret-how = Your receiver checks the signature of each notice with it (Standard Webhooks, v1). Another address has another secret.
notice-daily = Something may wait for you. Open Leeward. This comes every day, whether anything waits or not.
notice-urgent = You are on call, and something urgent may wait. Open Leeward now.

link-title = The link
link-how = Give this to { $person }, from hand to hand or by a way that only they read. It is shown this once.
link-once = It works once, for 24 hours. Whoever uses it is taken for them.

go-there-title = To your organisation
go-there-how = The sign-in of { $organisation } is at this address. Go on only if you know it.
back-title = Back from your organisation
back-signed-in = You are signed in.
back-bound = Your organisation's sign-in is bound to your account. Sign in with it now.

refused-title = That did not work
error-account-error = This cannot be done here.
error-not-signed-in = You are not signed in, or no longer. Sign in, then try again.
error-sign-in-refused = You were not signed in. Try again; if it stays so, ask an administrator.
error-invitation-refused = This invitation cannot be used. It was used already, is too old, or was never made. Ask for a new one.
error-passkey-refused = This passkey was not accepted. Try again, with a device that asks for your finger, face or PIN.
error-step-up-refused = This was not approved. An approval counts once, for one act, within two minutes. Begin again.
error-ticket-refused = This page is too old, or was used already. Load it again.
error-from-elsewhere = This did not come from a page of this zone, or from one of another session. Load the page again.
error-form-refused = Something in this form is missing, or not of its kind. Look at it again.
error-too-many-tries = There were too many tries. Wait a quarter of an hour, then try again.
error-not-for-you = This is not for you. What you may see here is said by the signed papers.
error-nobody-of-that-name = The signed papers name nobody like this.
error-has-passkeys = This person has a passkey already. To replace lost ones, two administrators recover the account.
error-has-no-passkey = This person has no passkey yet. Nothing is lost: invite them.
error-no-such-passkey = You have no such passkey.
error-last-passkey = This is your last passkey. Add another one first, or you would be shut out.
error-too-many-passkeys = You have as many passkeys as there can be. Remove one first.
error-another-administrator = You have proposed this yourself. Another administrator must confirm it.
error-not-about-yourself = Your own account is recovered by two others.
error-already-proposed = Somebody has proposed this already. Confirm it, or wait until it has ended.
error-no-such-recovery = There is no such recovery, or not any more.
error-no-such-page = There is no such page here.
error-organisation-refused = Your organisation's sign-in did not work here. Use a passkey, or ask an administrator.
error-no-pages = There are no pages here. Put where browsers will find them into policy.toml: pages = "https://…".
