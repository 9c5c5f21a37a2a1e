import { Command, Option } from 'commander';
import { duration, wholeNumber, withKey, writeJson, type KeyFlags } from '../command-line.js';
import { examples } from '../examples.js';
import { compileText } from '../compile-text.js';
import { fullNode } from '../full-node.js';
import { fullNodeUrl } from '../rpc-option.js';
import { fileJournal } from './deployment-file.js';
import { facts, inColour } from '../table.js';
import { deploy } from './deploy.js';
import { readKeystore } from './keystore.js';
import { extrasOption } from './extras-option.js';
import type { ExtraPackage } from './package-names.js';

interface Flags extends KeyFlags {
  readonly rpc: string;
  readonly output: string;
  readonly shards?: number;
  readonly epoch?: bigint;
  readonly firstEpoch?: bigint;
  readonly maxEpochsAhead?: number;
  /** WAL. */
  readonly exchange?: number;
  readonly with?: readonly ExtraPackage[];
  readonly json: boolean;
}

/** FROST in a WAL. */
const FROST = 1_000_000_000n;

/** `haulout deploy` */
export function deployCommand(): Command {
  const command = new Command('deploy').requiredOption(
    '--rpc <url>',
    'gRPC address of a full node, or of several, as a,b',
    fullNodeUrl,
  );
  return withKey(command)
    .option('-o, --output <file>', 'deployment file to write, and to go on from', 'haulout-deployment.json')
    .option('--shards <n>', 'shards; they cannot be changed later (default: 100)', wholeNumber(1, 1000))
    .option('--epoch <duration>', 'how long an epoch is (default: 24h)', duration)
    .option(
      '--first-epoch <duration>',
      'how long nodes can register before the first epoch (default: 24h)',
      duration,
    )
    .option(
      '--max-epochs-ahead <n>',
      'for how many epochs ahead storage is sold (default: 53)',
      wholeNumber(1, 1000),
    )
    .addOption(
      new Option('--exchange [wal]', 'also an exchange that gives WAL for SUI, with this many WAL in it')
        .preset('1000000')
        .argParser(wholeNumber(1, 5_000_000_000)),
    )
    .addOption(extrasOption())
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      examples('haulout deploy --rpc https://fullnode.example:443 --shards 100 --exchange'),
    )
    .action(async (flags: Flags) => {
      const publisher = await readKeystore(flags.keystore, flags.address);
      const client = fullNode(flags.rpc);
      const record = await deploy({
        client,
        publisher,
        rpcUrl: flags.rpc,
        journal: fileJournal(flags.output),
        extras: flags.with,
        exchangeFrost: flags.exchange === undefined ? undefined : BigInt(flags.exchange) * FROST,
        parameters: {
          nShards: flags.shards,
          epochDurationMs: flags.epoch,
          epochZeroDurationMs: flags.firstEpoch,
          maxEpochsAhead: flags.maxEpochsAhead,
        } as object,
        onCompile(event) {
          if (flags.json) writeJson(event);
          else console.error(compileText(event));
        },
        onStep(step, state) {
          if (flags.json) writeJson({ kind: 'step', step, state });
          else console.log(`${step}: ${state === 'done' ? 'done' : 'done before'}`);
        },
      });
      const { chain, rpcUrl, publisher: by } = record;
      const ids = Object.entries(record).filter(
        ([name, value]) => (name.endsWith('Id') || name === 'walType') && value !== undefined,
      );
      if (flags.json) {
        return writeJson({ kind: 'deployed', chain, rpcUrl, publisher: by, ...Object.fromEntries(ids) });
      }
      console.log(facts(ids as [string, string][], inColour()));
      console.log(`written to ${flags.output}`);
    });
}
