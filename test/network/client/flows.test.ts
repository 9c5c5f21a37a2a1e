/** Flows: stores whose transactions a wallet executes, step by step and across reloads. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Transaction } from '@mysten/sui/transactions';
import { haulout, type StoredBlob } from '@haulout/sdk/client';
import {
  storeFilesFlow,
  storeFlow,
  type FlowStep,
  type SignStep,
  type StoreFlow,
  type StoreFlowState,
} from '@haulout/sdk/flows';
import { staking } from '@haulout/sdk/contracts';
import type { Network } from 'haulout';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { assertJson } from '../../support/json.js';

let network: Network;
let sender: string;
beforeAll(async () => {
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  sender = network.wallet.toSuiAddress();
});
afterAll(() => network?.stop());

let seed = 100;
const fresh = () => seededBytes(4_000, seed++);
const client = () => network.client.haulout;
const terms = () => ({ epochs: 2, deletable: true, sender });

async function wal(): Promise<bigint> {
  const { walType: coinType } = network.deployment;
  return BigInt((await network.client.core.getBalance({ owner: sender, coinType })).balance.balance);
}

/** What a wallet does with a transaction; `meanwhile` happens while its owner looks at it. */
async function signElsewhere({ transaction }: SignStep, meanwhile?: () => Promise<unknown>): Promise<string> {
  const sui = network.devnet.client;
  const bytes = await transaction.build({ client: sui });
  await meanwhile?.();
  const { signature } = await network.wallet.signTransaction(bytes);
  const done = await sui.core.executeTransaction({ transaction: bytes, signatures: [signature] });
  return (done.Transaction ?? done.FailedTransaction).digest;
}

/** Goes to the end, executing what is asked for; says what that was. */
async function finish<S extends StoredBlob>(flow: StoreFlow<S>, first?: FlowStep<S>) {
  const actions: string[] = [];
  let step = first ?? (await flow.next());
  while (step.kind === 'sign') {
    assert.match(JSON.stringify(step), new RegExp(sender));
    actions.push(step.action);
    step = await flow.next({ digest: await signElsewhere(step) });
  }
  return { stored: step.stored, actions };
}

/** The state as it is after a reload. */
const reloaded = (flow: StoreFlow<StoredBlob>): StoreFlowState =>
  JSON.parse(JSON.stringify(flow.state)) as StoreFlowState;

/** A client as another page has it: it knows nothing of what this one has done. */
function elsewhere() {
  const { systemObjectId, stakingObjectId } = network.deployment;
  return network.devnet.client.$extend(haulout({ systemObjectId, stakingObjectId })).haulout;
}

describe('R21: a flow stores as `store` does', () => {
  it('with a registration and a certificate to sign, paid once', async () => {
    const bytes = fresh();
    const before = await wal();
    const states: StoreFlowState[] = [];
    const phases = new Set<string>();
    const flow = storeFlow(client(), {
      ...terms(),
      bytes,
      attributes: { a: 'b' },
      onState: (state) => states.push(state),
      onProgress: ({ phase }) => phases.add(phase),
    });
    const { stored, actions } = await finish(flow);
    assert.deepEqual(actions, ['register', 'certify']);
    assert.deepEqual([...phases], ['encoding', 'registering', 'uploading', 'certifying']);
    assert.equal(before - (await wal()), stored.cost.total);
    assert.deepEqual(await client().read(stored), bytes);
    assert.deepEqual([...(await client().blobs.attributes(stored))], [['a', 'b']]);
    assert.equal(states.at(-1), flow.state);
    assert.ok(stored.registerDigest !== undefined && stored.certifyDigest !== undefined);
  });

  it('with nothing to sign for a blob that is certified, and an extension where it ends too early', async () => {
    const bytes = fresh();
    const first = await client().store({ ...terms(), bytes, signer: network.wallet });
    const same = { ...terms(), bytes, reuse: 'certified' } as const;
    const again = await finish(storeFlow(client(), same));
    assert.deepEqual([again.actions, again.stored.blobObjectId], [[], first.blobObjectId]);
    const longer = await finish(storeFlow(client(), { ...same, epochs: 4 }));
    assert.deepEqual(longer.actions, ['extend']);
    assert.equal((await client().blobs.get(first)).endEpoch, first.endEpoch + 2);
  });

  it('takes over what an interrupted `store` has left, and gives the blob to its owner', async () => {
    const bytes = fresh();
    const dead = new AbortController();
    await assert.rejects(
      client().store({
        ...terms(),
        bytes,
        signer: network.wallet,
        signal: dead.signal,
        onProgress: ({ phase }) => phase === 'uploading' && dead.abort(new Error('crashed')),
      }),
      /crashed/,
    );
    const before = await wal();
    const owner = `0x${'f1'.repeat(32)}`;
    const { stored, actions } = await finish(storeFlow(client(), { ...terms(), bytes, owner }));
    assert.deepEqual(actions, ['certify']);
    assert.equal(await wal(), before);
    assert.equal((await client().blobs.get(stored)).owner, owner);
  });

  it('makes a transaction anew after a wallet that has refused, and when the price has changed', async () => {
    const bytes = fresh();
    const flow = storeFlow(client(), { ...terms(), bytes, reuse: 'nothing' });
    const first = (await flow.next()) as SignStep;
    const second = (await flow.next()) as SignStep;
    assert.equal(second.action, 'register');
    assert.notEqual(second.transaction, first.transaction);
    // A registration at a price that is not asked any more fails on chain, and costs gas only.
    const { storagePricePerUnit } = await client().systemState();
    const { stakingObjectId: self, packageId } = network.deployment;
    for (const { identity } of network.nodes) {
      const vote = new Transaction();
      const arguments_ = { self, cap: identity.capId, storagePrice: storagePricePerUnit * 2n };
      vote.add(staking.setStoragePriceVote({ package: packageId, arguments: arguments_ }));
      await network.devnet.client.signAndExecuteTransaction({
        transaction: vote,
        signer: identity.operator,
      });
    }
    const late = await signElsewhere(second, () => network.nextEpoch());
    const third = (await flow.next({ digest: late })) as SignStep;
    assert.equal(third.action, 'register');
    assert.equal(third.failure?.code, 'TRANSACTION_FAILED');
    const before = await wal();
    const { stored } = await finish(flow, third);
    assert.equal(before - (await wal()), stored.cost.total);
    assert.deepEqual(await client().read(stored), bytes);
  });
});

