/**
 * Reading the ledger through the official client, unmodified: objects, owners, fields, coins, packages, time.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import { ObjectError } from '@mysten/sui/client';
import { GrpcTypes, RpcError } from '@mysten/sui/grpc';
import { deriveDynamicFieldID, normalizeSuiAddress, normalizeStructTag } from '@mysten/sui/utils';
import { Transaction } from '@mysten/sui/transactions';
import fc from 'fast-check';
import { world } from './world.js';
import type { World } from './world.js';

let w: World;
beforeAll(async () => void (w = await world('reads')));
afterAll(() => w.devnet.stop());

const target = (name: string) => `${w.packageId}::shelf::${name}`;

async function rejects(code: string, promise: PromiseLike<unknown>, message = /./): Promise<void> {
  await assert.rejects(
    async () => promise,
    (error) => {
      assert.ok(error instanceof RpcError, String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      return true;
    },
  );
}

/** Titles for books, one transaction. */
async function makeBooks(count: number, owner: string): Promise<string[]> {
  const { digest } = await w.run((tx) => {
    const books = Array.from({ length: count }, (_, index) =>
      tx.moveCall({
        target: target('book'),
        arguments: [tx.pure.string(`book ${index}`), tx.pure.u16(index)],
      }),
    );
    tx.transferObjects(books, owner);
  });
  const { Transaction: made } = await w.client.getTransaction({
    digest,
    include: { effects: true, objectTypes: true },
  });
  return made!.effects.changedObjects
    .filter(({ idOperation }) => idOperation === 'Created')
    .map(({ objectId }) => objectId)
    .sort();
}

