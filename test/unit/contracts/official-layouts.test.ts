import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

/**
 * The official client's bindings come from the deployed Walrus package. Ours come from our own package; where
 * both have a type or a function, they must say the same.
 */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const official = bindings(join(root, 'node_modules/@mysten/walrus/dist/contracts/walrus'), '.mjs');
const generated = join(root, 'sdk/src/contracts/generated');
/** Some types of Walrus are in the package below ours; bytes of objects do not say where a type is. */
const [walrus, core] = ['walrus', 'walrus_core'].map((name) => bindings(join(generated, name), '.ts'));
const ours = { types: new Map([...core!.types, ...walrus!.types]), calls: walrus!.calls };

/** Types that no object, event or call of the official client contains, with what is different. */
const INTERNAL: Readonly<Record<string, string>> = {
  'bls_aggregate::RequiredWeight':
    'an argument between functions of the package; ours passes the weight itself',
  'staking_pool::NewEpochCommissionBlockedForCollection': 'a key of extra fields that ours does not use',
  'extended_field::Key': 'an empty struct: one false byte, whether its field has a name or not',
};

describe('R23: objects and calls are those of the deployed Walrus package', () => {
  it('finds the official bindings', () => {
    assert.ok(official.types.size >= 20, `${official.types.size} types`);
    assert.ok(official.calls.size >= 5, `${official.calls.size} calls`);
  });

  for (const [name, layout] of official.types) {
    if (INTERNAL[name] !== undefined) continue;
    it(`${name} has the official layout`, () => {
      assert.equal(ours.types.get(name), layout);
    });
  }

  it('differs in nothing but the types that are listed, each with its reason', () => {
    const different = [...official.types].filter(([name, layout]) => ours.types.get(name) !== layout);
    assert.deepEqual(different.map(([name]) => name).sort(), Object.keys(INTERNAL).sort());
  });

  for (const [name, parameters] of official.calls) {
    it(`${name} takes the official arguments`, () => {
      assert.equal(ours.calls.get(name), parameters);
    });
  }
});

/**
 * Types (`module::Name`, with their fields) and calls (`module::function`, with types and names) in a folder.
 */
function bindings(folder: string, extension: string) {
  const types = new Map<string, string>();
  const calls = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(extension))) {
    const module = basename(file, extension);
    const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const match of text.matchAll(/const (\w+) = new (Move\w+)\(\{/g)) {
      const body = balanced(text, match.index + match[0].length - 1);
      const fields = body.slice(body.indexOf('fields:'));
      types.set(`${module}::${match[1]}`, `${match[2]} ${plain(fields)}`);
    }
    for (const match of text.matchAll(/argumentsTypes = \[/g)) {
      const types = balanced(text, match.index + match[0].length - 1);
      const rest = text.slice(match.index);
      const names = /parameterNames = (\[[^\]]*\])/.exec(rest)?.[1] ?? '[]';
      const called = /function: ['"](\w+)['"]/.exec(rest)?.[1];
      calls.set(`${module}::${called}`, plain(`${types} ${names}`));
    }
  }
  return { types, calls };
}

/** The bracketed text that opens at `start`. */
function balanced(text: string, start: number): string {
  let depth = 0;
  for (let end = start; end < text.length; end++) {
    if ('([{'.includes(text[end]!)) depth++;
    if (')]}'.includes(text[end]!) && --depth === 0) return text.slice(start, end + 1);
  }
  throw new Error('unbalanced');
}

/** Without quotes, spaces and the namespaces of imports. */
function plain(text: string): string {
  return text
    .replace(/\b(?!bcs\b)[a-z_0-9]+\.(?=[A-Z])/g, '')
    .replace(/['"\s]/g, '')
    .replace(/,(?=[\]}])/g, '');
}
