import { expect, it } from 'vitest';
import { catalogue } from '../../../functions/openim/catalogue.ts';
import { accessLineBytes } from '../../../infra/cost/access-line.ts';
import { documentTables } from '../../../infra/cost/cost-document.ts';
import { costSettings } from '../../../infra/cost/cost-settings.ts';
import { countStack, countTemplate } from '../../../infra/cost/stack-counts.ts';
import { readSettings } from '../../../infra/stack-settings.ts';
import { readDocument } from '../../support/markdown.ts';
import { sha256, TOKEN } from '../../support/proxy-event.ts';
import { resourcesOf, synthesise } from '../../support/template.ts';

const WEB_ACL = 'arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/own/1234abcd-12ab-34cd-56ef-1234567890ab';

const OTHER = { eventBus: false, operationIndex: false, memory: 512, silentHours: 3 };

/** Counts in the text of a template, without knowing its shape. */
const times = (template: object, pattern: RegExp) => (JSON.stringify(template).match(pattern) ?? []).length;

// Here and not in a test, because bundling takes time on a busy machine.
const deployed = [
  { context: {}, ...(await synthesise()) },
  { context: OTHER, ...(await synthesise(OTHER)) },
];

it.each(deployed)('are those of the template that is deployed: $context', ({ context, template }) => {
  const { settings } = readSettings({ webhookTokenHashes: sha256(TOKEN), ...context });
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  const counts = countStack(settings);

  expect(counts).toEqual(countTemplate(template.toJSON() as never));
  expect(counts.alarmMetrics).toBe(times(alarms, /"MetricName"/g));
  expect(counts.alarms).toBe(Object.keys(alarms).length);
  expect(counts.functions).toBe(times(template.toJSON(), /"AWS::Lambda::Function"/g));
  expect(counts).toMatchObject({
    dashboards: 1,
    polledQueues: 2,
    hasRecovery: true,
    keys: 0,
  });
});

it('follow the settings', () => {
  const { settings } = readSettings({ webhookTokenHashes: sha256(TOKEN), ...OTHER });
  expect(countStack(settings)).toMatchObject({
    hasBus: false,
    indexes: ['byGroup', 'byUser', 'byDay'],
    memoryMB: { receive: 512, derive: 1_024 },
    stream: { batch: 100, windowSeconds: 10 },
  });
});

it('count what is kept ready and a firewall, and take a table that exists for one that the stack makes', () => {
  const given = { provisionedConcurrency: 2, auditTable: 'records', policyTable: 'policies', webAcl: WEB_ACL };
  const { settings } = readSettings({ webhookTokenHashes: sha256(TOKEN), ...given });
  const befores = catalogue.filter(({ timing }) => timing === 'before').length;
  expect(countStack(settings)).toMatchObject({
    keptReady: 2 * befores,
    isFirewalled: true,
    firewalls: 0,
    indexes: ['byGroup', 'byUser', 'byOperation', 'byDay'],
  });
});

it('have the bytes of an access log line, and know each of its variables', () => {
  expect(accessLineBytes('{"status":"$context.status","route":"$context.resourcePath"}')).toBe(
    '{"status":"200","route":"/callbackAfterJoinGroupCommand"}'.length,
  );
  expect(() => accessLineBytes('$context.newest')).toThrow(
    'the length of $context.newest is not in infra/cost/access-line.ts',
  );
});

it('make the tables of docs/cost.md', () => {
  const settings = costSettings();
  const { lines } = readDocument('docs/cost.md');
  const written = lines.filter((line) => line.startsWith('|'));
  expect(written).toEqual(documentTables(countStack, settings).filter((line) => line !== ''));
});