describe('objects', () => {
  it('come with everything that was asked for, and the BCS agrees with the parts', async () => {
    const [id] = await makeBooks(1, w.alice.toSuiAddress());
    const { object } = await w.client.getObject({
      objectId: id!,
      include: { content: true, objectBcs: true, previousTransaction: true, json: true },
    });
    const whole = bcs.Object.parse(object.objectBcs);
    assert.equal(whole.previousTransaction, object.previousTransaction);
    assert.equal(whole.data.Move!.version, object.version);
    assert.deepEqual(Uint8Array.from(whole.data.Move!.contents), object.content);
    assert.equal(object.owner.AddressOwner, w.alice.toSuiAddress());
    assert.equal(object.type, normalizeStructTag(`${w.packageId}::shelf::Book`));
    assert.deepEqual(object.json, { id, title: 'book 0', year: 0 });
  });

  it('render every kind of Move value by the rules of Sui', async () => {
    const { created } = await w.run((tx) => {
      const [sample] = tx.moveCall({ target: target('sample'), arguments: [tx.pure.address('0x5')] });
      tx.transferObjects([sample!], w.alice.toSuiAddress());
    });
    const id = created['Sample']!;
    const { object } = await w.client.getObject({ objectId: id, include: { json: true } });
    assert.deepEqual(object.json, {
      id,
      small: 7,
      wide: (2n ** 256n - 1n).toString(),
      flag: true,
      who: normalizeSuiAddress('0x5'),
      raw: 'AP8Q',
      words: ['one', 'two'],
      some: '5',
      none: null,
      covers: [
        { '@variant': 'None' },
        { '@variant': 'Paper', pages: '12' },
        { '@variant': 'Cloth', pos0: 3, pos1: false },
      ],
      nested: { inner: 9 },
      link: id,
    });
  });

  it('of a batch that are not there are errors in their places', async () => {
    const [here] = await makeBooks(1, w.alice.toSuiAddress());
    const gone = normalizeSuiAddress('0x404404');
    const { objects } = await w.client.getObjects({ objectIds: [gone, here!, gone] });
    assert.ok(objects[0] instanceof ObjectError && objects[2] instanceof ObjectError);
    assert.equal(objects[0].objectId, gone);
    assert.equal(objects[0].reason, 'notFound');
    assert.ok(!(objects[1] instanceof Error));
    assert.equal(objects[1]?.objectId, here);
    await assert.rejects(w.client.getObject({ objectId: gone }), ObjectError);
  });

  it('are read at old versions, also when an object owns them now', async () => {
    const { created } = await w.run((tx) => {
      const [book] = tx.moveCall({
        target: target('book'),
        arguments: [tx.pure.string('v1'), tx.pure.u16(1)],
      });
      tx.transferObjects([book!], w.alice.toSuiAddress());
    });
    const id = created['Book']!;
    const { object: first } = await w.client.getObject({ objectId: id });
    await w.run((tx) => {
      tx.moveCall({ target: target('retitle'), arguments: [tx.object(id), tx.pure.string('v2')] });
    });
    const shelf = await w.openShelf();
    await w.run((tx) => {
      tx.moveCall({ target: target('put'), arguments: [tx.object(shelf), tx.pure.u64(1), tx.object(id)] });
    });
    const read = (version?: bigint) =>
      w.client.ledgerService.getObject({
        objectId: id,
        version,
        readMask: { paths: ['json', 'version', 'owner'] },
      });
    const old = (await read(BigInt(first.version))).response.object!;
    assert.equal(old.version, BigInt(first.version));
    assert.deepEqual(GrpcTypes.Object.toJson(old), {
      version: first.version,
      owner: { kind: 'ADDRESS', address: w.alice.toSuiAddress() },
      json: { id, title: 'v1', year: 1 },
    });
    assert.equal((await read()).response.object!.owner?.kind, GrpcTypes.Owner_OwnerKind.OBJECT);
    await rejects('NOT_FOUND', read(999_999n), /with version 999999 not found/);
  });

  it('of an owner are listed in pages of any size, each once', async () => {
    const owner = w.devnet.newAccount('librarian').toSuiAddress();
    const books = await makeBooks(23, owner);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
        const seen: string[] = [];
        let cursor: string | null = null;
        let more = true;
        while (more) {
          const page: Awaited<ReturnType<typeof w.client.listOwnedObjects>> = await w.client.listOwnedObjects(
            {
              owner,
              type: `${w.packageId}::shelf::Book`,
              limit,
              cursor,
            },
          );
          assert.ok(page.objects.length <= limit);
          seen.push(...page.objects.map(({ objectId }) => objectId));
          cursor = page.cursor;
          more = page.hasNextPage;
        }
        assert.deepEqual(seen, books);
      }),
      { seed: 1, numRuns: 12 },
    );
    const all = await w.client.listOwnedObjects({ owner, limit: 1000 });
    assert.equal(all.objects.length, books.length + 1, 'books and the gas coin');
  });

  it('by a type without arguments are all instances of it', async () => {
    const owner = w.devnet.newAccount('publisher').toSuiAddress();
    const { objects } = await w.client.listOwnedObjects({ owner, type: '0x2::coin::Coin' });
    const types = new Set(objects.map(({ type }) => normalizeStructTag(type)));
    assert.deepEqual(
      types,
      new Set([
        normalizeStructTag('0x2::coin::Coin<0x2::sui::SUI>'),
        normalizeStructTag(`0x2::coin::Coin<${w.packageId}::gold::GOLD>`),
      ]),
    );
  });
});

