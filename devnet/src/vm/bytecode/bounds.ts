/**
 * What must hold in a module before anything uses it: every index points into its table, every type is
 * complete and well formed, every name is defined once, no datatype contains itself.
 */
import { malformed } from './cursor.js';
import type { CompiledModule, FunctionDefinition, Instantiation } from './module.js';
import { ability, opcodes } from './opcodes.js';
import type { Token } from './tokens.js';

/** Sui's limit on the nodes of one written type. */
const maxTypeNodes = 256;

/** Throws `ExecutionFailure('MALFORMED_BYTECODE')` when the module breaks one of the rules above. */
export function checkModule(module: CompiledModule): void {
  checkHandles(module);
  checkDefinitions(module);
  checkRecursion(module);
  checkInstantiations(module);
  for (const definition of module.functions) checkFunction(module, definition);
}

/**
 * The abilities of a token as bits, given those of the type parameters in scope: a datatype has an ability
 * when it declares it and its non-phantom arguments allow it (`key` asks `store` of them). `known` remembers
 * results for one scope.
 */
export function tokenAbilities(
  module: CompiledModule,
  token: Token,
  scope: readonly number[],
  known?: Map<Token, number>,
): number {
  const before = known?.get(token);
  if (before !== undefined) return before;
  const abilities = computeAbilities(module, token, scope, known);
  known?.set(token, abilities);
  return abilities;
}

function computeAbilities(
  module: CompiledModule,
  token: Token,
  scope: readonly number[],
  known: Map<Token, number> | undefined,
): number {
  switch (token.kind) {
    case 'reference':
      return ability.copy | ability.drop;
    case 'signer':
      return ability.drop;
    case 'parameter':
      return scope[token.index] ?? malformed('type parameter out of range');
    case 'vector':
      return (
        tokenAbilities(module, token.element, scope, known) & (ability.copy | ability.drop | ability.store)
      );
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      const given = token.typeArguments
        .filter((_, i) => handle.typeParameters[i]?.isPhantom === false)
        .map((argument) => tokenAbilities(module, argument, scope, known));
      return combineAbilities(handle.abilities, given);
    }
    default:
      return ability.copy | ability.drop | ability.store;
  }
}

/** Declared abilities less those that the (non-phantom) type arguments do not carry. */
export function combineAbilities(declared: number, typeArguments: readonly number[]): number {
  let abilities = declared;
  for (const argument of typeArguments) {
    const store = (argument & ability.store) !== 0 ? ability.store | ability.key : 0;
    abilities &= (argument & (ability.copy | ability.drop)) | store;
  }
  return abilities;
}

function checkHandles(module: CompiledModule): void {
  unique(module.identifiers, 'identifier');
  unique(module.addresses, 'address');
  unique(
    module.moduleHandles.map((handle) => `${handle.address}::${handle.name}`),
    'module handle',
  );
  for (const handle of module.datatypeHandles) index(module.moduleHandles, handle.module, 'module handle');
  unique(
    module.datatypeHandles.map((handle) => `${handle.module}::${handle.name}`),
    'datatype handle',
  );
  for (const handle of module.functionHandles) {
    index(module.moduleHandles, handle.module, 'module handle');
    for (const token of [...handle.parameters, ...handle.returns]) {
      checkToken(module, token, handle.typeParameters, 'reference allowed');
    }
  }
  unique(
    module.functionHandles.map((handle) => `${handle.module}::${handle.name}`),
    'function handle',
  );
  for (const { type } of module.constants) checkConstantType(type, 0);
}

function checkDefinitions(module: CompiledModule): void {
  const defined: string[] = [];
  const own = (handle: number): readonly number[] => {
    const { module: home, name, typeParameters } = index(module.datatypeHandles, handle, 'datatype handle');
    if (home !== module.selfHandle) malformed(`${name} is defined outside of its module`);
    defined.push(name);
    return typeParameters.map(({ constraints }) => constraints);
  };
  for (const { handle, fields } of module.structs) {
    const scope = own(handle);
    if (fields.length === 0) malformed('a struct without fields');
    unique(
      fields.map(({ name }) => name),
      'field',
    );
    for (const { type } of fields) checkField(module, type, scope, module.datatypeHandles[handle]!.abilities);
  }
  for (const { handle, variants } of module.enums) {
    const scope = own(handle);
    unique(
      variants.map(({ name }) => name),
      'variant',
    );
    for (const { fields } of variants) {
      unique(
        fields.map(({ name }) => name),
        'field',
      );
      for (const { type } of fields)
        checkField(module, type, scope, module.datatypeHandles[handle]!.abilities);
    }
  }
  unique(defined, 'datatype');
  const undefinedOwn = module.datatypeHandles.filter(({ module: home }) => home === module.selfHandle);
  if (undefinedOwn.length !== defined.length) malformed('a datatype of this module that it does not define');
  const functions = module.functions.map((definition) => {
    const handle = index(module.functionHandles, definition.handle, 'function handle');
    if (handle.module !== module.selfHandle) malformed(`${handle.name} is defined outside of its module`);
    return handle.name;
  });
  unique(functions, 'function');
  const ownHandles = module.functionHandles.filter(({ module: home }) => home === module.selfHandle);
  if (ownHandles.length !== functions.length) malformed('a function of this module that it does not define');
}

