import type { AuditRecord } from '../../../functions/record/record.ts';
import { toJson } from '../../cli/printable.ts';
import { plainRecord } from './audit-output.ts';

/** The same as on the event bus. */
const SOURCE = 'openim.webhook';

/** Returns a record as one line with an event in the JSON format of CloudEvents 1.0. Source: cloudevents/spec v1.0.2. */
export function asCloudEvent(record: AuditRecord): string {
  const { eventID, receivedAt, command, groupID, userID } = record;
  const subject = groupID === undefined ? userID && `user/${userID}` : `group/${groupID}`;
  return toJson({
    specversion: '1.0',
    id: eventID,
    source: SOURCE,
    type: command,
    ...(subject && { subject }),
    time: receivedAt,
    datacontenttype: 'application/json',
    data: plainRecord(record),
  });
}
