import { InvalidArgumentError, Option } from 'commander';
import { extraPackages, type ExtraPackage } from './package-names.js';

/** `--with`: packages on top of `walrus`. */
export function extrasOption(): Option {
  const about = `also packages on top, as a,b: ${extraPackages.join(', ')}`;
  return new Option('--with <packages>', about).argParser(extras);
}

/** Reads names of packages. */
function extras(text: string): readonly ExtraPackage[] {
  const names = text.split(',');
  const known: readonly string[] = extraPackages;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is not one of ${known.join(', ')}.`);
  return names as ExtraPackage[];
}