/** A field's type must carry what its datatype promises, when the type parameters do. */
function checkField(module: CompiledModule, type: Token, scope: readonly number[], abilities: number): void {
  checkToken(module, type, scope, 'no reference');
  const all = scope.map(() => ability.copy | ability.drop | ability.store | ability.key);
  const needed = (abilities & ~ability.key) | ((abilities & ability.key) !== 0 ? ability.store : 0);
  const carried = tokenAbilities(module, type, all);
  if ((needed & ~carried) !== 0) malformed('a field without an ability that its datatype declares');
}

/** No datatype of a module may contain itself, directly or through others of the module. */
function checkRecursion(module: CompiledModule): void {
  const contents = new Map<number, Set<number>>();
  const collect = (token: Token, into: Set<number>): void => {
    if (token.kind === 'vector') collect(token.element, into);
    if (token.kind !== 'datatype') return;
    into.add(token.handle);
    for (const argument of token.typeArguments) collect(argument, into);
  };
  for (const { handle, fields } of module.structs) {
    const inside = new Set<number>();
    for (const { type } of fields) collect(type, inside);
    contents.set(handle, inside);
  }
  for (const { handle, variants } of module.enums) {
    const inside = new Set<number>();
    for (const { fields } of variants) for (const { type } of fields) collect(type, inside);
    contents.set(handle, inside);
  }
  const finished = new Set<number>();
  for (const start of contents.keys()) {
    // Depth first without recursion: a chain may be as long as the table.
    const path = new Set<number>();
    const stack: { handle: number; rest: Iterator<number> }[] = [];
    const enter = (handle: number): void => {
      if (path.has(handle)) malformed('a datatype that contains itself');
      if (finished.has(handle)) return;
      path.add(handle);
      stack.push({ handle, rest: (contents.get(handle) ?? new Set<number>()).values() });
    };
    enter(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.rest.next();
      if (next.done === true) {
        stack.pop();
        path.delete(top.handle);
        finished.add(top.handle);
      } else enter(next.value);
    }
  }
}

function checkInstantiations(module: CompiledModule): void {
  const handles = (of: number, what: string, table: readonly { handle: number }[]) =>
    module.datatypeHandles[index(table, of, what).handle]!.typeParameters.length;
  const arity = (instantiation: Instantiation, expected: number): void => {
    if (instantiation.typeArguments.length !== expected || expected === 0) {
      malformed('an instantiation with the wrong number of type arguments');
    }
  };
  for (const it of module.functionInstantiations) {
    arity(it, index(module.functionHandles, it.of, 'function handle').typeParameters.length);
  }
  for (const it of module.structInstantiations) arity(it, handles(it.of, 'struct', module.structs));
  for (const it of module.enumInstantiations) arity(it, handles(it.of, 'enum', module.enums));
  for (const { struct, field } of module.fields) {
    index(index(module.structs, struct, 'struct').fields, field, 'field');
  }
  for (const it of module.fieldInstantiations) {
    arity(it, handles(index(module.fields, it.of, 'field').struct, 'struct', module.structs));
  }
  for (const { enum: of, tag } of module.variants)
    index(index(module.enums, of, 'enum').variants, tag, 'variant');
  for (const { enumInstantiation, tag } of module.variantInstantiations) {
    const { of } = index(module.enumInstantiations, enumInstantiation, 'enum instantiation');
    index(module.enums[of]!.variants, tag, 'variant');
  }
}

