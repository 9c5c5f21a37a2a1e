/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/

/** What one abort code of a Move module means. */
export interface AbortMeaning {
  /** The constant in the Move source. */
  readonly name: string;
  /** What went wrong and, where it helps, what to do: the doc comment of the constant. */
  readonly sentence: string;
}

/** Meanings by package name, module and abort code. */
export const abortTable: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, AbortMeaning>>>>>
> = {
  wal: {},
  walrus_core: {
    active_set: {
      '0': {
        name: 'EZeroMaxSize',
        sentence: 'The active set would have no room for any node.',
      },
    },
    apportionment: {
      '0': {
        name: 'ENoStake',
        sentence: 'No candidate has stake, so no node can receive shards; stake with a node first.',
      },
    },
    bls_aggregate: {
      '0': {
        name: 'EInvalidBitmap',
        sentence:
          'The bitmap names members that the committee does not have: it is longer than one bit for each member, or has a bit set after the last one.',
      },
      '1': {
        name: 'ESigVerification',
        sentence: "The signature is not the aggregate of the named signers' signatures over this message.",
      },
      '2': {
        name: 'ENotEnoughStake',
        sentence: 'The signers hold too few shards for this kind of certificate.',
      },
      '3': {
        name: 'EIncorrectCommittee',
        sentence: 'A member of the committee would have no shards.',
      },
    },
    burn_rate: {
      '0': {
        name: 'EBurnRateTooHigh',
        sentence: 'The burn rate is above 1000 basis points (10 %); name at most that.',
      },
    },
    committee: {
      '0': {
        name: 'EInvalidShardAssignment',
        sentence: 'The new committee would not hold as many shards as the one before.',
      },
      '1': {
        name: 'ENotATransition',
        sentence: 'The committee does not follow from the one before: shards changed owners without need.',
      },
    },
    event_blob: {
      '6': {
        name: 'EIncorrectAttestation',
        sentence:
          'The event blob for which the node voted last in this epoch is not certified yet; wait until it is.',
      },
      '7': {
        name: 'ERepeatedAttestation',
        sentence:
          'The node has voted in this epoch already for an event blob that ends at this checkpoint or later.',
      },
    },
    hand_over: {
      '0': {
        name: 'ENotAReceiver',
        sentence: 'The node is owed no shards in this epoch: it owns no more than it did before.',
      },
      '1': {
        name: 'EShardNotOwed',
        sentence: 'One of these shards is not owed to the node, or appears twice.',
      },
      '2': {
        name: 'EAlreadyReported',
        sentence: 'The node has reported already that it holds all its shards.',
      },
      '3': {
        name: 'EDeadlineNotPassed',
        sentence: 'The deadline has not passed yet; the node can still report in time.',
      },
      '4': {
        name: 'EAlreadyRecorded',
        sentence: 'It is on record already that the node missed the deadline; there is nothing to do.',
      },
      '5': {
        name: 'ENoShards',
        sentence: 'The list of recovered shards is empty.',
      },
      '6': {
        name: 'ENoHandOver',
        sentence: 'There has been no such hand-over yet: the first one begins with epoch 1.',
      },
    },
    messages: {
      '0': {
        name: 'EIncorrectAppId',
        sentence:
          "The message was signed for another application: byte 2 is not the app id of Walrus, 3, or for a message of this project's own not 72.",
      },
      '1': {
        name: 'EIncorrectEpoch',
        sentence: 'The message was signed for another epoch; collect signatures for the current epoch.',
      },
      '2': {
        name: 'EInvalidMsgType',
        sentence: 'The message is of another type than this call needs: byte 0 does not fit.',
      },
      '3': {
        name: 'EIncorrectIntentVersion',
        sentence: 'The message has an unknown intent version: byte 1 is not 0.',
      },
      '4': {
        name: 'EInvalidBlobPersistenceType',
        sentence: 'The persistence tag of the blob certificate is neither 0 (permanent) nor 1 (deletable).',
      },
      '6': {
        name: 'EInvalidKeyLength',
        sentence: 'The BLS public key does not have 48 bytes (a compressed point of G1).',
      },
      '7': {
        name: 'EInvalidMessageLength',
        sentence: 'The message is shorter or longer than its type allows.',
      },
    },
    pending_values: {
      '0': {
        name: 'EMissingEpochValue',
        sentence: 'No amount is pending for that epoch.',
      },
      '1': {
        name: 'EReduceValueTooLarge',
        sentence: 'The amount that is pending for that epoch is smaller than the one to take away.',
      },
    },
    redstuff: {
      '0': {
        name: 'ENoShards',
        sentence: 'The number of shards is 0: the network has no committee yet, and nothing can be stored.',
      },
      '1': {
        name: 'EBlobTooLarge',
        sentence:
          'The blob is too large for this number of shards: its symbols would have more than 65534 bytes.',
      },
    },
  },
  walrus: {
    auth: {
      '0': {
        name: 'ENotACapability',
        sentence:
          'Only a `StorageNodeCap` proves by being shown who acts: anyone can show a shared object. Let the module of the object call `authenticate_with_uid`, or authorise an address.',
      },
    },
    blob: {
      '0': {
        name: 'ENotCertified',
        sentence: 'The blob is not certified, so it cannot be extended; certify it first.',
      },
      '1': {
        name: 'EBlobNotDeletable',
        sentence: 'The blob is permanent, so it cannot be deleted before its end epoch.',
      },
      '2': {
        name: 'EResourceBounds',
        sentence:
          'The storage does not include the current epoch, or an extension does not end later than the storage that it extends.',
      },
      '3': {
        name: 'EResourceSize',
        sentence:
          'The storage is smaller than the encoded blob; reserve at least `encoded_blob_length` bytes.',
      },
      '5': {
        name: 'EAlreadyCertified',
        sentence: 'The blob is certified already; there is nothing to do.',
      },
      '6': {
        name: 'EInvalidBlobId',
        sentence:
          'The blob id does not match: it is not that of this root hash, encoding type and size, or the certificate is for another blob id.',
      },
      '7': {
        name: 'EDuplicateMetadata',
        sentence: 'The blob has attributes already; replace them, or change them one by one.',
      },
      '8': {
        name: 'EMissingMetadata',
        sentence: 'The blob has no attributes.',
      },
      '9': {
        name: 'EInvalidBlobPersistenceType',
        sentence: 'The certificate is for a permanent blob and this one is deletable, or the reverse.',
      },
      '10': {
        name: 'EInvalidBlobObject',
        sentence: 'The certificate is for another object with the same blob id.',
      },
    },
    deny_list: {
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'The node is not in the committee of the current epoch.',
      },
      '9': {
        name: 'EIncorrectDenyListSequence',
        sentence:
          "The sequence number of the deny list is not larger than that of the node's last deny list.",
      },
      '10': {
        name: 'EIncorrectDenyListNode',
        sentence: 'The quorum signed the deny list of another node.',
      },
    },
    encoding: {
      '0': {
        name: 'EInvalidEncodingType',
        sentence: 'The encoding type is unknown; the only one is 1 (RS2: Red Stuff with Reed-Solomon codes).',
      },
    },
    init: {
      '0': {
        name: 'EInvalidMigration',
        sentence: 'The shared objects were announced different packages, so none of them was migrated.',
      },
      '1': {
        name: 'EInvalidUpgradeCap',
        sentence:
          'The upgrade cap belongs to another package; pass the one that publishing this package gave.',
      },
    },
    judge: {
      '0': {
        name: 'EInvalidMessageType',
        sentence:
          'The message is of a type below 64: those are the messages of Walrus, which have calls of their own.',
      },
      '1': {
        name: 'ENotTheJudge',
        sentence: 'The sentence is not that of the judge whom the network has named.',
      },
      '2': {
        name: 'EJudgeAlreadyNamed',
        sentence: 'A judge has been named already; only a quorum of the committee can name another.',
      },
      '3': {
        name: 'EDeedTooOld',
        sentence: 'The penalty is for a deed in an epoch that is neither the current one nor the one before.',
      },
      '4': {
        name: 'EJudgeNotVoted',
        sentence: 'The message does not name this judge, in this network and epoch.',
      },
    },
    shared_blob: {
      '0': {
        name: 'ENotEnded',
        sentence: 'The storage of the blob has not ended, so its funds can still pay for more; extend it.',
      },
    },
    slashing: {
      '0': {
        name: 'ENotAuthorized',
        sentence:
          'The caller may not act for this node in matters of governance; the one whom `set_governance_authorized` named has to vote.',
      },
      '1': {
        name: 'EDuplicateVote',
        sentence: 'The node has voted against this node already; there is nothing to do.',
      },
      '2': {
        name: 'ENoProposalForNode',
        sentence: 'No node has voted against this node.',
      },
      '3': {
        name: 'EWrongEpoch',
        sentence: 'The votes are from an earlier epoch; the current committee has to vote again.',
      },
      '4': {
        name: 'ENotEnoughVotes',
        sentence: 'The nodes that voted against the node hold less than a quorum of the shards.',
      },
      '5': {
        name: 'ENotCommitteeMember',
        sentence: 'The voter is not in the committee of the current epoch.',
      },
    },
    staked_wal: {
      '0': {
        name: 'ENotWithdrawing',
        sentence: 'The withdrawal of this stake has not been requested.',
      },
      '1': {
        name: 'EMetadataMismatch',
        sentence: 'The two stakes cannot be joined: they differ in node, activation epoch or state.',
      },
      '2': {
        name: 'EInvalidAmount',
        sentence: 'The amount to split off is not smaller than the stake.',
      },
      '6': {
        name: 'EAlreadyWithdrawing',
        sentence: 'The withdrawal of this stake has been requested already; there is nothing to do.',
      },
      '7': {
        name: 'EStakeBelowThreshold',
        sentence: 'The stake, or one of its two parts after a split, is less than 1 WAL.',
      },
    },
    staking: {
      '0': {
        name: 'EInvalidMigration',
        sentence:
          'The object has the version of this package already, or no upgrade to this package has been committed.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence:
          'The object belongs to another version of the package; call the package that its `package_id` names.',
      },
      '10': {
        name: 'EHandOverOpen',
        sentence:
          'The stake still answers for shards that its node has to hand over; withdraw it when these have been received, or voting has ended.',
      },
      '11': {
        name: 'EAmountsDoNotMatch',
        sentence: 'There are not as many amounts as nodes; give one amount for each node.',
      },
    },
    staking_inner: {
      '0': {
        name: 'EWrongEpochState',
        sentence: 'The epoch is in another state: this step comes later, or has been made already.',
      },
      '1': {
        name: 'EInvalidSyncEpoch',
        sentence: 'The report is for another epoch than the current one.',
      },
      '2': {
        name: 'EDuplicateSyncDone',
        sentence: 'The node has reported for this epoch already; there is nothing to do.',
      },
      '4': {
        name: 'ENotInCommittee',
        sentence: 'The node is not in the committee of the current epoch.',
      },
      '8': {
        name: 'EPoolNotFound',
        sentence: 'There is no storage node with this id.',
      },
      '11': {
        name: 'ETooEarly',
        sentence:
          'It is too early: voting ends half an epoch, and the epoch a full epoch, after the last epoch change was done.',
      },
      '12': {
        name: 'EInvalidShardCount',
        sentence:
          'The number of shards is not between 1 and 10000; with more, the state would outgrow what Sui allows.',
      },
      '13': {
        name: 'ENoCommittee',
        sentence: 'There is no committee yet, so no prices are settled; wait for epoch 1.',
      },
      '14': {
        name: 'ERecentMember',
        sentence:
          'The node served in the epoch before this one, so readers may still look for it; remove it after the next epoch change.',
      },
      '15': {
        name: 'EPoolsWaiting',
        sentence: 'Too many pools have not been advanced to the current epoch; call `advance_pools` first.',
      },
      '16': {
        name: 'EInvalidEpochDuration',
        sentence: 'An epoch has to last from 1 second to 366 days, and epoch 0 at most 366 days.',
      },
    },
    staking_pool: {
      '3': {
        name: 'EPoolNotEmpty',
        sentence: 'Somebody still has stake with the node, or its commission has not been collected yet.',
      },
      '5': {
        name: 'EPoolAlreadyWithdrawing',
        sentence: 'The node is leaving already, or has left.',
      },
      '6': {
        name: 'EPoolIsNotActive',
        sentence: 'The node is leaving and takes no more stake; choose another node.',
      },
      '9': {
        name: 'EIncorrectPoolId',
        sentence: 'The stake is with another storage node.',
      },
      '10': {
        name: 'ENotWithdrawing',
        sentence: 'The stake is active; request its withdrawal first.',
      },
      '11': {
        name: 'EWithdrawEpochNotReached',
        sentence: 'The stake is not free yet; wait for the epoch that the withdrawal request named.',
      },
      '13': {
        name: 'EWithdrawDirectly',
        sentence: 'No committee counts on this stake, so no request is needed; withdraw it right away.',
      },
      '14': {
        name: 'EIncorrectCommissionRate',
        sentence: 'The commission is more than 100 % (10000 basis points).',
      },
      '15': {
        name: 'EAuthorizationFailure',
        sentence: 'The caller is not the one who is authorised to do this for the node.',
      },
      '20': {
        name: 'EPoolNotWithdrawn',
        sentence: 'The node has not left; call `set_withdrawing`, and wait for the epoch that it names.',
      },
      '21': {
        name: 'EPoolWornOut',
        sentence:
          "Penalties have taken more than two thirds of the node's first stake, so it takes no more; choose another node.",
      },
    },
    storage_accounting: {
      '0': {
        name: 'ETooFarInFuture',
        sentence: 'The epoch is farther ahead than storage is sold.',
      },
    },
    storage_node: {
      '0': {
        name: 'EInvalidNetworkPublicKey',
        sentence: 'The network public key does not have 33 bytes (a compressed point of P-256).',
      },
      '1': {
        name: 'EInvalidNameLength',
        sentence: 'The name has more than 100 bytes.',
      },
      '2': {
        name: 'EInvalidNetworkAddressLength',
        sentence: 'The network address (host and port) has more than 259 bytes.',
      },
      '4': {
        name: 'EInvalidProofOfPossession',
        sentence:
          "The signature does not prove possession of the BLS key; sign the current epoch, the sender's address and this key.",
      },
      '19': {
        name: 'EKeyAlreadySelected',
        sentence:
          'The keys of the next epoch are settled and the node is in its committee; change the key after the epoch change.',
      },
    },
    storage_pool: {
      '0': {
        name: 'EBlobNotDeletable',
        sentence: 'The blob is permanent, so it cannot be deleted before the pool ends.',
      },
      '1': {
        name: 'EResourceBounds',
        sentence:
          'The epoch does not fit: the pool or the storage has not begun or has ended, or, where a blob is burned, the pool has not ended.',
      },
      '2': {
        name: 'EAlreadyCertified',
        sentence: 'The blob is certified already; there is nothing to do.',
      },
      '3': {
        name: 'EInvalidBlobId',
        sentence:
          'The blob id does not match: it is not that of this root hash, encoding type and size, or the certificate is for another blob id.',
      },
      '4': {
        name: 'EInvalidBlobPersistenceType',
        sentence: 'The certificate is for a permanent blob and this one is deletable, or the reverse.',
      },
      '5': {
        name: 'EInvalidBlobObject',
        sentence: 'The certificate is for another object with the same blob id.',
      },
      '6': {
        name: 'EInsufficientCapacity',
        sentence: 'The pool has less room than that; increase its capacity, or delete blobs.',
      },
      '7': {
        name: 'EPoolNotEmpty',
        sentence: 'The pool has blobs; delete them, or burn them when the pool has ended.',
      },
      '10': {
        name: 'EWrongVersion',
        sentence: 'The pool belongs to another version of the package.',
      },
      '11': {
        name: 'EIncompatibleEndEpoch',
        sentence: 'The storage does not end with the pool.',
      },
      '12': {
        name: 'EDuplicateMetadata',
        sentence: 'The blob has attributes already; replace them, or change them one by one.',
      },
      '13': {
        name: 'EMissingMetadata',
        sentence: 'The blob has no attributes.',
      },
      '14': {
        name: 'EInvalidPercent',
        sentence: 'The share is above 100 percent.',
      },
    },
    storage_resource: {
      '0': {
        name: 'EInvalidEpoch',
        sentence: 'The epoch of the split is not between the start and the end of the storage.',
      },
      '1': {
        name: 'EIncompatibleEpochs',
        sentence:
          'The periods do not fit: amounts can be joined only if both periods are equal, and periods only if one ends where the other starts.',
      },
      '2': {
        name: 'EIncompatibleAmount',
        sentence:
          'The sizes do not fit: the storage is smaller than the size to keep, or the periods to be joined have different sizes.',
      },
      '3': {
        name: 'EInvalidEpochRange',
        sentence: 'The storage would not end later than it starts.',
      },
    },
    system: {
      '0': {
        name: 'EInvalidMigration',
        sentence:
          'The object has the version of this package already, or no upgrade to this package has been committed.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence:
          'The object belongs to another version of the package; call the package that its `package_id` names.',
      },
      '2': {
        name: 'ENoCommittee',
        sentence:
          'The committee of that epoch is not kept; only that of the current epoch and of the one before.',
      },
      '3': {
        name: 'ENotLost',
        sentence: 'The blob is not lost: no record of a loss covers the epoch in which it was certified.',
      },
    },
    system_state_inner: {
      '0': {
        name: 'EInvalidMaxEpochsAhead',
        sentence: 'The number of epochs for which storage is sold ahead is not between 1 and 1000.',
      },
      '1': {
        name: 'EStorageExceeded',
        sentence: 'The network does not have this much capacity left in at least one of the epochs.',
      },
      '2': {
        name: 'EInvalidEpochsAhead',
        sentence: 'The period is empty or over, or reaches farther ahead than storage is sold.',
      },
      '3': {
        name: 'EInvalidIdEpoch',
        sentence: 'The vote is for another epoch than the current one.',
      },
      '4': {
        name: 'EIncorrectCommittee',
        sentence: 'The new committee is not that of the next epoch.',
      },
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'The node is not in the committee of the current epoch.',
      },
      '11': {
        name: 'EInvalidResourceSize',
        sentence: 'The size of the storage is 0; reserve at least 1 byte.',
      },
      '12': {
        name: 'EInvalidStartEpoch',
        sentence: 'The version of the protocol would start in an epoch that has passed.',
      },
    },
    upgrade: {
      '0': {
        name: 'EWrongManager',
        sentence: 'The capability belongs to another deployment.',
      },
      '1': {
        name: 'ENotAuthorized',
        sentence:
          'The caller may not act for this node in matters of governance; the one whom `set_governance_authorized` named has to vote.',
      },
      '2': {
        name: 'EDuplicateVote',
        sentence: 'The node has voted for this package already; there is nothing to do.',
      },
      '3': {
        name: 'EInvalidPackageDigest',
        sentence: 'The digest of the package does not have 32 bytes.',
      },
      '4': {
        name: 'ENoProposalForDigest',
        sentence: 'No node has voted for this package.',
      },
      '5': {
        name: 'EWrongEpoch',
        sentence: 'The votes are from an earlier epoch; the current committee has to vote again.',
      },
      '6': {
        name: 'ENotEnoughVotes',
        sentence: 'The nodes that voted for the package hold less than a quorum of the shards.',
      },
      '7': {
        name: 'EWrongVersion',
        sentence: 'Another upgrade came after these votes; the nodes have to vote again.',
      },
      '8': {
        name: 'ENotCommitteeMember',
        sentence: 'The node is not in the committee of the current epoch.',
      },
      '9': {
        name: 'ENotEntrusted',
        sentence: 'No capability with this id has been entrusted.',
      },
    },
  },
  wal_exchange: {
    wal_exchange: {
      '0': {
        name: 'EInsufficientFundsInExchange',
        sentence: 'The exchange holds less than it would have to pay out.',
      },
      '1': {
        name: 'EInsufficientInputBalance',
        sentence: 'The coin holds less than the amount to be exchanged.',
      },
      '2': {
        name: 'EUnauthorizedAdminCap',
        sentence: 'The capability belongs to another exchange.',
      },
      '3': {
        name: 'EInvalidExchangeRate',
        sentence: 'One side of the exchange rate is 0; both have to be at least 1.',
      },
    },
  },
  evidence: {
    accusations: {
      '0': {
        name: 'EWrongRound',
        sentence: 'This is not the last round.',
      },
      '1': {
        name: 'ENotItsAnswer',
        sentence: "The position is not in the node's answers, or the path does not lead to its root.",
      },
      '2': {
        name: 'EAccusedAlready',
        sentence: 'The node is accused of its answer about this blob already.',
      },
      '3': {
        name: 'ENoAccusation',
        sentence: 'There is no such accusation, or it has been resolved.',
      },
      '4': {
        name: 'EWithinAcquitTime',
        sentence: 'The node still has time to show that the blob is badly encoded.',
      },
    },
    conflict: {
      '0': {
        name: 'ENoConflict',
        sentence: 'Row and column agree about the cell.',
      },
      '1': {
        name: 'EDifferentBlobs',
        sentence: 'The two openings do not belong to the same blob.',
      },
    },
    declared: {
      '0': {
        name: 'EInvalidOrder',
        sentence: 'The shards are not in ascending order, or there is none.',
      },
      '1': {
        name: 'ENotItsShard',
        sentence: 'The node does not own the shard in this epoch.',
      },
      '2': {
        name: 'ENothingDeclared',
        sentence:
          'The node has no shards that it declared lost in the epoch before and has not got back, or pays for them already.',
      },
    },
    evidence: {
      '0': {
        name: 'EInvalidMigration',
        sentence: 'The object has the version of this package already.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence: 'The object belongs to another version of the package; call the latest one.',
      },
      '2': {
        name: 'EInvalidParameter',
        sentence:
          'A parameter is out of bounds: 2 to 10,000 samples, an even number; steps of 1 ms to a day; 1 to 10,000 shards.',
      },
      '3': {
        name: 'EOldEpoch',
        sentence: 'This epoch has been taken in, or a later one.',
      },
      '4': {
        name: 'EUnknownEpoch',
        sentence: 'No epoch has been taken in yet, or not the one that this is about; call `begin_epoch`.',
      },
      '5': {
        name: 'ENoRound',
        sentence: 'No round has opened in this epoch.',
      },
      '6': {
        name: 'ERoundOpen',
        sentence: 'A round is under way, or not settled; this has to wait.',
      },
    },
    hand_over_failures: {
      '0': {
        name: 'EOtherEpoch',
        sentence: 'The record is of another epoch than the one that was taken in last.',
      },
      '1': {
        name: 'ENothingToJudge',
        sentence: 'Nothing is proven of the node that it has not paid for.',
      },
    },
    loss: {
      '0': {
        name: 'ETooOld',
        sentence: 'The loss is more than two epochs old.',
      },
      '1': {
        name: 'ENothingToCharge',
        sentence: 'All signers have been charged, or the record is no loss for which anybody pays.',
      },
      '2': {
        name: 'EWrongEpoch',
        sentence: 'The message is not of the epoch that was taken in last.',
      },
      '3': {
        name: 'EOtherBlob',
        sentence: 'Root hash and size are not those of the blob id.',
      },
    },
    members: {
      '0': {
        name: 'EUnknownMember',
        sentence: 'The bitmap names members that the committee does not have.',
      },
    },
    merkle: {
      '0': {
        name: 'EInvalidPath',
        sentence: 'The path is longer or shorter than the tree is deep, or the index is not in the tree.',
      },
    },
    opening: {
      '0': {
        name: 'EInvalidIndex',
        sentence: 'The row or the column is not below the number of shards.',
      },
    },
    padding: {
      '0': {
        name: 'ENotASourceCell',
        sentence:
          'The cell is not one of the source cells, which hold the blob: its row is not below n - 2f, or its column not below n - f.',
      },
      '1': {
        name: 'EInvalidLeaf',
        sentence:
          "The leaf is not a zero byte and then a symbol of the blob's symbol size, or not what the opening opens.",
      },
      '2': {
        name: 'ENotHidden',
        sentence: 'The byte is part of the blob, not in the cell, or zero.',
      },
    },
    records: {
      '0': {
        name: 'EAlreadyLost',
        sentence: 'The blob is recorded as lost, up to this epoch or a later one.',
      },
      '1': {
        name: 'ENoSuchLoss',
        sentence: 'There is no such record of a loss, or it is that of another blob.',
      },
      '2': {
        name: 'ERevokedAlready',
        sentence: 'The loss has been revoked, and so has all that its message says.',
      },
    },
    round: {
      '0': {
        name: 'ENoTime',
        sentence: 'There is no time for a round any more in this epoch.',
      },
      '1': {
        name: 'EWrongRound',
        sentence: 'This is not the round that is under way.',
      },
    },
    round_state: {
      '0': {
        name: 'EWrongPhase',
        sentence: 'The round is not in the state in which this can be done.',
      },
      '1': {
        name: 'ETooLate',
        sentence: 'It is too late for this.',
      },
      '2': {
        name: 'ETooEarly',
        sentence: 'It is too early for this.',
      },
      '3': {
        name: 'EWrongEpoch',
        sentence: 'The message was signed in another epoch than that of the round.',
      },
      '4': {
        name: 'ENothingNew',
        sentence: 'The certificate adds nothing to what is known.',
      },
      '5': {
        name: 'EAnsweredAlready',
        sentence: 'The node has posted its root already.',
      },
      '6': {
        name: 'ENoRoot',
        sentence: 'The root is 32 zero bytes, which stands for none.',
      },
      '7': {
        name: 'EClaimedNothing',
        sentence: 'The node has not posted a root, so it has claimed nothing.',
      },
      '8': {
        name: 'EJudgedAlready',
        sentence: 'The node has its verdict: it is convicted, or has paid for this round.',
      },
      '9': {
        name: 'EStillOpen',
        sentence: 'A member has no verdict that can no longer change; wait for the deadline.',
      },
      '10': {
        name: 'ETooManyAccusations',
        sentence:
          'So many accusations wait against the member that no more are taken; resolve them, or convict.',
      },
    },
    schedule: {
      '0': {
        name: 'EOutOfBounds',
        sentence: 'A cause would take more than a tenth of the stake.',
      },
      '1': {
        name: 'EChangeTooLarge',
        sentence: 'A number is more than twice, or less than half, of what it was.',
      },
      '2': {
        name: 'EWrongEpoch',
        sentence:
          'The change is not for the epoch two epochs after that in which it was signed, or there is a change for that epoch already.',
      },
      '3': {
        name: 'EOldSequence',
        sentence: 'The sequence number is not larger than that of the last change.',
      },
    },
    settlement: {
      '0': {
        name: 'ENothingToSettle',
        sentence: 'No member can be settled now: all are, or the others are accused.',
      },
    },
    slots: {
      '0': {
        name: 'ESlotTaken',
        sentence: 'This slot has had its attempt; wait for the next one.',
      },
      '1': {
        name: 'EAttemptPending',
        sentence: 'An attempt waits for the transaction that opens its round or passes the slot.',
      },
      '2': {
        name: 'ENoAttempt',
        sentence: 'There is no attempt; make one first.',
      },
    },
    statements: {
      '0': {
        name: 'EOtherStatement',
        sentence:
          'The message is of another type than this call needs, or says something else than the arguments.',
      },
      '1': {
        name: 'ENotEnoughWeight',
        sentence: 'The signers hold too few shards for this kind of message.',
      },
    },
    terms: {
      '0': {
        name: 'ETooManyMembers',
        sentence: 'The committee has more than 150 members.',
      },
      '1': {
        name: 'EWrongNumberOfShards',
        sentence: 'The record is that of a network with another number of shards.',
      },
      '2': {
        name: 'ENotAMember',
        sentence: 'The node is not in the committee of the epoch.',
      },
    },
    wrong_answer: {
      '0': {
        name: 'EInvalidAxis',
        sentence: 'The axis is neither 0 (a primary sliver: a row) nor 1 (a secondary sliver: a column).',
      },
      '1': {
        name: 'EOtherBlob',
        sentence: 'The opening is one of another blob.',
      },
      '2': {
        name: 'ERightAnswer',
        sentence: 'The node has answered what the blob commits to.',
      },
    },
  },
  blob_bucket: {
    blob_bucket: {
      '0': {
        name: 'EInvalidBlobBucketCap',
        sentence: 'The capability is that of another bucket.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence: 'The bucket belongs to another version of the package.',
      },
    },
    blob_bucket_inner_v1: {
      '0': {
        name: 'EBlobBucketStorageExpired',
        sentence:
          'The storage pool of the bucket has ended; what is left is to burn its blobs and destroy it.',
      },
    },
  },
  subsidies: {
    subsidies: {
      '0': {
        name: 'EInvalidSubsidyRate',
        sentence:
          "A rate is above 10,000 basis points, or both are too high together: three times the buyer's rate and the nodes' rate are at most 20,000.",
      },
      '1': {
        name: 'EUnauthorizedAdminCap',
        sentence: 'The capability is that of another pool.',
      },
      '2': {
        name: 'EWrongVersion',
        sentence: 'The pool belongs to another version of the package.',
      },
      '3': {
        name: 'EWrongPackage',
        sentence: 'The id is not that of this package.',
      },
      '4': {
        name: 'EPaymentTooSmall',
        sentence: 'The coin holds less than the price less what the pool pays.',
      },
    },
  },
  walrus_subsidies: {
    walrus_subsidies: {
      '0': {
        name: 'EUnauthorizedAdminCap',
        sentence: 'The capability is that of another pool.',
      },
      '1': {
        name: 'EWrongVersion',
        sentence:
          'The pool belongs to another version of the package; call the one that its `package_id` names.',
      },
    },
    walrus_subsidies_inner: {
      '0': {
        name: 'EInvalidSubsidyRate',
        sentence: 'The rate is above 20,000 basis points (200 %).',
      },
    },
  },
};
