/** What the attacker has found, for people. */
import type { Find } from './hunt.js';

/** The attack as it was cut down, and how to see it again. */
export function describeFind(seed: number, { quarry, breach, story, epochs }: Find): string {
  return [
    `broken: ${quarry.promised}, by ${breach.extent}, within ${epochs} epochs of seed ${seed}`,
    ...story.map((line) => `  ${line}`),
    `  so ${breach.story}`,
  ].join('\n');
}