describe('dynamic fields', () => {
  it('are listed with names, types and values, in pages; by name they are found', async () => {
    const shelf = await w.openShelf();
    const [book] = await makeBooks(1, w.alice.toSuiAddress());
    await w.run((tx) => {
      for (const name of ['red', 'green', 'blue']) {
        tx.moveCall({
          target: target('label'),
          arguments: [tx.object(shelf), tx.pure.string(name), tx.pure.u8(name.length)],
        });
      }
      tx.moveCall({
        target: target('put'),
        arguments: [tx.object(shelf), tx.pure.u64(77), tx.object(book!)],
      });
    });
    const pageAt = (cursor: string | null) =>
      w.client.listDynamicFields({ parentId: shelf, limit: 1, cursor, include: { value: true } });
    let page = await pageAt(null);
    const seen = [...page.dynamicFields];
    while (page.hasNextPage) {
      page = await pageAt(page.cursor);
      assert.equal(page.dynamicFields.length, 1);
      seen.push(...page.dynamicFields);
    }
    const labels = seen.filter(({ $kind }) => $kind === 'DynamicField');
    assert.deepEqual(
      new Map(labels.map(({ name, value }) => [bcs.string().parse(name.bcs), [...value!.bcs]])),
      new Map(
        [
          ['red', [3]],
          ['green', [5]],
          ['blue', [4]],
        ].sort() as [string, number[]][],
      ),
    );
    for (const { fieldId, name, type } of labels) {
      assert.equal(fieldId, deriveDynamicFieldID(shelf, name.type, name.bcs));
      assert.equal(type, normalizeStructTag('0x2::dynamic_field::Field<0x1::string::String,u8>'));
    }
    const [child] = seen.filter(({ $kind }) => $kind === 'DynamicObject');
    assert.equal(child!.childId, book);
    assert.equal(bcs.u64().parse(child!.name.bcs), '77');
    assert.equal(child!.valueType, normalizeStructTag(`${w.packageId}::shelf::Book`));

    const name = { type: '0x1::string::String', bcs: bcs.string().serialize('green').toBytes() };
    const { dynamicField } = await w.client.getDynamicField({ parentId: shelf, name });
    assert.deepEqual([...dynamicField.value.bcs], [5]);
    const { object } = await w.client.getDynamicObjectField({
      parentId: shelf,
      name: { type: 'u64', bcs: bcs.u64().serialize(77).toBytes() },
    });
    assert.equal(object.objectId, book);
  });

  it('carry the field object and the child object when asked for', async () => {
    const shelf = await w.openShelf();
    const [book] = await makeBooks(1, w.alice.toSuiAddress());
    await w.run((tx) => {
      tx.moveCall({ target: target('put'), arguments: [tx.object(shelf), tx.pure.u64(1), tx.object(book!)] });
    });
    const { response } = await w.client.stateService.listDynamicFields({
      parent: shelf,
      readMask: { paths: ['field_object.object_type', 'child_object.json', 'child_object.object_id'] },
    });
    const [field] = response.dynamicFields;
    assert.match(field!.fieldObject!.objectType!, /dynamic_field::Field<.*Wrapper<u64>,.*object::ID>$/);
    assert.equal(field!.fieldObject!.objectId, undefined, 'not asked for');
    assert.equal(field!.childObject!.objectId, book);
    assert.notEqual(field!.childObject!.json, undefined);
    assert.equal(field!.fieldId, undefined, 'not asked for');
  });
});

