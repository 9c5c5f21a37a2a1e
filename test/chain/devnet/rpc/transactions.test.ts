/** Building, simulating and executing transactions through the official client, unmodified. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import { SimulationError } from '@mysten/sui/client';
import { GrpcTypes, RpcError } from '@mysten/sui/grpc';
import { Transaction } from '@mysten/sui/transactions';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
beforeAll(async () => void (w = await world('transactions')));
afterAll(() => w.devnet.stop());

/** The data itself, without the client's types, which leave open which of several forms it has. */
const plain = (data: unknown) => JSON.parse(JSON.stringify(data));

const call = (
  tx: Transaction,
  name: string,
  args: Parameters<Transaction['moveCall']>[0]['arguments'] = [],
) => tx.moveCall({ target: `${w.packageId}::shelf::${name}`, arguments: args });

describe('execute', () => {
  it('publishes a package: its id, upgrade capability and what init made come back', async () => {
    const types = w.created.map(({ type }) => type.replace(/<.*/, '').split('::').at(-1)).sort();
    assert.deepEqual(types, ['Coin', 'CoinMetadata', 'TreasuryCap', 'UpgradeCap']);
    const { object } = await w.client.getObject({ objectId: w.packageId });
    assert.equal(object.type, 'package');
    assert.equal(object.owner.$kind, 'Immutable');
    const cap = await w.client.getObject({ objectId: w.upgradeCapId, include: { json: true } });
    assert.equal(cap.object.json?.['package'], w.packageId);
  });

  it('splits, merges and transfers coins, and the balance changes say so', async () => {
    const carol = w.devnet.newAccount('carol').toSuiAddress();
    const dave = w.devnet.newAccount('dave').toSuiAddress();
    const tx = new Transaction();
    const [a, b] = tx.splitCoins(tx.gas, [700n, 300n]);
    tx.mergeCoins(a!, [b!]);
    tx.transferObjects([a!], dave);
    const result = await w.client.signAndExecuteTransaction({
      transaction: tx,
      signer: w.devnet.newAccount('carol'),
      include: { effects: true, balanceChanges: true, transaction: true, bcs: true },
    });
    assert.equal(result.$kind, 'Transaction');
    const { effects, balanceChanges, transaction, bcs: bytes } = result.Transaction!;
    const { computationCost, storageCost, storageRebate } = effects.gasUsed;
    const fee = BigInt(computationCost) + BigInt(storageCost) - BigInt(storageRebate);
    const byAddress = new Map(balanceChanges.map(({ address, amount }) => [address, BigInt(amount)]));
    assert.equal(byAddress.get(carol), -1000n - fee);
    assert.equal(byAddress.get(dave), 1000n);
    assert.equal(transaction.sender, carol);
    assert.deepEqual(
      plain(transaction.commands).map(({ $kind }: { $kind: string }) => $kind),
      ['SplitCoins', 'MergeCoins', 'TransferObjects'],
    );
    // What the wire carries in parts and in BCS is one transaction.
    assert.equal(await Transaction.from(bytes).getDigest(), result.Transaction!.digest);
    assert.equal(
      bcs.TransactionEffects.parse(effects.bcs!).V2!.transactionDigest,
      result.Transaction!.digest,
    );
  });

  it('resolves shared objects, mutable only when a call needs it', async () => {
    const shelf = await w.openShelf();
    const result = await w.client.signAndExecuteTransaction({
      transaction: (() => {
        const tx = new Transaction();
        call(tx, 'count', [tx.object(shelf)]);
        return tx;
      })(),
      signer: w.alice,
      include: { transaction: true, effects: true },
    });
    const [input] = plain(result.Transaction!.transaction.inputs);
    assert.equal(input?.Object?.SharedObject?.mutable, false);
    assert.deepEqual(
      result.Transaction!.effects.unchangedConsensusObjects.map(({ kind, objectId }) => [kind, objectId]),
      [['ReadOnlyRoot', shelf]],
    );
    const { digest } = await w.run((tx) => call(tx, 'add', [tx.object(shelf), tx.pure.u64(1)]));
    const { Transaction: added } = await w.client.getTransaction({ digest, include: { transaction: true } });
    assert.equal(plain(added!.transaction.inputs)[0].Object.SharedObject.mutable, true);
  });

  it('resolves an object that a call receives', async () => {
    const address = w.alice.toSuiAddress();
    const { created } = await w.run((tx) => {
      const outer = call(tx, 'book', [tx.pure.string('outer'), tx.pure.u16(1)]);
      tx.transferObjects([outer], address);
    });
    const outer = created['Book']!;
    const gift = await w.run((tx) => {
      tx.transferObjects([call(tx, 'book', [tx.pure.string('gift'), tx.pure.u16(2)])], outer);
    });
    await w.run((tx) => {
      tx.transferObjects([call(tx, 'accept', [tx.object(outer), tx.object(gift.created['Book']!)])], address);
    });
    const { object } = await w.client.getObject({ objectId: gift.created['Book']! });
    assert.equal(object.owner.AddressOwner, address);
  });

  it('is final when it returns: waiting needs no time, and the same bytes give the same answer', async () => {
    const tx = new Transaction();
    tx.transferObjects([tx.splitCoins(tx.gas, [1])], w.bob.toSuiAddress());
    tx.setSender(w.alice.toSuiAddress());
    const bytes = await tx.build({ client: w.client });
    const { signature } = await w.alice.signTransaction(bytes);
    const first = await w.client.executeTransaction({ transaction: bytes, signatures: [signature] });
    const again = await w.client.executeTransaction({ transaction: bytes, signatures: [signature] });
    assert.deepEqual(again, first);
    const waited = await w.client.waitForTransaction({ result: first, pollSchedule: [0], timeout: 1000 });
    assert.equal(waited.Transaction!.digest, first.Transaction!.digest);
    assert.equal(waited.Transaction!.checkpoint, first.Transaction!.checkpoint);
  });

  it('pays from a sponsor', async () => {
    const tx = new Transaction();
    call(tx, 'mark_alpha');
    tx.setSender(w.alice.toSuiAddress());
    tx.setGasOwner(w.bob.toSuiAddress());
    const bytes = await tx.build({ client: w.client });
    const signatures = await Promise.all(
      [w.alice, w.bob].map(async (key) => (await key.signTransaction(bytes)).signature),
    );
    const before = await w.client.getBalance({ owner: w.alice.toSuiAddress() });
    const result = await w.client.executeTransaction({ transaction: bytes, signatures });
    assert.equal(result.$kind, 'Transaction');
    assert.equal(result.Transaction!.signatures.length, 2);
    assert.deepEqual(await w.client.getBalance({ owner: w.alice.toSuiAddress() }), before);
  });

  it('a failed transaction is an answer with a status, not an error of the call', async () => {
    const shelf = await w.openShelf();
    const { object } = await w.client.getObject({ objectId: shelf });
    const { objects: coins } = await w.client.listCoins({ owner: w.alice.toSuiAddress() });
    const tx = new Transaction();
    const { initialSharedVersion } = object.owner.Shared!;
    const input = tx.sharedObjectRef({ objectId: shelf, initialSharedVersion, mutable: true });
    call(tx, 'take', [input, tx.pure.u64(1)]);
    // Nothing is left to resolve, so the client simulates nothing first.
    tx.setGasBudget(50_000_000);
    tx.setGasPrice(1000);
    tx.setGasPayment([coins[0]!]);
    const result = await w.client.signAndExecuteTransaction({ transaction: tx, signer: w.alice });
    assert.equal(result.$kind, 'FailedTransaction');
    const { error } = result.FailedTransaction!.status;
    assert.equal(error?.$kind, 'MoveAbort');
    assert.equal(error.MoveAbort?.abortCode, '7');
    assert.equal(error.MoveAbort?.location?.module, 'shelf');
    assert.equal(error.MoveAbort?.location?.functionName, 'take');
    assert.equal(error.command, 0);
  });

  it('refuses a forged signature and a stale version without charging', async () => {
    const tx = new Transaction();
    tx.transferObjects([tx.splitCoins(tx.gas, [1])], w.bob.toSuiAddress());
    tx.setSender(w.alice.toSuiAddress());
    const bytes = await tx.build({ client: w.client });
    const before = await w.client.getBalance({ owner: w.alice.toSuiAddress() });
    const forged = await w.bob.signTransaction(bytes);
    await rejects(
      'INVALID_ARGUMENT',
      w.client.executeTransaction({ transaction: bytes, signatures: [forged.signature] }),
    );
    assert.deepEqual(await w.client.getBalance({ owner: w.alice.toSuiAddress() }), before);
    // The gas coin moves on; the first transaction, unsent, has become stale.
    await w.run((other) => call(other, 'mark_alpha'));
    const { signature } = await w.alice.signTransaction(bytes);
    await rejects(
      'FAILED_PRECONDITION',
      w.client.executeTransaction({ transaction: bytes, signatures: [signature] }),
    );
  });

  it('takes signatures with BCS length or in parts, and a transaction in parts', async () => {
    const tx = new Transaction();
    call(tx, 'mark_beta');
    tx.setSender(w.alice.toSuiAddress());
    const bytes = await tx.build({ client: w.client });
    const signature = Buffer.from((await w.alice.signTransaction(bytes)).signature, 'base64');
    const { response: simulated } = await w.client.transactionExecutionService.simulateTransaction({
      transaction: { bcs: { value: bytes } },
      readMask: { paths: ['transaction.transaction'] },
    });
    const { bcs: _bcs, ...parts } = simulated.transaction!.transaction!;
    for (const [transaction, given] of [
      [
        parts,
        {
          bcs: { value: Uint8Array.from([signature.length, ...signature]) },
          signature: { oneofKind: undefined },
        },
      ],
      [
        { bcs: { value: bytes } },
        {
          signature: {
            oneofKind: 'simple',
            simple: { scheme: 0, signature: signature.subarray(1, 65), publicKey: signature.subarray(65) },
          },
        },
      ],
    ] as const) {
      const { response } = await w.client.transactionExecutionService.executeTransaction({
        transaction,
        signatures: [given],
        readMask: { paths: ['digest', 'effects.status'] },
      });
      assert.equal(response.transaction?.digest, await tx.getDigest());
      assert.equal(response.transaction?.effects?.status?.success, true);
    }
  });
});

