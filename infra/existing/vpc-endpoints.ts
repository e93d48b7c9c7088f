import * as v from 'valibot';
import type { StackSettings } from '../stack-settings.ts';
import { askByQuery, xmlIn } from './aws-request.ts';
import { type Findings, NOTHING, type Place, together } from './findings.ts';
import { type Statement, statementsIn } from './policy-statements.ts';
import { mayPermit } from './resource-patterns.ts';

const INVOKE = 'execute-api:Invoke';

const Endpoint = v.object({
  vpcEndpointId: v.string(),
  serviceName: v.string(),
  state: v.string(),
  policyDocument: v.optional(v.string(), ''),
});

type Endpoint = v.InferOutput<typeof Endpoint>;

const Answer = v.object({
  DescribeVpcEndpointsResponse: v.object({
    // An empty element is an empty text, and one item is not a list.
    vpcEndpointSet: v.union([v.literal(''), v.object({ item: v.union([v.array(Endpoint), Endpoint]) })]),
  }),
});

/** Asks EC2 about the VPC endpoints. An API takes any ID, so that only callbacks would show a mistake. */
export async function lookAtEndpoints({ vpcEndpoints: ids }: StackSettings, place: Place): Promise<Findings> {
  const { region } = place;
  if (ids.length === 0 || region === undefined) return NOTHING;
  const found = await findEndpoints(ids, region);
  return together(
    ids.map((id) => {
      const endpoint = found.find(({ vpcEndpointId }) => vpcEndpointId === id);
      if (endpoint) return { errors: mistakesOf(endpoint, region, place), warnings: [] };
      const says = `vpcEndpoints: the endpoint ${id} is not in this account and ${region}, so that it is not checked. Correct the ID unless another account has it.`;
      return { errors: [], warnings: [says] };
    }),
  );
}

async function findEndpoints(ids: readonly string[], region: string): Promise<Endpoint[]> {
  // A filter finds those that exist. A list of IDs would be an error if one did not.
  const values = Object.fromEntries(ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id]));
  const text = await askByQuery('ec2', region, {
    ...{ Action: 'DescribeVpcEndpoints', Version: '2016-11-15', 'Filter.1.Name': 'vpc-endpoint-id' },
    ...values,
  });
  const { vpcEndpointSet: set } = v.parse(Answer, xmlIn(text)).DescribeVpcEndpointsResponse;
  return set === '' ? [] : [set.item].flat();
}

function mistakesOf({ vpcEndpointId, serviceName, state, policyDocument }: Endpoint, region: string, place: Place) {
  const subject = `vpcEndpoints: the endpoint ${vpcEndpointId}`;
  if (!serviceName.endsWith('.execute-api'))
    return [`${subject} is for ${serviceName}. Use one for the service com.amazonaws.${region}.execute-api.`];
  if (state.toLowerCase() !== 'available')
    return [`${subject} is in the state ${state}. Use one that is available, or deploy again once it is.`];
  if (policyDocument === '' || letsInvoke(policyDocument, region, place)) return [];
  return [
    `${subject} has a policy that lets no callback pass, because OpenIM's requests have no signature of AWS. Let it permit ${INVOKE} to everybody, on the API or on *.`,
  ];
}

function letsInvoke(policy: string, region: string, { account = '*' }: Place): boolean {
  const concerned = statementsIn(policy).filter(concernsEverybody);
  return mayPermit(concerned, INVOKE, `arn:*:execute-api:${region}:${account}:*`);
}

/** Tells whether a statement is about callers without a signature, too. */
function concernsEverybody({ Effect, Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined) return Effect === 'Allow';
  return (typeof Principal === 'object' ? Object.values(Principal).flat() : [Principal]).includes('*');
}
