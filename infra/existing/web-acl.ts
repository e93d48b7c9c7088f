import * as v from 'valibot';
import type { StackSettings } from '../stack-settings.ts';
import { arnParts } from './arn-parts.ts';
import { askAws } from './aws-request.ts';
import { type Findings, missing, NOTHING } from './findings.ts';

/** A rule group of AWS. One of its rules blocks bodies over 8 KB. Source: AWS WAF Developer Guide, "Baseline rule groups". */
const COMMON_RULES = 'AWSManagedRulesCommonRuleSet';
const SIZE_RULE = 'SizeRestrictions_BODY';

const Names = v.optional(v.array(v.object({ Name: v.string() })), []);

const Rule = v.object({
  OverrideAction: v.optional(v.object({ Count: v.optional(v.unknown()) })),
  Statement: v.optional(
    v.object({
      ManagedRuleGroupStatement: v.optional(
        v.object({ Name: v.string(), ExcludedRules: Names, RuleActionOverrides: Names }),
      ),
    }),
  ),
});

type Rule = v.InferOutput<typeof Rule>;

const WebAcl = v.object({
  DefaultAction: v.object({ Block: v.optional(v.unknown()) }),
  Rules: v.optional(v.array(Rule), []),
});

type WebAcl = v.InferOutput<typeof WebAcl>;

/** Checks the web ACL with AWS WAF. A callback that the web ACL blocks is neither recorded nor allowed. */
export async function checkWebAcl({ webAcl: arn }: StackSettings): Promise<Findings> {
  if (arn === undefined) return NOTHING;
  const { region, resource } = arnParts(arn);
  const [, , name = '', id = ''] = resource.split('/');
  const subject = `webAcl: the web ACL ${name}`;
  const found = await findWebAcl(region, { Name: name, Id: id, Scope: 'REGIONAL' });
  return found ? { errors: [], warnings: doubtsAbout(subject, found) } : missing(subject, region);
}

async function findWebAcl(region: string, named: Readonly<Record<string, string>>): Promise<WebAcl | undefined> {
  try {
    const text = await askAws({
      ...{ service: 'wafv2', region, method: 'POST' },
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSWAF_20190729.GetWebACL' },
      body: JSON.stringify(named),
    });
    return v.parse(v.object({ WebACL: WebAcl }), JSON.parse(text)).WebACL;
  } catch (error) {
    if ((error as Error).name === 'WAFNonexistentItemException') return undefined;
    throw error;
  }
}

function doubtsAbout(subject: string, { DefaultAction, Rules }: WebAcl): string[] {
  return [
    ...(DefaultAction.Block === undefined
      ? []
      : [`${subject} blocks requests by default. Make sure that a rule allows OpenIM's requests.`]),
    ...(Rules.some(blocksLargeBodies)
      ? [
          `${subject} uses ${COMMON_RULES}, which blocks callbacks over 8 KB. Override its rule ${SIZE_RULE} with the action Count.`,
        ]
      : []),
  ];
}

function blocksLargeBodies({ OverrideAction, Statement }: Rule): boolean {
  const group = Statement?.ManagedRuleGroupStatement;
  if (group?.Name !== COMMON_RULES || OverrideAction?.Count !== undefined) return false;
  return ![...group.ExcludedRules, ...group.RuleActionOverrides].some(({ Name }) => Name === SIZE_RULE);
}
