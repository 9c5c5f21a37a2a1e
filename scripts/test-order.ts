/**
 * In which order `npm test` starts test files: first those that take long, so that all workers end together.
 */
import { statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longer than their size says; CONTRIBUTING.md has the measurements. */
const LONG = [
  'test/chain/move/coordination.test.ts',
  'test/simulation/attacker.test.ts',
  'test/network/kill/kill.test.ts',
  'test/network/cli/every-command.test.ts',
  'test/network/hosts/hosts.test.ts',
  'test/simulation/shrink.test.ts',
  'test/simulation/events.test.ts',
  'test/simulation/faults.test.ts',
  'test/simulation/rounds/adversaries.test.ts',
  'test/simulation/rounds/contracts-twin.test.ts',
  'test/network/epochs/every-moment.test.ts',
  'test/chain/history/documents.test.ts',
  'test/chain/move/epoch-change.test.ts',
  'test/network/packages/sui-range.test.ts',
  'test/network/packages/types.test.ts',
  'test/network/challenges/gate.test.ts',
  'test/network/client/shard-counts.test.ts',
  'test/network/cli/network-command.test.ts',
  'test/network/cli/operator-commands.test.ts',
  'test/network/cli/demo.test.ts',
  'test/network/client/store-many.test.ts',
  'test/network/epochs/hand-over.test.ts',
  'test/network/official/official-faults.test.ts',
  'test/network/kill/node-process.test.ts',
  'test/chain/move/storage-model.test.ts',
  'test/chain/devnet/framework/move-tests.test.ts',
  'test/chain/devnet/compiler/move-unit-tests.test.ts',
  'test/chain/move/staking-model.test.ts',
  'test/chain/cli/deploy.test.ts',
  'test/chain/contracts/codegen.test.ts',
  'test/unit/encoding/vectors.test.ts',
  'test/unit/client/read.test.ts',
  'test/unit/node/hand-over.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weights = new Map(files.map((file) => [file, this.#weightOf(file)]));
    return files.toSorted((a, b) => weights.get(b)! - weights.get(a)!);
  }

  #weightOf({ moduleId }: TestSpecification): number {
    const name = relative(this.ctx.config.root, moduleId).split(sep).join('/');
    const place = LONG.indexOf(name);
    return place < 0 ? statSync(moduleId).size : 1e9 - place;
  }
}
