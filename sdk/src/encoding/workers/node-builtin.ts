/**
 * A module of Node, or of a runtime that imitates it; undefined in browsers. A bundler sees no import here.
 *
 * @param name such as `node:os`
 */
export function nodeBuiltin<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.(name) as T | undefined;
}
