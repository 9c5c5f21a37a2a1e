/** Findings for people, in a terminal of 80 columns. */
import { wrapped } from '../table.js';
import type { Finding } from './finding.js';

const WORDS = { good: 'ok', bad: 'bad', unknown: '?' } as const;
const COLOURS = { good: 32, bad: 31, unknown: 33 } as const;
const STATE_WIDTH = 3;
/** Before what is to be done: it may be a command with an object id. */
const BELOW = ' '.repeat(STATE_WIDTH + 2);

/** A line or more of each; below what is bad, what to do. */
export function findingsText(findings: readonly Finding[], colours: boolean): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const indent = ' '.repeat(STATE_WIDTH + width + 4);
  return findings
    .flatMap(({ check, state, found, advice }) => {
      const word = WORDS[state].padEnd(STATE_WIDTH);
      const mark = colours ? `\u001b[${COLOURS[state]}m${word}\u001b[39m` : word;
      const [first = '', ...more] = wrapped(found, indent.length);
      const below = advice === undefined ? [] : wrapped(advice, BELOW.length);
      return [
        `${mark}  ${check.padEnd(width)}  ${first}`,
        ...more.map((line) => `${indent}${line}`),
        ...below.map((line) => `${BELOW}${line}`),
      ];
    })
    .join('\n');
}
