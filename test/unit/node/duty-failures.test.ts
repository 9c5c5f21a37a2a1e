import type { Timers } from '@haulout/sdk/base';
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Logger } from 'pino';
import { NoCommittee } from '@haulout/sdk/client';
import { runDuties } from '../../../node/src/duties/background.js';
import type { Duties } from '../../../node/src/duties/duties.js';

test.for([
  ['duties', true],
  ['rounds', false],
] as const)(
  'a failure of %s is logged once as long as it stays the same, and so is its end',
  async ([what, tellsOfCommittee]) => {
    const down = () => new Error('the chain is down');
    const course = [
      new NoCommittee(0),
      new NoCommittee(0),
      undefined,
      down(),
      down(),
      new Error('x'),
      undefined,
      undefined,
    ];
    const logged: string[] = [];
    const log = (level: string) => (facts: unknown, text?: string) =>
      void logged.push(`${level}: ${text ?? String(facts)}`);
    const logger = { error: log('error'), info: log('info'), debug: () => {} } as unknown as Logger;
    let resume = (): void => {};
    const timers = {
      after: (_ms: number, then: () => void) => {
        resume = then;
        return () => {};
      },
    } as unknown as Timers;
    let rounds = 0;
    const duties = {
      async catchUp() {
        const failure = course[rounds++];
        if (failure !== undefined) throw failure;
        return [];
      },
      stop: async () => {},
    } as unknown as Duties;

    const stop = runDuties(duties, { what, timers, pauseMs: 1000, logger });
    for (let round = 1; round < course.length; round++) {
      await new Promise((done) => setImmediate(done));
      resume();
    }
    await stop();
    assert.equal(rounds, course.length);
    assert.deepEqual(logged, [
      // Rounds begin with the duties: a log has that line once.
      ...(tellsOfCommittee
        ? ['info: there is no committee yet; duties begin with the first', 'info: duties go on']
        : []),
      `error: ${what} failed; they are tried again after each pause`,
      `error: ${what} failed; they are tried again after each pause`,
      `info: ${what} go on`,
    ]);
  },
);
