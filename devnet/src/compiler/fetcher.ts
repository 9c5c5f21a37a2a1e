/**
 * Serves the compiler's requests for dependencies from memory: no network unless the framework source says
 * so.
 */
import type { Builder, DependencyFetcher } from './builder.js';
import { frameworkFolderOf } from './framework-names.js';
import type { FrameworkFiles, FrameworkSource } from './framework.js';
import { joinPath, type PackageFiles } from './package-files.js';
import type { PackageGraph, PackageNode } from './package-graph.js';

/** What the compiler asks when it resolves dependencies of `graph.root`. */
export function graphFetcher({
  builder,
  graph,
  framework,
  extra,
}: {
  readonly builder: Builder;
  readonly graph: PackageGraph;
  /** The files are put together when they are first asked for. */
  readonly framework: {
    readonly source: FrameworkSource;
    readonly files: () => FrameworkFiles | undefined;
  };
  /** Files to add to a package. */
  readonly extra: (node: PackageNode) => PackageFiles;
}): DependencyFetcher {
  const online =
    framework.source.kind === 'download'
      ? new builder.GitHubMovePackageFetcher(framework.source.githubToken)
      : undefined;
  const fetchLocal = async (path: string): Promise<Record<string, string>> => {
    const node = graph.byPath.get(joinPath(graph.root.path, path));
    if (!node) throw new Error(`local dependency ${path} is not part of the package's graph`);
    return { ...node.files, ...extra(node) };
  };
  if (online) return Object.assign(online, { fetchLocal });
  let frameworkFiles: FrameworkFiles | undefined;
  return {
    fetchLocal,
    async fetch(url: string, revision: string, folder?: string) {
      frameworkFiles ??= framework.files();
      const files = frameworkFiles && frameworkPackage(frameworkFiles, url, folder);
      if (!files) {
        const where = folder ? ` (${folder})` : '';
        throw new Error(`git dependency ${url} at ${revision}${where} is not fetched`);
      }
      return { ...files };
    },
    async fetchFile() {
      return null;
    },
    getResolvedSha(_url: string, revision: string) {
      return revision;
    },
  };
}

function frameworkPackage(files: FrameworkFiles, url: string, folder = ''): PackageFiles | undefined {
  const name = frameworkFolderOf({ url, folder });
  if (name === undefined) return undefined;
  return name === 'move-stdlib' ? files.std : files.sui;
}
