import * as v from 'valibot';
import { optionalText } from './setting-values.ts';

/** Name of a table. Source: Amazon DynamoDB API Reference, "CreateTable". */
const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;
const NOT_A_TABLE = 'must be the name of a DynamoDB table: 3 to 255 letters, digits, _, . and -';

function table(description: string) {
  return matching(TABLE_NAME, NOT_A_TABLE, description);
}

/** A text that is left out, or that has a form. */
export function matching(form: RegExp, message: string, description: string) {
  const schema = v.pipe(v.string(message), v.regex(form, message));
  return optionalText(schema, message, description, { pattern: form.source });
}

/** An ARN that is left out, or that has the form of `example`. */
export function arn(form: RegExp, example: string, description: string) {
  return matching(form, `must be an ARN such as ${example}`, description);
}

/** Settings that name what the stack uses and does not make. */
export const existingSettings = {
  auditTable: table('Name of an audit table that exists. The stack uses it and makes none.'),
  policyTable: table('Name of a policy table that exists. The stack uses it and makes none.'),
  alarmTopic: arn(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    'arn:aws:sns:eu-west-1:123456789012:NAME, of a standard topic, because alarms cannot publish to a FIFO topic',
    'ARN of a standard SNS topic that also gets every alarm.',
  ),
  key: arn(
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
    'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'ARN of the KMS key that encrypts tables, queues, the bucket, the topic and logs that the stack makes.',
  ),
  webAcl: arn(
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/,
    'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/NAME/ID',
    'ARN of the regional web ACL of AWS WAF in front of the API.',
  ),
  permissionsBoundary: arn(
    /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    'arn:aws:iam::123456789012:policy/NAME',
    'ARN of the IAM policy that limits every role of the stack.',
  ),
};
