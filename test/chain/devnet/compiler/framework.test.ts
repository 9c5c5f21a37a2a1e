import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from 'vitest';
import { compileFramework } from '@haulout/devnet/compiler';
import { readModule } from '@haulout/devnet/vm';

const folder = mkdtempSync(join(tmpdir(), 'haulout-framework-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the framework is std at 0x1 and sui at 0x2, without test code', async () => {
  const [std, sui] = await compileFramework();
  assert.equal(BigInt(std!.address), 1n);
  assert.equal(BigInt(sui!.address), 2n);
  assert.deepEqual(sui!.dependencies, [std!.address]);
  for (const { address, modules } of [std!, sui!]) {
    const seen = new Set<string>();
    for (const { name, bytecode } of modules) {
      const module = readModule(bytecode);
      assert.deepEqual(module.self, { address, name });
      for (const handle of module.moduleHandles) {
        if (handle.address === address && handle.name !== name) {
          assert.ok(seen.has(handle.name), `${name} comes before ${handle.name}, which it uses`);
        }
      }
      seen.add(name);
    }
  }
  const names = [std!, sui!].flatMap(({ modules }) => modules.map(({ name }) => name));
  assert.ok(names.includes('vector') && names.includes('coin') && names.includes('bls12381'));
  assert.ok(!names.includes('test_scenario') && !names.includes('unit_test'));
});

test('a framework from the cache is the framework that was compiled, and a damaged cache is no harm', async () => {
  const { execFileSync } = await import('node:child_process');
  // Each in a process of its own, because a process remembers what it has compiled.
  const digest = (): string =>
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createHash } from 'node:crypto';
         import { compileFramework } from '@haulout/devnet/compiler';
         const packages = await compileFramework({ cache: ${JSON.stringify(folder)} });
         const hash = createHash('sha256');
         for (const { name, address, modules } of packages) {
           hash.update(name + address);
           for (const module of modules) hash.update(module.name).update(module.bytecode);
         }
         console.log(hash.digest('hex'));`,
      ],
      { cwd: new URL('../../..', import.meta.url), encoding: 'utf8' },
    ).trim();
  const compiled = digest();
  const [file] = readdirSync(folder);
  assert.match(file ?? '', /^framework-[0-9a-f]{32}\.json$/);
  assert.equal(digest(), compiled);
  writeFileSync(
    join(folder, file!),
    '{"packages":[{"name":"MoveStdlib","modules":[{"name":"x","bytecode":"AA=="}]}]}',
  );
  assert.equal(digest(), compiled);
});
