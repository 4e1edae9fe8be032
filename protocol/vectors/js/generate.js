// Makes the known answers beside this folder. What Python made comes in on standard input: ../README.md.
import { readFileSync, writeFileSync } from "node:fs";
import * as cards from "./cards.js";
import * as carried from "./carried.js";
import * as consent from "./consent.js";
import * as cosignature from "./cosignature.js";
import * as directory from "./directory.js";
import * as entries from "./entries.js";
import * as mailbox from "./mailbox.js";
import * as opening from "./opening.js";
import * as orders from "./orders.js";
import * as page from "./page.js";
import * as primitives from "./primitives.js";
import * as receipt from "./receipt.js";
import * as release from "./release.js";
import * as sealing from "./sealing.js";
import * as shares from "./shares.js";
import * as simulation from "./simulation.js";
import * as succession from "./succession.js";
import * as work from "./work.js";

const fromPython = JSON.parse(readFileSync(0, "utf8"));
const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const version = (name) => `${name} ${lock.packages[`node_modules/${name}`].version}`;

const makers = { cards, carried, consent, cosignature, directory, entries, mailbox, opening, orders, page, primitives, receipt, release, sealing, shares, simulation, succession, work };
for (const [name, maker] of Object.entries(makers)) {
  const by = [...maker.libraries.map(version), `Node ${process.versions.node}`].join(", ");
  const made = { origin: `Made by protocol/vectors/js/${name}.js with ${by}`, ...(await maker.make(fromPython)) };
  writeFileSync(new URL(`../${name}.json`, import.meta.url), `${JSON.stringify(made, null, 1)}\n`);
  console.log(`${name}.json`);
}
