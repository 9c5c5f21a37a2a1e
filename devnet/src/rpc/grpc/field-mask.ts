/**
 * Field masks: which fields of a response the client wants, as dotted paths of proto names
 * (`effects.changed_objects.object_type`), or `*` for all.
 *
 * The rule of Sui's nodes: a path must exist in the message, naming a message field takes all of it, and a
 * path through a repeated field applies to each element. What is not named is left unset.
 */
import type { FieldInfo, IMessageType } from '@protobuf-ts/runtime';
import { invalidArgument } from './status.js';

type Node = Map<string, Node> | 'all';

/** More paths than any message has fields. */
const maxPaths = 512;

/** A validated mask over messages of type `T`. */
export class FieldMask<T extends object> {
  readonly #type: IMessageType<T>;
  readonly #root: Node;

  private constructor(type: IMessageType<T>, root: Node) {
    this.#type = type;
    this.#root = root;
  }

  /**
   * Reads the mask of a request.
   * @param fallback paths, separated by commas, that apply when the request has no mask
   * @throws StatusError INVALID_ARGUMENT, naming the path that does not exist
   */
  static read<T extends object>(
    type: IMessageType<T>,
    mask: { readonly paths: readonly string[] } | undefined,
    fallback: string,
  ): FieldMask<T> {
    const paths = mask?.paths ?? fallback.split(',');
    if (paths.length > maxPaths) {
      throw invalidArgument('read_mask', `${paths.length} paths; at most ${maxPaths}`);
    }
    const root: Node = new Map();
    for (const path of paths) {
      if (path === '') continue;
      if (path === '*') return new FieldMask(type, 'all');
      add(root, type, path);
    }
    return new FieldMask(type, root);
  }

  /** Whether anything at or below a path is wanted. */
  has(path: string): boolean {
    let node: Node = this.#root;
    for (const name of path.split('.')) {
      if (node === 'all') return true;
      const next = node.get(name);
      if (next === undefined) return false;
      node = next;
    }
    return true;
  }

  /** The mask over the message in field `name`; undefined when nothing of it is wanted. */
  of<S extends object>(name: string, type: IMessageType<S>): FieldMask<S> | undefined {
    const node = this.#root === 'all' ? 'all' : this.#root.get(name);
    return node === undefined ? undefined : new FieldMask(type, node);
  }

  /** A message with only the wanted fields of `message`. */
  project(message: T): T {
    return this.#root === 'all' ? message : projected(this.#type, message, this.#root);
  }
}

function add(root: Map<string, Node>, type: IMessageType<object>, path: string): void {
  const names = path.split('.');
  let fields: readonly FieldInfo[] | undefined = type.fields;
  for (const name of names) {
    const field: FieldInfo | undefined = fields?.find((candidate) => candidate.name === name);
    if (field === undefined) {
      const shown = path.length > 100 ? `${path.slice(0, 100)}...` : path;
      throw invalidArgument('read_mask', `no path ${JSON.stringify(shown)} in ${type.typeName}`);
    }
    fields = field.kind === 'message' ? fieldsOf(field.T()) : undefined;
  }
  let node = root;
  for (const [index, name] of names.entries()) {
    if (index === names.length - 1) {
      node.set(name, 'all');
      return;
    }
    let next = node.get(name);
    if (next === 'all') return;
    if (next === undefined) node.set(name, (next = new Map()));
    node = next;
  }
}

/** Google's own messages (timestamps, JSON values, ...) are leaves, as in Sui's nodes. */
function fieldsOf(type: IMessageType<object>): readonly FieldInfo[] | undefined {
  return type.typeName.startsWith('google.') ? undefined : type.fields;
}

function projected<T extends object>(type: IMessageType<T>, message: T, node: Map<string, Node>): T {
  const source = message as Record<string, unknown>;
  const target = type.create() as Record<string, unknown>;
  for (const field of type.fields) {
    const child = node.get(field.name);
    if (child === undefined) continue;
    const trim = (value: unknown): unknown =>
      child === 'all' || field.kind !== 'message' || value === undefined
        ? value
        : projected(field.T(), value as object, child);
    if (field.oneof !== undefined) {
      const group = source[field.oneof] as { oneofKind?: string } & Record<string, unknown>;
      if (group?.oneofKind !== field.localName) continue;
      target[field.oneof] = { oneofKind: field.localName, [field.localName]: trim(group[field.localName]) };
    } else {
      const value = source[field.localName];
      target[field.localName] = Array.isArray(value) ? value.map(trim) : trim(value);
    }
  }
  return target as T;
}