describe('R21: a flow goes on in another process, from JSON, and pays nothing twice', () => {
  it('before its registration is executed, and after', async () => {
    const bytes = fresh();
    const flow = storeFlow(client(), { ...terms(), bytes });
    const step = (await flow.next()) as SignStep;
    const state = reloaded(flow);
    assert.equal(state.registered, undefined);
    const before = await wal();
    const digest = await signElsewhere(step);
    const paid = before - (await wal());
    // The page was reloaded before it heard of the digest; and with it.
    const other = storeFlow(elsewhere(), { state, bytes });
    const certify = (await other.next()) as SignStep;
    assert.equal(certify.action, 'certify');
    const third = storeFlow(elsewhere(), { state, bytes });
    assert.equal(((await third.next({ digest })) as SignStep).action, 'certify');
    const { stored } = await finish(other, certify);
    assert.equal(before - (await wal()), paid);
    assert.deepEqual(await client().read(stored), bytes);
    // The one that has not heard of the certificate is done, too.
    const last = await finish(storeFlow(elsewhere(), { state: reloaded(third) }));
    assert.deepEqual([last.actions, last.stored.blobObjectId], [[], stored.blobObjectId]);
  });

  it('after its upload, without the bytes', async () => {
    const bytes = fresh();
    const flow = storeFlow(client(), { ...terms(), bytes });
    const register = (await flow.next()) as SignStep;
    const certify = await flow.next({ digest: await signElsewhere(register) });
    assert.equal(certify.kind, 'sign');
    const state = reloaded(flow);
    assert.equal(state.uploaded, true);
    const { stored, actions } = await finish(storeFlow(elsewhere(), { state }));
    assert.deepEqual(actions, ['certify']);
    assert.deepEqual(await client().read(stored), bytes);
  });

  it('with the bytes where nodes do not have them, and says so where they are needed', async () => {
    const bytes = fresh();
    const stopped = new AbortController();
    const flow = storeFlow(client(), {
      ...terms(),
      bytes,
      signal: stopped.signal,
      onProgress: ({ phase }) => phase === 'uploading' && stopped.abort(new Error('closed')),
    });
    const register = (await flow.next()) as SignStep;
    await assert.rejects(flow.next({ digest: await signElsewhere(register) }), /closed/);
    const state = reloaded(flow);
    assert.ok(state.registered !== undefined && state.uploaded !== true);
    await assert.rejects(storeFlow(elsewhere(), { state }).next(), { code: 'NOT_ENOUGH_CONFIRMATIONS' });
    await assert.rejects(storeFlow(elsewhere(), { state, bytes: fresh() }).next(), {
      code: 'INVALID_ARGUMENT',
    });
    const { stored, actions } = await finish(storeFlow(elsewhere(), { state, bytes }));
    assert.deepEqual(actions, ['certify']);
    assert.deepEqual(await client().read(stored), bytes);
  });

  it('in another epoch, with confirmations of its committee', async () => {
    const bytes = fresh();
    const flow = storeFlow(client(), { ...terms(), bytes });
    const register = (await flow.next()) as SignStep;
    const certify = (await flow.next({ digest: await signElsewhere(register) })) as SignStep;
    const state = reloaded(flow);
    // The certificate of before fails, and is replaced.
    const late = await signElsewhere(certify, () => network.nextEpoch());
    const again = (await flow.next({ digest: late })) as SignStep;
    assert.deepEqual([again.action, again.failure?.code], ['certify', 'TRANSACTION_FAILED']);
    const { stored } = await finish(storeFlow(elsewhere(), { state }));
    assert.equal(stored.epoch, (await client().systemState()).epoch);
  });

  it('with files, of which it knows the names', async () => {
    const files = [
      { identifier: 'b', bytes: fresh(), tags: { kind: 'x' } },
      { identifier: 'a', bytes: fresh() },
    ];
    const flow = storeFilesFlow(client(), { ...terms(), files, attributes: { c: 'd' } });
    const register = (await flow.next()) as SignStep;
    await flow.next({ digest: await signElsewhere(register) });
    const { stored } = await finish(storeFilesFlow(elsewhere(), { state: reloaded(flow) }));
    assert.deepEqual(
      stored.files.map(({ identifier }) => identifier),
      ['b', 'a'],
    );
    const [a] = await client().readFiles({ patchIds: [stored.files[1]!.patchId] });
    assert.deepEqual(a!.bytes, files[1]!.bytes);
    const attributes = Object.fromEntries(await client().blobs.attributes(stored));
    assert.deepEqual(attributes, { _walrusBlobType: 'quilt', c: 'd' });
    assertJson(stored);
  });
});

