import * as z from 'zod';
import { file } from './schema/file.ts';
import { NAME } from './schema/values.ts';
import { keysOf, meaningOf } from './schema/walk.ts';

/**
 * The schema for editors (Even Better TOML, taplo), as JSON Schema draft 7, which they know. It says what a value may be,
 * not what the rules say about several; a site file, which may leave out what the exhibit has, shows as incomplete.
 */
export function exhibitJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(file, { target: 'draft-07', io: 'input', override: ({ zodSchema, jsonSchema }) => adapt(zodSchema, jsonSchema) }),
    title: 'exhibit.toml of Invigil',
  };
}

function adapt(schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema): void {
  const meaning = meaningOf(schema);
  // What is computed is filled in before the schema is applied, so the file need not have it.
  const keys = keysOf(schema);
  if (keys && json.required) json.required = json.required.filter((key) => meaningOf(keys[key] ?? schema).computed === undefined);
  if (json.required?.length === 0) delete json.required;
  if (meaning.names === 'NAME') json.propertyNames = { pattern: NAME.source };
  if (meaning.later) json.description = `Not in this version. ${json.description ?? ''}`;
}
