/** DynamoDB's client can ask the service for its endpoint. It is off unless asked for, and nobody asks for it here. */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}

const off = () => false;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: off,
  configFileSelector: off,
  default: false,
};
