import * as v from 'valibot';
import type { StackSettings } from '../stack-settings.ts';
import { askByQuery, xmlIn } from './aws-request.ts';
import { type Findings, NOTHING, type StackLocation, together } from './findings.ts';
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

/** Checks the VPC endpoints with EC2. API Gateway accepts any ID, so that a mistake would show only when callbacks fail. */
export async function checkEndpoints({ vpcEndpoints: ids }: StackSettings, location: StackLocation): Promise<Findings> {
  const { region } = location;
  if (ids.length === 0 || region === undefined) return NOTHING;
  const found = await findEndpoints(ids, region);
  return together(
    ids.map((id) => {
      const endpoint = found.find(({ vpcEndpointId }) => vpcEndpointId === id);
      if (endpoint) return { errors: mistakesOf(endpoint, region, location), warnings: [] };
      const says = `vpcEndpoints: the endpoint ${id} is not in this account and ${region}, so that it is not checked. Correct the ID, unless another account has the endpoint.`;
      return { errors: [], warnings: [says] };
    }),
  );
}

async function findEndpoints(ids: readonly string[], region: string): Promise<Endpoint[]> {
  // A filter finds the endpoints that exist. A list of IDs fails if one of the endpoints does not exist.
  const values = Object.fromEntries(ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id]));
  const text = await askByQuery('ec2', region, {
    ...{ Action: 'DescribeVpcEndpoints', Version: '2016-11-15', 'Filter.1.Name': 'vpc-endpoint-id' },
    ...values,
  });
  const { vpcEndpointSet: set } = v.parse(Answer, xmlIn(text)).DescribeVpcEndpointsResponse;
  return set === '' ? [] : [set.item].flat();
}

function mistakesOf(
  { vpcEndpointId, serviceName, state, policyDocument }: Endpoint,
  region: string,
  location: StackLocation,
) {
  const subject = `vpcEndpoints: the endpoint ${vpcEndpointId}`;
  if (!serviceName.endsWith('.execute-api'))
    return [`${subject} is for the service ${serviceName}. Use an endpoint for execute-api.`];
  if (state.toLowerCase() !== 'available')
    return [
      `${subject} is in the state ${state}. Use an available endpoint, or deploy again when this endpoint is available.`,
    ];
  if (policyDocument === '' || letsInvoke(policyDocument, region, location)) return [];
  return [
    `${subject} has a policy that blocks all callbacks, because OpenIM does not sign requests for AWS. Allow everybody ${INVOKE}, on the API or on *.`,
  ];
}

function letsInvoke(policy: string, region: string, { account = '*' }: StackLocation): boolean {
  const concerned = statementsIn(policy).filter(concernsEverybody);
  return mayPermit(concerned, INVOKE, `arn:*:execute-api:${region}:${account}:*`);
}

/** Tells whether a statement also applies to callers that do not sign their requests. */
function concernsEverybody({ Effect, Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined) return Effect === 'Allow';
  return (typeof Principal === 'object' ? Object.values(Principal).flat() : [Principal]).includes('*');
}
