import { DEPLOYED, type Deployed, templateOf, writeDeployed } from '../../support/deployed.ts';

// Keeps the templates of a release, with which later versions are compared. Run it when a release is tagged, and never before:
// until then, people have the stack of the last one.
for (const [name, settings] of Object.entries(DEPLOYED)) writeDeployed(name as Deployed, templateOf(settings));
