import { combine, split } from "shamir-secret-sharing";
import { hex, repeatable, unhex } from "./bytes.js";

export const libraries = ["shamir-secret-sharing"];

export async function make(fromPython) {
  return { made_in_javascript: await ours(), made_in_python_joined_in_javascript: await theirs(fromPython.shares) };
}

// The library draws its own randomness: these shares are new in every run.
async function ours() {
  const cases = [];
  for (const [needed, seats, size] of [[2, 3, 32], [4, 7, 32], [5, 7, 32], [2, 2, 1], [16, 16, 64], [7, 255, 32]]) {
    const secret = new Uint8Array(repeatable(`secret ${needed} ${seats}`, 32).slice(0, size));
    const shares = await split(secret, seats, needed);
    cases.push({ needed, secret: hex(secret), shares: shares.slice(0, 16).map(hex) });
  }
  return cases;
}

async function theirs(cases) {
  for (const { needed, secret, shares } of cases) {
    for (const chosen of [shares.slice(0, needed), shares.slice(-needed), shares]) {
      if (hex(await combine(chosen.map(unhex))) !== secret) throw new Error(`Python's ${needed} shares do not join`);
    }
  }
  return cases;
}
