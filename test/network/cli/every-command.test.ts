/**
 * Every command on a network that lives: at a terminal of 80 columns, with pipes, and with `--json`. Other
 * files say what commands do; this one, that each of them speaks to people and to machines as it should.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Command } from 'commander';
import { fileJournal, writeKeystore, type Network } from 'haulout';
import { createWholeProgram } from '../../../cli/src/program.js';
import { seededBytes } from '../../support/bytes.js';
import { CommandProcess, hasTerminals, type Came } from '../../support/command-process.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { commandLines, WAYS, type CommandLine, type Own, type Way } from './command-lines.js';

const main = fileURLToPath(new URL('../../../cli/bin/haulout.js', import.meta.url));
/** What a terminal is told: in which colour, and where the next character goes. */
const COLOURS = /\u001b(?:[78]|\[[0-9;?]*[A-FH-Za-z])/g;
const TO_COLUMN = /\u001b\[\d*G/g;

let folder: string;
let network: Network;
let leaves: ReadonlyMap<string, Command>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-commands-'));
  network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
  const { deployment, rpcUrl, wallet } = network;
  await fileJournal(join(folder, 'deployment.json')).save({ ...deployment, rpcUrl });
  await writeKeystore(join(folder, 'wallet'), [wallet]);
  leaves = leavesOf(await createWholeProgram());
});
afterAll(async () => {
  await network?.stop();
  await rm(folder, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  HAULOUT_DEPLOYMENT: join(folder, 'deployment.json'),
  HAULOUT_KEYSTORE: join(folder, 'wallet'),
  XDG_CONFIG_HOME: join(folder, 'config'),
});

const lines = commandLines({ network: () => network, folder: () => folder });

it('every command has a line in the table', () => {
  const named = new Set(lines.map(({ command }) => command));
  assert.deepEqual([...leaves.keys()].toSorted(), [...named].toSorted());
});

describe.skipIf(!hasTerminals())('a command', { meta: { why: 'no python3 to make a terminal here' } }, () => {
  let processes: Readonly<Record<'terminal' | 'pipes', CommandProcess>>;
  const owns = new Map<Way, Own>();
  /** What has been run, by command. */
  const done = new Map<string, string[]>();

  beforeAll(async () => {
    await writeMovePackage(join(folder, 'counter'));
    for (const way of WAYS) {
      await writeKeystore(join(folder, `${way}.key`), [network.devnet.newAccount(way)]);
      owns.set(way, await ownOf(way));
    }
    const env = environment();
    const [terminal, pipes] = await Promise.all(
      [true, false].map((isTerminal) => CommandProcess.start(folder, { isTerminal, env })),
    );
    processes = { terminal: terminal!, pipes: pipes! };
  });
  afterAll(() => Promise.all(Object.values(processes ?? {}).map((one) => one.stop())));

  it.for(lines.map((line, index) => [`${index + 1}: haulout ${line.command}`, line] as const))(
    '%s',
    async ([, line]) => {
      line.before?.();
      for (const way of WAYS) {
        const { command, until, keeps } = line;
        const hasJson = leaves.get(command)!.options.some(({ long }) => long === '--json');
        if (line.elsewhere.includes(way) || (way === 'json' && !hasJson)) continue;
        const own = owns.get(way)!;
        const words = `${command} ${line.args(own)}`.trim().split(' ');
        const args = way === 'json' ? [...words, '--json'] : words;
        done.set(command, [...(done.get(command) ?? []), args.join(' ')]);
        const runner = processes[way === 'terminal' ? way : 'pipes'];
        const came = await (until === undefined ? runner.run(args) : runner.runUntil(until, args));
        check(line, way, came, `${way}: haulout ${args.join(' ')}\n${came.stdout}\n${came.stderr}`);
        const ids = `${came.stdout}\n${came.stderr}`.match(/0x[0-9a-f]{64}|(?<![\w-])[\w-]{43}(?![\w-])/g);
        if (ids !== null) own.ids[command] = keeps === 'last' ? ids.at(-1)! : ids[0]!;
      }
    },
  );

  it('has an example in its help that was run here, with values of this network', () => {
    for (const [name, command] of leaves) {
      const examples = examplesOf(command, name);
      const isRun = (example: string): boolean => {
        const options = example.match(/(?<= )--?[a-z][\w-]*/g) ?? [];
        return done.get(name)!.some((args) => options.every((option) => args.split(' ').includes(option)));
      };
      assert.ok(name === 'complete' || examples.some(isRun), `${name}: ${examples.join(', ')}`);
    }
  });
});

it('ends quietly when the reader of its output goes away, even if it would go on', async () => {
  const bytes = seededBytes(400_000, 77);
  const { blobId } = await network.client.haulout.store({
    ...{ bytes, epochs: 2, deletable: true, signer: network.wallet },
  });
  for (const args of [
    ['read', blobId],
    ['aggregator', '--bind', '127.0.0.1:0', '--json'],
  ]) {
    const reading = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...environment() } });
    let said = '';
    reading.stderr.on('data', (part) => (said += String(part)));
    await once(reading.stdout, 'data');
    reading.stdout.destroy();
    // What serves and has nobody to tell goes on serving, until it is told to end.
    if (args[0] !== 'read') reading.kill('SIGTERM');
    assert.deepEqual(await once(reading, 'exit'), [0, null], said);
    if (args[0] === 'read') assert.equal(said, '');
  }
});

