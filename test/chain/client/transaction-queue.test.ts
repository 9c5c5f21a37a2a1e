/**
 * Transactions of one key: one after the other within a process, and built anew when another process was
 * faster.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Keypair } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { Devnet } from '@haulout/devnet';
import { createTransactionQueue, execute, type TransactionQueue } from '@haulout/sdk/chain';
import { haulout } from '@haulout/sdk/client';
import { VirtualTimers } from '../../support/virtual-timers.js';

const FRIEND = `0x${'f3'.repeat(32)}`;
const AMOUNT = 1_000n;
const SYSTEM = { systemObjectId: '0x5', stakingObjectId: '0x6' };

let devnet: Devnet;
beforeAll(async () => {
  devnet = await Devnet.start({ seed: 'queue' });
});
afterAll(() => devnet.stop());

let gifts = 0n;
/** Each is another transaction: two that are equal to the last byte would be one. */
const gift = () => {
  const transaction = new Transaction();
  transaction.transferObjects([transaction.splitCoins(transaction.gas, [AMOUNT])], FRIEND);
  transaction.setGasBudget(10_000_000n + gifts++);
  return transaction;
};
const received = async () => BigInt((await devnet.client.core.getBalance({ owner: FRIEND })).balance.balance);

/** A client that counts what is asked and lets the test hold an answer back. */
function watched() {
  const { core } = devnet.client;
  const calls = { built: 0, executed: 0 };
  const gates: Promise<void>[] = [];
  const client = {
    ...devnet.client,
    core: new Proxy(core, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (name === 'resolveTransactionPlugin') calls.built++;
        if (name === 'executeTransaction') {
          return async (options: Parameters<typeof core.executeTransaction>[0]) => {
            calls.executed++;
            await gates.shift();
            return core.executeTransaction(options);
          };
        }
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  } as unknown as ClientWithCoreApi;
  /** Holds the next submission back until the function that it gives is called. */
  const holdNext = () => {
    let release = (): void => {};
    gates.push(new Promise((resolve) => (release = resolve)));
    return () => release();
  };
  return { client, calls, holdNext };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 10_000; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.fail('it did not come to pass');
}

describe('within one process', () => {
  const give = (client: ClientWithCoreApi, signer: Keypair, queue?: TransactionQueue, signal?: AbortSignal) =>
    execute({ client, what: 'give', transaction: gift(), signer, signal, queue });

  it('many transactions of one key that are sent at once are all executed, each signed once', async () => {
    const payer = await devnet.newAccount('many');
    const before = await received();
    const { client, calls } = watched();
    const two = [devnet.client.$extend(haulout(SYSTEM)), devnet.client.$extend(haulout(SYSTEM))];
    const done = await Promise.all([
      ...Array.from({ length: 6 }, () => give(client, payer)),
      ...two.map(({ haulout: other }) => other.execute({ what: 'give', transaction: gift(), signer: payer })),
    ]);
    assert.equal(new Set(done.map(({ digest }) => digest)).size, 8);
    assert.equal((await received()) - before, 8n * AMOUNT);
    assert.equal(calls.executed, 6, 'none was refused and sent again');
  });

  it('those of different keys do not wait for one another', async () => {
    const [slow, quick] = [await devnet.newAccount('slow'), await devnet.newAccount('quick')];
    const { client, calls, holdNext } = watched();
    const release = holdNext();
    const waiting = give(client, slow);
    await until(() => calls.executed === 1);
    await give(devnet.client, quick);
    release();
    await waiting;
  });

  it('one that is given up while it waits is never built, and the others go on', async () => {
    const payer = await devnet.newAccount('patient');
    const { client, calls, holdNext } = watched();
    const release = holdNext();
    const stopping = new AbortController();
    const first = give(client, payer);
    await until(() => calls.executed === 1);
    const second = give(client, payer, undefined, stopping.signal);
    const third = give(client, payer);
    stopping.abort(new Error('no longer wanted'));
    await assert.rejects(second, /no longer wanted/);
    assert.equal(calls.executed, 1);
    release();
    await Promise.all([first, third]);
    assert.equal(calls.executed, 2);
  });

  it('one that fails does not stop those behind it', async () => {
    const payer = await devnet.newAccount('unlucky');
    const { client } = watched();
    const bad = new Transaction();
    bad.transferObjects([bad.splitCoins(bad.gas, [1n << 62n])], FRIEND);
    const [failed, fine] = await Promise.allSettled([
      execute({ client, what: 'give too much', transaction: bad, signer: payer }),
      give(client, payer),
    ]);
    assert.equal(failed.status, 'rejected');
    assert.equal(fine.status, 'fulfilled');
  });

  it('one that is given up while it is sent keeps its turn until its fate is known', async () => {
    const payer = await devnet.newAccount('hasty');
    const before = await received();
    const { client, calls, holdNext } = watched();
    const release = holdNext();
    const stopping = new AbortController();
    const first = give(client, payer, undefined, stopping.signal);
    await until(() => calls.executed === 1);
    const second = give(client, payer);
    stopping.abort(new Error('the page was closed'));
    await assert.rejects(first, /the page was closed/);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(calls.executed, 1, 'its coin may be spent any moment');
    release();
    await second;
    assert.equal((await received()) - before, 2n * AMOUNT);
    assert.equal(calls.executed, 2, 'and the second one found the coin as it is');
  });

  it('a full node that never answers holds nobody up for more than its time', async () => {
    const payer = await devnet.newAccount('mute');
    const before = await received();
    const timers = new VirtualTimers();
    const queue = createTransactionQueue();
    const mute = watched();
    for (let submission = 0; submission < 4; submission++) mute.holdNext();
    const first = execute({
      client: mute.client,
      what: 'give',
      transaction: gift(),
      signer: payer,
      timers,
      queue,
    });
    first.catch(() => {});
    const second = execute({
      client: devnet.client,
      what: 'give',
      transaction: gift(),
      signer: payer,
      timers,
      queue,
    });
    await assert.rejects(timers.finish(first), { code: 'TRANSACTION_UNCERTAIN' });
    await timers.finish(second);
    assert.equal(mute.calls.executed, 4);
    assert.equal((await received()) - before, AMOUNT);
    assert.equal(timers.pending, 0);
  });

  it('a signer that never answers holds nobody up once it is given up', async () => {
    const payer = await devnet.newAccount('undecided');
    const asked: Uint8Array[] = [];
    const undecided = {
      toSuiAddress: () => payer.toSuiAddress(),
      signTransaction: (bytes: Uint8Array) => {
        asked.push(bytes);
        return new Promise(() => {});
      },
    } as unknown as Keypair;
    const stopping = new AbortController();
    const asking = give(devnet.client, undecided, undefined, stopping.signal);
    await until(() => asked.length === 1);
    const next = give(devnet.client, payer);
    stopping.abort(new Error('the window was closed'));
    await assert.rejects(asking, /the window was closed/);
    await next;
  });

  it('nothing is kept of a key when its last transaction has ended', async () => {
    const queue = createTransactionQueue();
    const payer = await devnet.newAccount('forgotten');
    const both = [give(devnet.client, payer, queue), give(devnet.client, payer, queue)];
    assert.equal(queue.addresses, 1);
    await Promise.all(both);
    assert.equal(queue.addresses, 0);
  });
});

describe('between processes that know nothing of one another', () => {
  it('a transaction whose coins another one has spent meanwhile is built anew, and pays once', async () => {
    const payer = await devnet.newAccount('everywhere');
    const before = await received();
    const processes = Array.from({ length: 2 }, () =>
      devnet.client.$extend(haulout({ ...SYSTEM, queue: createTransactionQueue() })),
    );
    const done = await Promise.all(
      processes.flatMap(({ haulout: own }) =>
        Array.from({ length: 3 }, () => own.execute({ what: 'give', transaction: gift(), signer: payer })),
      ),
    );
    assert.equal(new Set(done.map(({ digest }) => digest)).size, 6);
    assert.equal((await received()) - before, 6n * AMOUNT);
  });

  it('what cannot be built anew is refused at once: the caller said which version to use', async () => {
    const payer = await devnet.newAccount('pinned');
    const { objects } = await devnet.client.core.listCoins({ owner: payer.toSuiAddress() });
    const spent = gift();
    spent.setGasPayment([objects[0]!]);
    await execute({ client: devnet.client, what: 'give', transaction: gift(), signer: payer });
    const { client, calls } = watched();
    await assert.rejects(execute({ client, what: 'give', transaction: spent, signer: payer }), {
      code: 'TRANSACTION_FAILED',
      message: /not available for consumption/,
    });
    assert.ok(calls.executed <= 1);
  });
});
