import { expect, it } from 'vitest';
import { DEPLOYED, type Deployed, readDeployed, type TemplateJson, templateOf } from '../support/deployed.ts';
import { indexChangesOf, lossesOf } from '../support/losses.ts';

const NAMES = Object.keys(DEPLOYED) as Deployed[];

const next = new Map(NAMES.map((name) => [name, templateOf(DEPLOYED[name])]));

const nextOf = (name: Deployed) => structuredClone(next.get(name)) as TemplateJson;

it.each(NAMES)('replaces and deletes nothing of a stack that is deployed with %s', (name) => {
  expect(lossesOf(readDeployed(name), nextOf(name))).toEqual([]);
});

it.each(NAMES)('keeps every output of a stack that is deployed with %s', (name) => {
  const { Outputs } = nextOf(name);
  expect(Object.keys(readDeployed(name).Outputs).filter((output) => !(output in Outputs))).toEqual([]);
});

// DynamoDB creates or deletes one index of a table at a time. Source: Amazon DynamoDB Developer Guide, "Managing global secondary indexes".
it.each(NAMES)('changes no more than one index of a table with %s', (name) => {
  for (const [table, indexes] of Object.entries(indexChangesOf(readDeployed(name), nextOf(name))))
    expect(indexes.length, `${table}: ${indexes}`).toBeLessThanOrEqual(1);
});

/** Changes of a template that would lose something, by the type of the resource. */
const CARELESS: Readonly<Record<string, (properties: Record<string, unknown>) => void>> = {
  'AWS::DynamoDB::GlobalTable': (properties) => {
    properties.KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
  },
  'AWS::DynamoDB::Table': (properties) => {
    properties.TableName = 'policies';
  },
  'AWS::SQS::Queue': (properties) => {
    properties.QueueName = 'fallback';
  },
  'AWS::Events::EventBus': (properties) => {
    properties.Name = 'openim';
  },
  'AWS::S3::Bucket': (properties) => {
    properties.BucketName = 'failed-batches';
  },
  'AWS::ApiGateway::Stage': (properties) => {
    properties.StageName = 'production';
  },
  'AWS::Logs::LogGroup': (properties) => {
    properties.LogGroupName = 'callbacks';
  },
};

it.each(Object.keys(CARELESS))('notices that a resource of %s would be replaced, left behind or deleted', (type) => {
  const deployed = nextOf('defaults');
  const [[id, { Properties = {} }] = ['', {}]] = Object.entries(deployed.Resources).filter(
    ([, of]) => of.Type === type,
  );
  const [replaced, renamed] = [nextOf('defaults'), nextOf('defaults')];
  CARELESS[type]?.(replaced.Resources[id]?.Properties ?? {});
  renamed.Resources[`${id}2`] = { Type: type, Properties };
  delete renamed.Resources[id];

  expect(lossesOf(deployed, replaced).join()).toContain(`${id} WILL_REPLACE`);
  expect(lossesOf(deployed, renamed).join()).toMatch(new RegExp(`${id} WILL_(DESTROY|ORPHAN)`));
});

it('notices that two indexes would change at once', () => {
  const changed = nextOf('defaults');
  const [table = ''] = Object.keys(indexChangesOf(changed, changed));
  const properties = changed.Resources[table]?.Properties ?? {};
  properties.GlobalSecondaryIndexes = (properties.GlobalSecondaryIndexes as unknown[]).slice(2);

  expect(indexChangesOf(nextOf('defaults'), changed)).toEqual({ [table]: ['byGroup', 'byUser'] });
});

it('notices that an index would hold other attributes, which takes two changes', () => {
  const changed = nextOf('defaults');
  const [table = ''] = Object.keys(indexChangesOf(changed, changed));
  const indexes = changed.Resources[table]?.Properties?.GlobalSecondaryIndexes as { Projection: object }[];
  for (const index of indexes.slice(0, 1)) index.Projection = { ProjectionType: 'ALL' };

  expect(indexChangesOf(nextOf('defaults'), changed)).toEqual({ [table]: ['byGroup', 'byGroup'] });
});
