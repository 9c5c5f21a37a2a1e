/**
 * The Upgrade command: a new version of a package, allowed by a ticket that its `UpgradeCap` gave out, which
 * fixes the policy and the digest of what may be published.
 */
import type { Package } from '../../vm/package.js';
import type { Address } from '../../vm/types.js';
import { CommandFailure, argumentFailure } from '../command-failure.js';
import type { FailureKind } from '../command-failure.js';
import { addressBytes, addressOf } from '../objects.js';
import { nextPackage, packageDigest, readModules, withSelfAddress } from '../packages.js';
import type { Command } from '../transaction.js';
import { wellKnown } from '../type-tags.js';
import { checkArgument } from './arguments.js';
import { incompatibility } from './compatibility.js';
import { bytesOf } from './context.js';
import type { PtbContext } from './context.js';
import { checkModules, dependenciesOf } from './publish.js';
import type { Value } from './values.js';

type Upgrade<T> = T extends { PackageUpgradeError: { upgradeError: infer E } } ? E : never;

/** Runs an Upgrade command; returns the `UpgradeReceipt`. Throws `CommandFailure` or `MoveError`. */
export function upgrade(
  context: PtbContext,
  command: Extract<Command, { kind: 'upgrade' }>,
): readonly Value[] {
  const slot = context.slots.resolve(command.ticket, 0);
  context.meter.chargePublish(command.modules.reduce((sum, { length }) => sum + length, 0));
  const value = context.slots.take(slot, 0);
  checkArgument(context, { index: 0, value, type: wellKnown.upgradeTicket });
  const ticket = readTicket(bytesOf(value));

  if (command.package !== ticket.package) {
    const { package: packageId } = command;
    throw upgradeFailure(
      { PackageIDDoesNotMatch: { packageId, ticketId: ticket.package } },
      `the ticket is for package ${ticket.package}, not ${packageId}`,
    );
  }
  const digest = packageDigest(command.modules, command.dependencies);
  if (digest.some((byte, index) => byte !== ticket.digest[index]) || ticket.digest.length !== 32) {
    throw upgradeFailure(
      { DigestDoesNotMatch: { digest } },
      'the ticket is for other modules or dependencies',
    );
  }
  const current = context.packages.getPackage(ticket.package);
  if (current === undefined) {
    throw upgradeFailure(
      { UnableToFetchPackage: { packageId: ticket.package } },
      `no package ${ticket.package}`,
    );
  }

  const files = withSelfAddress(readModules(command.modules), current.originalId);
  const id = context.runtime.freshId();
  const dependencies = dependenciesOf(context, command.dependencies);
  const next = nextPackage(id, current, { files, dependencies });
  checkModules(context, next, files);
  checkPolicy(current, next, ticket.policy);
  context.packages.add(next);
  return [receipt(ticket.cap, id)];
}

function checkPolicy(current: Package, next: Package, policy: number): void {
  if (policy !== 0 && policy !== 128 && policy !== 192) {
    throw upgradeFailure(
      { UnknownUpgradePolicy: { policy } },
      `upgrade policy ${policy} is none of 0, 128, 192`,
    );
  }
  const rule = policy === 0 ? 'compatible' : policy === 128 ? 'additive' : 'dependencies-only';
  const reason = incompatibility(current, next, rule);
  if (reason !== undefined) throw upgradeFailure({ IncompatibleUpgrade: true }, reason);
}

interface Ticket {
  readonly cap: Address;
  readonly package: Address;
  readonly policy: number;
  readonly digest: Uint8Array;
}

/** `UpgradeTicket { cap: ID, package: ID, policy: u8, digest: vector<u8> }`. */
function readTicket(bytes: Uint8Array): Ticket {
  if (bytes.length < 66) throw argumentFailure(0, { InvalidBCSBytes: true }, 'not an UpgradeTicket');
  return {
    cap: addressOf(bytes.subarray(0, 32)),
    package: addressOf(bytes.subarray(32, 64)),
    policy: bytes[64]!,
    digest: bytes.subarray(66),
  };
}

/** `UpgradeReceipt { cap: ID, package: ID }`. */
function receipt(cap: Address, id: Address): Value {
  const bytes = new Uint8Array(64);
  bytes.set(addressBytes(cap));
  bytes.set(addressBytes(id), 32);
  const none = { copy: false, drop: false, store: false, key: false };
  return { kind: 'raw', type: wellKnown.upgradeReceipt, abilities: none, usedInNonEntryCall: false, bytes };
}

function upgradeFailure(upgradeError: Upgrade<FailureKind>, message: string): CommandFailure {
  return new CommandFailure({ PackageUpgradeError: { upgradeError } }, message);
}
