/** What both commands take. */
import { Command, Option } from 'commander';
import { fileName } from '../command-line.js';

/** Flags that both commands have. */
export interface PackageFlags {
  readonly json: boolean;
  /** Folder with the repositories of git dependencies. */
  readonly git?: string;
}

/** A command on a package. */
export function ofPackage(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[directory]', 'folder of the package, with its Move.toml', fileName, '.')
    .addOption(
      new Option('--git <folder>', 'folder in which the repositories of git dependencies are checked out')
        .env('HAULOUT_MOVE_GIT')
        .argParser(fileName),
    );
}

/** The package that a command is about. */
export function sourceOf(
  directory: string,
  { git }: PackageFlags,
): { readonly directory: string; readonly checkouts?: string } {
  return git === undefined ? { directory } : { directory, checkouts: git };
}