describe('coins', () => {
  const gold = () => `${w.packageId}::gold::GOLD`;

  it('add up to the balance, by type', async () => {
    const owner = normalizeSuiAddress('0xbeef');
    const treasury = w.created.find(({ type }) => type.includes('TreasuryCap'))!.objectId;
    await w.run((tx) => {
      for (const amount of [5, 6, 7]) {
        tx.moveCall({
          target: `${w.packageId}::gold::mint`,
          arguments: [tx.object(treasury), tx.pure.u64(amount), tx.pure.address(owner)],
        });
      }
    }, w.devnet.newAccount('publisher'));
    w.devnet.fund(owner, 9n);
    const { objects } = await w.client.listCoins({ owner, coinType: gold() });
    assert.deepEqual(objects.map(({ balance }) => Number(balance)).sort(), [5, 6, 7]);
    assert.equal((await w.client.getBalance({ owner, coinType: gold() })).balance.balance, '18');
    assert.equal((await w.client.getBalance({ owner })).balance.coinBalance, '9');
    assert.equal((await w.client.getBalance({ owner: '0x1234' })).balance.balance, '0');
    const seen = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof w.client.listBalances>> = await w.client.listBalances({
        owner,
        limit: 1,
        cursor,
      });
      for (const { coinType, balance } of page.balances) seen.set(coinType, balance);
      cursor = page.cursor;
    } while (cursor !== null);
    assert.deepEqual(
      seen,
      new Map([
        [normalizeStructTag('0x2::sui::SUI'), '9'],
        [normalizeStructTag(gold()), '18'],
      ]),
    );
    const info = await w.client.stateService.getCoinInfo({ coinType: gold() });
    assert.equal(info.response.treasury?.totalSupply, 1018n);
  });

  it('have metadata; of an unknown type there is none', async () => {
    const { coinMetadata } = await w.client.getCoinMetadata({ coinType: gold() });
    assert.equal(coinMetadata?.id, w.created.find(({ type }) => type.includes('CoinMetadata'))!.objectId);
    assert.deepEqual(
      [
        coinMetadata?.decimals,
        coinMetadata?.symbol,
        coinMetadata?.name,
        coinMetadata?.description,
        coinMetadata?.iconUrl,
      ],
      [3, 'GLD', 'Gold', 'For tests', 'https://example.com/gold.svg'],
    );
    const sui = await w.client.getCoinMetadata({ coinType: '0x2::sui::SUI' });
    assert.deepEqual([sui.coinMetadata?.decimals, sui.coinMetadata?.symbol], [9, 'SUI']);
    assert.equal((await w.client.getCoinMetadata({ coinType: '0x2::nothing::NOTHING' })).coinMetadata, null);
    await rejects('NOT_FOUND', w.client.stateService.getCoinInfo({ coinType: '0x2::nothing::NOTHING' }));
  });
});

describe('packages', () => {
  it('functions are described with types, constraints and visibility', async () => {
    const add = await w.client.getMoveFunction({ packageId: w.packageId, moduleName: 'shelf', name: 'add' });
    assert.equal(add.function.visibility, 'public');
    assert.deepEqual(add.function.parameters, [
      {
        reference: 'mutable',
        body: {
          $kind: 'datatype',
          datatype: { typeName: `${w.packageId}::shelf::Shelf`, typeParameters: [] },
        },
      },
      { reference: null, body: { $kind: 'u64' } },
    ]);
    const split = await w.client.getMoveFunction({ packageId: '0x2', moduleName: 'coin', name: 'split' });
    assert.deepEqual(split.function.returns[0]!.body, {
      $kind: 'datatype',
      datatype: {
        typeName: `${normalizeSuiAddress('0x2')}::coin::Coin`,
        typeParameters: [{ $kind: 'typeParameter', index: 0 }],
      },
    });
    const transfer = await w.client.getMoveFunction({
      packageId: '0x2',
      moduleName: 'transfer',
      name: 'public_transfer',
    });
    assert.deepEqual(transfer.function.typeParameters[0]!.constraints.sort(), ['key', 'store']);
    await rejects(
      'NOT_FOUND',
      w.client.getMoveFunction({ packageId: '0x2', moduleName: 'coin', name: 'nope' }),
    );
    await rejects(
      'NOT_FOUND',
      w.client.getMoveFunction({ packageId: '0x6', moduleName: 'coin', name: 'split' }),
    );
  });

  it('are described whole, with structs, enums and the types of their fields', async () => {
    const { response } = await w.client.movePackageService.getPackage({ packageId: w.packageId });
    const shelf = response.package!.modules.find(({ name }) => name === 'shelf')!;
    const cover = shelf.datatypes.find(({ name }) => name === 'Cover')!;
    assert.equal(cover.kind, GrpcTypes.DatatypeDescriptor_DatatypeKind.ENUM);
    assert.deepEqual(
      cover.variants.map(({ name, fields }) => [name, fields.length]),
      [
        ['None', 0],
        ['Paper', 1],
        ['Cloth', 2],
      ],
    );
    const { response: one } = await w.client.movePackageService.getDatatype({
      packageId: w.packageId,
      moduleName: 'shelf',
      name: 'Sample',
    });
    const fields = new Map(one.datatype!.fields.map(({ name, type }) => [name, type!]));
    assert.equal(fields.get('some')!.typeName, `${normalizeSuiAddress('0x1')}::option::Option`);
    assert.equal(
      fields.get('covers')!.typeParameterInstantiation[0]!.typeName,
      `${w.packageId}::shelf::Cover`,
    );
    const marked = shelf.datatypes.find(({ name }) => name === 'Marked')!;
    assert.deepEqual(
      marked.typeParameters.map(({ isPhantom }) => isPhantom),
      [true],
    );
    assert.ok(shelf.functions.some(({ name }) => name === 'add'));
    const { response: versions } = await w.client.movePackageService.listPackageVersions({
      packageId: w.packageId,
    });
    assert.deepEqual(
      versions.versions.map((item) => ({ ...item })),
      [{ packageId: w.packageId, version: 1n }],
    );
  });
});

