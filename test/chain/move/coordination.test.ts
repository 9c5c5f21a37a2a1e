/**
 * The Move packages keep what they promise: their unit tests run on this project's own VM, where signatures
 * are real, and on the real Move VM, whose wasm build accepts any signature.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Devnet } from '@haulout/devnet';
import { compilePackage, runMoveTests, type MoveTestRun } from '@haulout/devnet/compiler';
import { limits, packageSize } from '@haulout/devnet/ledger';
import type { TestRun } from '@haulout/devnet/test';
import { readModule, type Token } from '@haulout/devnet/vm';
import { deploy, type Deployment, type DeploymentRecord } from 'haulout';
import { measureCoverage, unreached, type Coverage } from '../../support/move-coverage.js';
import { built, MOVE, moveFolder, SOMEWHERE } from '../../support/move-packages.js';
import { TYPESCRIPT } from '../../support/typescript.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const wal = moveFolder('wal');

const tested = ['walrus_core', 'walrus', 'evidence', 'blob_bucket', 'subsidies', 'walrus_subsidies'] as const;
type Tested = (typeof tested)[number];

/** What the tests of the Move modules of a package show. */
const promises: Readonly<Record<Tested, Readonly<Record<string, string>>>> = {
  walrus_core: {
    quorum_tests: 'R1: a quorum and one honest node, for every number of shards',
    apportionment_tests: 'R6: shards go by stake, as dealing them one by one would have it',
    committee_tests: 'R6: only the surplus of shards moves',
    candidates_tests: 'R6: the candidates are the nodes with the most stake, whatever came and went',
    burn_rate_tests: 'R5: a quorum moves the share of rewards that is burned, within its bounds',
    votes_tests: 'R8: no third of the weight moves prices or capacity alone',
    pending_values_tests: 'R7: amounts that wait for an epoch count from that epoch on',
    pool_stake_tests: 'R7, R17: what stake is worth, and what penalties leave of it, to the last rounding',
    hand_over_tests: 'R18: the record of a hand-over says who owes what, and who failed',
    epoch_tests: 'R7: when stake begins and ceases to count depends on who serves',
    rate_gaps_tests: 'R7: the rate of an epoch in which a node did not serve is that of the last one before',
    redstuff_tests: 'R4: encoded sizes are those of the official encoder',
    messages_tests: 'R4: signed messages are read strictly, byte by byte',
    bls_aggregate_tests: 'R4: bitmaps name the signers, and only a quorum counts',
    certificates_real_bls: 'R4: forged, short and repeated signatures all abort',
    event_blob_tests: 'R4: each node votes for one record of events, and a quorum settles it',
  },
  walrus: {
    storage_resource_tests: 'R3: storage can be cut and joined without gain or loss',
    storage_accounting_tests: 'R3: what is sold ahead comes due in its epoch',
    storage_pool_tests: 'R3, R4: blobs share the storage of a pool, and leave their room to others',
    system_tests: 'R3, R4, R21: storage is bought, blobs are registered, certified, extended, deleted',
    event_tests: 'R21: events tell everything that happens to storage, blobs and attributes',
    shared_blob_tests:
      'R3: a shared blob takes from anyone, gives to nobody, and lives as long as its funds last',
    node_duties_tests:
      'R3, R21: deny lists, event blobs, protocol versions and subsidies, each by its quorum',
    encoding_tests: 'R4: blob ids are those of the official encoder, which knows one encoding type',
    keys_real_bls: 'R4: a node signs with the key that it has proved to have, and forgeries certify nothing',
    staking_tests: 'R5, R7: epochs change in order, stake and rewards are conserved to the last FROST',
    burn_tests: 'R5: a share of rewards is burned, to the last FROST, by whichever call an epoch starts',
    leaving_tests: 'R7: a node can leave for good, and whoever has stake with it gets it back',
    staking_parts_tests: 'R7: the parts of staking',
    hand_over_tests: 'R5, R17, R18: who owes which shards to whom, who has them and who failed is on record',
    hand_over_penalties_tests: 'R18: whoever does not hand over shards pays, also if it has left',
    judge_tests: 'R17: the judge of the network takes what the rules say, and nobody else can',
    slashing_tests: 'R17: a quorum takes what an operator has not collected, and nobody less',
    reward_distribution_tests:
      'R5, R7: an epoch change that is too much for one transaction goes on in others, unnoticed',
    init_tests: 'a network is initialised once, by the rules, and its objects can be shown',
    upgrade_tests:
      'a quorum or the emergency capability upgrades the package; the shared objects move with all they hold',
  },
  evidence: {
    proof_tests: 'R12: proofs hold for what is badly encoded or wrongly answered, and for nothing else',
    round_tests: 'R16, R17: a round asks at a time that nobody knows, and every verdict has its price',
    accusation_tests: 'R16, R17: a wrong answer convicts, and nobody who has answered rightly',
    blob_tests: 'R12, R15, R19: what is invalid or lost is on record, and contracts can ask for it',
    hand_over_failures_tests: 'R18: who does not hand over its shards pays for as many as they are, once',
    declared_tests: 'R18: who says in time what it has lost pays less than who is caught',
    schedule_tests: 'R17: penalties change by a quorum only, in time, and never far',
    evidence_tests: 'one object, one epoch after the other, one version at a time',
  },
  blob_bucket: {
    blob_bucket_tests: 'R3, R4: one capability governs a bucket, and anybody certifies blobs in it',
  },
  subsidies: {
    subsidies_tests: 'R3: buyers pay less, and nobody with a third of the shards earns by buying',
  },
  walrus_subsidies: {
    walrus_subsidies_tests: 'R3: nodes get each subsidy once, as far as the funds reach',
    conservation_tests: 'R3: all WAL and all bytes sold are where the rules say, whatever anybody does',
  },
};

