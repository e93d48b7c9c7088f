import type { Context } from 'aws-lambda';
import { expect, it } from 'vitest';
import { handlerOf } from '../../../functions/callback/pipeline.ts';
import { callbackSchema, text } from '../../../functions/openim/requests/callback-schema.ts';
import type { Decision } from '../../../functions/record/decision.ts';
import { loadFunctions } from '../../support/call.ts';
import { proxyEventOf } from '../../support/proxy-event.ts';
import { auditTable } from '../../support/table.ts';

const body = {
  callbackCommand: 'callbackBeforeSetGroupInfoExCommand',
  operationID: 'op',
  groupID: 'g',
  groupName: { value: 'climbers' },
  faceURL: 'https://a.example',
  ex: null,
  nextCode: 1,
  NextCode: 1,
  ERRCODE: 'x',
};
const sent = { groupID: 'g', groupName: { value: 'climbers' }, faceURL: 'https://a.example' };

it.each<{ decision: Decision | undefined; answer: object }>([
  { decision: undefined, answer: { nextCode: 0, ...sent } },
  { decision: { verdict: 'allow' }, answer: { nextCode: 0, ...sent } },
  {
    decision: { verdict: 'change', changes: { faceURL: { before: 'https://a.example', after: '' } } },
    answer: { nextCode: 0, ...sent, faceURL: '' },
  },
  { decision: { verdict: 'refuse' }, answer: { nextCode: 1, ...sent } },
])(
  'repeats what an answer would blank, in the form in which it was sent, whoever judges: $decision',
  async ({ decision, answer }) => {
    const table = await auditTable();
    const { runtime } = await loadFunctions(table.endpoint);
    const callback = {
      timing: 'before',
      overwrites: ['groupID', 'groupName', 'faceURL', 'ex'],
      wireNames: ['callbackBeforeSetGroupInfoExCommand'],
      request: callbackSchema({ groupID: text, groupName: text }),
    } as const;
    const handler = handlerOf(runtime, callback, {
      ...(decision && { judge: async () => decision }),
    });

    const { body: answered } = await handler(proxyEventOf({ body }), {} as Context);

    const { actionCode: _action, errCode: _code, errMsg: _msg, errDlt: _dlt, ...rest } = JSON.parse(answered);
    expect(rest).toEqual(answer);
  },
);
