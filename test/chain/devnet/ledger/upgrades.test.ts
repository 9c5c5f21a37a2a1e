import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, it } from 'vitest';
import { compilePackage } from '@haulout/devnet/compiler';
import type { CompiledPackage } from '@haulout/devnet/compiler';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import type { Transaction } from '@mysten/sui/transactions';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { World, balance, contains, created, plain } from './world.js';

const read = (path: string): string => readFileSync(new URL(`./move/${path}`, import.meta.url), 'utf8');
const policies = { compatible: 0, additive: 128, dependenciesOnly: 192 };

let world: World;
let start: LedgerSnapshot;

beforeAll(async () => {
  world = await World.start();
  start = world.ledger.snapshot();
});
beforeEach(() => world.ledger.restore(start));

const builds = new Map<string, Promise<CompiledPackage>>();

/** The test package with changes to its source. */
function changed(
  ...replacements: readonly (readonly [from: string, to: string])[]
): Promise<CompiledPackage> {
  let things = read('sources/things.move');
  for (const [from, to] of replacements) {
    assert.ok(things.includes(from), `the source has no ${from}`);
    things = things.replace(from, to);
  }
  let build = builds.get(things);
  if (build === undefined) {
    const files = {
      'Move.toml': read('Move.toml'),
      'sources/things.move': things,
      'sources/token.move': read('sources/token.move'),
    };
    build = compilePackage({ files });
    builds.set(things, build);
  }
  return build;
}

const modulesOf = (item: CompiledPackage): number[][] => item.modules.map(({ bytecode }) => [...bytecode]);

function upgrade(
  item: CompiledPackage,
  options: {
    readonly policy?: number;
    readonly digest?: Uint8Array;
    readonly current?: string;
    readonly claimed?: string;
  } = {},
) {
  const current = options.current ?? world.packageId;
  return (tx: Transaction): void => {
    const cap = world.owned(tx, world.upgradeCap);
    const ticket = tx.moveCall({
      target: '0x2::package::authorize_upgrade',
      arguments: [
        cap,
        tx.pure.u8(options.policy ?? 0),
        tx.pure.vector('u8', [...(options.digest ?? item.digest)]),
      ],
    });
    const receipt = tx.upgrade({
      modules: modulesOf(item),
      dependencies: [...item.dependencies],
      package: options.claimed ?? current,
      ticket,
    });
    tx.moveCall({ target: '0x2::package::commit_upgrade', arguments: [cap, receipt] });
  };
}

const better = () =>
  changed(
    [
      'public fun value(self: &Item): u64 { self.value }',
      'public fun value(self: &Item): u64 { self.value + 1000 }',
    ],
    [
      '// === Receiving ===',
      `public struct Extra has key, store { id: UID }
       public fun extra(ctx: &mut TxContext): Extra { Extra { id: object::new(ctx) } }
       public fun refuse_better() { abort 8 }`,
    ],
  );