/** Modules whose tests mean something only where BLS12-381 is real. */
const needsRealBls = (name: string): boolean => moduleOf(name).endsWith('_real_bls');
const moduleOf = (name: string): string => name.split('::')[1]!;

for (const name of tested) {
  describe(`move/${name}`, () => {
    const directory = moveFolder(name);
    let coverage: Coverage;
    let ours: TestRun;
    let real: MoveTestRun;

    beforeAll(async () => {
      coverage = await measureCoverage(directory, { published: SOMEWHERE, lint: 'default' });
      ours = coverage.run;
      real = await runMoveTests({ directory });
    });

    for (const [module, promise] of Object.entries(promises[name])) {
      test(`${promise} (${module})`, () => {
        const tests = ours.tests.filter(({ name }) => moduleOf(name) === module);
        assert.notEqual(tests.length, 0);
        assert.deepEqual(
          tests.filter(({ verdict }) => verdict !== 'pass').map(({ name, message }) => `${name}: ${message}`),
          [],
        );
      });
    }

    test('the real Move VM gives the same verdicts, but for signatures, which it does not check', () => {
      const verdicts = (tests: readonly { name: string; verdict: string }[]): [string, string][] =>
        tests
          .filter(({ name }) => !needsRealBls(name))
          .map(({ name, verdict }): [string, string] => [name, verdict])
          .sort(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(verdicts(real.tests), verdicts(ours.tests));
      assert.equal(real.total, ours.tests.length);
    });

    test('every test module has its promise here', () => {
      const modules = new Set(ours.tests.map(({ name }) => moduleOf(name)));
      assert.deepEqual([...modules].sort(), Object.keys(promises[name]).sort());
    });

    test('every error has a sentence', () => {
      const missing = moveFiles(join(directory, 'sources')).flatMap((source) => {
        const module = /^module \w+::(\w+);/m.exec(source)![1]!;
        const errors = source.matchAll(/^(\/\/\/.*\n)?const (E[A-Z]\w*): u64/gm);
        return [...errors].flatMap(([, comment, error]) => (comment ? [] : [`${module}::${error}`]));
      });
      assert.deepEqual(missing, []);
    });

    test('every function and every error is reached by a test', () => {
      assert.deepEqual(unreached(coverage), []);
    });

    test('it compiles without a warning', () => assert.equal(coverage.warnings, undefined));
  });
}

describe('the packages of a network', () => {
  let devnet: Devnet;
  let record: DeploymentRecord & Deployment;
  const objectsOf = (id: string) => devnet.ledger.getObject(id)!;
  const bytesOf = (id: string): number => {
    const { data } = objectsOf(id);
    assert.ok(data.kind === 'package');
    return packageSize(data.package);
  };

  beforeAll(async () => {
    devnet = await Devnet.start({ seed: 'package size' });
    record = await deploy({ client: devnet.client, publisher: devnet.newAccount('publisher') });
  });
  afterAll(() => devnet.stop());

  test('each fits, as Sui counts bytes, and the README says what walrus leaves', () => {
    const size = bytesOf(record.packageId);
    for (const bytes of [size, bytesOf(record.corePackageId)])
      assert.ok(bytes <= limits.maxMovePackageSize, `${bytes} bytes`);
    const readme = readFileSync(join(MOVE, 'README.md'), 'utf8');
    const [, taken, left] = /takes ([\d.]+) KB of the\s102\.4 KB.*?\s([\d.]+) KB are\sleft/s.exec(readme)!;
    assert.ok(Math.abs(Number(taken) * 1000 - size) < 500, `${taken} KB in the README, but ${size} bytes`);
    assert.equal((Number(taken) + Number(left)).toFixed(1), (limits.maxMovePackageSize / 1000).toFixed(1));
  });

  test('nobody can upgrade walrus_core: its capability was destroyed when it was published', async () => {
    const { previousTransaction } = objectsOf(record.corePackageId);
    const { Transaction } = await devnet.client.core.getTransaction({
      digest: previousTransaction,
      include: { effects: true },
    });
    const left = Transaction!.effects.changedObjects.filter(
      ({ inputState, outputState }) => inputState === 'DoesNotExist' && outputState !== 'DoesNotExist',
    );
    assert.deepEqual(
      left.map(({ objectId }) => objectId),
      [record.corePackageId],
    );
  });

  test('no public function of walrus takes, or lends to be changed, what anybody can make', async () => {
    const [taken, lent, given]: string[][] = [[], [], []];
    for (const { bytecode } of await built('walrus')) {
      const module = readModule(bytecode);
      const isCore = (type: Token): boolean => {
        if (type.kind === 'vector') return isCore(type.element);
        if (type.kind === 'reference') return isCore(type.to);
        if (type.kind !== 'datatype') return false;
        const owner = module.moduleHandles[module.datatypeHandles[type.handle]!.module]!;
        return owner.address === SOMEWHERE.walrus_core || type.typeArguments.some(isCore);
      };
      for (const { handle, visibility, isEntry } of module.functions) {
        if (visibility !== 'public' && !isEntry) continue;
        const { name, parameters, returns } = module.functionHandles[handle]!;
        const id = `${module.self.name}::${name}`;
        if (parameters.some(isCore)) taken!.push(id);
        if (returns.some((type) => type.kind === 'reference' && type.mutable && isCore(type))) lent!.push(id);
        if (returns.some(isCore)) given!.push(id);
      }
    }
    assert.deepEqual([taken, lent], [[], []]);
    assert.deepEqual(given!.sort(), [
      'staking::committee',
      'staking::compute_next_committee',
      'staking::hand_over',
      'staking::previous_committee',
      'staking::previous_hand_over',
      'storage_node::last_event_blob_attestation',
    ]);
  });

  test('the BLS vectors are what their generator writes', async () => {
    const script = join(root, 'scripts/gen-bls-vectors.ts');
    await promisify(execFile)(process.execPath, [...TYPESCRIPT, script, '--check'], { cwd: root });
  });

  test('the openings are what their generator writes', async () => {
    const script = join(root, 'scripts/gen-proof-vectors.ts');
    const options = ['--conditions=@haulout/source', ...TYPESCRIPT];
    await promisify(execFile)(process.execPath, [...options, script, '--check'], { cwd: root });
  });
});

describe('move/wal', () => {
  test('the supply is minted once, to the publisher, and only burning changes it', async () => {
    const coverage = await measureCoverage(wal);
    assert.deepEqual(unreached(coverage), []);
    assert.deepEqual(
      coverage.run.tests.map(({ name, verdict }) => [name, verdict]),
      [
        ['wal::wal_tests::burning_lowers_the_supply', 'pass'],
        ['wal::wal_tests::metadata_is_frozen_with_nine_decimals', 'pass'],
        ['wal::wal_tests::publisher_receives_the_whole_supply', 'pass'],
      ],
    );
    const real = await runMoveTests({ directory: wal });
    assert.deepEqual([real.passed, real.failed], [3, 0]);
  });

  test('it compiles without a warning', async () => {
    const { warnings } = await compilePackage({ directory: wal }, { lint: 'default' });
    assert.equal(warnings, undefined);
  });
});

function moveFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.move'))
    .map((path) => readFileSync(join(directory, path), 'utf8'));
}
