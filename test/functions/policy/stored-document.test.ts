import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkedMark, parseStored, SCHEMA_NUMBER } from '../../../functions/policy/stored-document.ts';
import { FORMAT } from '../../../functions/policy/stored-policy.ts';
import { policySchema } from '../../../infra/operator/policy/policy-schema.ts';
import { documentOf } from '../../support/policy.ts';

const policy = documentOf({ nickName: [{ kind: 'terms', id: 'staff', terms: ['admin'] }], faceURL: [] });
const text = JSON.stringify(policy);

it('reads the same policy with the mark of its check and without', () => {
  const mark = checkedMark(text);

  expect(mark).toBeDefined();
  expect(parseStored(text, FORMAT, mark)).toEqual(policy);
  expect(parseStored(text, FORMAT)).toEqual(policy);
});

it.each([
  { what: 'is not valid', document: { nickName: [{ kind: 'bogus', id: 'x' }] } },
  { what: 'leaves out what the schema adds', document: { nickName: [{ kind: 'terms', id: 'x', terms: ['admin'] }] } },
])('marks no policy that $what', ({ document }) => {
  expect(checkedMark(JSON.stringify(document))).toBeUndefined();
});

it('checks a policy whose mark is that of another', () => {
  expect(parseStored('{"nickName":[{"kind":"bogus"}]}', FORMAT, checkedMark(text))).toBeUndefined();
});

it.each([1, FORMAT + 1, Number.NaN])('reads no policy in the unknown format %s', (format) => {
  expect(parseStored(text, format)).toBeUndefined();
  expect(parseStored(text, format, checkedMark(text))).toBeUndefined();
});

it('the number of the schema stands for this one, which changed code must not make otherwise', () => {
  expect({ number: SCHEMA_NUMBER, schema: hash('sha256', policySchema(), 'base64') }).toEqual({
    number: 1,
    schema: 'wn1k6x1WhLRYGUQCBVqWsnHWomIWbtiShMD55LnYSfo=',
  });
});