describe('an upgrade', () => {
  it('makes a new package whose code works on objects of the old one', async () => {
    const item = await world.item(1);
    const result = await world.succeed(upgrade(await better()));
    const next = result.changes.find(({ after }) => after?.data.kind === 'package')!.after!;
    assert.ok(next.data.kind === 'package');
    const { package: made } = next.data;
    assert.deepEqual([made.originalId, made.version, next.version], [world.packageId, 2n, 2n]);
    assert.deepEqual(
      world.ledger.listPackageVersions(world.packageId).map(({ id }) => id),
      [world.packageId, next.id],
    );
    await world.succeed((tx) => {
      const value = tx.moveCall({ target: `${next.id}::things::value`, arguments: [world.owned(tx, item)] });
      tx.moveCall({ target: world.fn('expect'), arguments: [value, tx.pure.u64(1001)] });
      const old = tx.moveCall({ target: world.fn('value'), arguments: [world.owned(tx, item)] });
      tx.moveCall({ target: world.fn('expect'), arguments: [old, tx.pure.u64(1)] });
    });
  });

  it('keeps the identity of old types and gives new ones the new id', async () => {
    const result = await world.succeed(upgrade(await better()));
    const { id } = result.changes.find(({ after }) => after?.data.kind === 'package')!;
    const made = await world.succeed((tx) => {
      const item = tx.moveCall({ target: `${id}::things::new`, arguments: [tx.pure.u64(5)] });
      const extra = tx.moveCall({ target: `${id}::things::extra` });
      const type = `${id}::things::Item`;
      const held = tx.moveCall({ target: `${id}::things::hold`, typeArguments: [type], arguments: [item] });
      tx.transferObjects([held, extra], world.alice.toSuiAddress());
    });
    const typeOf = (name: string) => {
      const { data } = created(made, name);
      assert.ok(data.kind === 'move' && data.type.kind === 'datatype');
      return data.type;
    };
    assert.equal(typeOf('Extra').address, id);
    assert.equal(typeOf('Holder').address, world.packageId);
    contains(typeOf('Holder').typeArguments[0], { address: world.packageId, name: 'Item' });
  });

  it('aborts at its own id', async () => {
    const result = await world.succeed(upgrade(await better()));
    const { id } = result.changes.find(({ after }) => after?.data.kind === 'package')!;
    const { error } = await world.fail((tx) => tx.moveCall({ target: `${id}::things::refuse_better` }));
    contains(error, { MoveAbort: { 0: { module: { address: id } }, 1: '8' } });
  });

  it('follows the last version only, and does not run init again', async () => {
    const item = await better();
    const result = await world.succeed(upgrade(item));
    assert.equal(result.changes.filter(({ idOperation }) => idOperation === 'created').length, 1);
    const { id } = result.changes.find(({ after }) => after?.data.kind === 'package')!;
    const stale = await world.fail(upgrade(item, { claimed: world.packageId }));
    assert.deepEqual(stale.error, {
      PackageUpgradeError: {
        upgradeError: { PackageIDDoesNotMatch: { packageId: world.packageId, ticketId: id } },
      },
    });
    await world.succeed(upgrade(item, { current: id }));
  });

  const refused = async (run: Promise<{ readonly error: unknown }>, upgradeError: unknown) => {
    const { error } = await run;
    contains(error, { PackageUpgradeError: { upgradeError } });
  };

  it('is of exactly what the ticket is for', async () => {
    const item = await better();
    await refused(world.fail(upgrade(item, { digest: new Uint8Array(32) })), { DigestDoesNotMatch: {} });
  });

  it('follows a policy that there is', async () => {
    await refused(world.fail(upgrade(await better(), { policy: 7 })), {
      UnknownUpgradePolicy: { policy: 7 },
    });
  });

  const incompatible = { IncompatibleUpgrade: true };

  it('keeps types and public functions', async () => {
    const breaking: readonly (readonly [string, string])[] = [
      ['public struct Noted has copy, drop {', 'public struct Noted has copy, drop { more: u8,'],
      ['public fun pair(a: u64, b: u64): (u64, u64) { (a, b) }', ''],
      [
        'public fun pair(a: u64, b: u64): (u64, u64) { (a, b) }',
        'public fun pair(a: u64, _b: u8): (u64, u64) { (a, a) }',
      ],
      ['public fun hold<T: store>', 'public fun hold<T: store + copy>'],
    ];
    for (const [from, to] of breaking) {
      const parts: [string, string][] = [[from, to]];
      if (to.includes('more: u8')) {
        // Keep the rest of the module compiling.
        const item = await changed(parts[0]!, ...noteFixes()).catch((error: Error) => error);
        assert.ok(!(item instanceof Error), String(item));
        await refused(world.fail(upgrade(item)), incompatible);
      } else await refused(world.fail(upgrade(await changed(...parts))), incompatible);
    }
  });

  it('may change private functions and code', async () => {
    await world.succeed(
      upgrade(await changed(['fun hidden() {}', 'fun hidden() { assert!(1 + 1 == 2, 3) }'])),
    );
  });

  it('under a stricter policy leaves functions alone, or everything', async () => {
    const code = await better();
    const additive = await changed(['// === Receiving ===', 'public fun more(): u64 { 1 }']);
    const same = await changed();
    await refused(world.fail(upgrade(code, { policy: policies.additive })), incompatible);
    const snapshot = world.ledger.snapshot();
    await world.succeed(upgrade(additive, { policy: policies.additive }));
    world.ledger.restore(snapshot);
    await refused(world.fail(upgrade(additive, { policy: policies.dependenciesOnly })), incompatible);
    await world.succeed(upgrade(same, { policy: policies.dependenciesOnly }));
  });
});

/** The places that make a `Noted`, with one field more. */
function noteFixes(): [string, string][] {
  const source = read('sources/things.move');
  const count = source.split('Noted {').length - 1;
  // The first is the definition itself, which has changed before.
  return Array.from({ length: count }, (): [string, string] => [
    'Noted { number',
    'Noted { more: 0, number',
  ]).slice(0, source.split('Noted { number').length - 1);
}

