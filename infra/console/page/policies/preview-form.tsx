import { useState } from 'preact/hooks';
import { ROUTES } from '../../api.ts';
import type { PreviewAnswer } from '../../contract/policies.ts';
import { Failure } from '../shell/notices.tsx';
import { Preview } from './preview-result.tsx';
import { readJson } from './read-json.ts';
import { usePosted } from './use-posted.ts';

/** Judges recorded requests by the draft. */
export function PreviewForm({ draft, group }: { readonly draft: string; readonly group: string | undefined }) {
  const [since, setSince] = useState('7d');
  const { value, error, isLoading, send } = usePosted<PreviewAnswer>(ROUTES.preview, () => ({
    draft: { document: readJson(draft, 'draft') },
    ...(group !== undefined && { group }),
    ...(since.trim() && { since: since.trim() }),
  }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3>Preview with what was recorded</h3>
      <div class="fields">
        <div>
          <label for="preview-since">Requests since</label>
          <input
            id="preview-since"
            type="text"
            value={since}
            onInput={({ currentTarget }) => setSince(currentTarget.value)}
          />
        </div>
        <button type="submit" disabled={isLoading}>
          {isLoading ? 'Judging …' : 'Preview'}
        </button>
      </div>
      <div aria-live="polite">
        {error && <Failure error={error} />}
        {value && <Preview preview={value} />}
      </div>
    </form>
  );
}
