import assert from 'node:assert/strict';
import { beforeAll, describe, it } from 'vitest';
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Keypair } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { Devnet } from '@haulout/devnet';
import { createTransactionQueue, execute } from '@haulout/sdk/chain';
import { TransactionUncertain } from '@haulout/sdk/client';
import { VirtualTimers } from '../../support/virtual-timers.js';

const FRIEND = `0x${'f2'.repeat(32)}`;
const OTHER = `0x${'f4'.repeat(32)}`;
const AMOUNT = 1_000n;
const SEED = 20_261_121;
const COIN = `0x${'c0'.repeat(32)}`;
/** How Sui's nodes say that others have used a coin, or are about to. */
const REFUSALS = [
  'Failed to sign transaction by a quorum of validators because of locked objects. Conflicting Transactions:',
  `Transaction execution failed due to issues with transaction inputs, please review the errors and try again: Object ID ${COIN} Version 0x5 Digest 7Fd is not available for consumption, current version: 0x6.`,
  `Transaction needs to be rebuilt because object ${COIN} version 0x5 is unavailable for consumption, current version: 0x6`,
  `Object (${COIN}, SequenceNumber(5), o#7Fd) already locked by a different transaction: TransactionDigest(9aB)`,
  `Could not find the referenced object ${COIN} at version Some(SequenceNumber(5))`,
];

let devnet: Devnet;
let payer: Keypair;
beforeAll(async () => {
  devnet = await Devnet.start({ seed: 'execute' });
  payer = await devnet.newAccount('payer');
});

type Flaw = 'lose the request' | 'lose the answer' | 'overtake it' | 'find it locked' | 'fine';

/** A client whose connection behaves as `flaw` says at each submission, counted from 0. */
function flawed(flaw: (submission: number) => Flaw, overtake?: () => Promise<void>, refusal = REFUSALS[0]!) {
  const { core } = devnet.client;
  const sent: Uint8Array[] = [];
  const executeTransaction: typeof core.executeTransaction = async (options) => {
    const kind = flaw(sent.push(options.transaction) - 1);
    const lost = () => Object.assign(new Error('connection reset'), { code: 'UNAVAILABLE' });
    if (kind === 'lose the request') throw lost();
    if (kind === 'overtake it') await overtake!();
    if (kind === 'find it locked') {
      throw Object.assign(new Error(refusal), { code: 'FAILED_PRECONDITION' });
    }
    const result = await core.executeTransaction(options);
    if (kind === 'lose the answer') throw lost();
    return result;
  };
  const broken = new Proxy(core, {
    get(target, name) {
      if (name === 'executeTransaction') return executeTransaction;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { client: { ...devnet.client, core: broken } as unknown as ClientWithCoreApi, sent };
}

async function pay(client: ClientWithCoreApi) {
  const timers = new VirtualTimers();
  const transaction = new Transaction();
  transaction.transferObjects([transaction.splitCoins(transaction.gas, [AMOUNT])], FRIEND);
  const paying = execute({ client, what: 'pay a friend', transaction, signer: payer, timers });
  return timers.finish(paying);
}
/** A wallet whose person says no. */
const refusing = (): Keypair =>
  new Proxy(payer, {
    get(target, name) {
      if (name === 'signTransaction') return () => Promise.reject(new Error('User rejected the request'));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

async function received(): Promise<bigint> {
  return BigInt((await devnet.client.core.getBalance({ owner: FRIEND })).balance.balance);
}

describe('a transaction is never paid twice', () => {
  it('is not sent when the wallet refuses to sign it, which is no failure of the chain', async () => {
    const { client, sent } = flawed(() => 'fine');
    const transaction = new Transaction();
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [AMOUNT])], FRIEND);
    await assert.rejects(execute({ client, what: 'pay a friend', transaction, signer: refusing() }), {
      code: 'SIGNATURE_REFUSED',
      message: /did not sign the transaction to pay a friend: User rejected the request/,
    });
    assert.equal(sent.length, 0);
  });

  it('is found by its digest when the answer is lost', async () => {
    const before = await received();
    const { client, sent } = flawed(() => 'lose the answer');
    const { digest } = await pay(client);
    assert.equal(sent.length, 1);
    assert.ok((await devnet.client.core.getTransaction({ digest })).Transaction);
    assert.equal((await received()) - before, AMOUNT);
  });

  it('is sent again, the same bytes, when the request is lost', async () => {
    const before = await received();
    const { client, sent } = flawed((submission) => (submission < 2 ? 'lose the request' : 'fine'));
    await pay(client);
    assert.equal(sent.length, 3);
    assert.ok(sent.every((bytes) => Buffer.compare(bytes, sent[0]!) === 0));
    assert.equal((await received()) - before, AMOUNT);
  });

  it('is reported by its digest when its fate stays unknown', async () => {
    const before = await received();
    const { client, sent } = flawed(() => 'lose the request');
    await assert.rejects(pay(client), (error: unknown) => {
      assert.ok(error instanceof TransactionUncertain);
      assert.equal(error.code, 'TRANSACTION_UNCERTAIN');
      assert.match(error.digest, /^[1-9A-HJ-NP-Za-km-z]{40,44}$/);
      return true;
    });
    assert.equal(sent.length, 4);
    assert.equal(await received(), before);
  });

  it('is not sent again when the chain refuses it', async () => {
    const { core } = devnet.client;
    const { client, sent } = flawed(() => 'fine');
    const { objects } = await core.listCoins({ owner: payer.toSuiAddress() });
    const stale = objects[0]!;
    const transaction = new Transaction();
    transaction.setGasPayment([{ ...stale, version: '1' }]);
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [AMOUNT])], FRIEND);
    transaction.setGasBudget(10_000_000n);
    await assert.rejects(execute({ client, what: 'pay', transaction, signer: payer }), {
      code: 'TRANSACTION_FAILED',
    });
    assert.ok(sent.length <= 1);
  });
});

