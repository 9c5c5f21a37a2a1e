/** Contexts: what the file keeps, and what commands take from it. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, inject, it } from 'vitest';
import { NAME, readContexts, writeContexts, type Context } from '../../../cli/src/context/contexts-file.js';
import { createProgram } from '../../../cli/src/program.js';
import { ran } from '../../support/printed.js';

const VARIABLES = ['HAULOUT_CONTEXTS', 'HAULOUT_CONTEXT', 'HAULOUT_DEPLOYMENT', 'HAULOUT_KEYSTORE'] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
let file: string;

beforeEach(async () => {
  file = join(await mkdtemp(join(inject('temporaryFolder'), 'contexts-')), 'settings', 'contexts.json');
  for (const name of VARIABLES) delete process.env[name];
  process.env['HAULOUT_CONTEXTS'] = file;
});
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

describe('the file of contexts', () => {
  it('gives back what was written, whatever it is', async () => {
    const text = fc.string({ minLength: 1, maxLength: 20 });
    const context = fc.record(
      { deployment: text, rpc: text, keystore: text, address: text },
      { requiredKeys: [] },
    );
    const names = fc.stringMatching(new RegExp(NAME));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, context, { maxKeys: 5 }), fc.nat(), async (contexts, which) => {
        const all = new Map<string, Context>(
          Object.entries(contexts).map(([name, one]) => [name, { ...one }]),
        );
        const active = [...all.keys()][which % 6];
        await writeContexts(file, { active, all });
        assert.deepEqual(await readContexts(file), active === undefined ? { all } : { active, all });
      }),
      { numRuns: 30, seed: 12 },
    );
  });

  it('is refused when it is something else, and says what and where', async () => {
    await writeContexts(file, { all: new Map() });
    for (const [text, why] of [
      ['[', /not JSON/],
      ['[]', /no object contexts/],
      ['{"contexts":{"__proto__":{}}}', /'__proto__' is not a name/],
      ['{"contexts":{"a":{"deployment":1}}}', /a has no text as deployment/],
      ['{"contexts":{"a":{"key":"secret"}}}', /a has more than deployment, rpc, keystore, address/],
      ['{"contexts":{"a":[]}}', /a is not an object/],
      ['{"contexts":{},"active":"b"}', /active is not the name/],
      [' '.repeat(2 ** 20 + 1), /at most 1 MiB/],
    ] as const) {
      await writeFile(file, text);
      await assert.rejects(readContexts(file), { code: 'BAD_CONTEXTS', message: why });
    }
  });
});

describe('a command', () => {
  const all = new Map<string, Context>([
    ['here', { deployment: '/here.json', rpc: 'http://127.0.0.1:1', keystore: '/here.keys', address: '0x1' }],
    ['there', { deployment: '/there.json' }],
  ]);

  /** What a command would work with. */
  async function optionsOf(...args: string[]): Promise<Record<string, unknown>> {
    const program = await createProgram(args);
    const command = program.commands.find((one) => args.includes(one.name()))!;
    let options: Record<string, unknown> | undefined;
    command.action((...given: unknown[]) => void (options = (given.at(-1) as Command).opts()));
    await program.parseAsync(args, { from: 'user' });
    const { deployment, rpc, keystore, address } = options!;
    return JSON.parse(JSON.stringify({ deployment, rpc, keystore, address }));
  }
  const here = { ...all.get('here') };

  it('takes from the context in use what its command line does not say', async () => {
    await writeContexts(file, { active: 'here', all });
    assert.deepEqual(await optionsOf('store', 'file'), here);
    assert.deepEqual(await optionsOf('store', 'file', '--address', '0x2'), { ...here, address: '0x2' });
    assert.deepEqual(await optionsOf('info'), { deployment: here.deployment, rpc: here.rpc });
  });

  it('never takes a full node of another deployment, or an address of another keystore', async () => {
    await writeContexts(file, { active: 'here', all });
    const { keystore, address } = here;
    const other = await optionsOf('store', 'file', '--deployment', 'd.json');
    assert.deepEqual(other, { deployment: 'd.json', keystore, address });
    const { deployment, rpc } = here;
    assert.deepEqual(await optionsOf('store', 'file', '--keystore', 'k'), { deployment, rpc, keystore: 'k' });
  });

  it('takes the environment before the context in use, and a context that is named before both', async () => {
    await writeContexts(file, { active: 'here', all });
    process.env['HAULOUT_DEPLOYMENT'] = 'of-environment.json';
    assert.deepEqual(await optionsOf('info'), { deployment: 'of-environment.json' });
    assert.deepEqual(await optionsOf('info', '--context', 'there'), { deployment: '/there.json' });
    process.env['HAULOUT_CONTEXT'] = 'there';
    assert.deepEqual(await optionsOf('info'), { deployment: '/there.json' });
    assert.deepEqual(await optionsOf('info', '--context', 'here'), {
      deployment: here.deployment,
      rpc: here.rpc,
    });
  });

  it('takes a context that is named before the command, too', async () => {
    await writeContexts(file, { active: 'here', all });
    assert.deepEqual(await optionsOf('--context', 'there', 'info'), { deployment: '/there.json' });
    assert.deepEqual(await optionsOf('--context=there', 'info'), { deployment: '/there.json' });
    const { code, stderr } = await ran('--context', 'here', 'store');
    assert.deepEqual(
      [code, stderr],
      [1, 'haulout: <files> is missing\nhaulout store --help shows what it takes.\n'],
    );
  });

  it('does without contexts where there are none, and says which there are', async () => {
    assert.deepEqual(await optionsOf('info'), { deployment: 'haulout-deployment.json' });
    await writeContexts(file, { all });
    assert.deepEqual(await optionsOf('info'), { deployment: 'haulout-deployment.json' });
    const { code, stderr } = await ran('info', '--context', 'nowhere');
    assert.deepEqual(
      [code, stderr],
      [1, "haulout: there is no context 'nowhere'\nThere are: here, there.\n"],
    );
  });

  it('says that no key is given when neither it nor the context has one', async () => {
    await writeContexts(file, { active: 'there', all });
    assert.match((await ran('store', 'file')).stderr, /--keystore <file> is missing/);
  });
});

describe('haulout context', () => {
  it('keeps, uses and forgets, and never replaces what it was not told to', async () => {
    await writeContexts(file, {
      active: 'a',
      all: new Map([
        ['a', { deployment: '/a' }],
        ['b', {}],
      ]),
    });
    assert.match(
      (await ran('context', 'list')).stdout.toString(),
      /^a \(in use\)\n {2}deployment {2}\/a\n\nb\n/,
    );
    assert.equal((await ran('context', 'use', 'b')).stdout.toString(), 'b is in use\n');
    assert.match((await ran('context', 'add', 'a', '--deployment', 'x')).stderr, /there is a context 'a'/);
    const missing = await ran('context', 'add', 'c', '--deployment', join(file, 'x'));
    assert.equal(missing.code, 1);
    assert.equal((await ran('context', 'remove', 'b')).stdout.toString(), 'b is forgotten; none is in use\n');
    assert.match((await ran('context', 'use', 'b')).stderr, /there is no context 'b'/);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { contexts: { a: { deployment: '/a' } } });
    assert.match((await ran('context', 'use', '../x')).stderr, /is not a name/);
  });
});
