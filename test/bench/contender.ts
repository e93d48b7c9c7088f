import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { PackageBytes } from './bundles/packages.ts';

/** `recorder` and `judge` are ours. */
export type Kind = 'recorder' | 'judge' | 'floor' | 'peer';

export interface Bundle {
  /** The file that Lambda loads. */
  readonly file: string;
  /** Bytes that a cold start reads of what is deployed. */
  readonly bytes: number;
  /** Bytes of tables by which evasions are found, among them. */
  readonly textTableBytes: number;
  /** The largest first. */
  readonly packages: readonly PackageBytes[];
}

/** A handler that is measured, and how it is called. */
export interface Contender {
  readonly name: string;
  readonly kind: Kind;
  readonly bundle: Bundle;
  readonly event: APIGatewayProxyEvent;
  readonly env: Readonly<Record<string, string>>;
}
