/** What shells are told when somebody presses the tab key. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, inject, it } from 'vitest';
import { writeContexts } from '../../../cli/src/context/contexts-file.js';
import { ran } from '../../support/printed.js';

/** What fits, without what it is for; and whether the shell completes names of files. */
async function completed(...words: string[]): Promise<{ fits: string[]; files: boolean }> {
  const { code, stdout, stderr } = await ran('complete', '--', ...words);
  assert.deepEqual([code, stderr], [0, '']);
  const lines = stdout.toString().trimEnd().split('\n');
  const directive = lines.pop();
  return { fits: lines.map((line) => line.split('\t')[0]!), files: directive === ':0' };
}

afterAll(() => void delete process.env['HAULOUT_CONTEXTS']);

describe('completion', () => {
  it('knows commands, commands of commands, and options', async () => {
    assert.deepEqual((await completed('sto')).fits, ['store', 'storage']);
    assert.deepEqual((await completed('pool', 's')).fits, ['show', 'store', 'shrink']);
    assert.deepEqual((await completed('store', '--d')).fits, ['--deployment', '--deletable', '--dry-run']);
    assert.ok((await completed('stake', 'add', '--')).fits.includes('--keystore'));
    assert.ok((await completed('--context', 'here', 'store', '--d')).fits.includes('--dry-run'));
  });

  it('knows everything that a user can call, and nothing else', async () => {
    const { fits } = await completed('');
    assert.ok(
      fits.includes('completion') && fits.includes('verify') && !fits.includes('complete'),
      `${fits}`,
    );
  });

  it('knows the contexts that there are', async () => {
    process.env['HAULOUT_CONTEXTS'] = join(
      await mkdtemp(join(inject('temporaryFolder'), 'tab-')),
      'contexts',
    );
    assert.ok((await completed('store', '--')).fits.includes('--context'));
    assert.deepEqual(await completed('context', 'use', ''), { fits: [], files: true });
    const here = { deployment: '/d.json' };
    await writeContexts(process.env['HAULOUT_CONTEXTS'], {
      all: new Map([
        ['here', here],
        ['there', here],
      ]),
    });
    assert.deepEqual((await completed('context', 'use', '')).fits, ['here', 'there']);
    assert.deepEqual((await completed('--context', 't')).fits, ['there']);
    assert.deepEqual((await completed('store', '--context', '')).fits, ['here', 'there']);
    assert.deepEqual((await completed('pool', 'show', '--context', 'h')).fits, ['here']);
  });

  it('leaves names of files to the shell', async () => {
    assert.deepEqual(await completed('store', 'pho'), { fits: [], files: true });
    assert.deepEqual(await completed('store', 'photo.jpg', '--deployment', ''), { fits: [], files: true });
  });

  it('prints a script for each shell, which bash takes', async () => {
    for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
      const { code, stdout } = await ran('completion', shell);
      assert.equal(code, 0);
      assert.match(stdout.toString(), /haulout complete '?--/);
      if (shell === 'bash') execFileSync('bash', ['-n'], { input: stdout });
    }
    assert.match((await ran('completion', 'csh')).stderr, /zsh, bash, fish/);
  });
});