describe('the chain', () => {
  it('says what it is', async () => {
    const { response } = await w.client.ledgerService.getServiceInfo({});
    const genesis = await w.client.ledgerService.getCheckpoint({
      checkpointId: { oneofKind: 'sequenceNumber', sequenceNumber: 0n },
    });
    assert.equal(response.chainId, genesis.response.checkpoint!.digest);
    assert.equal((await w.client.getChainIdentifier()).chainIdentifier, response.chainId);
    assert.equal(response.checkpointHeight, w.devnet.ledger.latestCheckpoint().sequenceNumber);
  });

  it('gives checkpoints by number, digest and none, with the transactions in them', async () => {
    const { digest } = await w.run((tx) => void tx.moveCall({ target: target('mark_alpha') }));
    const { Transaction: sent } = await w.client.getTransaction({ digest });
    const mask = {
      paths: [
        'digest',
        'sequence_number',
        'summary',
        'contents',
        'transactions.digest',
        'transactions.events.events.event_type',
      ],
    };
    const number = BigInt(sent!.checkpoint!);
    const get = async (id: GrpcTypes.GetCheckpointRequest['checkpointId']) =>
      (await w.client.ledgerService.getCheckpoint({ checkpointId: id, readMask: mask })).response.checkpoint!;
    const byNumber = await get({ oneofKind: 'sequenceNumber', sequenceNumber: number });
    assert.deepEqual(await get({ oneofKind: 'digest', digest: byNumber.digest! }), byNumber);
    assert.deepEqual(await get({ oneofKind: undefined }), byNumber);
    assert.equal(byNumber.transactions.at(-1)!.digest, digest);
    assert.match(byNumber.transactions.at(-1)!.events!.events[0]!.eventType!, /::shelf::Marked</);
    assert.deepEqual(
      byNumber.contents!.transactions.map(({ transaction }) => transaction),
      byNumber.transactions.map((item) => item.digest),
    );
    const before = await get({ oneofKind: 'sequenceNumber', sequenceNumber: number - 1n });
    assert.equal(byNumber.summary!.previousDigest, before.digest);
    assert.equal(byNumber.summary!.contentDigest, byNumber.contents!.digest);
    await rejects('NOT_FOUND', get({ oneofKind: 'sequenceNumber', sequenceNumber: 10n ** 9n }));
    await rejects(
      'NOT_FOUND',
      get({ oneofKind: 'digest', digest: w.devnet.ledger.getCheckpoint(0n)!.transactions[0]! }),
    );
    await rejects('INVALID_ARGUMENT', get({ oneofKind: 'digest', digest: 'not a digest' }));
  });

  it('gives transactions one by one and in batches, system transactions too', async () => {
    const { digest } = await w.run((tx) => void tx.moveCall({ target: target('mark_alpha') }));
    const genesis = w.devnet.ledger.getCheckpoint(0n)!.transactions[0]!;
    const missing = genesis.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
    const { response } = await w.client.ledgerService.batchGetTransactions({
      digests: [digest, missing, genesis],
      readMask: { paths: ['digest', 'transaction.kind.kind', 'transaction.sender', 'transaction_index'] },
    });
    const [user, gone, system] = response.transactions.map(({ result }) => result);
    assert.ok(user?.oneofKind === 'transaction' && system?.oneofKind === 'transaction');
    assert.equal(
      user.transaction.transaction?.kind?.kind,
      GrpcTypes.TransactionKind_Kind.PROGRAMMABLE_TRANSACTION,
    );
    assert.equal(system.transaction.transaction?.kind?.kind, GrpcTypes.TransactionKind_Kind.GENESIS);
    assert.equal(system.transaction.transaction?.sender, normalizeSuiAddress('0x0'));
    assert.ok(user.transaction.transactionIndex! > 0n, 'after the prologue');
    assert.ok(gone?.oneofKind === 'error');
    assert.equal(gone.error.code, 5);
    await rejects('NOT_FOUND', w.client.ledgerService.getTransaction({ digest: missing }));
  });

  it('gives the epoch and its system state; the next one after it ends', async () => {
    const { systemState } = await w.client.getCurrentSystemState();
    assert.equal(systemState.referenceGasPrice, '1000');
    assert.equal((await w.client.getReferenceGasPrice()).referenceGasPrice, '1000');
    const epoch = BigInt(systemState.epoch);
    const last = w.devnet.ledger.latestCheckpoint().sequenceNumber;
    w.devnet.advanceEpoch();
    const { systemState: next } = await w.client.getCurrentSystemState();
    assert.equal(BigInt(next.epoch), epoch + 1n);
    const { response } = await w.client.ledgerService.getEpoch({
      epoch,
      readMask: { paths: ['epoch', 'first_checkpoint', 'last_checkpoint', 'start', 'end'] },
    });
    assert.equal(response.epoch!.lastCheckpoint, last + 1n, 'the checkpoint that ends it');
    assert.notEqual(response.epoch!.end, undefined);
    const { protocolConfig } = await w.client.getProtocolConfig();
    assert.equal(protocolConfig.attributes['max_tx_size_bytes'], '131072');
    await rejects('NOT_FOUND', w.client.ledgerService.getEpoch({ epoch: 2n ** 64n - 1n }));
  });

  it('is moved by its controls', async () => {
    const before = (await w.client.forkingService.getStatus({})).response;
    const { response: moved } = await w.client.forkingService.advanceClock({ durationMs: 5000n });
    assert.equal(moved.timestampMs, before.timestampMs + 5000n);
    const prologue = await w.client.getTransaction({ digest: moved.txDigest });
    assert.equal(prologue.$kind, 'Transaction');
    const clock = await w.client.getObject({ objectId: '0x6', include: { json: true } });
    assert.equal(clock.object.json?.['timestamp_ms'], moved.timestampMs.toString());
    const { response: made } = await w.client.forkingService.advanceCheckpoint({});
    assert.equal(made.checkpointSequenceNumber, before.checkpointSequenceNumber + 2n);
    await rejects('INVALID_ARGUMENT', w.client.forkingService.advanceClock({ durationMs: 2n ** 63n }));
  });

  it('knows no names, and verifies signatures over messages', async () => {
    assert.equal((await w.client.resolveNameServiceAddress({ name: 'walrus.sui' })).address, null);
    assert.equal((await w.client.defaultNameServiceName({ address: '0x1' })).data.name, null);
    const message = new TextEncoder().encode('hello');
    const { signature } = await w.alice.signPersonalMessage(message);
    const verify = (address: string) =>
      w.client.signatureVerificationService.verifySignature({
        message: { name: 'PersonalMessage', value: bcs.byteVector().serialize(message).toBytes() },
        signature: { bcs: { value: Buffer.from(signature, 'base64') }, signature: { oneofKind: undefined } },
        address,
        jwks: [],
      });
    assert.equal((await verify(w.alice.toSuiAddress())).response.isValid, true);
    const wrong = (await verify(w.bob.toSuiAddress())).response;
    assert.equal(wrong.isValid, false);
    assert.ok(wrong.reason!.length > 0);
  });
});

