import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../infra/local/server.ts';
import { routes } from '../../../infra/routes.ts';
import { bodyOf } from '../../support/bodies.ts';
import { post } from '../../support/http.ts';

it('answers in the envelope when a function throws, and leaves the stack in the log', async () => {
  const logged: unknown[] = [];
  const defect = new TypeError('a defect');
  const functions = new Map([...new Set(routes.values())].map((name) => [name, () => Promise.reject(defect)] as const));
  const server = await startServer({
    functions,
    host: '127.0.0.1',
    port: 0,
    tokenHashes: [],
    failureVerdict: 'refuse',
    onRejected: () => {},
    logDefect: (error) => logged.push(error),
  });
  onTestFinished(() => server.close());

  const body = bodyOf('before-set-group-member-info');
  const { answer } = await post(`http://127.0.0.1:${server.port}/${body.callbackCommand}`, JSON.stringify(body));

  expect(answer).toMatchObject({ errCode: 5500, nextCode: 1 });
  expect(logged).toEqual([defect]);
});
