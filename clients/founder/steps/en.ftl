# What each party does while a directory is made or changed: `leeward directory instructions`.
# Words between backticks are typed as they stand.
checked = yes
unchecked = No native speaker has checked this text yet. Where it is not clear, ask before you act.
heading = Leeward: steps for { $party }
never-heading = Never
telephone = Before you sign, hand over or help: call the others, or better meet them, and compare the first 32 signs of the key.

root-title = a root holder
root-1 = Make your key on a machine that never goes online: `leeward keys person root.key --name NAME --organisation ORGANISATION`. Choose six random words as its passphrase.
root-2 = Hand over root.public. It holds no secret.
root-3 = When there is a new directory to sign, read it: `leeward directory check FOLDER`, then ask why each change is made.
root-4 = Sign it: `leeward directory sign FOLDER --key root.key`. What the command refuses, do not accept because you are in a hurry.
root-5 = Take the folder back by hand. Lock the machine and the paper with the passphrase away in two places.
root-never = Sign what you have not read. Keep the key and its passphrase together. Let anybody hold two roots.

root-change-title = a root holder, when the roots change
root-change-1 = Somebody leaves, or a key is lost or stolen: begin the next directory with `leeward directory renew FOLDER`, before anybody signs it.
root-change-2 = Propose all roots that there will be: `leeward directory rotate-roots FOLDER --root NAME.public`, with `--root` once for each, and `--needed` for how many must sign.
root-change-3 = Meet the new holders, and compare the keys that the command shows. Then sign, of the roots before or of those to come: `leeward directory sign-roots FOLDER --key root.key`. It says how many of both have signed.
root-change-4 = When enough of both have signed, the new roots read the directory and sign it: `leeward directory check FOLDER`, `leeward directory sign FOLDER --key root.key`.
root-change-5 = The folder's roots.cbor goes to new machines and people. Nobody replaces the one that they have: programs follow by themselves.
root-change-6 = Are you a root no more? When the new directory is in force, destroy your key and every copy. Whoever has not heard of the change still trusts it.
root-change-never = Sign for a key that you have not compared with its holder. Wait with the change when a key was stolen.

administrator-title = an administrator
administrator-1 = Make your key: `leeward keys person administrator.key --name NAME --organisation ORGANISATION`. Hand over administrator.public.
administrator-2 = Check that the directory names you, your organisation and your key: `leeward directory show FOLDER`.
administrator-3 = When an administrator joins or leaves, the policy needs the signatures of two who are named now: `leeward policy sign`.
administrator-4 = When a desk or a person must be stopped before a new directory is signed, give an order first. The directory comes after.
administrator-5 = When the roots have changed, have the page made anew and logged, at once if one was stolen: `leeward web install`, `leeward web log`. The page from before trusts the roots from before.
administrator-never = Sign alone what two should decide. Ask a custodian for a key or a passphrase.

custodian-title = a custodian who joins
custodian-1 = Make your keys on your own machine: `leeward-custodian key new NAME --organisation ORGANISATION`. Hand over seat.cbor, and keep custodian.key.
custodian-2 = Take the roots file from somebody you know, in person, and type `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` with the four addresses.
custodian-3 = When the directory with your seat is signed, type `leeward-custodian waiting`. It says if there is no seat for your key.
custodian-4 = If you took somebody's seat, you need their shares of older reports: read the page for a successor.
custodian-5 = Keep a copy of the folder .leeward-custodian in another place. Without memory.cbor the tool stops.
custodian-6 = When the roots change, your tool follows by itself. Keep the roots file that you have, and take no other one that is sent to you.
custodian-never = Give your key file or its passphrase to anybody, also to an administrator. Approve under threat: refuse, and give that reason.

successor-title = a successor, who takes a seat over
successor-1 = Wait until the directory that gives you the seat is in force. Type `leeward-custodian succession begin COMPARTMENT`.
successor-2 = Was the key before yours lost or stolen? Then `leeward-custodian succession begin COMPARTMENT --lost` with a `--helper NAME` for each helper, as many as the quorum at least.
successor-3 = Call whoever hands over, or your helpers, and read them the number.
successor-4 = When they have done their part, type `leeward-custodian succession finish NUMBER --compartment COMPARTMENT`. It checks every share.
successor-5 = If shares failed, begin again with `--lost` and other helpers. If all are there, tell the one who left.
successor-never = Say that all is there before the command said so.

leaver-title = a custodian who leaves
leaver-1 = Keep your key file until you are told that all shares have arrived.
leaver-2 = When your successor calls, type `leeward-custodian succession waiting --compartment COMPARTMENT` and compare name and key.
leaver-3 = Type `leeward-custodian succession hand-over NUMBER --compartment COMPARTMENT`.
leaver-4 = When your successor says that all is there, destroy custodian.key, its passphrase and every copy of both.
leaver-never = Hand over if somebody else may have had your key: say so, and let your seat be made again by helpers.

helper-title = a helper, when a key was lost
helper-1 = Type `leeward-custodian succession waiting`. Compare the name and the key of the new holder by telephone.
helper-2 = Type `leeward-custodian succession help NUMBER --compartment COMPARTMENT`. Your pieces go to the other helpers.
helper-3 = When all helpers have done that, type the same again. Then your part is done. Nobody reads a report by it.
helper-never = Help because a message asks you to. Send your share or your key to anybody.

