/** Folders that cannot be made are refused at once: Node's recursive `mkdir` never ends in `/proc`. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, inject, it } from 'vitest';
import { makeFolder, openBlobStore } from '@haulout/node';

const newFolder = (): Promise<string> => mkdtemp(join(inject('temporaryFolder'), 'make-folder-'));
const kernel = { skip: !existsSync('/proc/self'), meta: { why: 'no /proc here' } };

describe('makeFolder', () => {
  it('makes a folder with those above it, and leaves one that is there', async () => {
    const folder = join(await newFolder(), 'a', 'b', 'c');
    await makeFolder(folder);
    await makeFolder(folder);
    assert.ok((await stat(folder)).isDirectory());
    await rm(folder, { recursive: true });
    await makeFolder(relative(process.cwd(), folder));
    assert.ok((await stat(folder)).isDirectory());
  });

  it('makes one that several ask for at the same time', async () => {
    const above = await newFolder();
    for (let time = 0; time < 100; time++) {
      const folder = join(above, String(time), 'a', 'b');
      await Promise.all(Array.from({ length: 10 }, () => makeFolder(folder)));
      assert.ok((await stat(folder)).isDirectory());
    }
  });

  it('refuses a file in place of a folder', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    await assert.rejects(makeFolder(file), { code: 'EEXIST' });
    await assert.rejects(makeFolder(join(file, 'inner')), { code: 'ENOTDIR' });
  });

  it('refuses what the system does not let be made', kernel, async () => {
    await assert.rejects(makeFolder('/proc/x/y'), { code: 'ENOENT', path: '/proc/x' });
    await assert.rejects(openBlobStore('/proc/x'), { code: 'ENOENT', path: '/proc/x' });
  });
});