describe('field masks', () => {
  it('choose what comes back, to any depth', async () => {
    const { digest } = await w.run((tx) => void tx.moveCall({ target: target('mark_alpha') }));
    const read = async (paths: string[] | undefined) =>
      GrpcTypes.ExecutedTransaction.toJson(
        (await w.client.ledgerService.getTransaction({ digest, readMask: paths && { paths } })).response
          .transaction!,
      );
    assert.deepEqual(await read(undefined), { digest });
    assert.deepEqual(await read([]), {});
    assert.deepEqual(await read(['effects.status.success', 'effects.status']), {
      effects: { status: { success: true } },
    });
    const everything = (await read(['*'])) as Record<string, unknown>;
    for (const name of [
      'transaction',
      'signatures',
      'effects',
      'events',
      'checkpoint',
      'timestamp',
      'balanceChanges',
      'objects',
    ]) {
      assert.ok(name in everything, name);
    }
    assert.deepEqual(await read(['transaction.kind.programmable_transaction.commands']), {
      transaction: {
        kind: {
          programmableTransaction: {
            commands: [{ moveCall: { package: w.packageId, module: 'shelf', function: 'mark_alpha' } }],
          },
        },
      },
    });
  });

  it('with a path that does not exist are refused, naming it', async () => {
    for (const path of [
      'nope',
      'effects.nope',
      'digest.deeper',
      'timestamp.seconds',
      'effects.',
      '.',
      '__proto__',
    ]) {
      const call = w.client.ledgerService.getTransaction({
        digest: w.devnet.ledger.getCheckpoint(0n)!.transactions[0]!,
        readMask: { paths: [path] },
      });
      await rejects('INVALID_ARGUMENT', call, /read_mask/);
    }
  });

  it('give exactly the masked part of the whole, for any mask', async () => {
    const digest = w.devnet.ledger.latestCheckpoint().transactions.at(-1)!;
    const top = GrpcTypes.ExecutedTransaction.fields.map(({ name }) => name);
    const whole = (await w.client.ledgerService.getTransaction({ digest, readMask: { paths: ['*'] } }))
      .response.transaction!;
    await fc.assert(
      fc.asyncProperty(fc.subarray(top), async (paths) => {
        const { response } = await w.client.ledgerService.getTransaction({ digest, readMask: { paths } });
        const expected = GrpcTypes.ExecutedTransaction.create();
        for (const field of GrpcTypes.ExecutedTransaction.fields) {
          if (!paths.includes(field.name)) continue;
          Object.assign(expected, { [field.localName]: whole[field.localName as keyof typeof whole] });
        }
        assert.deepEqual(response.transaction, expected);
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe('page tokens', () => {
  it('of another listing, or damaged, are refused', async () => {
    const owner = w.alice.toSuiAddress();
    await makeBooks(3, owner);
    const { response } = await w.client.stateService.listOwnedObjects({ owner, pageSize: 1 });
    const token = response.nextPageToken!;
    const list = (pageToken: Uint8Array, of = owner) =>
      w.client.stateService.listOwnedObjects({ owner: of, pageToken });
    await list(token);
    await rejects('INVALID_ARGUMENT', list(token, w.bob.toSuiAddress()), /page_token/);
    await rejects(
      'INVALID_ARGUMENT',
      w.client.stateService.listDynamicFields({ parent: owner, pageToken: token }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = token.slice();
        damaged[at]! ^= flip;
        await rejects('INVALID_ARGUMENT', list(damaged), /page_token/);
      }),
      { seed: 3, numRuns: 30 },
    );
    await rejects('INVALID_ARGUMENT', list(new Uint8Array(0)));
  });
});

it('a transaction built by one client is read by another over the same transport', async () => {
  const { SuiGrpcClient } = await import('@mysten/sui/grpc');
  const other = new SuiGrpcClient({ network: 'devnet', transport: w.devnet.transport });
  const tx = new Transaction();
  tx.moveCall({ target: target('mark_beta') });
  const { Transaction: sent } = await other.signAndExecuteTransaction({ transaction: tx, signer: w.bob });
  assert.equal((await w.client.getTransaction({ digest: sent!.digest })).Transaction!.digest, sent!.digest);
});
