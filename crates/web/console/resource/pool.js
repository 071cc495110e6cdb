/** Many acts, some at a time. Pure. */

/**
 * Runs an act on each item, at most `most` at a time.
 * @template T, R
 * @param {T[]} items @param {(item: T) => Promise<R>} act @param {{most?: number, onDone?: (done: number) => void}} [how]
 * @returns {Promise<Outcome<T, R>[]>} in the items' order
 */
export async function each(items, act, { most = 4, onDone } = {}) {
  const outcomes = new Array(items.length);
  let [next, done] = [0, 0];
  const work = async () => {
    while (next < items.length) {
      const at = next++;
      const item = items[at];
      try {
        outcomes[at] = { ok: true, item, value: await act(item) };
      } catch (problem) {
        outcomes[at] = { ok: false, item, problem };
      }
      onDone?.((done += 1));
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return outcomes;
}
