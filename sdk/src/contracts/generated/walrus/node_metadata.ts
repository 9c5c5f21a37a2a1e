/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** The description of a storage node by its operator. */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::node_metadata';
export const NodeMetadata = new MoveStruct({ name: `${$moduleName}::NodeMetadata`, fields: {
        image_url: bcs.string(),
        project_url: bcs.string(),
        description: bcs.string(),
        extra_fields: vec_map.VecMap(bcs.string(), bcs.string())
    } });
export interface NewArguments {
    imageUrl: RawTransactionArgument<string>;
    projectUrl: RawTransactionArgument<string>;
    description: RawTransactionArgument<string>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        imageUrl: RawTransactionArgument<string>,
        projectUrl: RawTransactionArgument<string>,
        description: RawTransactionArgument<string>
    ];
}
/** A description without extra fields. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        '0x1::string::String',
        '0x1::string::String',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["imageUrl", "projectUrl", "description"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetImageUrlArguments {
    self: TransactionArgument;
    imageUrl: RawTransactionArgument<string>;
}
export interface SetImageUrlOptions {
    package?: string;
    arguments: SetImageUrlArguments | [
        self: TransactionArgument,
        imageUrl: RawTransactionArgument<string>
    ];
}
/** Sets the link to a picture. Never aborts. */
export function setImageUrl(options: SetImageUrlOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "imageUrl"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'set_image_url',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetProjectUrlArguments {
    self: TransactionArgument;
    projectUrl: RawTransactionArgument<string>;
}
export interface SetProjectUrlOptions {
    package?: string;
    arguments: SetProjectUrlArguments | [
        self: TransactionArgument,
        projectUrl: RawTransactionArgument<string>
    ];
}
/** Sets the link to the operator's site. Never aborts. */
export function setProjectUrl(options: SetProjectUrlOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "projectUrl"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'set_project_url',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetDescriptionArguments {
    self: TransactionArgument;
    description: RawTransactionArgument<string>;
}
export interface SetDescriptionOptions {
    package?: string;
    arguments: SetDescriptionArguments | [
        self: TransactionArgument,
        description: RawTransactionArgument<string>
    ];
}
/** Sets the description. Never aborts. */
export function setDescription(options: SetDescriptionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "description"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'set_description',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetExtraFieldsArguments {
    self: TransactionArgument;
    extraFields: TransactionArgument;
}
export interface SetExtraFieldsOptions {
    package?: string;
    arguments: SetExtraFieldsArguments | [
        self: TransactionArgument,
        extraFields: TransactionArgument
    ];
}
/** Sets all further fields. Never aborts. */
export function setExtraFields(options: SetExtraFieldsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "extraFields"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'set_extra_fields',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ImageUrlArguments {
    self: TransactionArgument;
}
export interface ImageUrlOptions {
    package?: string;
    arguments: ImageUrlArguments | [
        self: TransactionArgument
    ];
}
/** The link to a picture. Never aborts. */
export function imageUrl(options: ImageUrlOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'image_url',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ProjectUrlArguments {
    self: TransactionArgument;
}
export interface ProjectUrlOptions {
    package?: string;
    arguments: ProjectUrlArguments | [
        self: TransactionArgument
    ];
}
/** The link to the operator's site. Never aborts. */
export function projectUrl(options: ProjectUrlOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'project_url',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DescriptionArguments {
    self: TransactionArgument;
}
export interface DescriptionOptions {
    package?: string;
    arguments: DescriptionArguments | [
        self: TransactionArgument
    ];
}
/** The description. Never aborts. */
export function description(options: DescriptionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'description',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtraFieldsArguments {
    self: TransactionArgument;
}
export interface ExtraFieldsOptions {
    package?: string;
    arguments: ExtraFieldsArguments | [
        self: TransactionArgument
    ];
}
/** All further fields. Never aborts. */
export function extraFields(options: ExtraFieldsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'node_metadata',
        function: 'extra_fields',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}