custodian-away-title = a custodian who will be away
custodian-away-1 = Meet the substitute, and compare keys: each types `leeward-custodian key show`. Whoever keeps the directory's draft names them, for you alone: `leeward directory add-substitute FOLDER --seat seat.cbor --for YOU`. The roots sign it.
custodian-away-2 = When that directory is in force, sign a mandate for each compartment: `leeward-custodian mandate give SUBSTITUTE --compartment COMPARTMENT --from 2027-03-01 --until 2027-03-21`. By it they answer for your seat on those days, 31 at most, and on no others.
custodian-away-3 = Lend them your sealing key: `leeward-custodian mandate lend FILE --substitute SUBSTITUTE`. Give them the file in person. custodian.key, its passphrase and your signing key stay with you. What is lent does not come back: it opens what is sealed to your seat, also after the mandate.
custodian-away-4 = Back early? That ends nothing. Look for the number and end the mandate: `leeward-custodian mandate show --compartment COMPARTMENT`, `leeward-custodian mandate end NUMBER --compartment COMPARTMENT`. What they answered stands. Have them remove your key.
custodian-away-5 = They are to sit in no more: `leeward directory remove-substitute FOLDER SUBSTITUTE`. From that directory on, no mandate for them counts. After a long absence, or in doubt, have the seat handed over to new keys: the pages for who leaves and for a successor.
custodian-away-6 = Is one of you taken, or a key? Whoever is free calls an administrator, who suspends that person at once. The seat then gets new keys as after a theft: `leeward directory replace-lost`. Nothing is handed over with the key before.
custodian-away-never = Give custodian.key or its passphrase to a substitute, or let them answer on your machine. Lend the key to somebody to whom you would not give the seat.

substitute-title = a substitute, who sits in for a custodian
substitute-1 = Make keys of your own on your own machine: `leeward-custodian key new NAME --organisation ORGANISATION`. Hand over seat.cbor in person. custodian.key and its passphrase stay with you.
substitute-2 = The directory names you for one custodian, and never for another. When it is in force, take the roots file from somebody you know, in person, and type `leeward-custodian connect roots.cbor --vault URL --policy URL --ledger URL --intake URL` with the four addresses.
substitute-3 = The custodian gives you a file with their sealing key, in person. Only your key opens it: `leeward-custodian mandate borrow FILE`. Their signing key stays with them; you sign with your own.
substitute-4 = That key alone answers nothing. The custodian's signed mandate does, in its compartment, from its first day to its last: `leeward-custodian mandate show --compartment COMPARTMENT`. On those days type `leeward-custodian waiting`, and approve or refuse as a custodian would.
substitute-5 = It ends by itself, or earlier when the custodian ends it. Then type `leeward-custodian mandate give-back CUSTODIAN`, and delete the file that the key came in, and every copy.
substitute-6 = Is the custodian taken, or do you not know where they are? Approve nothing more, and call an administrator at once. While the custodian is suspended, nobody sits in for them. Others decide who gets the seat.
substitute-7 = Is your own machine lost, or was it opened by others? Tell the custodian and an administrator at once: the seat needs new keys.
substitute-never = Give the borrowed key, its file or your own key to anybody. Keep the borrowed key when the mandate is over. Approve under threat: refuse, and give that reason.

desk-title = a curator or a reviewer, and their desk
desk-1 = On the machine itself: `leeward keys machine desk --name NAME --holder YOU`. Hand over public.cbor. seal.key and sign.key stay.
desk-2 = When your desk joins or leaves, take the new directory, and start the desk again.
desk-3 = A new desk reads what is sealed from then on, and nothing older.
desk-4 = If the machine is lost or was opened by others, call an administrator at once: it can be stopped within minutes.
desk-never = Copy a desk's keys to another machine. Keep what you read anywhere else.

desk-new-keys-title = a desk that makes new keys
desk-new-keys-1 = On the desk's machine, in a new folder: `leeward keys machine desk-keys-2 --name NAME --holder YOU`, name and holder as before. Hand over the new public.cbor. The old folder, here `desk-keys`, stays.
desk-new-keys-2 = Whoever keeps the directory's draft begins the epoch: `leeward directory new-epoch FOLDER --desk public.cbor`, with `--desk` once for each desk. The roots sign it, and it goes into every pinned folder.
desk-new-keys-3 = Finish your drafts first: they do not come along. In the desk's settings let sign_key_file and seal_key_file name the new files, and start the desk again.
desk-new-keys-4 = At once type `leeward desk re-wrap desk-keys/seal.key --config desk.toml`. What stays at the vault is sealed to the new key, and checked. Write down the day that it says: until then clients may seal to the old key.
desk-new-keys-5 = After that day type the same once more, for what came since. Keep the file `seal.key.re-wrapped` beside the old key.
desk-new-keys-6 = Two days after that, or later, have the vault backed up. Where the backup keys are: `leeward backup verify FILE --identity keeper.key --pinned pinned --list list.cbor`. Bring list.cbor to the desk.
desk-new-keys-7 = Only then: `leeward desk destroy-key desk-keys/seal.key --config desk.toml --backup list.cbor`. If it refuses, do what it says, and type it again. When it has destroyed the file, destroy every copy of it.
desk-new-keys-never = Destroy the old key by hand, or before there is a newer backup: restored from an older one, the vault would have nothing for this desk. Type `--without-backup` while the vault has any backup. Copy a key to another machine.
