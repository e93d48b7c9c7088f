import type { Page } from 'playwright-core';
import { recorded } from './recorded.ts';

const START_MS = Date.now();

/** Time before the start of the file. */
export const minutesAgo = (minutes: number) => new Date(START_MS - minutes * 60_000);

export const JOIN = recorded({
  callback: 'AfterJoinGroup',
  event: { groupID: 'g77', userID: 'u1' },
  at: minutesAgo(5),
});
export const KICK = recorded({
  callback: 'AfterKickGroup',
  event: { groupID: 'g77', kickedUserIDs: ['u1', 'u2'], reason: 'spam' },
  at: minutesAgo(4),
});
export const ALLOWED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g78', userID: 'u3', nickName: 'Ann' },
  at: minutesAgo(3),
  outcome: 'allowed',
  decision: { verdict: 'allow', mode: 'enforce' },
});
export const REFUSED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g77', userID: 'u3', nickName: 'ａdmin' },
  at: minutesAgo(2),
  outcome: 'refused',
  decision: {
    verdict: 'refuse',
    mode: 'enforce',
    rules: [
      {
        id: 'staff',
        field: 'nickName',
        action: 'refuse',
        why: 'term "admin"',
        errCode: 5050,
        errMsg: 'Kept for our staff.',
      },
    ],
    policyVersion: { all: 3 },
  },
});
export const CHANGED = recorded({
  callback: 'BeforeSetGroupMemberInfo',
  event: { groupID: 'g78', userID: 'u4', nickName: '  Bob ' },
  at: minutesAgo(1),
  outcome: 'changed',
  decision: {
    verdict: 'change',
    mode: 'enforce',
    rules: [{ id: 'tidy', field: 'nickName', action: 'change', why: 'blanks' }],
    changes: { nickName: { before: '  Bob ', after: 'Bob' } },
  },
});

/** Newest first. */
export const EVENTS = [CHANGED, REFUSED, ALLOWED, KICK, JOIN];

/** The list of events of a page. */
export function listOn(page: Page) {
  const options = page.getByRole('listbox', { name: 'Events' }).getByRole('option');
  /** Waits for this number of rows. */
  const rows = async (count: number) => {
    await options.nth(count - 1).waitFor();
    return options;
  };
  return {
    row: (text: string) => options.filter({ hasText: text }).first(),
    texts: async (count: number) =>
      (await (await rows(count)).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')),
    /** Groups and users of the rows at the moment. */
    ids: async () => {
      const ids = await options.locator('.id').allInnerTexts();
      return Array.from({ length: ids.length / 2 }, (_, index) => `${ids[2 * index]} ${ids[2 * index + 1]}`);
    },
  };
}

/** The pane with one event. */
export function detailOn(page: Page) {
  return page.getByRole('region', { name: 'Event', exact: true });
}

/** The line for queries. */
export function queryOn(page: Page) {
  return page.getByRole('combobox', { name: 'Query' });
}

/** Tells whether a page is at most as wide as its window. */
export function fitsOn(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= innerWidth');
}
