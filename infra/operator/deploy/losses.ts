import type { PlannedChange } from './change-set.ts';

/** Types that have neither state nor an address. Each other type counts as having one, so that a new type is asked about. */
const STATELESS: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  // A snapshot of the routes. Each change of a route makes a new one.
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  // An alias and the versions behind it, which Lambda keeps ready. Each change of code makes a new version.
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::XRay::SamplingRule',
]);

/** Types whose removal ends something, though their replacement ends nothing. */
const ROUTES: ReadonlySet<string> = new Set(['AWS::ApiGateway::Method', 'AWS::ApiGateway::Resource']);

const API = 'AWS::ApiGateway::RestApi';

const ADDRESS = 'OpenIM calls it by its address';

/** Loss with the removal of a resource, by type. */
const CONTENTS: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::BasePathMapping', ADDRESS],
  ['AWS::ApiGateway::DomainName', ADDRESS],
  ['AWS::ApiGateway::Method', 'a route of the address'],
  ['AWS::ApiGateway::Resource', 'a path of the address'],
  [API, ADDRESS],
  ['AWS::ApiGateway::Stage', 'the last part of the address that OpenIM calls'],
  ['AWS::DynamoDB::GlobalTable', 'a table with its items'],
  ['AWS::DynamoDB::Table', 'a table with its items'],
  ['AWS::Events::EventBus', 'an event bus, whose subscribers get no more events'],
  ['AWS::KMS::Key', 'a key, without which nobody can read what it encrypts'],
  ['AWS::Logs::LogGroup', 'logs'],
  ['AWS::Route53::RecordSet', ADDRESS],
  ['AWS::S3::Bucket', 'a bucket with its objects'],
  ['AWS::SNS::Subscription', 'a subscription, which must be confirmed again'],
  ['AWS::SNS::Topic', 'a topic with its subscribers'],
  ['AWS::SQS::Queue', 'a queue with its messages'],
  ['AWS::WAFv2::WebACLAssociation', 'the firewall in front of the address'],
]);

/** Properties of the API that decide which of its addresses exist. */
const OF_ADDRESS = ['EndpointConfiguration', 'DisableExecuteApiEndpoint'];

/** Returns the changes that end something with state or an address. */
export function lossesIn(changes: readonly PlannedChange[]): PlannedChange[] {
  return changes.filter(({ action, type, properties, isKept, isUsed }) => {
    if (STATELESS.has(type) || (isKept && isUsed)) return false;
    if (action === 'remove') return true;
    if (action === 'change') return type === API && properties.some((name) => OF_ADDRESS.includes(name));
    return (action === 'replace' || action === 'mayReplace') && !ROUTES.has(type);
  });
}

/** Returns a sentence about the loss. */
export function lossText({ action, type, logicalID, physicalID, isKept, properties }: PlannedChange): string {
  const what = CONTENTS.get(type) ?? `a resource of the type ${type}`;
  const name = physicalID === undefined || physicalID === logicalID ? logicalID : `${logicalID} (${physicalID})`;
  const because = properties.length > 0 && action !== 'remove' ? ` because of ${properties.join(', ')}` : '';
  if (action === 'change')
    return `${name} changes its ${properties.join(', ')}: ${what}. The current address may stop working.`;
  const fate = {
    remove: 'is removed from the stack',
    replace: `is replaced by a new one${because}`,
    mayReplace: `may be replaced by a new one${because}`,
  }[action as 'remove' | 'replace' | 'mayReplace'];
  const after = isKept ? 'The old one stays in the account, but nothing uses it.' : 'The old one is deleted.';
  return `${name} ${fate}: ${what}. ${action === 'mayReplace' && !isKept ? 'The old one would be deleted.' : after}`;
}
