import type { CertificateDetail } from '@aws-sdk/client-acm';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { AwsError } from './aws-error.ts';

/** A key of the stub, as KMS describes it. */
export interface StubKey {
  readonly metadata: Partial<KeyMetadata>;
  /** Statements of its key policy. */
  readonly statements: readonly object[];
}

/** Keys, topics, certificates, web ACLs and policies that settings name, as far as a deployment reads them. */
export class NamedStub {
  /** By ARN, ID and alias. */
  readonly keys = new Map<string, StubKey>();
  /** Attributes by ARN. */
  readonly topics = new Map<string, Readonly<Record<string, string>>>();
  /** By ARN. */
  readonly certificates = new Map<string, Partial<CertificateDetail>>();
  /** By name, as WAF describes them. */
  readonly webAcls = new Map<string, object>();
  /** Statements of the version in force, by ARN. */
  readonly policies = new Map<string, readonly object[]>();

  /** Answers a request in JSON. */
  answer(action: string, request: Readonly<Record<string, string>>): object {
    switch (action) {
      case 'DescribeKey':
        return { KeyMetadata: this.#key(request).metadata };
      case 'GetKeyPolicy':
        return { Policy: policyOf(this.#key(request).statements) };
      case 'DescribeCertificate': {
        const certificate = this.certificates.get(request.CertificateArn ?? '');
        if (!certificate) throw new AwsError('ResourceNotFoundException', 'Could not find certificate');
        return { Certificate: certificate };
      }
      case 'GetWebACL': {
        const WebACL = this.webAcls.get(request.Name ?? '');
        if (!WebACL) throw new AwsError('WAFNonexistentItemException', 'AWS WAF couldn’t perform the operation');
        return { WebACL, LockToken: '1' };
      }
      default:
        throw new AwsError('UnknownOperationException', action);
    }
  }

  /** Answers a request in the query protocol; undefined for one of another service. */
  answerQuery(action: string, request: Readonly<Record<string, string>>): object | undefined {
    const { TopicArn = '', PolicyArn = '', VersionId } = request;
    if (action === 'GetPolicy' || action === 'GetPolicyVersion') {
      const statements = this.policies.get(PolicyArn);
      if (!statements) throw new AwsError('NoSuchEntity', `Policy ${PolicyArn} does not exist`, 404);
      const Document = encodeURIComponent(policyOf(statements));
      return action === 'GetPolicy'
        ? { Policy: { Arn: PolicyArn, DefaultVersionId: 'v3' } }
        : { PolicyVersion: { Document, VersionId } };
    }
    if (action !== 'GetTopicAttributes') return undefined;
    const attributes = this.topics.get(TopicArn);
    if (!attributes) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return { Attributes: new Map(Object.entries(attributes)) };
  }

  #key({ KeyId = '' }: Readonly<Record<string, string>>): StubKey {
    const key = this.keys.get(KeyId);
    if (!key) throw new AwsError('NotFoundException', `Key '${KeyId}' does not exist`);
    return key;
  }
}

/** Returns the text of a policy. */
export function policyOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
