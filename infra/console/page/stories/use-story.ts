import { useState } from 'preact/hooks';
import { get } from '../api-client.ts';
import { type Fetched, useFetched } from '../shell/use-fetched.ts';

/** Reads the story of a group or user, and again on demand. */
export function useStory<Story>(route: string, id: string): Fetched<Story> & { readonly reload: () => void } {
  const [round, setRound] = useState(0);
  const story = useFetched(`${round} ${id}`, (signal) => get<Story>(route, { id }, signal));
  return { ...story, reload: () => setRound((before) => before + 1) };
}
