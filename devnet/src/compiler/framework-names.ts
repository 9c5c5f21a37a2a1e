/** How manifests name the framework, and where it is in Sui's repository. */

/** Names under which packages depend on the framework, and its folders. */
export const FRAMEWORK_FOLDERS: Readonly<Record<string, 'move-stdlib' | 'sui-framework'>> = {
  MoveStdlib: 'move-stdlib',
  Sui: 'sui-framework',
  std: 'move-stdlib',
  sui: 'sui-framework',
};

/** The package of the framework that a git dependency is; undefined for any other. */
export function frameworkFolderOf({
  url,
  folder,
}: {
  readonly url: string;
  readonly folder: string;
}): 'move-stdlib' | 'sui-framework' | undefined {
  if (!/github\.com[/:]MystenLabs\/sui(\.git)?\/?$/i.test(url)) return undefined;
  const name = folder.split('/').findLast((part) => part !== '');
  return name === 'move-stdlib' || name === 'sui-framework' ? name : undefined;
}
