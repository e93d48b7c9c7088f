/**
 * Allowed directions of imports between the rooms, written down once. A room may import itself, and what stands in its list.
 * A room that is not listed may import nothing.
 */
const ROOMS = {
  'functions/openim': [],
  'functions/record': ['functions/openim', 'functions/dynamodb'],
  'functions/dynamodb': [],
  'functions/audit': ['functions/record', 'functions/dynamodb', 'functions/openim'],
  'functions/policy/text': [],
  'functions/policy/rules': ['functions/policy/text', 'functions/record'],
  'functions/policy': [
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
    'functions/openim',
  ],
  'functions/derivation': ['functions/audit', 'functions/record', 'functions/dynamodb', 'functions/openim'],
  // The Lambda functions themselves.
  functions: ['functions/(callback|derivation|audit|policy|record|dynamodb|openim)'],
  'infra/cli': [],
  'infra/bundle': ['functions/policy/text'],
  'infra/constructs': ['infra/bundle', 'infra/stack-settings\\.ts$', 'functions/'],
  'infra/openim': ['infra/cli', 'functions/openim'],
  'infra/local': ['infra/cli', 'infra/(routes|cidr)\\.ts$', 'functions/'],
  'infra/operator': ['infra/cli', 'infra/openim', 'infra/local', 'functions/'],
  // The app, the stack and what describes them.
  infra: ['infra/(constructs|bundle)', 'functions/(openim|callback)'],
};

/** Modules of a room: all below its folder, but in a room within that. The topmost ones are those files alone. */
function within(room) {
  if (!room.includes('/')) return { path: `^${room}/[^/]+$` };
  const inner = Object.keys(ROOMS).filter((other) => other.startsWith(`${room}/`));
  return { path: `^${room}/`, ...(inner.length > 0 && { pathNot: inner.map((other) => `^${other}/`) }) };
}

const rooms = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room} imports ${allowed.join(', ') || 'no other room'}`,
  severity: 'error',
  from: within(room),
  to: { path: '^(functions|infra)/', pathNot: [within(room).path, ...allowed.map((other) => `^${other}`)] },
}));

export default {
  forbidden: [
    { name: 'no circle of modules', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no circle of folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    {
      name: 'no test in the product',
      severity: 'error',
      from: { path: '^(functions|infra)/' },
      to: { path: '^test/' },
    },
    ...rooms,
  ],
  options: { doNotFollow: { path: 'node_modules' }, parser: 'swc', tsConfig: { fileName: 'tsconfig.json' } },
};
