import assert from 'node:assert/strict';
import { test } from 'vitest';
import { openFront } from '../../../cli/src/network/front.js';

test('a node that was down gets its port back, which no connection of this machine takes by itself', async () => {
  const front = await openFront();
  try {
    const handle = (_: unknown, response: { end(text: string): void }): void => response.end('here');
    const ask = () => Promise.reject(new Error('nobody asks'));
    await front.setNode({ handle: handle as never, ask });
    assert.equal(await (await fetch(front.url)).text(), 'here');
    await front.setFault({ kind: 'dead' });
    await assert.rejects(fetch(front.url));
    assert.ok(front.port < 32_768, `${front.port} is of those that connections get`);
    await front.setFault(undefined);
    assert.equal(await (await fetch(front.url)).text(), 'here');
  } finally {
    await front.close();
  }
});
