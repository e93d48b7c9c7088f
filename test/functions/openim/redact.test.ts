import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../functions/openim/redact.ts';

const SECRET = 'openIM123';

describe('the value of a secret field becomes "*"', () => {
  it.each([
    ['as it is sent', '{"a":1,"secret":"openIM123","users":[]}', '{"a":1,"secret":"*","users":[]}'],
    ['with an escaped name', '{"\\u0073ecret":"openIM123"}', '{"\\u0073ecret":"*"}'],
    ['repeated', '{"secret":"openIM123","secret" : "openIM123"}', '{"secret":"*","secret" : "*"}'],
    ['in another case', '{"Secret":"openIM123"}', '{"Secret":"*"}'],
    ['in a letter that Go takes for the same', '{"ſecret":"openIM123"}', '{"ſecret":"*"}'],
    ['as a number', '{"secret":123 }', '{"secret":"*" }'],
    ['as an object', '{"secret":{"x":["openIM123","}"]},"y":1}', '{"secret":"*","y":1}'],
    ['as a list', '{"secret":["]",[1]]}', '{"secret":"*"}'],
    ['deeper', '{"users":[{"secret":"openIM123"}]}', '{"users":[{"secret":"*"}]}'],
    ['with quotation marks', '{"secret":"open\\"IM\\\\","x":"\\\\"}', '{"secret":"*","x":"\\\\"}'],
    [
      'and is not the value of another field',
      '{"x":"secret","y":{"z":"secret:"}}',
      '{"x":"secret","y":{"z":"secret:"}}',
    ],
    ['where nothing is', '[]', '[]'],
  ])('%s', (_how, json, redacted) => {
    expect(redact(json, ['secret'])).toBe(redacted);
  });

  it('in any JSON, of which all else stays', () => {
    const withSecrets = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(withSecrets);
      if (typeof value !== 'object' || value === null) return value;
      const fields = Object.entries(value).map(([name, field]) => [name, withSecrets(field)]);
      return { ...Object.fromEntries(fields), secret: SECRET };
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, space) => {
        const json = JSON.stringify(withSecrets(value), null, space);
        const redacted = redact(json, ['secret']);
        expect(redacted).toBe(
          json.replaceAll(`"secret":${space ? ' ' : ''}"${SECRET}"`, `"secret":${space ? ' ' : ''}"*"`),
        );
      }),
    );
  });
});
