/** Groups values by key, in the order of first appearance. `Map.groupBy` is too young for the browsers in the field. */
export function groupBy<K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** Slices of at most `size` values. */
export function* slices<V>(values: readonly V[], size: number): Generator<readonly V[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}
