import type { CompileError, FrameworkSource, PackageFiles } from '@haulout/devnet/compiler';

/** A package of one module, `name::name`, with these members. */
export function onePackage(name: string, members: string, dependencies = ''): Record<string, string> {
  return {
    'Move.toml': manifest(name, dependencies),
    [`sources/${name}.move`]: `module ${name}::${name};\n${members}\n`,
  };
}

export function manifest(name: string, dependencies = ''): string {
  return `[package]\nname = "${name}"\nedition = "2024"\n\n[dependencies]\n${dependencies}\n`;
}

/** `a` uses `b`, which lies beside it. */
export const twoPackages: { files: PackageFiles; locals: Record<string, PackageFiles> } = {
  files: onePackage('a', 'public fun f(): u64 { b::b::g() + 1 }', 'b = { local = "../b" }'),
  locals: { '../b': onePackage('b', 'public fun g(): u64 { 41 }') },
};

/** Addresses that no framework has. */
export const SOME_ADDRESS = `0x${'5a'.repeat(32)}`;
export const OTHER_ADDRESS = `0x${'00a5'.repeat(16)}`;

/** For `assert.rejects`: a CompileError of this code whose message matches. */
export function compileError(code: CompileError['code'], message: RegExp): (error: unknown) => boolean {
  return (error) => {
    const found = error as CompileError;
    if (found.name === 'CompileError' && found.code === code && message.test(found.message)) return true;
    throw new Error(`expected ${code} ${message}, got ${found.code}: ${found.message}`, { cause: error });
  };
}

/** A framework of two functions, which compiles in no time: for tests that are about something else. */
export const tinyFramework: Extract<FrameworkSource, { kind: 'files' }> = {
  kind: 'files',
  std: {
    'Move.toml': systemManifest('MoveStdlib', '0x1', 'std'),
    'sources/only.move': 'module std::only; public fun one(): u64 { 1 }',
    'sources/unit_test.move': '#[test_only] module std::unit_test; public fun poison() {}',
  },
  sui: {
    'Move.toml': systemManifest('Sui', '0x2', 'sui', 'MoveStdlib = { local = "../move-stdlib" }'),
    'sources/two.move': 'module sui::two; public fun two(): u64 { std::only::one() + 1 }',
  },
};

function systemManifest(name: string, address: string, alias: string, dependencies = ''): string {
  return `[package]
name = "${name}"
edition = "2024"
published-at = "${address}"

[dependencies]
${dependencies}

[addresses]
${alias} = "${address}"
`;
}