describe('a flow refuses', () => {
  it('digests that are none, or of something else, and two steps at once', async () => {
    const flow = storeFlow(client(), { ...terms(), bytes: fresh() });
    const one = flow.next();
    await assert.rejects(flow.next(), { code: 'INVALID_ARGUMENT' });
    const register = (await one) as SignStep;
    await assert.rejects(flow.next({ digest: '0x12' }), { code: 'INVALID_ARGUMENT' });
    const other = await client().store({ ...terms(), bytes: fresh(), signer: network.wallet });
    await assert.rejects(flow.next({ digest: other.registerDigest! }), { code: 'CHAIN_STATE_MISSING' });
    const again = (await flow.next()) as SignStep;
    assert.equal(again.what, register.what);
    const certify = await flow.next({ digest: await signElsewhere(again) });
    assert.equal(certify.kind, 'sign');
    await assert.rejects(flow.next({ digest: other.certifyDigest! }), { code: 'TRANSACTION_FAILED' });
    assert.deepEqual((await finish(flow)).actions, ['certify']);
  });

  it('no digest silently: it says that it waits for one that the full node does not know', async () => {
    const digest = 'GaXKmUMR6mQ4z8qzVDSFhDYy2wVJzrN2UrC7xMkqM4s1';
    const told: unknown[] = [];
    const givenUp = new AbortController();
    const flow = storeFlow(client(), {
      ...terms(),
      bytes: fresh(),
      signal: givenUp.signal,
      onProgress(progress) {
        if (progress.phase !== 'waiting') return;
        told.push(progress);
        givenUp.abort(new Error('long enough'));
      },
    });
    await flow.next();
    await assert.rejects(flow.next({ digest }), /long enough/);
    assert.deepEqual(told, [{ phase: 'waiting', digest }]);
  });

  it('clients that are none, and states that no flow has had', () => {
    const state = storeFlow(client(), { ...terms(), bytes: fresh() }).state;
    const registered = { blobObjectId: `0x${'a'.repeat(64)}`, until: 3, lacksAttributes: false };
    for (const bad of [
      null,
      { ...state, version: 2 },
      { ...state, sender: 'me' },
      { ...state, owner: 7 },
      { ...state, owner: null },
      { ...state, epochs: 1n },
      { ...state, epochs: 0 },
      { ...state, deletable: 'yes' },
      { ...state, reuse: 'all' },
      { ...state, attributes: [['a']] },
      { ...state, blobId: 'A' },
      { ...state, files: [{ identifier: 'a', tags: [], startColumn: 2, endColumn: 1 }] },
      { ...state, registered },
      { ...state, blobId: 'A'.repeat(43), registered: { ...registered, until: '3' } },
    ])
      assert.throws(
        () => storeFlow(client(), { state: bad as unknown as StoreFlowState }),
        (error: { code?: string }) => /^INVALID_(ARGUMENT|BLOB_ID)$/.test(error.code ?? ''),
        inspect(bad),
      );
    assert.throws(() => storeFlow({} as never, { state }), { code: 'INVALID_ARGUMENT' });
    assert.doesNotThrow(() =>
      storeFlow(client(), { state: { ...state, blobId: 'A'.repeat(43), registered } }),
    );
  });
});
