const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the machine cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'the name does not exist',
  EAI_AGAIN: 'the name server does not answer',
  ETIMEDOUT: 'the connection timed out',
  EPROTO: 'it does not speak TLS',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
};

/** Explains a failure of the network, in words that follow a colon. */
export function reasonOfConnection({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? (code.startsWith('HPE_') ? 'it does not speak HTTP' : message || code);
}
