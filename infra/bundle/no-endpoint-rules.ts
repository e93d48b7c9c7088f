import type { getEndpointPlugin as ofSDK } from '@smithy/core/endpoints';

export { isValidHostLabel, toEndpointV1 } from '@smithy/core/transport';

/** Replaces the SDK's rules for endpoints in bundles whose clients are given the address. */
export const getEndpointPlugin: typeof ofSDK = () => ({ applyToStack: () => {} });

// Imported by the SDK's own clients, which such a bundle leaves out.
export const BinaryDecisionDiagram = undefined;
export const customEndpointFunctions = undefined;
export const decideEndpoint = undefined;
export const EndpointCache = undefined;
export const EndpointError = undefined;
export const isIpAddress = undefined;
export const resolveEndpoint = undefined;
export const resolveEndpointConfig = undefined;
export const resolveParams = undefined;
