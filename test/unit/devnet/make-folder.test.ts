/** A devnet whose folder cannot be made is refused at once. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, it } from 'vitest';
import { Devnet } from '@haulout/devnet';

const newFolder = (): Promise<string> => mkdtemp(join(inject('temporaryFolder'), 'devnet-folder-'));
const kernel = { skip: !existsSync('/proc/self'), meta: { why: 'no /proc here' } };

it('a folder that the system does not let be made', kernel, async () => {
  await assert.rejects(Devnet.start({ folder: '/proc/x/y' }), { code: 'ENOENT', path: '/proc/x' });
});

it('a file in place of a folder', async () => {
  const file = join(await newFolder(), 'file');
  await writeFile(file, '');
  await assert.rejects(Devnet.start({ folder: file }), { code: 'EEXIST' });
  await assert.rejects(Devnet.start({ folder: join(file, 'inner') }), { code: 'ENOTDIR' });
});

it('folders above it that are missing are made', async () => {
  const folder = join(await newFolder(), 'a', 'b');
  (await Devnet.start({ folder })).stop();
  assert.ok(existsSync(join(folder, 'journal')));
});
