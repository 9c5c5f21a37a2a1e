/** A folder in which no network can be kept is refused at once, with an error that says why. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, inject, it } from 'vitest';
import { Network } from 'haulout';

const main = fileURLToPath(new URL('../../../cli/dist/main.js', import.meta.url));
const newFolder = (): Promise<string> => mkdtemp(join(inject('temporaryFolder'), 'network-folder-'));
/** Systems whose folders of the kernel nobody can write, not even their administrator. */
const kernel = { skip: !existsSync('/proc/self'), meta: { why: 'no /proc here' } };
const rights = { skip: process.getuid?.() === 0, meta: { why: 'root can write everywhere' } };

async function refused(folder: string, systemCodes: readonly string[]): Promise<void> {
  await assert.rejects(Network.start({ folder, nodes: 4, shards: 4 }), (error: Error) => {
    const { code, values } = error as Error & { readonly code?: string; readonly values?: object };
    assert.deepEqual([error.name, code, values], ['NetworkError', 'BAD_FOLDER', { folder }]);
    const { code: systemCode = '' } = error.cause as NodeJS.ErrnoException;
    assert.ok(systemCodes.includes(systemCode), systemCode);
    return true;
  });
}

describe('a network', () => {
  it('is not kept where no folder can be made', kernel, async () => {
    await refused('/proc/x', ['ENOENT']);
    await refused('/proc/x/y/z', ['ENOENT']);
    await refused('/sys/x', ['ENOENT', 'EPERM', 'EACCES', 'EROFS']);
  });

  it('is not kept in a folder that cannot be written', kernel, async () => {
    await refused('/proc', ['ENOENT', 'EPERM', 'EACCES', 'EROFS']);
    await refused('/proc/self', ['ENOENT', 'EPERM', 'EACCES', 'EROFS']);
  });

  it('is not kept in a folder that its user must not write', rights, async () => {
    const folder = await newFolder();
    await chmod(folder, 0o500);
    await refused(folder, ['EACCES']);
    await refused(join(folder, 'inner'), ['EACCES']);
  });

  it('is not kept in a file, or below one', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, 'mine');
    await refused(file, ['EEXIST']);
    await refused(join(file, 'inner'), ['ENOTDIR']);
  });

  it('leaves nothing behind in a folder that holds something else', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'network.json'));
    await assert.rejects(Network.start({ folder }), { name: 'NetworkError', code: 'BAD_FILE' });
    assert.deepEqual(await readdir(folder), ['network.json']);
  });
});

describe('haulout network --folder', () => {
  const run = (...args: string[]) =>
    new Promise<{ readonly code: unknown; readonly stderr: string }>((done) => {
      execFile(process.execPath, [main, 'network', ...args], (error, _, stderr) =>
        done({ code: error?.code, stderr }),
      );
    });

  it('says what is wrong, and ends with exit code 1', kernel, async () => {
    const { code, stderr } = await run('--folder', '/proc/x');
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'haulout: a network cannot be kept in /proc/x (/proc/x: there is no such file or folder (ENOENT))\n' +
        'Choose a folder that can be made and written.\n',
    );
  });

  it('says it to machines as well, for a file in place of a folder', async () => {
    const { code, stderr } = await run('--json', '--folder', main);
    assert.equal(code, 1);
    const said = JSON.parse(stderr) as { readonly name: string; readonly code: string };
    assert.deepEqual([said.name, said.code], ['NetworkError', 'BAD_FOLDER']);
  });
});
