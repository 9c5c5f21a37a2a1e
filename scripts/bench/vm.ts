import { compileFramework, compilePackage } from '@haulout/devnet/compiler';
import { createMachine, normalizeAddress, pureNatives, readModule } from '@haulout/devnet/vm';
import type { Package } from '@haulout/devnet/vm';
import { best, table } from './measure.js';
import type { Progress } from './progress.js';
import { instructionsPerRound, variants } from './vm-representations.js';

const SOURCE = `
module bench::bench;
public struct Point has copy, drop { x: u64, y: u64 }
public fun fibonacci(n: u64): u64 { if (n < 2) n else fibonacci(n - 1) + fibonacci(n - 2) }
public fun arithmetic(n: u64): u64 {
    let mut i = 0;
    let mut s = 0u64;
    while (i < n) { s = (s + i * 3) % 1000003; i = i + 1 };
    s
}
public fun vectors(n: u64): u64 {
    let v = vector::tabulate!(n, |i| i);
    v.fold!(0, |a, b| a + b)
}
public fun structs(n: u64): u64 {
    let mut p = Point { x: 0, y: 1 };
    let mut i = 0;
    while (i < n) { step(&mut p); i = i + 1 };
    p.x
}
fun step(p: &mut Point) { p.x = (p.x + p.y) % 65537; p.y = p.x ^ p.y; }
public fun wide(n: u64): u256 {
    let mut i = 0;
    let mut s = 1u256 << 200;
    while (i < n) { s = s + (i as u256) * 3; i = i + 1 };
    s
}
`;

const CASES = [
  ['fibonacci', 24],
  ['arithmetic', 200_000],
  ['vectors', 60_000],
  ['structs', 100_000],
  ['wide', 100_000],
] as const;

/** Instructions a second on our Move VM, and the representations that were compared for it. */
export async function benchVm(progress: Progress): Promise<string> {
  progress.expect(CASES.length + variants.length);
  return `${await machineRates(progress)}\n\n${await representations(progress)}`;
}

async function machineRates(progress: Progress): Promise<string> {
  const manifest = '[package]\nname = "Bench"\nedition = "2024"\n\n[addresses]\nbench = "0x0"\n';
  const { modules } = await compilePackage({
    files: { 'Move.toml': manifest, 'sources/bench.move': SOURCE },
  });
  const packages = new Map<string, Package>();
  const id = normalizeAddress('0x0');
  for (const { address, modules: own } of await compileFramework())
    packages.set(address, packageOf(address, own));
  packages.set(id, packageOf(id, modules));
  const machine = createMachine<undefined>({
    packages: { getPackage: (each) => packages.get(each) },
    natives: pureNatives,
  });
  const rows: string[][] = [];
  for (const [name, n] of CASES) {
    progress.step(name);
    const argument = new Uint8Array(8);
    new DataView(argument.buffer).setUint32(0, n, true);
    let instructions = 0;
    const run = async (): Promise<void> => {
      instructions = 0;
      machine.call(
        { package: id, module: 'bench', function: name, typeArguments: [], arguments: [argument] },
        { runtime: undefined, meter: { instructions: (count) => (instructions += count), native() {} } },
      );
    };
    const { ms } = await best(name, run, 6);
    rows.push([name, String(instructions), `${ms.toFixed(1)} ms`, (instructions / ms / 1000).toFixed(0)]);
  }
  return table(['Move function', 'instructions', 'time', 'million a second'], rows);
}

async function representations(progress: Progress): Promise<string> {
  const n = 300_000;
  const rows: string[][] = [];
  const expected = variants[0]!.run(1000);
  for (const { name, run } of variants) {
    progress.step(name);
    if (run(1000) !== expected) throw new Error(`${name} computes something else`);
    const { ms } = await best(name, async () => void run(n), 6);
    rows.push([name, `${ms.toFixed(1)} ms`, ((n * instructionsPerRound) / ms / 1000).toFixed(0)]);
  }
  return table(['the same loop, with', 'time', 'million instructions a second'], rows);
}

function packageOf(
  address: string,
  modules: readonly { readonly name: string; readonly bytecode: Uint8Array }[],
): Package {
  return {
    id: address,
    originalId: address,
    version: 1n,
    modules: new Map(modules.map(({ name, bytecode }) => [name, bytecode])),
    typeOrigins: modules.flatMap(({ name, bytecode }) => {
      const { structs, enums, datatypeHandles } = readModule(bytecode);
      return [...structs, ...enums].map(({ handle }) => ({
        module: name,
        datatype: datatypeHandles[handle]!.name,
        package: address,
      }));
    }),
    linkage: new Map(),
  };
}
