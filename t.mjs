import { commandNames } from './infra/query/command-names.ts';
for (const n of commandNames().values()) if (n.kind==='short'||n.commands.length>1) console.log(n.name, n.kind, n.commands.join(' '));
