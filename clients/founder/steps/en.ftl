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

desk-title = a curator or a reviewer, and their desk
desk-1 = On the machine itself: `leeward keys machine desk --name NAME --holder YOU`. Hand over public.cbor. seal.key and sign.key stay.
desk-2 = When your desk joins or leaves, take the new directory, and start the desk again.
desk-3 = A new desk reads what is sealed from then on, and nothing older.
desk-4 = If the machine is lost or was opened by others, call an administrator at once: it can be stopped within minutes.
desk-never = Copy a desk's keys to another machine. Keep what you read anywhere else.
