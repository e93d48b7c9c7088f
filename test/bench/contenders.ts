import { join } from 'node:path';
import { type CallbackName, callbackNamed, catalogue, commandOf } from '../../functions/openim/catalogue.ts';
import { bodyOf } from '../support/bodies.ts';
import { defaultBundle, ownBundle } from './bundles/bundles.ts';
import type { Contender } from './contender.ts';
import { lambdaEnvironment } from './lambda/environment.ts';
import { gatewayEventOf } from './lambda/event.ts';
import { FLOOR, JOIN, LIMIT, LOGGING_FLOOR } from './names.ts';
import { policyTableOf, SAMPLE_TERMS } from './stub/policies.ts';

const FLOORS = { [FLOOR]: 'sdk', [LOGGING_FLOOR]: 'sdk-logging', [LIMIT]: 'signer' };

/** Each is measured with the SDK of Lambda's runtime, NodejsFunction's default, and with the SDK in its bundle. */
const PEERS = ['middy', 'hono'];

/** Bundles the functions of the catalogue, floors and peers, each as it would be deployed. */
export function makeContenders(endpoint: string, directory: string): Contender[] {
  const joining = { event: eventOf(JOIN), env: lambdaEnvironment(endpoint) };
  const peers = PEERS.flatMap((name): Contender[] => {
    const peer = { name: `peer: ${name}`, kind: 'peer', ...joining } as const;
    const bundle = (bundleAwsSDK: boolean) =>
      defaultBundle(`test/bench/peers/${name}.ts`, directory, bundleAwsSDK ? { bundleAwsSDK } : {});
    return [
      { ...peer, bundle: bundle(false) },
      { ...peer, name: `${peer.name}, SDK bundled`, bundle: bundle(true) },
    ];
  });
  const floors = Object.entries(FLOORS).map(([name, file]): Contender => {
    return {
      name,
      kind: 'floor',
      bundle: ownBundle(`test/bench/floors/${file}.ts`, join(directory, file)),
      ...joining,
    };
  });
  return [...catalogue.map(({ name }) => ownContender(name, endpoint, directory)), ...floors, ...peers];
}

/** @param terms in the list of the sample policy, for a function that judges */
export function ownContender(
  name: CallbackName,
  endpoint: string,
  directory: string,
  terms: number = SAMPLE_TERMS,
): Contender {
  const kind = callbackNamed(name).timing === 'before' ? 'judge' : 'recorder';
  return {
    name,
    kind,
    bundle: ownBundle(`functions/${name}.ts`, join(directory, name)),
    event: eventOf(name),
    env: lambdaEnvironment(endpoint, kind === 'judge' ? policyTableOf(terms) : undefined),
  };
}

function eventOf(name: CallbackName) {
  return gatewayEventOf(commandOf(callbackNamed(name)), bodyOf(name));
}
