/** Replaces the SDK's default credential chain, because Lambda passes credentials in the environment. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