describe('whatever happens to its messages, and whoever else spends the same coins', () => {
  const fates = fc.array(
    fc.constantFrom<Flaw>('lose the request', 'lose the answer', 'overtake it', 'fine'),
    { maxLength: 6 },
  );
  let others = 0n;

  /** Another process with the same key spends the same coin before it. */
  async function overtake(): Promise<void> {
    const transaction = new Transaction();
    transaction.transferObjects([transaction.splitCoins(transaction.gas, [++others])], OTHER);
    await execute({
      client: devnet.client,
      what: 'be faster',
      transaction,
      signer: payer,
      queue: createTransactionQueue(),
    });
  }

  it('a transaction is paid once when it says so, and at most once when it does not know', async () => {
    await fc.assert(
      fc.asyncProperty(fates, async (plan) => {
        const before = await received();
        const { client } = flawed((submission) => plan[submission] ?? 'fine', overtake);
        const ended = await pay(client).then(
          () => 'paid',
          (error: unknown) => (error as { code?: string }).code,
        );
        const paid = (await received()) - before;
        if (ended === 'paid') assert.equal(paid, AMOUNT);
        else if (ended === 'TRANSACTION_FAILED') assert.equal(paid, 0n);
        else {
          assert.equal(ended, 'TRANSACTION_UNCERTAIN');
          assert.ok(paid <= AMOUNT);
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it('it is built anew when its coin is promised to another one, and signed again', async () => {
    for (const refusal of REFUSALS) {
      const before = await received();
      const lockedAtFirst = (submission: number) => (submission === 0 ? 'find it locked' : 'fine');
      const { client, sent } = flawed(lockedAtFirst, undefined, refusal);
      await pay(client);
      assert.equal(sent.length, 2, refusal);
      assert.equal((await received()) - before, AMOUNT);
    }
  });

  it('but not when it was sent before and nobody knows what came of that', async () => {
    const { client, sent } = flawed((submission) =>
      submission === 0 ? 'lose the request' : 'find it locked',
    );
    await assert.rejects(pay(client), { code: 'TRANSACTION_FAILED' });
    assert.equal(sent.length, 2);
  });

  it('and it gives up when others are always faster', async () => {
    const { client, sent } = flawed(() => 'find it locked');
    await assert.rejects(pay(client), { code: 'TRANSACTION_FAILED', message: /locked objects/ });
    assert.equal(sent.length, 8);
  });
});
