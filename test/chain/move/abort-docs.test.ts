/**
 * The doc comment of every public function of the Move packages says when it aborts, and that is true: the
 * constants that it names exist, the function can end with each of them, and with no other one of ours.
 *
 * A statement is `Never aborts.`, or it begins with `Aborts with` and names constants: `EName` of the module
 * itself, `module::EName` of the package, `sui::module::EName` of the framework. Errors of the Move VM, such
 * as arithmetic errors, have no constant; a statement has them in words, where an argument can cause them.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, it } from 'vitest';
import { readMoveSource, type ModuleSource } from '../../../scripts/codegen/move-source.js';
import { built, moveFolder, packageNames } from '../../support/move-packages.js';
import { publicFunctions, type PublicFunction } from './aborts.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What bytecode lets a function end with and state does not: the constants, the functions (all, if none are
 * named) and the reason. Those functions do not name those constants.
 */
const IMPOSSIBLE: readonly {
  readonly errors: readonly string[];
  readonly functions?: RegExp;
  readonly because: string;
}[] = [
  {
    errors: ['storage_resource::EInvalidEpochRange'],
    because: 'every period is checked before storage is created for it',
  },
  {
    errors: ['storage_accounting::ETooFarInFuture'],
    functions: /^(system|shared_blob|staking|blob_bucket|subsidies|walrus_subsidies)::/,
    because: 'how far ahead is checked before an account is looked up',
  },
  {
    errors: ['pending_values::EMissingEpochValue', 'pending_values::EReduceValueTooLarge'],
    functions: /^(?!pending_values::)/,
    because: 'a pool counts every stake that somebody holds',
  },
  {
    errors: ['active_set::EZeroMaxSize'],
    functions: /^(?!active_set::)/,
    because: 'the size is a constant',
  },
  {
    errors: ['bls_aggregate::EIncorrectCommittee', 'committee::EInvalidShardAssignment'],
    functions: /^(?!committee::|bls_aggregate::)/,
    because: 'all shards are apportioned, and a candidate without shards is no member',
  },
  {
    errors: ['committee::ENotATransition', 'system_state_inner::EIncorrectCommittee'],
    functions: /^(?!committee::)/,
    because: 'the committee has been made as the successor of the current one',
  },
  {
    errors: ['hand_over::ENoHandOver'],
    functions: /^staking::(initiate_epoch_change(_v2)?|epoch_sync_done|report_recovered_shards)$/,
    because: 'a committee begins with a hand-over',
  },
  {
    errors: ['system::EWrongVersion'],
    functions: /^staking::/,
    because: 'both shared objects have the same version, and that of Staking is checked first',
  },
  {
    errors: ['staking::EWrongVersion'],
    functions: /^init::migrate$/,
    because: 'the version has just been set',
  },
  {
    errors: ['staking_inner::EPoolNotFound'],
    functions: /^staking::(set_(?!commission_receiver|governance)|try_join|destroy_empty)/,
    because: 'the capability of a node is destroyed together with its pool',
  },
  {
    errors: ['staking_inner::EPoolNotFound'],
    functions: /^staking::(request_withdraw_stake|withdraw_stake)$/,
    because: 'a pool is not removed before all its stake has been withdrawn',
  },
  {
    errors: ['staking_inner::EPoolNotFound'],
    functions: /^staking::(voting_end|update_prices)$/,
    because: 'the pool of a member or a candidate is not removed',
  },
  {
    errors: ['staking_pool::EIncorrectPoolId'],
    because: 'the pool is looked up by the node that the stake names',
  },
  {
    errors: ['staked_wal::ENotWithdrawing'],
    functions: /^staking::/,
    because: 'the state of the stake is known there',
  },
  {
    errors: ['storage_pool::EResourceBounds'],
    functions: /^(system::create_storage_pool|blob_bucket::new)$/,
    because: 'what is bought from the current epoch on has not ended',
  },
  {
    errors: ['storage_pool::EResourceBounds'],
    functions: /^blob_bucket::(?!new|burn)/,
    because: 'a bucket begins when it is made, and looks first whether its storage has ended',
  },
  {
    errors: ['redstuff::ENoShards', 'system_state_inner::EInvalidEpochsAhead'],
    functions: /^blob_bucket::(register|increase)/,
    because: 'there is no bucket before there are shards, and none ends later than storage is sold ahead',
  },
  {
    errors: ['walrus_subsidies::EWrongVersion'],
    functions: /^walrus_subsidies::new$/,
    because: 'the pool has just been made',
  },
  {
    errors: [
      'staking::EAmountsDoNotMatch',
      'staking_inner::EPoolNotFound',
      'system_state_inner::EInvalidEpochsAhead',
    ],
    functions: /^walrus_subsidies::process_subsidies$/,
    because:
      'there is an amount for each node of the committee before, which all exist, and for each account',
  },
  {
    errors: ['encoding::EInvalidEncodingType', 'redstuff::ENoShards', 'redstuff::EBlobTooLarge'],
    functions: /^(system|blob_bucket)::(delete|burn_expired|release_lost)_(pooled_)?blob$/,
    because: 'a blob was registered with a size and an encoding type that there are',
  },
  {
    errors: ['storage_resource::EIncompatibleAmount'],
    functions: /^system::decrease_storage_pool_/,
    because: 'no more is taken out than is free',
  },
  {
    errors: ['storage_pool::EInsufficientCapacity'],
    functions: /^system::decrease_storage_pool_unused_capacity_by_percent$/,
    because: 'a share of what is free is free',
  },
  {
    errors: ['encoding::EInvalidEncodingType'],
    functions: /^blob::encoded_size$/,
    because: 'a blob is not registered with another encoding type',
  },
  {
    errors: ['redstuff::ENoShards', 'blob::EResourceBounds', 'blob::EResourceSize'],
    functions: /^system::certify_event_blob$/,
    because: 'only a member of a committee votes, and the storage is made for the blob',
  },
  {
    errors: ['wal_exchange::EInvalidExchangeRate'],
    functions: /^wal_exchange::new(_funded)?$/,
    because: 'the first rate is 1 to 1',
  },
  {
    errors: ['evidence::ENoRound', 'terms::ENotAMember'],
    functions: /^accusations::resolve$/,
    because: 'the accusation is of the round that is under way',
  },
  {
    errors: ['evidence::EUnknownEpoch'],
    functions: /^accusations::(convict|accuse)$/,
    because: 'there is a round, which opens in an epoch that was taken in',
  },
  {
    errors: ['encoding::EInvalidEncodingType', 'redstuff::ENoShards'],
    functions: /^loss::unrecoverable$/,
    because: 'there is one encoding type, and the network has shards',
  },
];

