import { isCurrentForm, rangeOf } from '../../openim/keys-by-version.ts';
import { wantedSwitchesOf } from '../../openim/wanted-switches.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { type Configuration, type Entry, entryOf, isOn } from './configuration.ts';

/** The receiver answers within 3.5 s. */
const MIN_TIMEOUT_S = 4;

/** OpenIM's HTTP client ends every call then. Source: openimsdk/tools, `utils/httputil`, `NewClientConfig`. */
const MAX_TIMEOUT_S = 15;

/** Checks that the receiver's callbacks are on, with time enough for an answer. */
export function checkSwitches({ entries, form }: Configuration, versions: readonly string[]): Check[] {
  return [
    ...checkOn(entries, form, versions),
    ...checkTruth(entries),
    ...checkTimeouts(entries),
    ...checkFailedContinue(entries, versions),
  ];
}

function checkOn(entries: readonly Entry[], form: Configuration['form'], versions: readonly string[]): Check[] {
  const wanted = [...new Set(versions.flatMap(wantedSwitchesOf))];
  const off = wanted.filter((key) => !isOn(entryOf(entries, key)));
  if (off.length === 0) return [ok('switches', `${wanted.length} callbacks of the receiver are on`)];
  const isByAll = (key: string) => versions.every((version) => wantedSwitchesOf(version).includes(key));
  const [certain, possible] = [off.filter(isByAll), off.filter((key) => !isByAll(key))];
  const todo =
    form === 'variables'
      ? 'npm run webhooks -- --address URL --compose prints the missing lines. If the file turns them on, all is well.'
      : 'Turn them on with npm run webhooks -- --address URL --file FILE --write, or with --fix.';
  return [
    ...(certain.length > 0 ? [fail('switches', `${certain.join(', ')}: off, so OpenIM does not send them`, todo)] : []),
    ...possible.map((key) => {
      const readers = versions.filter((version) => wantedSwitchesOf(version).includes(key));
      return warn('switches', `${key}: off, and OpenIM ${rangeOf(readers)} would send it`, todo);
    }),
  ];
}

function checkTruth(entries: readonly Entry[]): Check[] {
  return entries.flatMap(({ key, settings }) => {
    const enable = entryOf(settings, 'enable');
    if (!enable || [true, false, 'true', 'false'].some((value) => value === enable.value)) return [];
    return [
      fail(
        'switches',
        `line ${enable.line}: ${key}.enable is neither true nor false`,
        'Write true or false. OpenIM may not start.',
      ),
    ];
  });
}

/** Without a time limit, or with 0, OpenIM waits 15 s. */
function checkTimeouts(entries: readonly Entry[]): Check[] {
  const checks = entries.filter(isOn).flatMap(({ key, settings }) => {
    const timeout = entryOf(settings, 'timeout');
    const seconds = timeout?.value === undefined ? 0 : timeout.value;
    const where = `line ${timeout?.line}: ${key}.timeout`;
    if (typeof seconds !== 'number')
      return [fail('time limits', `${where} is not a number of seconds`, 'Write a whole number such as 5.')];
    if (seconds > 0 && seconds < MIN_TIMEOUT_S)
      return [fail('time limits', `${where} is ${seconds} s, and the receiver may take 3.5 s`, 'Set it to 5.')];
    return seconds > MAX_TIMEOUT_S
      ? [warn('time limits', `${where} is ${seconds} s, and OpenIM waits at most ${MAX_TIMEOUT_S} s`, 'Set it to 5.')]
      : [];
  });
  return checks.length > 0 || !entries.some(isOn) ? checks : [ok('time limits', 'leave the receiver its 3.5 s')];
}

/** From v3.7 on, nothing reads it. Source: openimsdk/open-im-server v3.7.0, `pkg/common/webhook/http_client.go`. */
function checkFailedContinue(entries: readonly Entry[], versions: readonly string[]): Check[] {
  if (!versions.every(isCurrentForm)) return [];
  const trusted = entries.filter((entry) => isOn(entry) && entryOf(entry.settings, 'failedContinue')?.value === true);
  if (trusted.length === 0) return [];
  return [
    warn(
      'failedContinue',
      `${trusted.map(({ key }) => key).join(', ')}: it is true, and no OpenIM from v3.7 on reads it`,
      'Do not rely on it: while the receiver cannot be reached, OpenIM refuses these actions.',
    ),
  ];
}
