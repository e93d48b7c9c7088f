import { KNOWN_VERSIONS, type Layout } from '../../infra/openim/configuration.ts';

/** Every known version of OpenIM with the layout of its file. */
export const versions = KNOWN_VERSIONS;

interface Content {
  readonly url: string;
  /** Switches that are on. */
  readonly on?: readonly string[];
  /** Switches that the file has beside those of its layout, below its address. */
  readonly added?: readonly string[];
}

/** A configuration file as an operator has it: comments, odd spaces, and before v3.7 other sections around ours. */
export function openimFile({ section, switches }: Layout, { url, on = [], added = [] }: Content): string {
  const indent = section === null ? '' : '  ';
  const lines = [
    `# The receiver: our own`,
    `url:   "${url}"   # all callbacks go there`,
    ...added.flatMap((name) => [`${name}:`, '  enable: true', '  timeout: 5']),
    '',
    ...Object.entries(switches).flatMap(([name, { enable: _off, timeout: _seconds, ...others }], index) => [
      ...(index % 3 === 0 ? [`# ${name}: asked for by the moderators`] : []),
      `${name}:`,
      `  enable:  ${on.includes(name)}${index % 4 === 0 ? ' # see above' : ''}`,
      `  timeout: ${index % 5 === 0 ? 10 : 5}`,
      ...Object.entries(others).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    ]),
    '# The end',
  ].map((line) => (line === '' ? '' : indent + line));
  if (section === null) return `${lines.join('\n')}\n`;
  return `mongo:\n  uri: ''\n  password: "a: b # c"\n\n${section}:\n${lines.join('\n')}\nprometheus:\n    enable: false\n`;
}
