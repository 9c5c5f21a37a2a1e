/** Cuts a failing scenario down to what it takes. */
import type { Scenario, Step } from './scenario.js';

/**
 * Leaves steps out as long as what is left still fails. What comes back fails, and usually with few steps.
 *
 * @param fails whether a scenario still fails
 * @param runs most runs that it may take
 */
export async function shrink(
  scenario: Scenario,
  fails: (smaller: Scenario) => Promise<boolean>,
  runs: number,
): Promise<Scenario> {
  let smallest = scenario;
  let left = runs;
  const attempt = async (candidate: Scenario) => {
    if (left === 0) return false;
    left--;
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  await attempt({ ...smallest, weather: { ...smallest.weather, loss: 0, duplication: 0 } });
  await leaveOut(smallest.steps, (steps: readonly Step[]) => attempt({ ...smallest, steps }));
  return smallest;
}

/**
 * Leaves items out, half of them at first and then ever fewer at a time, as long as what is left will do.
 * Gives what remains.
 */
export async function leaveOut<T>(
  items: readonly T[],
  willDo: (fewer: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let left = items;
  for (let size = Math.ceil(items.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length;) {
      const fewer = left.toSpliced(at, size);
      if (await willDo(fewer)) left = fewer;
      else at += size;
    }
  }
  return left;
}
