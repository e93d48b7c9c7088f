import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

type Item = Readonly<Record<string, unknown>>;
type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** Returns an item as Lambda passes it: as JSON, in which bytes are base64. */
function imageOf(item: Item): Image {
  const marshalled = marshall(item, { removeUndefinedValues: true, allowImpreciseNumbers: true });
  return JSON.parse(
    JSON.stringify(marshalled, function (this: Record<string, unknown>, name) {
      const { [name]: value } = this;
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    }),
  );
}

/** Items of the audit table that the event source's filter lets through: no parts, entries or queued chunks. */
export function isRecord(item: Item): boolean {
  return 'command' in item && !('entryOf' in item);
}

/** The batch of the table's stream for items that were written. The embedded database has no stream. */
export function insertsOf(items: readonly Item[]): DynamoDBStreamEvent {
  return {
    Records: items.map((item, index) => ({
      eventID: `stream-${index}`,
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      dynamodb: {
        NewImage: imageOf(item),
        SequenceNumber: String(index + 1),
        ApproximateCreationDateTime: 1_800_000_000,
      },
    })),
  };
}

/** The batch for one item that was changed, or deleted when `after` is left out. */
export function changeOf(before: Item, after?: Item, at = 1_800_000_000): DynamoDBStreamEvent {
  const images = { OldImage: imageOf(before), ...(after && { NewImage: imageOf(after) }) };
  return {
    Records: [
      {
        eventID: `stream-change-${String(before.eventID)}`,
        eventName: after ? 'MODIFY' : 'REMOVE',
        eventSource: 'aws:dynamodb',
        dynamodb: { ...images, SequenceNumber: '7', ApproximateCreationDateTime: at },
      },
    ],
  };
}
