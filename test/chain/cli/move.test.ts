/** `haulout move test` and `haulout move build`: what they print, and how they end. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { ran } from '../../support/printed.js';

const bin = fileURLToPath(new URL('../../../cli/bin/haulout.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'haulout-move-'));
  write('till', '', 'module till::till;\npublic fun change(paid: u64): u64 { paid - 3 }\n');
  write(
    'shop',
    '[dependencies]\ntill = { local = "../till" }\n',
    `module shop::shop;

const ESoldOut: u64 = 7;

public fun buy(left: u64): u64 {
    assert!(left > 0, ESoldOut);
    till::till::change(left + 2)
}

#[test]
fun sells() { assert!(buy(2) == 1) }

#[test]
fun sells_nothing() { buy(0); }

#[test, expected_failure(abort_code = ESoldOut)]
fun is_empty() { buy(0); }

#[random_test]
fun sells_any(n: u8) { std::debug::print(&n); buy(n as u64 + 1); }
`,
  );
  write('broken', '', 'module broken::broken;\npublic fun wrong(): u64 { true }\n');
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, dependencies: string, source: string): void {
  mkdirSync(join(folder, name, 'sources'), { recursive: true });
  const manifest = `[package]\nname = "${basename(name)}"\nedition = "2024"\n${dependencies}`;
  writeFileSync(join(folder, name, 'Move.toml'), `${manifest}[addresses]\n${basename(name)} = "0x0"\n`);
  writeFileSync(join(folder, name, 'sources', `${basename(name)}.move`), source);
}

const lines = (text: Buffer | string): string[] => text.toString().trimEnd().split('\n');

test('a failing test is shown with its abort and its line, and the process ends with 1', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'move', 'test'], {
    cwd: join(folder, 'shop'),
    encoding: 'utf8',
  });
  const printed = lines(stdout).filter((line) => !line.startsWith('[debug] '));
  assert.deepEqual(printed, [
    'Running Move unit tests',
    '[ PASS    ] shop::shop::is_empty',
    '[ PASS    ] shop::shop::sells',
    '[ PASS    ] shop::shop::sells_any',
    '[ FAIL    ] shop::shop::sells_nothing',
    '',
    'Test failures:',
    '',
    'Failures in shop::shop:',
    '',
    '┌── sells_nothing ──────',
    '│ Test was not expected to error, but it aborted with code 7 (ESoldOut)',
    '│ originating in the module shop::shop rooted here: function buy,',
    '│ sources/shop.move:6',
    '└──────────────────',
    '',
    'Test result: FAILED. Total tests: 4; passed: 3; failed: 1',
  ]);
  assert.equal(stderr, 'haulout: 1 of 4 Move tests failed\n');
  assert.equal(status, 1);
});

test('with a filter only some tests run, and when they pass the command ends with 0', async () => {
  const { code, stdout, stderr } = await ran('move', 'test', join(folder, 'shop'), '::sells$');
  assert.deepEqual(lines(stdout).slice(1), [
    '[ PASS    ] shop::shop::sells',
    'Test result: OK. Total tests: 1; passed: 1; failed: 0',
  ]);
  assert.deepEqual([code, stderr], [0, '']);
});

test('random tests follow from the seed, and run as often as one likes', async () => {
  const printed = async (...flags: string[]): Promise<string[]> => {
    const { stdout } = await ran('move', 'test', join(folder, 'shop'), 'sells_any', ...flags);
    return lines(stdout).filter((line) => line.startsWith('[debug] '));
  };
  const first = await printed('--seed', '1', '--random-runs', '20');
  assert.equal(first.length, 20);
  assert.deepEqual(await printed('--seed', '1', '--random-runs', '4'), first.slice(0, 4));
  assert.notDeepEqual(await printed('--seed', '2', '--random-runs', '20'), first);
});

test('machines get an object for each test, and one for all', async () => {
  const { code, stdout, stderr } = await ran('move', 'test', join(folder, 'shop'), '--json');
  const objects = lines(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
  const failed = objects.find(({ verdict }) => verdict === 'fail')!;
  const { kind, name, file, line, constant } = failed;
  assert.deepEqual(
    { kind, name, file, line, constant },
    {
      kind: 'move-test',
      name: 'shop::shop::sells_nothing',
      file: 'sources/shop.move',
      line: 6,
      constant: 'ESoldOut',
    },
  );
  assert.deepEqual(objects.at(-1), {
    kind: 'move-tests',
    package: 'shop',
    seed: '0',
    passed: 3,
    failed: 1,
  });
  assert.equal((JSON.parse(stderr) as { code: string }).code, 'TESTS_FAILED');
  assert.equal(code, 1);
});

test('a build says what came of it, and which dependencies have no address', async () => {
  const { code, stdout } = await ran('move', 'build', join(folder, 'shop'));
  assert.match(
    stdout.toString(),
    /^built till: 1 module, \d+ bytes\nbuilt shop: 1 module, \d+ bytes\ntill is not published: give --published name=id for bytecode\n$/,
  );
  assert.equal(code, 0);
});

test('bytecode is given when every dependency has an address', async () => {
  const build = async (...flags: string[]) => {
    const { stdout } = await ran('move', 'build', join(folder, 'shop'), '--json', ...flags);
    return JSON.parse(stdout.toString()) as {
      readonly modules: readonly { readonly name: string; readonly bytecode?: string }[];
      readonly dependencies?: readonly string[];
      readonly unpublished: readonly string[];
    };
  };
  const without = await build();
  assert.deepEqual(without.unpublished, ['till']);
  assert.deepEqual([without.dependencies, without.modules[0]!.bytecode], [undefined, undefined]);
  const withAddress = await build('--published', 'till=0x1234');
  assert.deepEqual(withAddress.unpublished, []);
  assert.ok(withAddress.dependencies!.includes(`0x${'1234'.padStart(64, '0')}`));
  const bytecode = Buffer.from(withAddress.modules[0]!.bytecode!, 'base64');
  assert.equal(bytecode.subarray(0, 4).toString('hex'), 'a11ceb0b');
  assert.ok(bytecode.includes(Buffer.from('1234'.padStart(64, '0'), 'hex')));
});

test('an address for what is no dependency is refused, with the names of those that are', async () => {
  const { code, stderr } = await ran('move', 'build', join(folder, 'shop'), '--published', 'til=0x1234');
  assert.match(stderr, /^haulout: an address is given for til, which .*: its dependencies are till\n$/);
  assert.equal(code, 1);
});

test('dependencies by git are read from a folder of checkouts that is given once', async () => {
  const url = 'https://example.com/owner/tools.git';
  const git = (subdir: string): string => `{ git = "${url}", rev = "v1", subdir = "${subdir}" }`;
  const cash = 'module cash::cash;\npublic fun count(): u64 { 3 }\n';
  write('git/owner/tools/packages/cash', '', cash);
  const bank = 'module bank::bank;\npublic fun count(): u64 { cash::cash::count() }\n';
  write('git/owner/tools/bank', `[dependencies]\ncash = ${git('packages/cash')}\n`, bank);
  const kiosk = `module kiosk::kiosk;
#[test]
fun counts() { assert!(bank::bank::count() == cash::cash::count()) }
`;
  const dependencies = `[dependencies]\nbank = ${git('bank')}\ncash = ${git('packages/cash')}\n`;
  write('kiosk', dependencies, kiosk);
  const without = await ran('move', 'test', join(folder, 'kiosk'));
  assert.match(
    without.stderr,
    /^haulout: the git dependency bank of kiosk \(https:.*tools\.git, revision v1\) is not at hand: .*\nClone the repository into a folder, and name that folder: --git FOLDER\.\n$/,
  );
  const beside = join(folder, 'git', 'owner');
  const { stdout, code } = await ran('move', 'test', join(folder, 'kiosk'), '--git', beside);
  assert.equal(lines(stdout).at(-1), 'Test result: OK. Total tests: 1; passed: 1; failed: 0');
  assert.equal(code, 0);
  const built = await ran('move', 'build', join(folder, 'kiosk'), '--git', join(folder, 'git'));
  assert.match(built.stdout.toString(), /^built cash: .*\nbuilt bank: .*\nbuilt kiosk: /);
});

test('what does not compile is shown as the compiler says it, and so is a folder without a package', async () => {
  for (const command of ['test', 'build']) {
    const broken = await ran('move', command, join(folder, 'broken'));
    assert.match(broken.stderr, /broken does not compile:\nerror\[E04007\][^]*sources\/broken\.move:2:27/);
    assert.equal(broken.code, 1);
    for (const [where, advice] of [
      [folder, `such as ${join(folder, 'broken')}, .*`],
      [join(folder, 'till', 'sources'), `it lies in: ${relative('.', join(folder, 'till'))}`],
      [join(folder, 'empty'), 'Name the folder of a package, which has a Move.toml'],
    ] as const) {
      const nothing = await ran('move', command, where);
      assert.match(nothing.stderr, new RegExp(`^haulout: ${where} has no Move.toml\n.*${advice}\.\n$`));
      assert.equal(nothing.code, 1);
    }
  }
});
