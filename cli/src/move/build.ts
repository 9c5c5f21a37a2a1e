/** `haulout move build`: compiles a package and says what came of it. */
import type { BuiltPackage, CompiledPackage } from '@haulout/devnet/compiler';
import { InvalidArgumentError, type Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, size } from '../format.js';
import { compiling } from './errors.js';
import { ofPackage, sourceOf, type PackageFlags } from './options.js';

interface Flags extends PackageFlags {
  readonly lint: boolean;
  readonly published?: Readonly<Record<string, string>>;
}

/** `haulout move build [directory]` */
export function moveBuildCommand(): Command {
  return ofPackage('build', 'compile a Move package and the packages that it depends on')
    .option('--published <name=id...>', 'where dependencies are on chain', publishedAt)
    .option('--lint', 'also say what could be written better', false)
    .option('--json', 'one JSON object, with bytecode, for machines', false)
    .addHelpText(
      'after',
      examples(
        'haulout move build',
        'haulout move build move/counter --lint',
        'haulout move build move/counter --git ../repositories',
        'haulout move build move/counter --published wal=0x1234 --json',
      ),
    )
    .action(build);
}

async function build(directory: string, flags: Flags): Promise<void> {
  const { json, lint, published = {} } = flags;
  const { buildPackage } = await import('@haulout/devnet/compiler');
  const built = await compiling(
    directory,
    buildPackage(sourceOf(directory, flags), { published, lint: lint ? 'all' : 'none' }),
  );
  if (json) return writeJson({ kind: 'move-build', ...forMachines(built) });
  for (const { warnings } of built.packages) if (warnings !== undefined) console.error(warnings.trimEnd());
  for (const item of built.packages) console.log(packageLine(item));
  const { unpublished } = built;
  if (unpublished.length > 0) {
    const verb = unpublished.length === 1 ? 'is' : 'are';
    console.log(`${unpublished.join(', ')} ${verb} not published: give --published name=id for bytecode`);
  }
}

function packageLine({ name, modules }: CompiledPackage): string {
  const bytes = modules.reduce((sum, { bytecode }) => sum + bytecode.length, 0);
  return `built ${name}: ${count(modules.length, 'module')}, ${size(bytes)}`;
}

/** What a publish transaction takes; without bytecode when it would name addresses that are none. */
function forMachines({ packages, unpublished }: BuiltPackage): object {
  const { name, modules, dependencies, digest } = packages.at(-1)!;
  const isReady = unpublished.length === 0;
  return {
    name,
    modules: modules.map((module) => ({
      name: module.name,
      size: module.bytecode.length,
      ...(isReady && { bytecode: Buffer.from(module.bytecode).toString('base64') }),
    })),
    ...(isReady && { dependencies, digest: Buffer.from(digest).toString('hex') }),
    unpublished,
    warnings: packages.flatMap((item) => item.warnings ?? []),
  };
}

/** Reads `name=id`, and adds it to those before it. */
function publishedAt(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [name, id, ...more] = text.split('=');
  if (!name || id === undefined || more.length > 0) {
    throw new InvalidArgumentError(`'${text}' is not a package and its id such as wal=0x1234.`);
  }
  return { ...before, [name]: objectId(id) };
}
