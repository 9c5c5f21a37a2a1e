import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, inject, it } from 'vitest';
import { interruptible } from '../../../cli/src/interruption.js';
import { ran } from '../../support/printed.js';

const listeners = () => ['SIGINT', 'SIGTERM'].map((signal) => process.listenerCount(signal));

describe('a command that ends in order when it is asked to', () => {
  it('hears the first signal, and leaves the second to the system', async () => {
    const before = listeners();
    await interruptible(async (interrupted) => {
      assert.deepEqual(
        listeners(),
        before.map((count) => count + 1),
      );
      process.emit('SIGTERM');
      await interrupted;
      assert.deepEqual(listeners(), before);
    });
  });

  it('listens no longer when it has ended by something else', async () => {
    const before = listeners();
    const missing = join(inject('temporaryFolder'), 'no-deployment.json');
    for (const command of [['aggregator'], ['relay'], ['node', 'run', '--folder', missing]]) {
      const { code } = await ran(...command, ...(command.length === 1 ? ['--deployment', missing] : []));
      assert.equal(code, 1);
    }
    await assert.rejects(
      interruptible(() => Promise.reject(new Error('it failed'))),
      /it failed/,
    );
    assert.deepEqual(listeners(), before);
  });
});
