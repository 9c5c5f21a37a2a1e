/** docs/walrus.md has all that Walrus has, and what it says is here is here. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WalrusClient } from '@mysten/walrus';
import { describe, it } from 'vitest';
import { createWholeProgram } from '../../../cli/src/program.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(root, 'docs/walrus.md'), 'utf8');
const [, contracts = '', client = '', commands = ''] = page.split(/^## /m);
const codes = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
/** Of all items of a list, what stands before the colon, or behind it. */
const halves = (text: string, which: 0 | 1): string =>
  text
    .split(/^- /m)
    .slice(1)
    .map((item) => {
      const at = item.indexOf(':');
      return which === 0 ? item.slice(0, at) : item.slice(at);
    })
    .join('\n');

describe('the page about Walrus', () => {
  it('lists functions of contracts that are public here, module by module', () => {
    const sources = readdirSync(join(root, 'move'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.move') && path.includes('/sources/'))
      .map((path) => readFileSync(join(root, 'move', path), 'utf8'));
    const lists = [...contracts.matchAll(/^\*\*`(\w+::\w+)`\*\*:([^.]*)\./gm)];
    assert.ok(lists.length > 20, `${lists.length} modules`);
    for (const [, module, functions] of lists) {
      const own = sources.filter((text) => new RegExp(`^module ${module};`, 'm').test(text));
      assert.equal(own.length, 1, module);
      for (const name of codes(functions!))
        assert.match(own[0]!, new RegExp(`public (entry )?fun ${name}[(<]`), `${module}::${name}`);
    }
  });

  it('has every method of the official client', () => {
    const known = new Set(codes(halves(client, 0)));
    const methods = Object.getOwnPropertyNames(WalrusClient.prototype).filter(
      (name) => name !== 'constructor',
    );
    assert.deepEqual(
      methods.filter((name) => !known.has(name)),
      [],
    );
  });

  it('names commands that there are', async () => {
    const program = await createWholeProgram();
    for (const code of codes(halves(commands, 1))) {
      let command = program;
      for (const word of code.split(' ')) {
        if (word.startsWith('--')) {
          const options = [command, program].flatMap((one) => one.options.map(({ long }) => long));
          assert.ok(command === program || options.includes(word), code);
        } else if (word !== 'haulout')
          command = command.commands.find((one) => one.name() === word) ?? assert.fail(code);
      }
    }
  });
});
