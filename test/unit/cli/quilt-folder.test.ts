/** Files of a quilt as a folder: whole or not at all, and nothing outside of it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, inject, it } from 'vitest';
import { writeFolder } from '../../../cli/src/blobs/quilt-folder.js';

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(inject('temporaryFolder'), 'quilt-'));
  folder = join(root, 'out');
});

const bytes = new TextEncoder().encode('x');

describe('a folder of the files of a quilt', () => {
  it('has every file in its place, whatever their names, or none of them', async () => {
    const part = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c d', 'ü', '-n', '...') },
      fc.constantFrom('..', '.', '', '\u0000', 'a\\b', 'C:'),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    let written = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), fc.nat(), async (names, which) => {
        const target = join(root, `run-${which}-${written}`, 'out');
        const files = names.map((identifier) => ({ identifier, bytes }));
        await mkdir(join(target, '..'), { recursive: true });
        const refused = await writeFolder(target, files).then(
          () => false,
          ({ code }: { code: string }) => code === 'UNSAFE_NAME',
        );
        const around = await readdir(join(target, '..'), { recursive: true, withFileTypes: true });
        const found = around
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => join(parentPath, name));
        assert.deepEqual(found.sort(), refused ? [] : names.map((one) => join(target, one)).sort());
        if (!refused) written++;
      }),
      { seed: 4, numRuns: 150 },
    );
    assert.ok(written > 10, `${written} were written`);
  });

  it('says which name is refused, and why', async () => {
    for (const [names, why] of [
      [['../x'], /"\.\.\/x" there: it is not a path within/],
      [['/etc/passwd'], /not a path within/],
      [['a', 'a'], /another file has it/],
      [['a/b', 'a'], /"a" there: it is a folder of another file/],
      [['a\u001b[2J'], /control character/],
    ] as const) {
      const files = names.map((identifier) => ({ identifier, bytes }));
      await assert.rejects(writeFolder(folder, files), { code: 'UNSAFE_NAME', message: why });
    }
    assert.deepEqual(await readdir(root), []);
  });

  it('takes the place of nothing', async () => {
    await mkdir(folder);
    await writeFolder(folder, [{ identifier: 'a', bytes }]);
    await assert.rejects(writeFolder(folder, [{ identifier: 'b', bytes }]), { code: 'NOT_EMPTY' });
    await writeFile(join(root, 'file'), 'kept');
    await assert.rejects(writeFolder(join(root, 'file'), []), { code: 'ENOTDIR' });
    assert.equal(await readFile(join(root, 'file'), 'utf8'), 'kept');
  });
});
