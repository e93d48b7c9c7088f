import type { EventChange } from '../../contract/events.ts';
import { ShownText } from '../shell/shown-text.tsx';

/** Values before and after the policy. */
export function Changes({ changes }: { readonly changes: readonly EventChange[] }) {
  return (
    <>
      <h3>Changes by the policy</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after, isMade }) => (
            <tr key={field}>
              <th scope="row">
                <ShownText text={field} />
              </th>
              <td>
                <ShownText text={String(before)} />
              </td>
              <td>
                <ShownText text={String(after)} />
                {!isMade && <em> (only monitored)</em>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
