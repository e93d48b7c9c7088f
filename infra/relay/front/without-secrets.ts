import { isUtf8 } from 'node:buffer';
import type { CallbackKind } from '../../../functions/openim/catalogue.ts';
import { redact } from '../../../functions/openim/redact.ts';
import { secretFieldsOf } from '../../../functions/openim/redacted-fields.ts';
import { jsonObjectOf } from '../receiver/envelope.ts';

/**
 * Returns a body as it may be written to the disk: without OpenIM's admin secret, which servers up to v3.8.0 send. The receiver records
 * the same `*`. A body that may hold a secret and is not a JSON object is dropped, as the receiver drops it.
 */
export function withoutSecrets({ secrets }: CallbackKind, body: Buffer): Buffer {
  const fields = secrets ?? secretFieldsOf(body) ?? [];
  if (fields.length === 0) return body;
  if (!isUtf8(body) || jsonObjectOf({ body }) === undefined) return Buffer.alloc(0);
  return Buffer.from(redact(body.toString(), fields));
}
