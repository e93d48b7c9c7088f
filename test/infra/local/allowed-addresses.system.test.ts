import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { addressFilter } from '../../../infra/local/allowed-addresses.ts';
import { bodyOf } from '../../support/bodies.ts';
import { post, rawConnection, rawRequest } from '../../support/http.ts';
import { AUTHENTICATED } from '../../support/proxy-event.ts';
import { serve } from '../../support/serve.ts';
import { everyItem } from '../../support/table.ts';

const PATH = '/callbackAfterJoinGroupCommand';
const body = JSON.stringify(bodyOf('after-join-group'));

it.each([
  { cidrs: [], address: '203.0.113.7', allowed: true },
  { cidrs: ['203.0.113.0/24'], address: '203.0.113.7', allowed: true },
  { cidrs: ['203.0.113.9/24'], address: '203.0.113.7', allowed: true },
  { cidrs: ['203.0.113.0/24'], address: '::ffff:203.0.113.7', allowed: true },
  { cidrs: ['203.0.113.0/24'], address: '203.0.114.7', allowed: false },
  { cidrs: ['203.0.113.0/24'], address: '::ffff:203.0.114.7', allowed: false },
  { cidrs: ['203.0.113.7/32', '2001:db8::/32'], address: '2001:db8::5', allowed: true },
  { cidrs: ['203.0.113.7/32', '2001:db8::/32'], address: '2001:db9::5', allowed: false },
  { cidrs: ['fe80::/10'], address: 'fe80::5%eth0', allowed: true },
  { cidrs: ['0.0.0.0/0'], address: '::1', allowed: false },
  // The connection is gone before its address was read.
  { cidrs: ['0.0.0.0/0'], address: undefined, allowed: false },
])('$address in $cidrs: $allowed', ({ cidrs, address, allowed }) => {
  expect(addressFilter(cidrs)(address)).toBe(allowed);
});

describe('the server', () => {
  it('refuses an address that is not allowed, before its body has come', async () => {
    const allowedCidrs = ['127.0.0.2/32', '2001:db8::/32'];
    const { server, table, rejected } = await serve({ failureVerdict: 'allow', allowedCidrs });
    const { socket, received } = await rawConnection(server.port);

    socket.write(rawRequest(PATH, body, AUTHENTICATED).slice(0, -body.length));
    await once(socket, 'data');

    expect(received()).toMatch(/^HTTP\/1\.1 403 /);
    expect(JSON.parse(received().slice(received().indexOf('{')))).toMatchObject({ errCode: 5401, nextCode: 1 });
    expect(rejected).toEqual([`notAuthenticated ${PATH}  127.0.0.1 is not in ALLOWED_CIDRS`]);
    expect(await everyItem(table)).toEqual([]);
  });

  it('takes callbacks from an address that is allowed', async () => {
    const { url } = await serve({ allowedCidrs: ['10.0.0.0/8', '127.0.0.0/8'] });
    expect((await post(`${url}${PATH}`, body, AUTHENTICATED)).status).toBe(200);
  });

  it('answers the health check from any address', async () => {
    const { url } = await serve({ allowedCidrs: ['10.0.0.0/8'] });
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });
});
