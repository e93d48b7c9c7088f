import { describe, expect, it } from 'vitest';
import { DEPLOYED, type TemplateJson, templateOf } from '../support/deployed.ts';
import { ACCOUNT, PLACES, type Place, resolver } from '../support/resolved.ts';

/** Services of which a policy names the principal. Their names end in `amazonaws.com` in every partition. */
const PRINCIPALS = ['apigateway', 'cloudwatch', 'lambda'].map((service) => `${service}.amazonaws.com`);

/** Settings without the ARNs of a person, which name a partition. */
const { administratorRoles: _roles, ...settings } = DEPLOYED['all-settings'];

/** Every text in a value of JSON. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Texts that belong to another partition. */
function foreignTo({ partition, urlSuffix }: Place, value: unknown): string[] {
  return textsIn(value).filter((text) => {
    const partitions = [...text.matchAll(/\barn:([^:]+):/g)].map(([, name]) => name);
    const hosts = text.match(/[\w.-]+\.amazonaws\.com(\.cn)?\b/g) ?? [];
    const isOwn = (host: string) =>
      PRINCIPALS.includes(host) || (urlSuffix.endsWith('.cn') ? host.endsWith('.cn') : !host.endsWith('.cn'));
    return partitions.some((name) => name !== partition) || !hosts.every(isOwn);
  });
}

describe.each(Object.values(PLACES))('in $region', (place) => {
  const anywhere = templateOf(settings);
  const there = templateOf(settings, { env: { account: ACCOUNT, region: place.region } });

  it.each([
    { template: anywhere, kind: 'for any region' },
    { template: there, kind: 'for this region alone' },
  ])('names nothing of another partition in a template $kind', ({ template }: { template: TemplateJson }) => {
    const resources = resolver(template, place)(template.Resources);
    expect(foreignTo(place, resources)).toEqual([]);
  });

  it('gives OpenIM an address in the partition', () => {
    const { WebhookAddress } = resolver(anywhere, place)(anywhere.Outputs);
    expect(WebhookAddress.Value).toBe(
      `https://openim:TOKEN@a1b2c3d4e5.execute-api.${place.region}.${place.urlSuffix}/prod`,
    );
  });

  it('creates the same resources as anywhere', () => {
    const typesIn = ({ Resources }: TemplateJson) => Object.values(Resources).map(({ Type }) => Type);
    expect(typesIn(there)).toEqual(typesIn(anywhere));
  });
});

it('decides conditions of a template by the partition', () => {
  const Conditions = { InChina: { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] } };
  const suffix = { 'Fn::If': ['InChina', 'cn', 'com'] };
  const suffixes = Object.values(PLACES).map((place) =>
    resolver({ Resources: {}, Outputs: {}, Conditions }, place)(suffix),
  );
  expect(suffixes).toEqual(['com', 'cn', 'com']);
});

it('notices what belongs to another partition', () => {
  const { beijing, ireland } = PLACES;
  const texts = ['arn:aws:s3:::bucket', 'sqs.cn-north-1.amazonaws.com', 'arn:aws-cn:s3:::b', 'sqs.a.amazonaws.com.cn'];
  expect(foreignTo(beijing, [...texts, ...PRINCIPALS])).toEqual(texts.slice(0, 2));
  expect(foreignTo(ireland, [...texts, ...PRINCIPALS])).toEqual(texts.slice(2));
});

it('does not describe the bus, because AWS GovCloud (US) would reject that', () => {
  const buses = Object.values(templateOf(settings).Resources).filter(({ Type }) => Type === 'AWS::Events::EventBus');
  expect(buses.map(({ Properties = {} }) => Object.keys(Properties))).toEqual([['Name']]);
});
