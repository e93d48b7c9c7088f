import { Connection } from '../../bench/relay/connection.ts';
import type { Random } from '../../support/policy-data/random.ts';
import type { Mortal } from './mortal.ts';

export const COMMAND = 'callbackAfterJoinGroupCommand';

const GROUPS_A_SENDER = 5;

export interface Sent {
  /** Bodies that the relay claimed, and those that it was killed before it answered, in the order in which they were sent. */
  readonly answered: string[];
  readonly unanswered: string[];
}

/**
 * Sends events of its own groups to the relay, one after the other, until `next` says that there are enough. An event that gets no
 * answer is not sent again, as OpenIM does not.
 *
 * @param next tells whether another event is to be sent
 */
export async function sendEvents(
  relay: Mortal,
  sender: number,
  random: Random,
  sent: Sent,
  next: () => boolean,
): Promise<void> {
  const numbers = Array.from({ length: GROUPS_A_SENDER }, () => 0);
  let connection = new Connection(relay.port);
  while (next()) {
    const at = random.below(GROUPS_A_SENDER);
    numbers[at] = (numbers[at] ?? 0) + 1;
    const body = JSON.stringify({
      callbackCommand: COMMAND,
      groupID: `g${sender}-${at}`,
      operationID: String(numbers[at]),
    });
    const answer = await connection.post(COMMAND, body).catch(() => undefined);
    if (answer?.includes('"actionCode":0')) {
      sent.answered.push(body);
      continue;
    }
    sent.unanswered.push(body);
    connection.close();
    await relay.started;
    connection = new Connection(relay.port);
  }
  connection.close();
}
