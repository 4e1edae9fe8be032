// Mailboxes and replies (SPEC 13.3 to 13.6).
import { demand, derive, encode, hex, label, read, repeatable, same, sha256, sign, signPublic, unhex, verify, written } from "./bytes.js";
import { FINER, give } from "./consent.js";
import { directory, secretOf, TODAY } from "./directory.js";
import { openBox, openStream, pad, publicOf, sealBox, sealStream, unpad } from "./hpke.js";

export const libraries = ["@noble/curves", "@noble/post-quantum", "@panva/hpke-noble", "cborg", "hpke"];
const none = new Uint8Array(0);
const [SLOTS, SLOT, SALT, REPLY] = [64, 3072, 32, 880];
const AT = 41;
const receipt = repeatable("a source's receipt", 16);
const place = encode(["testimony", 0]);
const partSeed = derive(receipt, "part-key", place);
const partKey = signPublic(partSeed);
const mailbox = derive(receipt, "mailbox", place, 16);
const replySeed = derive(receipt, "reply-key", place);
const compartment = directory.compartments.find((one) => one.kind === "testimony");
const desk = compartment.desks[0].desk;
const notice = { type: label("mailboxes"), number: 83112, every: 21600, depth: 5 };

const slotKey = (id, salt, number) => derive(id, "slot", encode([number]), 32, salt);
function sealSlot(slot, id, number) {
  const salt = repeatable("salt of a slot", SALT);
  const sealed = sealStream(slotKey(id, salt, number), none, pad(encode(slot), SLOT - SALT - 16));
  return new Uint8Array([...salt, ...sealed]);
}
const openSlot = (sealed, id, number) => read(unpad(openStream(slotKey(id, sealed.slice(0, SALT), number), none, sealed.slice(SALT))));

async function reply() {
  const body = encode({ type: label("reply"), part_key: partKey, compartment: compartment.name, desk, day: TODAY, text: "Merci. Êtes-vous en sécurité ? شكراً" });
  const signed = encode({ body, signature: sign(secretOf.sign(desk), "reply-letter", body) });
  return { body, sealed: await sealBox(publicOf(replySeed), "reply", partKey, pad(signed, REPLY), "a reply") };
}

// The name: as many bits as the depth says, then zeros.
const nameAt = (depth) => (((mailbox[0] << 8) | mailbox[1]) >> (16 - depth)) << (16 - depth);
const name = (depth) => new Uint8Array([nameAt(depth) >> 8, nameAt(depth) & 255]);

// All slots but one are given by a rule: byte i of the bucket is i mod 251.
function bucketOf(sealed) {
  const slots = Uint8Array.from({ length: SLOTS * SLOT }, (_, at) => at % 251);
  slots.set(sealed, AT * SLOT);
  return slots;
}

async function theirs(made) {
  const id = unhex(made.mailbox);
  demand(hex(encode(openSlot(unhex(made.sealed), id, made.number))) === made.slot, "Python's slot says something else");
  const letter = read(unpad(await openBox(unhex(made.reply_seed), "reply", unhex(made.part_key), unhex(made.reply))));
  verify(unhex(made.desk_sign_key), "reply-letter", letter.body, letter.signature);
  demand(hex(letter.body) === made.reply_body, "Python's reply says something else");
  verify(unhex(made.part_key), "reply-to", unhex(made.reply_key), unhex(made.reply_signature));
  const signed = encode([unhex(made.notice), unhex(made.name), unhex(made.slots_sha256)]);
  verify(unhex(made.vault_sign_key), "bucket", signed, unhex(made.bucket_signature));
  return made;
}

export async function make(fromPython) {
  const { body, sealed: box } = await reply();
  const consent = give(partSeed, FINER, TODAY);
  const slot = { type: label("slot"), consent, terms: null, settles: TODAY + 7, withdrawn: false, opened: true, reply: box, loosened: { counts: TODAY + 7, kinds: 1 + 64 } };
  const sealed = sealSlot(slot, mailbox, notice.number);
  demand(sealed.length === SLOT && same(encode(openSlot(sealed, mailbox, notice.number)), encode(slot)), "the slot does not open");
  const slots = bucketOf(sealed);
  const vault = secretOf.sign("vault");
  const noticeBytes = encode(notice);
  return {
    ...written({ today: TODAY, directory: "the one of directory.json", receipt, index: 0, reply: box, reply_body: body, at: AT, slot: encode(slot), sealed }),
    ...written({ notice: encode({ body: noticeBytes, signature: sign(vault, "mailboxes", noticeBytes) }), slots_sha256: sha256(slots) }),
    ...written({ bucket_signature: sign(vault, "bucket", encode([noticeBytes, name(notice.depth), sha256(slots)])) }),
    names: Object.fromEntries([0, 1, 5, 8, 9, 12].map((depth) => [depth, hex(name(depth))])),
    made_in_python_read_in_javascript: await theirs(fromPython.mailbox),
  };
}
