/** Replaces `node:https` as `node-modules.ts` replaces others. A file of its own, because `node:http` has exports of the same names. */
const https = process.getBuiltinModule('node:https');

export const { Agent, request } = https;
export default https;
