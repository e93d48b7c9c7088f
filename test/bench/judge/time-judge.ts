import { judgeMember, policyOf } from '../../support/policy.ts';
import { forbiddenTerms } from '../../support/policy-data/forbidden-terms.ts';

/** A process of its own: times the judge with as many terms as its argument says, and prints the result. */
export interface JudgeTiming {
  /** Making the rules ready, once for each version of a policy. */
  readonly readyMs: number;
  readonly readyCpuMs: number;
  /** One request that sets a name of 64 characters, in which there is no term. */
  readonly wallUs: number;
  readonly cpuUs: number;
  /** The floor: the name in lower case is searched for each term as it is written, by `includes`. */
  readonly floorCpuUs: number;
}

const NAME = 'Sunny Morning Cyclists of the Old Harbour and the Quiet Northern';
const WARM_UP = 2_000;
const CALLS = 2_000;

const terms = forbiddenTerms(Number(process.argv[2])).filter((term) => !NAME.toLowerCase().includes(term));
const policy = policyOf({ nickName: [{ kind: 'terms', id: 'terms', terms }] });
const ready = timed(() => judgeMember({ nickName: 'x' }, policy), 1);
if (judgeMember({ nickName: NAME }, policy).verdict !== 'allow') throw new Error('the name of the bench is refused');
timed(() => judgeMember({ nickName: NAME }, policy), WARM_UP);
const judged = timed(() => judgeMember({ nickName: NAME }, policy), CALLS);
const floor = timed(() => terms.some((term) => NAME.toLowerCase().includes(term)), CALLS);

const timing: JudgeTiming = {
  readyMs: ready.wallUs / 1_000,
  readyCpuMs: ready.cpuUs / 1_000,
  wallUs: judged.wallUs,
  cpuUs: judged.cpuUs,
  floorCpuUs: floor.cpuUs,
};
process.stdout.write(JSON.stringify(timing));

function timed(work: () => unknown, calls: number) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  for (let call = 0; call < calls; call += 1) work();
  const wallUs = (performance.now() - startedAt) * 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallUs: wallUs / calls, cpuUs: (user + system) / calls };
}
