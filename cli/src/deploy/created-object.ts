/**
 * The id of the one object of a type (`module::Name`, or `package`) among those that a transaction created.
 */
export function createdObject(
  objects: readonly { readonly objectId: string; readonly type: string }[],
  type: string,
): string {
  const found = objects.filter((object) => `::${object.type.split('<')[0]!}`.endsWith(`::${type}`));
  if (found.length !== 1) {
    throw new Error(`the transaction created ${found.length} objects of type ${type} where one was expected`);
  }
  return found[0]!.objectId;
}
