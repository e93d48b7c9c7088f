/** The SDK's default credentials where there is only Lambda: it hands them to a function in its environment. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
