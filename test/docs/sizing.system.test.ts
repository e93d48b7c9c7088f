import { expect, it } from 'vitest';
import { costSettings } from '../../infra/cost/cost-settings.ts';
import { countStack } from '../../infra/cost/stack-counts.ts';
import { readDocument } from '../support/markdown.ts';

it('counts the alarms of a stack in docs/sizing.md', () => {
  const { lines } = readDocument('docs/sizing.md');
  expect(lines.join(' ')).toContain(`a stack has ${countStack(costSettings()).alarms} alarms`);
});
