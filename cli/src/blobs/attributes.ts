/** `haulout attributes ...`: names and values that belong to a blob object. */
import { InvalidArgument } from '@haulout/sdk/base';
import type { AttributeChanges } from '@haulout/sdk/client';
import { Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { printable } from './text.js';

const OBJECT = ['<object-id>', 'of the blob, as list shows it', objectId] as const;

/** `haulout attributes` */
export function attributesCommand(): Command {
  return new Command('attributes')
    .addCommand(getCommand())
    .addCommand(setCommand())
    .addCommand(removeCommand());
}

function getCommand(): Command {
  return located('get', 'the attributes of a blob, one a line')
    .argument(...OBJECT)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout attributes get OBJECT_ID'))
    .action(async (blobObjectId: string, flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const attributes = await haulout.blobs.attributes({ blobObjectId });
      // An object that is not there has none, either.
      if (attributes.size === 0) await haulout.blobs.get({ blobObjectId });
      if (flags.json) return writeJson({ kind: 'attributes', blobObjectId, attributes });
      if (attributes.size === 0) console.error('the blob has no attributes');
      for (const [name, value] of attributes) console.log(`${printable(name)}=${printable(value)}`);
    });
}

function setCommand(): Command {
  return signed('set', 'set attributes of a blob')
    .argument(...OBJECT)
    .argument('<name=value...>', 'what to set')
    .addHelpText('after', examples('haulout attributes set OBJECT_ID content-type=image/png'))
    .action((blobObjectId: string, pairs: string[], flags: Signed) =>
      change(blobObjectId, { set: new Map(pairs.map(pairOf)) }, flags),
    );
}

function removeCommand(): Command {
  return signed('remove', 'remove attributes of a blob')
    .argument(...OBJECT)
    .argument('<names...>', 'which to remove; those that are not there are passed over')
    .addHelpText('after', examples('haulout attributes remove OBJECT_ID content-type'))
    .action((blobObjectId: string, names: string[], flags: Signed) =>
      change(blobObjectId, { remove: names }, flags),
    );
}

async function change(blobObjectId: string, changes: AttributeChanges, flags: Signed): Promise<void> {
  const { haulout, signer } = await openSigned(flags);
  const { digest } = await haulout.blobs.changeAttributes({ blobObjectId, ...changes, signer });
  const attributes = await haulout.blobs.attributes({ blobObjectId });
  if (flags.json) return writeJson({ kind: 'attributes', blobObjectId, attributes, digest });
  console.log(`the blob has ${count(attributes.size, 'attribute')} now`);
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1)
    throw new InvalidArgument(`'${text}' is not a name, = and a value, such as author=me`, { text });
  return [text.slice(0, at), text.slice(at + 1)];
}
