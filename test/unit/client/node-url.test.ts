/** Nodes of this machine are spoken to in HTTP, and nobody else ever is. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { defaultNodeUrl } from '../../../sdk/src/nodes/node-url.js';

describe('where a node is spoken to by default', () => {
  it('is in HTTP at an address of this machine', () => {
    for (const networkAddress of [
      ...['127.0.0.1:9185', '127.255.3.4:1', 'localhost:443', 'LOCALHOST:80', '[::1]:9185', '127.0.0.1'],
      // As fetch reads them.
      ...['127.1:80', '[0:0:0:0:0:0:0:1]:80', '2130706433:80'],
    ])
      assert.equal(defaultNodeUrl({ networkAddress }), `http://${networkAddress}`);
  });

  it('is in HTTPS at every other address, whatever it looks like', () => {
    for (const networkAddress of [
      ...['node.example:443', '10.0.0.1:80', '128.0.0.1:80', '126.255.255.255:80', '[::2]:80', '0.0.0.0:80'],
      ...['127.0.0.1.example:80', 'localhost.example:80', 'my.localhost:80', '127.0.0.1:80@node.example'],
      ...['localhost@node.example:80', 'node.example/127.0.0.1', 'node.example#@127.0.0.1:80', '', ':80'],
      ...['127.0.0.1:80/../@node.example', '127.0.0.1\\@node.example', ' 127.0.0.1:80', '127.0.0.1:80 '],
      ...['127.0.0.1:99999', '[::ffff:127.0.0.1]:80', 'l\u00f6calhost:80', '127.0.0.1\n.node.example:80'],
    ])
      assert.equal(defaultNodeUrl({ networkAddress }), `https://${networkAddress}`, networkAddress);
  });

  it('never leaves this machine in HTTP', () => {
    const piece = fc.constantFrom(
      '127.0.0.1',
      'localhost',
      '[::1]',
      '@',
      ':',
      '/',
      '.',
      '80',
      'a',
      '#',
      '\\',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = defaultNodeUrl({ networkAddress: pieces.join('') });
        if (!url.startsWith('http:')) return;
        assert.match(new URL(`${url}/v1/health`).hostname, /^(127\.0\.0\.\d+|localhost|\[::1\])$/);
      }),
      { seed: 20_261_130, numRuns: 2_000 },
    );
  });
});
