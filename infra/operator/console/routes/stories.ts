import type { Handler } from 'hono';
import type { ConsoleSource } from '../console-source.ts';
import { json } from '../json.ts';
import { groupStory } from '../stories/group-story.ts';
import { userStory } from '../stories/user-story.ts';

export function group({ audit }: ConsoleSource): Handler {
  return async (c) => json(c, await groupStory(audit, c.req.param('id') ?? ''));
}

export function user({ audit, now }: ConsoleSource): Handler {
  return async (c) => json(c, await userStory(audit, c.req.param('id') ?? '', now));
}
