import { compileTests, type FrameworkSource } from '@haulout/devnet/compiler';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeFramework, type FrameworkInterface } from './describe.js';

/** The folder of our framework packages. */
export const frameworkDirectory = fileURLToPath(new URL('../../../../devnet/framework', import.meta.url));

/** The interface of the framework in a folder with `move-stdlib` and `sui-framework`. */
export async function interfaceOf(path: string): Promise<FrameworkInterface> {
  const framework: FrameworkSource = { kind: 'directory', path };
  const files = {
    'Move.toml': '[package]\nname = "nothing"\nedition = "2024"\n',
    'sources/nothing.move': 'module nothing::nothing;',
  };
  const { packages } = await compileTests({ files }, { framework, cache: null });
  const modules = packages
    .filter(({ name }) => name === 'MoveStdlib' || name === 'Sui')
    .flatMap((item) => item.modules.map((module) => module.bytecode));
  const sources: Record<string, string> = {};
  for (const folder of ['move-stdlib/sources', 'sui-framework/sources']) {
    for (const file of readdirSync(join(path, folder), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.move'))
        sources[join(folder, file)] = readFileSync(join(path, folder, file), 'utf8');
    }
  }
  return describeFramework(modules, sources);
}
