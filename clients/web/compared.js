// What a build changed, in one sentence: nobody compares eight hashes by eye.

const equal = (one, other) => one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;

// Of two folders, each as a Map of names to bytes.
export function verdict(before, after) {
  const changed = [...after.keys()].filter((name) => !equal(before.get(name), after.get(name)));
  const left = [...before.keys()].filter((name) => !after.has(name));
  if (changed.length === 0 && left.length === 0) return "The same as before.";
  return [
    ...(changed.length > 0 ? [`Changed: ${changed.sort().join(", ")}.`] : []),
    ...(left.length > 0 ? [`Of no catalogue, to be removed: ${left.sort().join(", ")}.`] : []),
  ].join(" ");
}
