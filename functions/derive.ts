import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Head } from './audit/parts.ts';
import type { Environment } from './aws/environment.ts';
import { createDriftReport } from './callback/drift-report.ts';
import { inLambda } from './callback/in-lambda.ts';
import type { Runtime } from './callback/runtime.ts';
import type { Telemetry } from './callback/telemetry.ts';
import { createPublish } from './derivation/bus.ts';
import { type DerivationOptions, deriveChange, deriveItem, deriveSlice } from './derivation/derivation.ts';
import { type DeriveSettings, parseDeriveSettings } from './derivation/derive-settings.ts';
import { limitDrift } from './derivation/drift-limiter.ts';
import { createPacer } from './derivation/pacer.ts';
import { type Slice, sliceIn } from './derivation/slices.ts';
import { readBytes } from './dynamodb/bytes.ts';
import { patientClientFor } from './dynamodb/patient-client.ts';
import { numberOf } from './dynamodb/stored-number.ts';
import type { AuditRecord } from './record/record.ts';

/** A function as Lambda calls it for the table's stream, and for slices of large records. */
type Derive = (
  event: DynamoDBStreamEvent | SQSEvent,
  context: Context,
) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;

type Reports = Pick<Telemetry, 'reportNotDerived' | 'reportChanged'>;

/**
 * Derives from the table's stream what follows from a record: an entry for each further person, the event on the bus, a report of
 * each drift, and a record of each change. OpenIM does not wait for it. Failures are retried, so everything can happen twice.
 */
export function createHandler(options: DerivationOptions, { reportNotDerived, reportChanged }: Reports): Derive {
  const takeRecord = async ({ eventName, dynamodb = {}, eventID = '' }: DynamoDBRecord): Promise<void> => {
    const { NewImage, OldImage, ApproximateCreationDateTime = 0 } = dynamodb;
    if (eventName === 'INSERT') return deriveItem(options, native(NewImage) as unknown as AuditRecord | Head);
    const before = native(OldImage);
    const after = NewImage && native(NewImage);
    const change = { before, after, streamID: eventID, changedAt: ApproximateCreationDateTime };
    if (await deriveChange(options, change)) reportChanged(String(before.eventID));
  };
  const handle = async (record: DynamoDBRecord | SQSRecord): Promise<void> => {
    try {
      await ('body' in record ? deriveSlice(options, sliceIn(record.body)) : takeRecord(record));
    } catch (error) {
      reportNotDerived(('body' in record ? record.messageId : record.eventID) ?? '', error);
      throw error;
    }
  };
  return (event, context) => {
    const [first] = event.Records;
    const type = first && 'body' in first ? EventType.SQS : EventType.DynamoDBStreams;
    return processPartialResponse(event, handle, new BatchProcessor(type), { context, throwOnFullBatchFailure: false });
  };
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** Reads an item as Lambda passes it: as JSON, in which bytes are base64. */
function native(image: Image = {}): Record<string, unknown> {
  readBytes(image);
  return unmarshall(image as Parameters<typeof unmarshall>[0], { wrapNumbers: numberOf });
}

/** Makes the services of derivation from the function's environment. */
function optionsOf({ auditTable, now }: Runtime, { lines }: Telemetry, env: Environment): DerivationOptions {
  const { sliceQueueURL, eventBusName, entriesPerSecond }: DeriveSettings = parseDeriveSettings(env);
  return {
    table: { ...auditTable, client: patientClientFor(env) },
    pacer: createPacer(entriesPerSecond, now),
    sendSlices: sliceQueueURL === undefined ? undefined : senderTo(sliceQueueURL),
    publish: eventBusName === undefined ? undefined : createPublish(new EventBridgeClient({}), eventBusName),
    onDrift: limitDrift(createDriftReport(lines), now),
  };
}

function senderTo(QueueUrl: string): (slices: readonly Slice[]) => Promise<void> {
  const client = new SQSClient({});
  return async (slices) => {
    for (const slice of slices)
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(slice) }));
  };
}

export const handler = /* @__PURE__ */ inLambda((runtime, telemetry) =>
  createHandler(optionsOf(runtime, telemetry, process.env), telemetry),
);
