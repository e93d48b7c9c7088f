import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DEPLOYED, type Deployed, templateOf } from '../support/deployed.ts';
import { emptyDirectory } from '../support/processes.ts';

/** A program of Python that not everybody has. */
const isInstalled = spawnSync('cfn-lint', ['--version']).status === 0;
if (!isInstalled) console.info('cfn-lint is not installed, so no template is checked. Run `pip install cfn-lint`.');

/** The schemas of all regions take cfn-lint ten seconds of a core, and several times as long beside other tests. */
const TIMEOUT_MS = 300_000;

/** W3005: the CDK repeats dependencies that a reference already makes. */
const IGNORED = ['--ignore-checks', 'W3005'];

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] };
}

/** Returns what cfn-lint finds in a template: in `regions`, types and properties that they lack, too. */
async function findingsIn(template: object, regions: readonly string[]): Promise<string[]> {
  const file = join(await emptyDirectory(), 'template.json');
  await writeFile(file, JSON.stringify(template));
  const args = ['--format', 'json', '--non-zero-exit-code', 'none', ...IGNORED, '--regions', ...regions, '--', file];
  const { stdout } = await promisify(execFile)('cfn-lint', args, { maxBuffer: 64 * 1_024 * 1_024 });
  const findings: Finding[] = JSON.parse(stdout);
  return findings.map(({ Rule, Message, Location }) => `${Rule.Id} ${Location.Path.join('.')}: ${Message}`);
}

/** The whole template, as `cdk synth` writes it. */
const whole = (name: Deployed) => ({ AWSTemplateFormatVersion: '2010-09-09', ...templateOf(DEPLOYED[name]) });

const check = it.skipIf(!isInstalled);

check.each(Object.keys(DEPLOYED) as Deployed[])(
  'finds nothing in the template with %s, in any region of any partition',
  async (name) => {
    expect(await findingsIn(whole(name), ['ALL_REGIONS'])).toEqual([]);
  },
  TIMEOUT_MS,
);

check('would find a type that a region lacks', async () => {
  const Resources = { Robot: { Type: 'AWS::RoboMaker::Fleet' } };
  expect((await findingsIn({ Resources }, ['us-gov-west-1'])).join()).toContain('AWS::RoboMaker::Fleet');
});
