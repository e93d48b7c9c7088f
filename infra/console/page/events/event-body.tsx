import { useState } from 'preact/hooks';
import type { AnswerGiven, EventBody } from '../../contract/events.ts';
import { ShownText } from '../shell/shown-text.tsx';

/** Characters of a body that are shown at first. */
const FIRST_CHARACTERS = 5000;

const BODY_NOTES: Readonly<Record<EventBody['state'], string>> = {
  whole: '',
  cut: 'Only the beginning is shown. "npm run audit -- show" prints the whole body.',
  none: 'The callback had no body.',
  gone: 'It was in the first record of this event, which has expired.',
  dropped: 'It was not kept, because it may hold a secret or a message.',
};

/** The body as it came. */
export function Body({ body }: { readonly body: EventBody }) {
  const [isWhole, setWhole] = useState(body.text.length <= FIRST_CHARACTERS);
  return (
    <>
      <h3>
        Body as it came{' '}
        <small>
          {body.bytes} bytes{body.encoding === 'base64' ? ', in base64' : ''}
        </small>
      </h3>
      {body.redacted.length > 0 && <p>Values left out: {body.redacted.join(', ')}.</p>}
      {BODY_NOTES[body.state] && <p>{BODY_NOTES[body.state]}</p>}
      {body.text && (
        <pre>
          <ShownText text={isWhole ? body.text : body.text.slice(0, FIRST_CHARACTERS)} />
        </pre>
      )}
      {!isWhole && (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {body.text.length} characters
        </button>
      )}
    </>
  );
}

/** The answer to OpenIM. */
export function Answer({ answer }: { readonly answer: AnswerGiven }) {
  return (
    <>
      <h3>
        Answer to OpenIM <small>status {answer.status}</small>
      </h3>
      <pre>
        <ShownText text={answer.json} />
      </pre>
      {answer.doubts.length > 0 && (
        <p>Made again from the record, and perhaps another one was sent: {answer.doubts.join('; ')}.</p>
      )}
    </>
  );
}