describe('publishing', () => {
  const publish = (modules: readonly (readonly number[])[], dependencies: readonly string[]) =>
    world.execute((tx) => {
      const cap = tx.publish({ modules: modules.map((each) => [...each]), dependencies: [...dependencies] });
      tx.transferObjects([cap], world.alice.toSuiAddress());
    });
  const failureOf = ({ status }: Awaited<ReturnType<typeof publish>>): unknown => {
    assert.ok(!status.success);
    return plain(status.error);
  };
  const framework = [normalizeSuiAddress('0x1'), normalizeSuiAddress('0x2')];

  it('needs all dependencies, and modules at address zero, once each', async () => {
    const modules = modulesOf(await changed());
    assert.deepEqual(failureOf(await publish(modules, framework.slice(1))), {
      PublishUpgradeMissingDependency: true,
    });
    const twice = await publish([...modules, modules[0]!], framework);
    assert.deepEqual(failureOf(twice), { VMVerificationOrDeserializationError: true });
    const item = world.now(world.packageId);
    assert.ok(item.data.kind === 'package');
    const placed = [...item.data.package.modules.values()].map((bytes) => [...bytes]);
    assert.deepEqual(failureOf(await publish(placed, framework)), { PublishErrorNonZeroAddress: true });
    assert.deepEqual(failureOf(await publish([[1, 2, 3]], framework)), {
      VMVerificationOrDeserializationError: true,
    });
  });

  it('is bounded to 100 KiB', async () => {
    const constant = `const A${0}: vector<u8> = x"${'ab'.repeat(30_000)}";`;
    const functions = Array.from(
      { length: 4 },
      (_, index) => `module big::m${index}; ${constant} public fun get(): vector<u8> { A0 }`,
    );
    const files: Record<string, string> = {
      'Move.toml': '[package]\nname = "Big"\nedition = "2024"\n[addresses]\nbig = "0x0"\n',
    };
    functions.forEach((text, index) => (files[`sources/m${index}.move`] = text));
    const item = await compilePackage({ files });
    const { bytes } = await world.build((tx) => {
      const cap = tx.publish({ modules: modulesOf(item), dependencies: framework });
      tx.transferObjects([cap], world.alice.toSuiAddress());
    });
    const { status } = world.ledger.simulate(bytes, { checks: false });
    assert.ok(!status.success);
    contains(status.error, { MovePackageTooBig: { maxObjectSize: '102400' } });
  });

  it('refuses an init with another signature, however the bytecode was made', async () => {
    const item = await compilePackage({
      files: {
        'Move.toml': '[package]\nname = "Odd"\nedition = "2024"\n[addresses]\nodd = "0x0"\n',
        'sources/odd.move': 'module odd::odd; public fun inix() {}',
      },
    });
    const bytes = modulesOf(item)[0]!;
    const at = bytes.findIndex(
      (_, index) => String.fromCharCode(...bytes.slice(index, index + 4)) === 'inix',
    );
    bytes[at + 3] = 't'.charCodeAt(0);
    assert.deepEqual(failureOf(await publish([bytes], framework)), { SuiMoveVerificationError: true });
  });

  it('does not link to an older version than a dependency needs', async () => {
    const things = { 'Move.toml': read('Move.toml'), 'sources/things.move': read('sources/things.move') };
    const upgraded = await world.succeed(upgrade(await better()));
    const next = upgraded.changes.find(({ after }) => after?.data.kind === 'package')!.id;
    const second = { originalId: world.packageId, publishedAt: next, version: 2 };
    const user = {
      'Move.toml':
        '[package]\nname = "User"\nedition = "2024"\n[dependencies]\nLedgerTests = { local = "../things" }\n[addresses]\nuser = "0x0"\n',
      'sources/user.move': 'module user::user; public fun two(): u64 { ledger_tests::things::add(1, 1) }',
    };
    const built = await compilePackage(
      { files: user, locals: { '../things': things } },
      { published: { LedgerTests: second } },
    );
    const result = await publish(modulesOf(built), built.dependencies);
    assert.ok(result.status.success, result.status.success ? '' : result.status.message);
    const userId = result.changes.find(({ after }) => after?.data.kind === 'package')!.id;
    const top = await compilePackage(
      {
        files: {
          'Move.toml':
            '[package]\nname = "Top"\nedition = "2024"\n[dependencies]\nUser = { local = "../user" }\n[addresses]\ntop = "0x0"\n',
          'sources/top.move': 'module top::top; public fun four(): u64 { user::user::two() * 2 }',
        },
        locals: { '../user': user, '../things': things },
      },
      { published: { User: userId, LedgerTests: second } },
    );
    const older = [...framework, userId, world.packageId];
    assert.deepEqual(failureOf(await publish(modulesOf(top), older)), {
      PublishUpgradeDependencyDowngrade: true,
    });
    const good = await publish(modulesOf(top), [...framework, userId, next]);
    assert.ok(good.status.success, good.status.success ? '' : good.status.message);
  });

  it('links a package to another that was published before', async () => {
    const user = await compilePackage(
      {
        files: {
          'Move.toml':
            '[package]\nname = "User"\nedition = "2024"\n[dependencies]\nLedgerTests = { local = "things" }\n[addresses]\nuser = "0x0"\n',
          'sources/user.move':
            'module user::user; use ledger_tests::things; public fun make(ctx: &mut TxContext): things::Item { things::new(77, ctx) }',
        },
        locals: {
          things: { 'Move.toml': read('Move.toml'), 'sources/things.move': read('sources/things.move') },
        },
      },
      { published: { LedgerTests: world.packageId } },
    );
    const result = await publish(modulesOf(user), user.dependencies);
    assert.ok(result.status.success, result.status.success ? '' : result.status.message);
    const { id } = result.changes.find(({ after }) => after?.data.kind === 'package')!;
    const made = await world.succeed((tx) =>
      tx.transferObjects([tx.moveCall({ target: `${id}::user::make` })], world.alice.toSuiAddress()),
    );
    assert.equal(balance(created(made, 'Item')), 77n);
  });
});
