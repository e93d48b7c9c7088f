import { expect, it } from 'vitest';
import { runHere } from '../../support/commands.ts';

const WEB_ACL = 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/own/1234abcd-12ab-34cd-56ef-1234567890ab';

const cost = (...argv: string[]) => runHere(['cost', ...argv]);

it('prints lines with their share, totals, and whether the goal is met', async () => {
  const { code, stdout, stderr } = await cost('--events', '10m', '--set', 'eventBus=false');
  const shares = [...stdout.matchAll(/ (\d+\.\d) % /g)].map(([, share]) => Number(share));

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^10,000,000 callbacks a month, directly\. List prices of us-east-1, written down on 20\d\d-/);
  expect(stdout).toMatch(/^by callback +API Gateway +\$35\.00 +\$3\.50 /m);
  expect(stdout).toMatch(/^fixed +Alarms +/m);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  expect(stdout).toMatch(/goal of \$8\.00 without the bus/);
  expect(stdout).not.toContain('EventBridge');
});

it('prints all that it used as JSON', async () => {
  const { stdout } = await cost('--events', '1,000', '--relay', '--batch', '50', '--body', '600', '--json');
  const { load, prices, lines, measured, assumed, stack } = JSON.parse(stdout);

  expect(load).toMatchObject({ events: 1_000, batch: 50, isRelayed: true });
  expect(lines[0]).toMatchObject({ part: 'event', quantities: [{ price: 'gatewayRequest', units: 20 }] });
  expect(prices.list.gatewayRequest.source).toMatch(/^https:/);
  expect(measured).toHaveProperty('LOG_BYTES');
  expect(assumed).toHaveProperty('shards');
  expect(stack.alarmMetrics).toBeGreaterThan(20);
});

it('takes settings of the stack, and keeps no record longer than they say', async () => {
  const { stdout } = await cost('--json', '--memory', '512', '--months', '12', '--set', 'retentionDays=60');
  const { load, stack } = JSON.parse(stdout);
  expect(load.months).toBe(2);
  expect(stack.memoryMB.receive).toBe(512);
});

it('names the settings whose charges it leaves out', async () => {
  const { stdout } = await cost('--set', 'vpcEndpoints=vpce-11111111', '--set', `webAcl=${WEB_ACL}`);
  expect(stdout).toContain('\nLeft out: the charges of AWS for webAcl and vpcEndpoints.\n');
  expect((await cost()).stdout).not.toContain('Left out');
});

it.each([
  { argv: ['--events', 'many'], says: '--events must be a number of callbacks, such as 1e6 or 10k.' },
  { argv: ['--events', '0'], says: '--events must be a number of callbacks, such as 1e6 or 10k.' },
  // 1.5 as much of the world writes it, which would be 15.
  { argv: ['--events', '1,5m'], says: '--events must be a number of callbacks, such as 1e6 or 10k.' },
  { argv: ['--people', '1,5'], says: '--people must be a number of people from 0 to 100000.' },
  { argv: ['--body', '1'], says: /^--body must be a number of bytes from \d+ to 6000000, such as 600\.$/ },
  { argv: ['--repeats', '5'], says: '--repeats must be a share from 0 to 1, such as 0.05.' },
  { argv: ['--relay', '--batch', '51'], says: '--batch must be a number of callbacks from 1 to 50.' },
  { argv: ['--batch', '10'], says: '--batch is for the batches of a relay. Add --relay.' },
  {
    argv: ['--region', 'eu-west-1'],
    says: '--region has no prices here. Leave it out: prices are those of us-east-1.',
  },
  { argv: ['--set', 'eventBus'], says: '--set eventBus is not a setting and its value. Use --set NAME=VALUE.' },
  { argv: ['--set', 'eventBus=maybe'], says: 'eventBus must be true or false.' },
  { argv: ['--set', 'bus=false'], says: /^Unknown setting bus\./ },
  { argv: ['million'], says: 'The argument million is not expected. Leave it out, or see --help.' },
])('explains a mistake in a sentence: $argv', async ({ argv, says }) => {
  const { code, stdout, stderr } = await cost(...argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim()).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
});

it('is completed by a shell, with its options', async () => {
  const { stdout } = await runHere(['completion', 'bash']);
  expect(stdout).toMatch(/^ {4}'cost'\) echo '[^']*--events --body [^']*--relay /m);
});