/** What a way has: blobs that the SDK has stored, so that commands about blobs do not depend on store. */
async function ownOf(way: Way): Promise<Own> {
  const { haulout } = network.client;
  const bytes = (of: string): Uint8Array => new TextEncoder().encode(`${of} of ${way}`);
  const file = `${way}-file`;
  await writeFile(join(folder, file), bytes('file'));
  const terms = { epochs: 3, signer: network.wallet, deletable: false };
  const [shared, burnt] = await haulout.storeMany({ ...terms, blobs: [bytes('shared'), bytes('burnt')] });
  const deletable = await haulout.store({ ...terms, bytes: bytes('deletable'), deletable: true });
  const { blobId: quilt } = await haulout.storeFiles({
    ...terms,
    files: [{ identifier: 'a.txt', bytes: bytes('a') }],
  });
  return { way, file, quilt, shared: shared!, burnt: burnt!, deletable, node: `${way}-node`, ids: {} };
}

async function writeMovePackage(path: string): Promise<void> {
  await mkdir(join(path, 'sources'), { recursive: true });
  await writeFile(join(path, 'Move.toml'), '[package]\nname = "counter"\nedition = "2024"\n');
  const source = 'module counter::counter;\n#[test]\nfun adds() { assert!(1 + 1 == 2) }\n';
  await writeFile(join(path, 'sources', 'counter.move'), source);
}

/** What is so in a way. */
function check({ says, fails, until }: CommandLine, way: Way, came: Came, about: string): void {
  const { code, stdout, stderr } = came;
  const isGood = !fails.includes(way);
  assert.equal(code, isGood ? 0 : 1, about);
  if (way === 'terminal') {
    const text = stdout.replace(COLOURS, '').replace(TO_COLUMN, '\r');
    assert.match(text, says, about);
    for (const line of text.split(/[\r\n]+/)) assert.ok(line.length <= 80, `${line.length}: ${about}`);
    return;
  }
  assert.ok(!`${stdout}${stderr}`.includes('\u001b'), about);
  if (way === 'json') {
    for (const object of objectsIn(stdout)) assert.equal(typeof object['kind'], 'string', about);
    for (const object of objectsIn(stderr)) assert.equal(typeof object, 'object', about);
    assert.equal(stdout === '', !isGood && !/"findings"/.test(stdout), about);
  } else if (until !== undefined) {
    // A log in a pipe is for machines.
    assert.ok(objectsIn(stderr).length > 0, about);
  } else {
    const [where, elsewhere] = isGood ? [stdout, stderr] : [stderr, stdout];
    assert.match(where, says, about);
    assert.ok(says.source.length < 4 || !says.test(elsewhere), about);
  }
}

function objectsIn(text: string): Readonly<Record<string, unknown>>[] {
  const parts = text.split('\n').filter((line) => line !== '');
  return parts.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Commands that do something, by the words that call them. */
function leavesOf(command: Command, before: readonly string[] = []): Map<string, Command> {
  return new Map(
    command.commands.flatMap((one) => {
      const words = [...before, one.name()];
      return one.commands.length === 0 ? [[words.join(' '), one] as const] : [...leavesOf(one, words)];
    }),
  );
}

/** The examples in the help of a command. */
function examplesOf(command: Command, name: string): string[] {
  let text = '';
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp();
  return text.split('\n').filter((line) => line.startsWith(`  haulout ${name}`));
}
