// Shamir's scheme over GF(256) as SPEC 6 says it. The npm library numbers its shares at random, so it can join those of
// a part but not make them; here multiplication is done bit by bit, without tables.
import { combine } from "shamir-secret-sharing";
import { demand, repeatable, same } from "./bytes.js";

function times(a, b) {
  let product = 0;
  for (let bit = 0; bit < 8; bit++) {
    if (b & (1 << bit)) product ^= a;
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0);
  }
  return product;
}

const inverse = (a) => {
  for (let b = 1; b < 256; b++) if (times(a, b) === 1) return b;
  throw new Error("zero has no inverse");
};

export async function split(secret, needed, seats, draw) {
  const coefficients = [secret];
  while (coefficients.length < needed) coefficients.push(repeatable(`${draw} coefficient ${coefficients.length}`, secret.length));
  const at = (x) => secret.map((_, place) => coefficients.reduceRight((sum, of) => times(sum, x) ^ of[place], 0));
  const shares = Array.from({ length: seats }, (_, seat) => new Uint8Array([...at(seat + 1), seat + 1]));
  if (needed > 1) demand(same(await combine(shares.slice(-needed)), secret), "another library joins another secret");
  return shares;
}

// Lagrange's weight of seat `own` at x, where all of xs add what they have.
export const weight = (own, xs, x) =>
  xs.reduce((product, other) => (other === own ? product : times(product, times(x ^ other, inverse(own ^ other)))), 1);
export const scaled = (bytes, by) => bytes.map((byte) => times(byte, by));

// The share of one seat (0: the secret) on the polynomials that these shares fix.
export function shareAt(shares, x) {
  const xs = shares.map((share) => share.at(-1));
  const weights = xs.map((own, i) =>
    xs.reduce((product, other, j) => (i === j ? product : times(product, times(x ^ other, inverse(own ^ other)))), 1),
  );
  const ys = shares[0].slice(0, -1).map((_, place) => shares.reduce((sum, share, i) => sum ^ times(share[place], weights[i]), 0));
  return new Uint8Array([...ys, x]);
}
