import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { UsageError } from '../cli/usage-error.ts';
import { AllowedCidrs } from './allowed-addresses.ts';
import { isEndpoint, NOT_AN_ENDPOINT } from './sdk.ts';
import { LOCAL_AUDIT_TABLE, LOCAL_POLICY_TABLE } from './table-definitions.ts';

const Port = v.pipe(
  v.string(),
  v.regex(/^\d+$/, 'must be a port number from 0 to 65535'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a port number from 0 to 65535'),
);

/** Source: Amazon DynamoDB Developer Guide, "Naming rules". */
export const TableName = v.pipe(
  v.string(),
  v.regex(/^[\w.-]{3,255}$/, 'is not a valid table name. Use 3 to 255 letters, digits, dots, hyphens and underscores'),
);

/** Port of the console; `off` or 0 for none. */
const ConsolePort = v.pipe(
  v.string(),
  v.transform((text) => (text === 'off' ? '0' : text)),
  v.regex(/^\d+$/, 'must be a port number from 0 to 65535, or off'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a port number from 0 to 65535, or off'),
  v.transform((port) => (port === 0 ? undefined : port)),
);

const LOOPBACK_HOST = '127.0.0.1';

/** Default of `DATA_DIR`. It does not depend on the working directory. */
export const DEFAULT_DIRECTORY = join(import.meta.dirname, '../../.local');

const LocalSettings = v.pipe(
  v.object({
    '--host': v.optional(v.string(), LOOPBACK_HOST),
    PORT: v.optional(Port, '10006'),
    DYNAMODB_PORT: v.optional(Port, '10007'),
    CONSOLE_PORT: v.optional(ConsolePort, '10008'),
    DATA_DIR: v.optional(
      v.pipe(
        v.string(),
        v.transform((path) => resolve(path)),
      ),
      DEFAULT_DIRECTORY,
    ),
    WEBHOOK_TOKEN_HASHES: v.optional(v.string(), ''),
    WEBHOOK_RELAY_TOKEN_HASHES: v.optional(v.string(), ''),
    ALLOWED_CIDRS: v.optional(AllowedCidrs, ''),
    RECORD_OTHER_CALLBACKS: v.optional(v.string()),
    RECORD_MESSAGES: v.optional(v.picklist(['none', 'envelope', 'whole'], 'must be none, envelope or whole')),
    FAILURE_VERDICT: v.optional(v.picklist(['refuse', 'allow'], 'must be refuse or allow'), 'refuse'),
    AUDIT_TABLE_NAME: v.optional(TableName, LOCAL_AUDIT_TABLE),
    POLICY_TABLE_NAME: v.optional(TableName, LOCAL_POLICY_TABLE),
    AWS_ENDPOINT_URL_DYNAMODB: v.optional(v.pipe(v.string(), v.check(isEndpoint, NOT_AN_ENDPOINT))),
  }),
  v.transform((env) => ({
    host: env['--host'],
    port: env.PORT,
    databasePort: env.DYNAMODB_PORT,
    /** Undefined for no console. */
    consolePort: env.CONSOLE_PORT,
    dataDirectory: env.DATA_DIR,
    /** Accepts every caller. */
    isOpen: env.WEBHOOK_TOKEN_HASHES.trim() === '' && env.WEBHOOK_RELAY_TOKEN_HASHES.trim() === '',
    /** Accepts relays alone, because no other token is known. */
    isForRelays: env.WEBHOOK_TOKEN_HASHES.trim() === '' && env.WEBHOOK_RELAY_TOKEN_HASHES.trim() !== '',
    allowedCidrs: env.ALLOWED_CIDRS,
    /** Refuses callbacks without a function of their own. */
    ownOnly: env.RECORD_OTHER_CALLBACKS === 'false',
    failureVerdict: env.FAILURE_VERDICT,
    auditTableName: env.AUDIT_TABLE_NAME,
    policyTableName: env.POLICY_TABLE_NAME,
    /** An external DynamoDB to use instead of the embedded one. */
    databaseEndpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
  })),
);

export type LocalSettings = v.InferOutput<typeof LocalSettings>;

/**
 * @param host value of `--host`
 * @throws {UsageError} naming each invalid setting
 */
export function parseLocalSettings(host: string | undefined, env: NodeJS.ProcessEnv): LocalSettings {
  const result = v.safeParse(LocalSettings, { ...withoutEmpty(env), ...(host && { '--host': host }) });
  if (!result.success) {
    throw new UsageError(result.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}.`).join(' '));
  }
  if (result.output.auditTableName === result.output.policyTableName) {
    throw new UsageError('AUDIT_TABLE_NAME and POLICY_TABLE_NAME are the same. Set one to another name.');
  }
  if (result.output.isOpen && result.output.host !== LOOPBACK_HOST) {
    throw new UsageError(
      '--host lets other machines call, so a token is required. Set WEBHOOK_TOKEN_HASHES to the hash that `npm run token` prints.',
    );
  }
  return result.output;
}

/** An empty variable means the default, such as in `PORT= npm start`. */
export function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}
