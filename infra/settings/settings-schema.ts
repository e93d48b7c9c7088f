import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { StackSettings } from '../stack-settings.ts';

/** Returns the JSON schema of settings files, for editors. It cannot hold all checks of a deployment. */
export function settingsSchema(): string {
  const { entries } = StackSettings.pipe[0];
  const {
    $schema,
    properties: _given,
    required: _none,
    ...rest
  } = toJsonSchema(StackSettings, {
    typeMode: 'input',
    errorMode: 'ignore',
  });
  const properties = Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, formOf(schema)]));
  const schema = {
    $schema,
    title: "Settings of one environment of OpenIM's webhook receiver",
    ...rest,
    properties: { $schema: { type: 'string', description: 'The schema of this file.' }, ...properties },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Returns the form of a setting in a file. Its schema also takes the text of `-c`, which an editor should not offer. */
function formOf(schema: Parameters<typeof v.getMetadata>[0]): JsonSchema {
  return v.getMetadata(schema).json as JsonSchema;
}

if (import.meta.main) process.stdout.write(settingsSchema());