let functions: PublicFunction[];
/** Constants of our modules as `module::EName`, by `module::code`; and of the framework, with its package. */
const ours = new Map<string, string>();
const frameworkErrors = new Set<string>();
const docs = new Map<string, string>();

beforeAll(async () => {
  const bytecode = [];
  for (const name of packageNames) {
    const directory = moveFolder(name);
    bytecode.push((await built(name)).map((module) => module.bytecode));
    for (const source of sourcesIn(directory)) {
      for (const { name, value } of errorsOf(source))
        ours.set(`${source.name}::${value}`, `${source.name}::${name}`);
      for (const [name, { doc }] of source.functions)
        docs.set(`${source.name}::${name}`, (doc ?? '').replace(/\s+/g, ' '));
    }
  }
  for (const [name, folder] of [
    ['std', 'move-stdlib'],
    ['sui', 'sui-framework'],
  ] as const)
    for (const source of sourcesIn(join(root, 'devnet/framework', folder)))
      for (const error of errorsOf(source)) frameworkErrors.add(`${name}::${source.name}::${error.name}`);
  functions = publicFunctions(bytecode);
});

describe('every public Move function says when it aborts', () => {
  it('finds the functions of all packages', () => {
    assert.ok(functions.length > 150, `${functions.length} functions`);
    for (const module of ['wal', 'committee', 'system', 'wal_exchange'])
      assert.ok(
        functions.some((each) => each.module === module),
        module,
      );
  });

  it('has one statement in each doc comment', () => {
    const without = functions
      .map(({ module, name }) => `${module}::${name}`)
      .filter((id) => (docs.get(id) ?? '').match(/Never aborts\.|Aborts with\b/g)?.length !== 1);
    assert.deepEqual(without, []);
  });

  it('names constants that exist', () => {
    const known = new Set([...ours.values(), ...frameworkErrors]);
    const unknown = functions.flatMap((each) =>
      namedBy(each)
        .filter((name) => !known.has(name))
        .map((name) => `${each.module}::${each.name} names ${name}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('names every constant of ours with which the function can end, and no other one', () => {
    const wrong = functions.flatMap((each) => {
      const id = `${each.module}::${each.name}`;
      const named = namedBy(each).filter((name) => !frameworkErrors.has(name));
      const possible = [...each.aborts].map((abort) => ours.get(abort) ?? abort);
      const expected = possible.filter((name) => !isImpossible(id, name));
      return [
        ...expected.filter((name) => !named.includes(name)).map((name) => `${id} does not name ${name}`),
        ...named.filter((name) => !expected.includes(name)).map((name) => `${id} cannot end with ${name}`),
      ];
    });
    assert.deepEqual(wrong, []);
  });

  it('needs each exception that is listed', () => {
    const idle = IMPOSSIBLE.flatMap(({ errors, functions: pattern, because }) =>
      errors
        .filter((error) => !functions.some((each) => canEndWith(each, error, pattern)))
        .map((error) => `${error}: ${because}`),
    );
    assert.deepEqual(idle, []);
  });
});

function isImpossible(id: string, error: string): boolean {
  return IMPOSSIBLE.some(({ errors, functions }) => errors.includes(error) && (functions?.test(id) ?? true));
}

function canEndWith({ module, name, aborts }: PublicFunction, error: string, pattern: RegExp | undefined) {
  const possible = [...aborts].some((abort) => ours.get(abort) === error);
  return possible && (pattern?.test(`${module}::${name}`) ?? true);
}

/** The constants in a statement, with their modules. */
function namedBy({ module, name }: PublicFunction): string[] {
  const statement = (docs.get(`${module}::${name}`) ?? '').split('Aborts with')[1] ?? '';
  return [...statement.matchAll(/`((?:\w+::)*E[A-Z]\w*)`/g)].map(([, error]) =>
    error!.includes('::') ? error! : `${module}::${error!}`,
  );
}

function errorsOf({ constants }: ModuleSource) {
  return constants.filter(({ name }) => /^E[A-Z]/.test(name));
}

function sourcesIn(directory: string): ModuleSource[] {
  const sources = join(directory, 'sources');
  return readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.move'))
    .flatMap((path) => readMoveSource(readFileSync(join(sources, path), 'utf8')));
}
