/** An address without its credentials, and those as OpenIM sends them. */
export interface AddressParts {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
}

export function withoutCredentials(address: string): AddressParts {
  const url = new URL(address);
  const [user, password] = [bytesOf(url.username), bytesOf(url.password)];
  url.username = '';
  url.password = '';
  return { url, user, password };
}

/** Returns the value of the header `Authorization`, undefined without credentials. */
export function authorizationOf({ user, password }: Omit<AddressParts, 'url'>): string | undefined {
  if (user === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${user}:${password}`, 'latin1').toString('base64')}`;
}

/** Decodes %XX as Go does: to bytes, here one a character, which need not be UTF-8. */
function bytesOf(escaped: string): string {
  return escaped.replace(/%([0-9a-f]{2})/gi, (_escape, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
