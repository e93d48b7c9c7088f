import type { Template } from 'aws-cdk-lib/assertions';
import type { TemplateJson } from './deployed.ts';
import { resourcesOf } from './template.ts';

/** A region with a stack in it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  /** End of the partition's host names. */
  readonly urlSuffix: string;
}

export const ACCOUNT = '123456789012';

/** One region of each public partition. */
export const PLACES = {
  ireland: { partition: 'aws', region: 'eu-west-1', urlSuffix: 'amazonaws.com' },
  beijing: { partition: 'aws-cn', region: 'cn-north-1', urlSuffix: 'amazonaws.com.cn' },
  government: { partition: 'aws-us-gov', region: 'us-gov-west-1', urlSuffix: 'amazonaws.com' },
} as const satisfies Record<string, Place>;

/** Returns a value of a template without intrinsic functions, as CloudFormation does for a deployed stack. */
// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
export type Resolve = (value: unknown) => any;

/** Ends of ARNs by the type of the resource: its service, and how its name stands behind region and account. */
const ARNS: Readonly<Record<string, (name: string) => readonly [service: string, resource: string]>> = {
  'AWS::DynamoDB::GlobalTable': (name) => ['dynamodb', `table/${name}`],
  'AWS::DynamoDB::Table': (name) => ['dynamodb', `table/${name}`],
  'AWS::SQS::Queue': (name) => ['sqs', name],
  'AWS::SNS::Topic': (name) => ['sns', name],
  'AWS::Events::EventBus': (name) => ['events', `event-bus/${name}`],
  'AWS::Lambda::Function': (name) => ['lambda', `function:${name}`],
  'AWS::Logs::LogGroup': (name) => ['logs', `log-group:${name}:*`],
  'AWS::IAM::Role': (name) => ['iam', `role/${name}`],
  'AWS::S3::Bucket': (name) => ['s3', name],
};

/** Services whose ARNs have no region, or no account either. */
const GLOBAL = ['iam', 's3'];

/**
 * @param refs values of `Ref` for logical ids, in the place of made-up ones
 * @throws {Error} for a function or an attribute that this file does not know
 */
export function resolver(
  template: Template | TemplateJson,
  place: Place,
  refs: Readonly<Record<string, string>> = {},
): Resolve {
  const { Resources, Conditions = {} } = 'toJSON' in template ? (template.toJSON() as TemplateJson) : template;
  const pseudo: Record<string, string> = {
    'AWS::Partition': place.partition,
    'AWS::Region': place.region,
    'AWS::AccountId': ACCOUNT,
    'AWS::URLSuffix': place.urlSuffix,
    'AWS::StackName': 'OpenIMWebhook',
  };
  const nameOf = (id: string) => {
    const { Type = '', Properties = {} } = Resources[id] ?? {};
    if (Type === 'AWS::S3::Bucket') return `openimwebhook-${id}`.toLowerCase();
    if (Type === 'AWS::ApiGateway::RestApi') return 'a1b2c3d4e5';
    if ('StageName' in Properties) return String(resolve(Properties.StageName));
    return `OpenIMWebhook-${id}`;
  };
  const arnOf = (id: string) => {
    const type = Resources[id]?.Type ?? '';
    const [service = '', resource = ''] = ARNS[type]?.(nameOf(id)) ?? [];
    if (!service) throw new Error(`${id}: the ARN of ${type} is not known here`);
    const region = GLOBAL.includes(service) ? '' : place.region;
    return `arn:${place.partition}:${service}:${region}:${service === 's3' ? '' : ACCOUNT}:${resource}`;
  };
  const refOf = (id: string) => {
    if (!(id in Resources) && !(id in pseudo)) throw new Error(`nothing has the name ${id}`);
    const type = Resources[id]?.Type;
    if (type === 'AWS::SQS::Queue')
      return refs[id] ?? `https://sqs.${place.region}.${place.urlSuffix}/${ACCOUNT}/${nameOf(id)}`;
    return refs[id] ?? pseudo[id] ?? (type === 'AWS::SNS::Topic' ? arnOf(id) : nameOf(id));
  };
  const attributeOf = (id: string, attribute: string) => {
    if (attribute === 'Arn') return arnOf(id);
    if (attribute === 'StreamArn') return `${arnOf(id)}/stream/2026-11-22T00:00:00.000`;
    if (attribute === 'QueueName' || attribute === 'TopicName') return nameOf(id);
    if (attribute === 'RootResourceId') return 'root';
    throw new Error(`${id}: the attribute ${attribute} is not known here`);
  };
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, of] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && name === 'Ref') return refOf(of);
    if (others.length === 0 && name === 'Fn::GetAtt') return attributeOf(of[0], of[1]);
    if (others.length === 0 && name === 'Fn::Join') return resolve(of[1]).join(of[0]);
    if (others.length === 0 && name === 'Fn::If') return resolve(resolve(Conditions[of[0]]) ? of[1] : of[2]);
    if (others.length === 0 && name === 'Fn::Equals') return resolve(of[0]) === resolve(of[1]);
    if (others.length === 0 && name === 'Fn::Sub')
      return of.replaceAll(/\$\{([^}]+)\}/g, (_text: string, id: string) => refOf(id));
    if (name.startsWith('Fn::')) throw new Error(`the function ${name} is not known here`);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  return resolve;
}

/** Returns the logical id of the one resource of a type whose id begins with a text. */
export function logicalID(template: Template, type: string, beginning: string): string {
  const ids = Object.keys(resourcesOf(template, type)).filter((id) => id.startsWith(beginning));
  if (ids.length !== 1) throw new Error(`${ids.length} resources of ${type} begin with ${beginning}: ${ids}`);
  return ids[0] as string;
}
