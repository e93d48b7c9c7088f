import type { GlobalSecondaryIndexDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import {
  INDEX_NAMES,
  INDEXES,
  type IndexName,
  PARTITION_KEY,
  projectedBy,
  SORT_KEY,
} from '../../functions/audit/table-keys.ts';
import type { StackSettings } from '../stack-settings.ts';
import type { Findings } from './findings.ts';
import type { FoundTable } from './found-table.ts';
import { PROTECTION, protectingStatement } from './record-protection.ts';
import { careWarnings, keysOf, kindErrors } from './table-check.ts';
import { putPolicy, type TableCommands } from './table-commands.ts';

/** Attribute with the time at which DynamoDB deletes an item. */
export const EXPIRY = 'expiresAt';

type Settings = Pick<StackSettings, 'operationIndex' | 'administratorRoles'>;

/** Checks that a table has all that the functions and commands use of an audit table. */
export function checkAuditTable(name: string, found: FoundTable, commands: TableCommands, settings: Settings) {
  const subject = `auditTable: the table ${name}`;
  const wrongKind = kindErrors(subject, found, [[PARTITION_KEY, 'S']]);
  if (wrongKind.length > 0) return { errors: wrongKind, warnings: [] };
  return {
    errors: [
      ...streamErrors(subject, found, commands),
      ...expiryErrors(subject, found, commands),
      ...INDEX_NAMES.filter((index) => index !== 'byOperation' || settings.operationIndex).flatMap((index) =>
        indexErrors(subject, index, found.description, commands),
      ),
      ...protectionErrors(subject, found, settings),
    ],
    warnings: careWarnings(subject, found, commands),
  } satisfies Findings;
}

function streamErrors(subject: string, { description }: FoundTable, commands: TableCommands): string[] {
  const { StreamEnabled = false, StreamViewType } = description.StreamSpecification ?? {};
  if (!StreamEnabled)
    return [`${subject} has no stream, so that entries and events would be missing. Run: ${commands.startStream()}`];
  if (StreamViewType === 'NEW_AND_OLD_IMAGES') return [];
  return [
    `${subject} has a stream of ${StreamViewType} instead of NEW_AND_OLD_IMAGES. Run: ${commands.endStream()} && ${commands.waitUntilActive()} && ${commands.startStream()}`,
  ];
}

function expiryErrors(subject: string, { timeToLive }: FoundTable, commands: TableCommands): string[] {
  const { TimeToLiveStatus: status, AttributeName: attribute } = timeToLive;
  const isOn = status === 'ENABLED' || status === 'ENABLING';
  if (isOn && attribute === EXPIRY) return [];
  if (isOn && attribute !== undefined)
    return [
      `${subject} deletes items by ${attribute} instead of ${EXPIRY}. Run: ${commands.endExpiry(attribute)}; an hour later, run: ${commands.expire(EXPIRY)}`,
    ];
  return [`${subject} has no time-to-live, so that nothing would expire. Run: ${commands.expire(EXPIRY)}`];
}

function indexErrors(subject: string, name: IndexName, description: TableDescription, commands: TableCommands) {
  const { GlobalSecondaryIndexes: all = [] } = description;
  const found = all.find(({ IndexName }) => IndexName === name);
  const orElse = name === 'byOperation' ? 'Set operationIndex to false, or run' : 'Run';
  if (!found) return [`${subject} has no index ${name}. ${orElse}: ${commands.createIndex(name)}`];
  const keys = keysOf(found.KeySchema, description).join(', ');
  const wanted = [INDEXES[name], SORT_KEY].map((key) => `${key} (S)`).join(', ');
  const missing = missingAttributes(name, found);
  if (keys !== wanted || missing.length > 0) {
    const what = keys === wanted ? `without ${missing.join(', ')}` : `with the key ${keys} instead of ${wanted}`;
    return [
      `${subject} has an index ${name} ${what}. Run: ${commands.deleteIndex(name)}; once it is gone, run: ${commands.createIndex(name)}`,
    ];
  }
  if (found.IndexStatus === 'CREATING' || found.IndexStatus === 'DELETING')
    return [`${subject} has an index ${name} in the state ${found.IndexStatus}. Deploy again once that has ended.`];
  return [];
}

/** Returns the attributes that lists show and the index does not have. An index may have more. */
function missingAttributes(name: IndexName, { Projection }: GlobalSecondaryIndexDescription): string[] {
  if (Projection?.ProjectionType === 'ALL') return [];
  const own = Projection?.NonKeyAttributes ?? [];
  return projectedBy(name).filter((attribute) => !own.includes(attribute));
}

/** CloudFormation can give a policy only to a table that the stack makes. */
function protectionErrors(subject: string, { policy, description }: FoundTable, { administratorRoles }: Settings) {
  if (administratorRoles.length === 0) return [];
  if (policy?.includes(PROTECTION) && administratorRoles.every((role) => policy.includes(role))) return [];
  const { TableArn: arn = '' } = description;
  const statement = protectingStatement(arn, administratorRoles);
  const lacks = `${subject} has no policy ${PROTECTION} for administratorRoles, which the stack can't give it.`;
  if (policy !== undefined) return [`${lacks} Add this statement to its policy: ${JSON.stringify(statement)}`];
  return [`${lacks} Run: ${putPolicy(arn, statement)}`];
}
