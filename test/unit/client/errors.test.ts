import assert from 'node:assert/strict';
import { test } from 'vitest';
import * as client from '@haulout/sdk/client';

test('the error about missing funds says amounts in WAL or SUI, and gives them in the smallest unit', () => {
  const owner = '0x1';
  const coinType = '0x7::wal::WAL';
  const amounts = { needed: 1_500_000_000n, available: 200_000_000n };
  const wal = new client.InsufficientFunds({ owner, coinType, ...amounts });
  assert.match(wal.message, /^0x1 needs 1\.5 WAL, has 0\.2 WAL\. Fund the account, .*get-wal/);
  assert.deepEqual(wal.values, { owner, coinType, ...amounts });
  const sui = new client.InsufficientFunds({
    owner,
    coinType: '0x2::sui::SUI',
    needed: 10n ** 18n,
    available: 1n,
  });
  assert.match(sui.message, /^0x1 needs 1,000,000,000 SUI, has 0\.000000001 SUI\. /);
  const other = new client.InsufficientFunds({
    owner,
    coinType: '0x7::gold::GOLD',
    needed: 5n,
    available: 4n,
  });
  assert.match(other.message, /^0x1 needs 5 of 0x7::gold::GOLD, has 4 of 0x7::gold::GOLD\. /);
});

test('every error names itself as its class, in a way that survives minifiers', () => {
  const classes = Object.values(client).filter(
    (value): value is typeof client.HauloutError =>
      typeof value === 'function' && value.prototype instanceof client.HauloutError,
  );
  const thrown = classes.filter((value) => value !== (client.NodesError as unknown));
  assert.ok(thrown.length >= 15);
  for (const value of thrown) {
    // Constructors take what they write about; nothing is enough for all of them, as lists are iterated.
    const Thrown = value as unknown as new (...args: unknown[]) => client.HauloutError;
    const error = new Thrown('', [], [], []);
    assert.equal(error.name, value.name);
    class Minified extends Thrown {}
    assert.equal(new Minified('', [], [], []).name, value.name);
  }
});
