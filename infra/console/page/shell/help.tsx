import { useRef } from 'preact/hooks';
import { FILTERS } from '../../../query/filters.ts';
import { useKey } from './use-key.ts';

const KEYS = [
  { keys: ['/'], does: 'go to the query' },
  { keys: ['↑', '↓'], does: 'choose an event of the list, or a completion' },
  { keys: ['Enter'], does: 'go to the chosen event' },
  { keys: ['Esc'], does: 'close the event, and go back to the list' },
  { keys: ['←', '→'], does: 'on the timeline: choose times; with Shift, more of them; Enter zooms' },
  { keys: ['?'], does: 'show this help' },
];

const EXAMPLES = [
  { name: 'kick', description: 'callbacks of one name' },
  { name: '"spam"', description: 'a text in the event' },
  { name: '-outcome:allowed', description: 'a minus leaves out' },
];

/** Filters and keys, in a dialog. */
export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.open || dialog.current?.showModal();
  useKey('?', open);
  return (
    <>
      <button type="button" class="help-button" aria-label="Help" aria-keyshortcuts="?" onClick={open}>
        ?
      </button>
      <dialog ref={dialog} class="help" aria-labelledby="help-title">
        <form method="dialog" class="bar">
          <h2 id="help-title">Help</h2>
          <button type="submit" class="quiet">
            Close
          </button>
        </form>
        <h3>Queries</h3>
        <p>Words of one filter mean “or”, different filters mean “and”. Times such as 2h count back from now.</p>
        <dl>
          {EXAMPLES.map(({ name, description }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{description}</dd>
            </div>
          ))}
          {Object.entries(FILTERS).map(([name, { description, example }]) => (
            <div key={name}>
              <dt>
                <code>
                  {name}:{example}
                </code>
              </dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
        <h3>Keys</h3>
        <dl>
          {KEYS.map(({ keys, does }) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </dialog>
    </>
  );
}
