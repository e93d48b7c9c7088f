import type { RelayedBy } from '../../contract/relayed.ts';
import { ShownText } from '../shell/shown-text.tsx';

/** Facts that a relay gave about a callback. */
export function Relay({ relay }: { readonly relay: RelayedBy }) {
  const { id, sequence, receivedAt, isOwnClock, verdict, others, ignored } = relay;
  const texts: [string, string | undefined][] = [
    ['request', id],
    ['number', sequence === undefined ? undefined : String(sequence)],
    [isOwnClock ? 'received by its own clock' : 'received', receivedAt],
    ['own verdict', verdict && `${verdict.verdict}, code ${verdict.errCode}: ${verdict.reason}`],
    ...others.map(({ name, json, error }): [string, string] => [
      `answer of ${name}`,
      json ?? `none: ${error ?? 'no reason is known'}`,
    ]),
    ...others.map(({ name, replacedJson }): [string, string | undefined] => [`replaced by ${name}`, replacedJson]),
    ['shortened', others.some(({ isShortened }) => isShortened) ? 'large values are left out' : undefined],
    ['ignored headers', ignored],
  ];
  return (
    <>
      <h3>Relay</h3>
      <dl>
        {texts.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>
                <ShownText text={name} />
              </dt>
              <dd>
                <ShownText text={text} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
