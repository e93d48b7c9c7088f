import { type Answers, measureAnswers } from './answers.ts';
import { figureOf } from './figures.ts';
import { type Flush, measureFlush } from './flush.ts';
import type { BenchReceiver } from './receiver.ts';
import type { RelayChild } from './relay-child.ts';
import type { AnswerResult, FlushResult } from './results.ts';

/** OpenIM has 2 workers. 50 show what several OpenIM processes get. */
const CONNECTIONS = [2, 50];
const FLUSHES = 60;
const ANSWER_MS = 700;

/** Rate at which 50 connections do not wait for each other. */
const PACED_RATE = 500;

export interface AnswerBench {
  readonly receiver: BenchReceiver;
  readonly relay: RelayChild;
  /** On the disk of the spool. */
  readonly directory: string;
  readonly afterPath: string;
  readonly beforePath: string;
  readonly bodyOf: () => string;
}

interface Round {
  readonly flush: Flush;
  readonly bare: readonly Answers[];
  readonly relay: readonly Answers[];
  readonly away: readonly Answers[];
  readonly barePaced: Answers;
  readonly paced: Answers;
  readonly beforeDirect: Answers;
  readonly beforeRelay: Answers;
}

/** Measures answers in turn with flushes of the disk and a bare server, so that whatever else the machine does meets all of them. */
export async function measureAllAnswers(bench: AnswerBench, rounds: number) {
  await measureRound(bench);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measureRound(bench));
  const flush: FlushResult = {
    p50: figureOf(measured.map((round) => round.flush.p50Ms)),
    p99: figureOf(measured.map((round) => round.flush.p99Ms)),
  };
  const after = CONNECTIONS.flatMap((connections, at) =>
    (['bare', 'relay', 'away'] as const).map((what) =>
      resultOf(
        NAMES[what],
        connections,
        measured,
        (round) => round[what][at] as Answers,
        (round) => round.flush.p50Ms,
        (round) => round.bare[at]?.p50Ms,
      ),
    ),
  );
  const paced = (['bare', 'relay'] as const).map((what) =>
    resultOf(
      `${what === 'bare' ? NAMES.bare : what}, ${PACED_RATE} a second`,
      50,
      measured,
      (round) => (what === 'bare' ? round.barePaced : round.paced),
      (round) => round.flush.p50Ms,
      (round) => round.barePaced.p50Ms,
    ),
  );
  const floor = (round: Round) => round.beforeDirect.p50Ms;
  const before = [
    resultOf('direct', 2, measured, (round) => round.beforeDirect, floor),
    resultOf('relay', 2, measured, (round) => round.beforeRelay, floor),
  ];
  return { flush, after: [...after, ...paced], before };
}

const NAMES = {
  bare: 'bare server',
  relay: 'relay, which delivers meanwhile',
  away: 'relay, receiver away',
} as const;

async function measureRound({
  receiver,
  relay,
  directory,
  afterPath,
  beforePath,
  bodyOf,
}: AnswerBench): Promise<Round> {
  const flushes = [measureFlush(directory, FLUSHES)];
  const bare: Answers[] = [];
  const delivering: Answers[] = [];
  const away: Answers[] = [];
  for (const connections of CONNECTIONS) {
    const measure = async (port: number) => {
      const answers = await measureAnswers(port, afterPath, connections, ANSWER_MS, bodyOf);
      flushes.push(measureFlush(directory, FLUSHES));
      return answers;
    };
    bare.push(await measure(receiver.port));
    delivering.push(await measure(relay.port));
    await relay.drained();
    await receiver.order({ name: 'away' });
    away.push(await measure(relay.port));
    await receiver.order({ name: 'back' });
    await relay.drained();
    await receiver.order({ name: 'forget' });
  }
  const measurePaced = (port: number) => measureAnswers(port, afterPath, 50, ANSWER_MS, bodyOf, PACED_RATE);
  const barePaced = await measurePaced(receiver.port);
  const paced = await measurePaced(relay.port);
  await relay.drained();
  const before = (port: number) => measureAnswers(port, beforePath, 2, ANSWER_MS, bodyOf);
  const beforeDirect = await before(receiver.port);
  return {
    flush: fastest(flushes),
    bare,
    relay: delivering,
    away,
    barePaced,
    paced,
    beforeDirect,
    beforeRelay: await before(relay.port),
  };
}

/** Returns the flushes with the least p50. Others met what else used the disk, which the answers may not have met. */
function fastest(flushes: readonly Flush[]): Flush {
  return flushes.reduce((best, flush) => (flush.p50Ms < best.p50Ms ? flush : best));
}

function resultOf(
  what: string,
  connections: number,
  rounds: readonly Round[],
  answersOf: (round: Round) => Answers,
  floorOf: (round: Round) => number,
  bareOf: (round: Round) => number | undefined = () => undefined,
): AnswerResult {
  const of = (figure: keyof Answers) => figureOf(rounds.map((round) => answersOf(round)[figure]));
  const costs = rounds.flatMap((round) => {
    const bareMs = bareOf(round);
    return bareMs === undefined ? [] : [answersOf(round).p50Ms - floorOf(round) - bareMs];
  });
  return {
    ...{ what, connections, p50: of('p50Ms'), p99: of('p99Ms'), perSecond: of('perSecond') },
    extra: figureOf(rounds.map((round) => answersOf(round).p50Ms - floorOf(round))),
    ...(costs.length > 0 && !what.startsWith(NAMES.bare) && { cost: figureOf(costs) }),
  };
}