describe('simulate', () => {
  it('gives what each command returned and changed by reference', async () => {
    const tx = new Transaction();
    call(tx, 'divide', [tx.pure.u64(84), tx.pure.u64(2)]);
    call(tx, 'add_twice', [tx.pure.u64(21)]);
    tx.setSender(w.alice.toSuiAddress());
    const result = await w.client.simulateTransaction({ transaction: tx, include: { commandResults: true } });
    assert.equal(result.$kind, 'Transaction');
    const [divided, doubled] = result.commandResults!;
    assert.equal(bcs.u64().parse(divided!.returnValues[0]!.bcs), '42');
    assert.deepEqual(
      doubled!.returnValues.map(({ bcs: value }) => [...value]),
      [[42, 0, 0, 0, 0, 0, 0, 0], [1]],
    );
    assert.equal(bcs.u64().parse(doubled!.mutatedReferences[0]!.bcs), '42');
  });

  it('changes nothing', async () => {
    const shelf = await w.openShelf();
    const tip = w.devnet.ledger.latestCheckpoint().digest;
    const tx = new Transaction();
    call(tx, 'add', [tx.object(shelf), tx.pure.u64(5)]);
    tx.setSender(w.alice.toSuiAddress());
    const result = await w.client.simulateTransaction({
      transaction: tx,
      include: { events: true, effects: true },
    });
    assert.deepEqual(
      result.Transaction!.events.map(({ json }) => json),
      [{ by: '5', total: '5' }],
    );
    assert.equal(result.Transaction!.checkpoint, null);
    const { object } = await w.client.getObject({ objectId: shelf, include: { json: true } });
    assert.equal(object.json?.['count'], '0');
    assert.equal(w.devnet.ledger.latestCheckpoint().digest, tip);
  });

  it('with checks disabled reads what a sender of nothing may read', async () => {
    const tx = new Transaction();
    call(tx, 'divide', [tx.pure.u64(9), tx.pure.u64(3)]);
    const result = await w.client.simulateTransaction({
      transaction: tx,
      checksEnabled: false,
      include: { commandResults: true },
    });
    assert.equal(bcs.u64().parse(result.commandResults![0]!.returnValues[0]!.bcs), '3');
  });

  it('building a transaction that would abort throws SimulationError with the abort', async () => {
    const shelf = await w.openShelf();
    const tx = new Transaction();
    call(tx, 'take', [tx.object(shelf), tx.pure.u64(1)]);
    tx.setSender(w.alice.toSuiAddress());
    await assert.rejects(tx.build({ client: w.client }), (error) => {
      assert.ok(error instanceof SimulationError);
      assert.equal(error.executionError?.$kind, 'MoveAbort');
      assert.equal(error.executionError.MoveAbort?.abortCode, '7');
      return true;
    });
  });

  it('names error constants and renders their values', async () => {
    const shelf = await w.openShelf();
    const abortOf = async (build: (tx: Transaction) => void) => {
      const tx = new Transaction();
      build(tx);
      tx.setSender(w.alice.toSuiAddress());
      const result = await w.client.simulateTransaction({ transaction: tx });
      const { error } = result.FailedTransaction!.status;
      return { message: error!.message, clever: error!.MoveAbort!.cleverError };
    };
    const closed = await abortOf((tx) => call(tx, 'close', [tx.object(shelf)]));
    assert.equal(closed.clever?.constantName, 'EClosed');
    assert.equal(closed.clever.value, 'The shelf is closed');
    assert.equal(closed.clever.constantType, 'vector<u8>');
    assert.match(closed.message, /'EClosed': The shelf is closed/);
    assert.ok(closed.clever.lineNumber! > 50);
    const limited = await abortOf((tx) => call(tx, 'limit'));
    assert.deepEqual([limited.clever?.constantName, limited.clever?.value], ['ELimit', '42']);
  });

  it('shapes other failures as the client parses them', async () => {
    const errorOf = async (build: (tx: Transaction) => void) => {
      const tx = new Transaction();
      build(tx);
      tx.setSender(w.alice.toSuiAddress());
      return (await w.client.simulateTransaction({ transaction: tx })).FailedTransaction!.status.error!;
    };
    const argument = await errorOf((tx) => call(tx, 'divide', [tx.pure.u64(1), tx.pure.u8(1)]));
    assert.equal(argument.$kind, 'CommandArgumentError');
    assert.deepEqual(argument.CommandArgumentError, { argument: 1, name: 'InvalidBcsBytes' });
    const unused = await errorOf((tx) => call(tx, 'book', [tx.pure.string('x'), tx.pure.u16(1)]));
    assert.equal(unused.$kind, 'IndexError');
    const poor = await errorOf((tx) => {
      const coin = tx.splitCoins(tx.gas, [1]);
      tx.transferObjects([tx.splitCoins(coin, [2])], w.bob.toSuiAddress());
      tx.transferObjects([coin], w.bob.toSuiAddress());
    });
    assert.equal(poor.$kind, 'Unknown');
    assert.equal(poor.command, 1);
    const arithmetic = await errorOf((tx) => call(tx, 'divide', [tx.pure.u64(1), tx.pure.u64(0)]));
    assert.equal(arithmetic.command, 0);
  });

  it('chooses gas: the budget covers the execution, and coins that are inputs are left alone', async () => {
    const erin = w.devnet.newAccount('erin');
    const second = w.devnet.fund(erin.toSuiAddress(), 5_000_000_000n);
    const tx = new Transaction();
    tx.transferObjects([tx.object(second.id)], w.bob.toSuiAddress());
    tx.setSender(erin.toSuiAddress());
    const built = Transaction.from(await tx.build({ client: w.client })).getData();
    assert.ok(built.gasData.payment!.every(({ objectId }) => objectId !== second.id));
    assert.equal(built.gasData.price, '1000');
    const { signature } = await erin.signTransaction(await tx.build({ client: w.client }));
    const sent = await w.client.executeTransaction({
      transaction: await tx.build({ client: w.client }),
      signatures: [signature],
      include: { effects: true },
    });
    const { computationCost, storageCost } = sent.Transaction!.effects.gasUsed;
    assert.ok(BigInt(built.gasData.budget!) >= BigInt(computationCost) + BigInt(storageCost));
  });

  it('says so when nobody can pay', async () => {
    const tx = new Transaction();
    call(tx, 'mark_alpha');
    tx.setSender(normalizeSuiAddress('0xdead'));
    await assert.rejects(tx.build({ client: w.client }), /unable to select gas/);
  });

  it('says which object or function is missing', async () => {
    const missing = new Transaction();
    call(missing, 'count', [missing.object(normalizeSuiAddress('0x123'))]);
    missing.setSender(w.alice.toSuiAddress());
    await assert.rejects(missing.build({ client: w.client }), /object 0x0*123 not found/);
    const nowhere = new Transaction();
    call(nowhere, 'nothing', [nowhere.object(await w.openShelf())]);
    nowhere.setSender(w.alice.toSuiAddress());
    await assert.rejects(nowhere.build({ client: w.client }), /no function .*::shelf::nothing/);
  });
});

async function rejects(code: string, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof RpcError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}

it('the default field masks are those of the protocol', async () => {
  const tx = new Transaction();
  call(tx, 'mark_alpha');
  tx.setSender(w.alice.toSuiAddress());
  const bytes = await tx.build({ client: w.client });
  const { signature } = await w.alice.signTransaction(bytes);
  const { response } = await w.client.transactionExecutionService.executeTransaction({
    transaction: { bcs: { value: bytes } },
    signatures: [{ bcs: { value: Buffer.from(signature, 'base64') }, signature: { oneofKind: undefined } }],
  });
  assert.deepEqual(GrpcTypes.ExecutedTransaction.toJson(response.transaction!), {
    effects: { status: { success: true } },
    checkpoint: String(w.devnet.ledger.latestCheckpoint().sequenceNumber),
  });
});
