/**
 * Tells whether a `Host` header names this machine by its loopback address, or by the address on which it listens.
 *
 * A web page can have its own name resolve to this machine (DNS rebinding), and the browser then takes it for the
 * page's own server. The name in `Host` stays the page's.
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