function checkFunction(module: CompiledModule, { handle, code }: FunctionDefinition): void {
  if (code === undefined) return;
  const { parameters, typeParameters } = module.functionHandles[handle]!;
  const locals = parameters.length + code.locals.length;
  if (locals > 255) malformed('more than 255 locals');
  for (const token of code.locals) checkToken(module, token, typeParameters, 'reference allowed');
  for (const { enum: of, targets } of code.jumpTables) {
    if (targets.length !== index(module.enums, of, 'enum').variants.length) {
      malformed('a jump table that does not cover its enum');
    }
    for (const target of targets) index(code.instructions, target, 'instruction');
  }
  const written = (typeArguments: readonly Token[]): void => {
    for (const token of typeArguments) checkToken(module, token, typeParameters, 'no reference');
  };
  for (const { opcode, index: at } of code.instructions) {
    switch (opcodes[opcode]!.operand) {
      case 'local':
        if (at >= locals) malformed(`local ${at} of ${locals}`);
        break;
      case 'offset':
        index(code.instructions, at, 'instruction');
        break;
      case 'constant':
        index(module.constants, at, 'constant');
        break;
      case 'function':
        if (index(module.functionHandles, at, 'function handle').typeParameters.length > 0) {
          malformed('a generic function called without type arguments');
        }
        break;
      case 'functionInstantiation':
        written(index(module.functionInstantiations, at, 'function instantiation').typeArguments);
        break;
      case 'struct':
        notGeneric(module, index(module.structs, at, 'struct').handle);
        break;
      case 'structInstantiation':
        written(index(module.structInstantiations, at, 'struct instantiation').typeArguments);
        break;
      case 'field':
        notGeneric(module, module.structs[index(module.fields, at, 'field').struct]!.handle);
        break;
      case 'fieldInstantiation':
        written(index(module.fieldInstantiations, at, 'field instantiation').typeArguments);
        break;
      case 'variant':
        notGeneric(module, module.enums[index(module.variants, at, 'variant').enum]!.handle);
        break;
      case 'variantInstantiation': {
        const { enumInstantiation } = index(module.variantInstantiations, at, 'variant instantiation');
        written(module.enumInstantiations[enumInstantiation]!.typeArguments);
        break;
      }
      case 'jumpTable':
        index(code.jumpTables, at, 'jump table');
        break;
      case 'signature':
      case 'signatureAndCount': {
        const signature = index(module.signatures, at, 'signature');
        if (signature.length !== 1) malformed('a vector instruction without exactly one type');
        written(signature);
        break;
      }
      default:
    }
  }
}

function notGeneric(module: CompiledModule, handle: number): void {
  if (module.datatypeHandles[handle]!.typeParameters.length > 0) {
    malformed('a generic datatype used without type arguments');
  }
}

/**
 * A type in a signature: handles in range, arguments complete and within constraints, references outermost
 * only.
 */
function checkToken(
  module: CompiledModule,
  token: Token,
  scope: readonly number[],
  references: 'reference allowed' | 'no reference',
): void {
  let nodes = 0;
  const check = (part: Token): void => {
    if (++nodes > maxTypeNodes) malformed(`a type of more than ${maxTypeNodes} parts`);
    switch (part.kind) {
      case 'reference':
        return malformed('a reference inside a type');
      case 'parameter':
        if (part.index >= scope.length) malformed(`type parameter ${part.index} of ${scope.length}`);
        return;
      case 'vector':
        return check(part.element);
      case 'datatype': {
        const { typeParameters, name } = index(module.datatypeHandles, part.handle, 'datatype handle');
        if (typeParameters.length !== part.typeArguments.length)
          malformed(`wrong number of type arguments of ${name}`);
        part.typeArguments.forEach((argument, i) => {
          check(argument);
          if ((typeParameters[i]!.constraints & ~tokenAbilities(module, argument, scope)) !== 0) {
            malformed(`a type argument of ${name} without an ability that it asks for`);
          }
        });
        return;
      }
      default:
    }
  };
  check(token.kind === 'reference' && references === 'reference allowed' ? token.to : token);
}

function checkConstantType(token: Token, depth: number): void {
  if (depth > 128) malformed('a constant nested too deeply');
  if (token.kind === 'vector') checkConstantType(token.element, depth + 1);
  else if (
    token.kind === 'datatype' ||
    token.kind === 'reference' ||
    token.kind === 'parameter' ||
    token.kind === 'signer'
  ) {
    malformed('a constant that is neither a primitive nor a vector of such');
  }
}

function index<T>(table: readonly T[], at: number, what: string): T {
  const entry = table[at];
  return entry === undefined ? malformed(`${what} ${at} of ${table.length}`) : entry;
}

function unique(names: readonly string[], what: string): void {
  if (new Set(names).size !== names.length) malformed(`the same ${what} twice`);
}
