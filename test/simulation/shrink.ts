/** Cuts a failing scenario down to what it takes. */
import type { Scenario, Step } from './scenario.js';

/**
 * Leaves steps out, half of them at first and then ever fewer at a time, as long as what is left still fails;
 * and stops at the moment of the failure. What comes back fails, and usually with few steps.
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
  for (
    let size = Math.ceil(smallest.steps.length / 2);
    size >= 1 && left > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let at = 0; at < smallest.steps.length && left > 0;) {
      const steps: readonly Step[] = smallest.steps.toSpliced(at, size);
      if (!(await attempt({ ...smallest, steps }))) at += size;
    }
  }
  return smallest;
}
