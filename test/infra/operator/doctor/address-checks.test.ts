import { expect, it } from 'vitest';
import { checkAddress } from '../../../../infra/operator/doctor/address-checks.ts';

it.each([
  { address: 'http://openim:t@8.8.8.8:10006/x', status: 'warn' },
  { address: 'http://openim:t@receiver.example.com/x', status: 'warn' },
  { address: 'https://openim:t@receiver.example.com/x', status: 'ok' },
  { address: 'http://receiver.example.com/x', status: 'ok' },
  { address: 'http://openim:t@172.31.0.9:10006/x', status: 'ok' },
  { address: 'http://openim:t@host.docker.internal:10006/x', status: 'ok' },
  { address: 'http://openim:t@receiver:10006/x', status: 'ok' },
  { address: 'http://openim:t@172.32.0.9:10006/x', status: 'warn' },
])('warns of a token that leaves a private network unencrypted: $address, $status', ({ address, status }) => {
  const check = checkAddress(address);

  expect(check.status).toBe(status);
  expect(check.says).not.toContain(':t@');
});
