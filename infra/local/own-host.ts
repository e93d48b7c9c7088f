/**
 * Tells whether a `Host` header has a loopback name or the address that the server listens on.
 *
 * This prevents DNS rebinding, where the name of a web page resolves to this machine. `Host` still has the page's name.
 */
export function isOwnHost(header: string | undefined, listeningOn: string): boolean {
  const name = /^(\[[\da-f:.]+\]|[^:[\]]+)(:\d*)?$/i.exec(header ?? '')?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return (
    name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name) || unbracketed(name) === listeningOn
  );
}

function unbracketed(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1');
}
