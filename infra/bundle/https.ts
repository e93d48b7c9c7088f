/** Replaces the module of Node as `node-modules.ts` does. Its exports have the names of those of `node:http`. */
const https = process.getBuiltinModule('node:https');

export const { Agent, request } = https;
export default https;
