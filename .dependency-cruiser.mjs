/**
 * Allowed directions of imports between folders, written down once. A folder may import itself, and what its list names.
 * A folder that is not listed may import nothing.
 */
const FOLDERS = {
  'functions/openim': [],
  'functions/record': ['functions/openim', 'functions/dynamodb'],
  'functions/aws': [],
  'functions/dynamodb': ['functions/aws'],
  'functions/audit': ['functions/record', 'functions/dynamodb', 'functions/aws', 'functions/openim'],
  'functions/policy/text': [],
  'functions/policy/doors': ['functions/openim'],
  'functions/policy/rules': ['functions/policy/text', 'functions/policy/doors', 'functions/record'],
  'functions/policy': [
    'functions/policy/doors',
    'functions/policy/rules',
    'functions/policy/text',
    'functions/record',
    'functions/dynamodb',
    'functions/openim',
  ],
  'functions/callback': [
    'functions/audit',
    'functions/policy',
    'functions/record',
    'functions/dynamodb',
    'functions/aws',
    'functions/openim',
  ],
  'functions/derivation': ['functions/audit', 'functions/record', 'functions/dynamodb', 'functions/openim'],
  // The Lambda functions themselves.
  functions: ['functions/(callback|derivation|audit|policy|record|dynamodb|aws|openim)'],
  'infra/cli': [],
  // Runs in a browser, too: it imports no Node and no AWS, and of functions/audit only types.
  'infra/query': [
    'functions/openim',
    'functions/record/(hidden-characters|outcome|record|replay-word)\\.ts$',
    'functions/audit/search-index\\.ts$',
  ],
  'infra/bundle': ['functions/policy/text'],
  'infra/settings': ['infra/cli', 'infra/(cidr|stack-settings)\\.ts$', 'functions/callback'],
  // What the stack uses and does not make: asked of AWS, and checked.
  'infra/existing': [
    'infra/cli',
    'infra/settings/(combined-settings|names|settings-file)\\.ts$',
    'infra/stack-settings\\.ts$',
    'functions/(audit|aws|policy)',
  ],
  'infra/constructs': ['infra/bundle', 'infra/existing', 'infra/settings', 'infra/stack-settings\\.ts$', 'functions/'],
  'infra/openim': ['infra/cli', 'functions/openim'],
  'infra/local': ['infra/cli', 'infra/(routes|cidr)\\.ts$', 'functions/'],
  // The console's page and its contract with the server, which is infra/operator/console. Both are for a browser.
  'infra/console': ['infra/query', 'functions/'],
  // One file with Node alone, so that it takes no AWS and no database of the local receiver.
  'infra/relay': [
    'infra/cli',
    'infra/local/(address|body|limits|listen|own-host)\\.ts$',
    'functions/openim',
    'functions/callback/(authenticate|receipt-time|replay-mark|test-mark|token-hashes)\\.ts$',
  ],
  // `npm start` runs operator/console as a thread, by the name of its file, so that infra/local does not import it.
  // Counts what the stack has, so it knows the CDK. Only its command's action loads that.
  'infra/cost': ['infra/cli', 'infra/settings', 'infra/(stack|stack-settings)\\.ts$', 'functions/'],
  'infra/operator': [
    'infra/cost',
    'infra/cli',
    'infra/query',
    'infra/openim',
    'infra/local',
    'infra/relay',
    'infra/console',
    'infra/existing',
    'infra/settings',
    'infra/stack-settings\\.ts$',
    'functions/',
  ],
  // The app, the stack and what describes them.
  infra: ['infra/(cli|constructs|bundle|existing|settings)', 'functions/(openim|callback)'],
};

/** Modules of a folder: all below it, except those of a listed folder inside it. Of the topmost folders only the files themselves. */
function within(folder) {
  if (!folder.includes('/')) return { path: `^${folder}/[^/]+$` };
  const inner = Object.keys(FOLDERS).filter((other) => other.startsWith(`${folder}/`));
  return { path: `^${folder}/`, ...(inner.length > 0 && { pathNot: inner.map((other) => `^${other}/`) }) };
}

const folders = Object.entries(FOLDERS).map(([folder, allowed]) => ({
  name: `${folder} imports ${allowed.join(', ') || 'no other folder'}`,
  severity: 'error',
  from: within(folder),
  to: { path: '^(functions|infra)/', pathNot: [within(folder).path, ...allowed.map((other) => `^${other}`)] },
}));

export default {
  forbidden: [
    { name: 'no cycle of modules', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no cycle of folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    {
      name: 'no test in the product',
      severity: 'error',
      from: { path: '^(functions|infra)/' },
      to: { path: '^test/' },
    },
    ...folders,
  ],
  options: { doNotFollow: { path: 'node_modules' }, parser: 'swc', tsConfig: { fileName: 'tsconfig.json' } },
};
