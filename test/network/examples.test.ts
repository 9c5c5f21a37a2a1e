/** Every program in `examples` runs to its end and says what it should. They share one network. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, inject, test, vi } from 'vitest';
import { Network } from 'haulout';
import { openGoldenNetwork } from '../support/golden-network.js';

/** What each program says last, in the order in which they run: what changes the network most comes last. */
const programs: Readonly<Record<string, RegExp>> = {
  costs: /^\d+ FROST, and -?\d+ MIST of gas to register$/,
  store: /^[\w-]{43} is stored until epoch 4$/,
  'store-file': /^[\w-]{43} has 100000 bytes$/,
  read: /^100000 512 99000$/,
  lazy: /^tide tide\.json \{"tide":"low","walruses":7\}$/,
  availability: /^true 0$/,
  quilt: /^14 1 style\.css$/,
  sealed: /^for your eyes only$/,
  owners: /^\d+ 0x[0-9a-f]{64}$/,
  pools: /^0$/,
  shared: /^stored until epoch 5, with \d+ FROST left$/,
  flow: /^20000$/,
  'wallet-elsewhere': /^10000$/,
  gateway: /^Stored by one request\.$/,
  errors: /^nobody has stored that$/,
  watch: /^BlobCertified in checkpoint \d+$/,
  'official-client': /^Written by one client, read by the other\.$/,
  operator: /^end-voting: done$/,
  quickstart: /^Where walruses come ashore together\.$/,
  signatures: /^true$/,
  devnet: /^a counter is there since transaction \w{43,44}$/,
  prebuilt: /^$/,
};
/**
 * A program for a real network, which only has to compile; a module that a test of its own runs; and a test,
 * which this suite runs as well.
 */
const others = ['connect', 'seal', 'network.test'];

let shared: Network;
let workingFolder: string;
beforeAll(async () => {
  shared = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
  vi.spyOn(Network, 'start').mockResolvedValue(shared);
  vi.spyOn(shared, 'stop').mockResolvedValue();
  workingFolder = process.cwd();
  const folder = await mkdtemp(join(inject('temporaryFolder'), 'examples-'));
  await mkdir(join(folder, 'move/counter/sources'), { recursive: true });
  const manifest = '[package]\nname = "counter"\nedition = "2024"\n[addresses]\ncounter = "0x0"\n';
  await writeFile(join(folder, 'move/counter/Move.toml'), manifest);
  const source = 'module counter::counter;\npublic fun next(value: u64): u64 { value + 1 }\n';
  await writeFile(join(folder, 'move/counter/sources/counter.move'), source);
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(workingFolder);
  vi.restoreAllMocks();
  await shared.stop();
});

test('each program is run here', async () => {
  const files = await readdir(new URL('../../examples', import.meta.url));
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
  assert.deepEqual(names.sort(), [...Object.keys(programs), ...others].sort());
});

for (const [name, last] of Object.entries(programs))
  test(`${name} runs`, async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    try {
      await import(`../../examples/${name}.ts`);
      assert.match((said.mock.lastCall ?? []).map(String).join(' '), last);
    } finally {
      said.mockRestore();
    }
  });
