/** Parts that operations of the OpenAPI document share. */

/** A parameter of an operation. */
export type Parameter = ReturnType<typeof parameter>;

/** A parameter, and what it means. */
export function parameter(
  place: 'path' | 'query' | 'header',
  name: string,
  { about, schema = { type: 'string' } }: { readonly about: string; readonly schema?: object },
) {
  return { name, in: place, required: place === 'path', description: about, schema };
}

/** A parameter of the path. */
export const inPath = (name: string, about: string): Parameter => parameter('path', name, { about });

/** A flag of the query. */
export const flagInQuery = (name: string, about: string): Parameter =>
  parameter('query', name, { about, schema: { type: 'boolean', default: false } });

/** A reference to a schema. */
export const schemaOf = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** An answer with bytes. */
export const bytes = (description: string): object => ({
  description,
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
});

/** An answer with JSON. */
export const json = (description: string, schema: object): object => ({
  description,
  content: { 'application/json': { schema } },
});

/** Refusals, by HTTP status. */
export function refusals(statuses: Readonly<Record<number, string>>): Record<string, object> {
  const entries = Object.entries(statuses);
  return Object.fromEntries(entries.map(([status, about]) => [status, json(about, schemaOf('Refusal'))]));
}

/** The envelope of a refusal. */
export const refusalSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['status', 'code', 'message', 'details'],
      properties: {
        status: { type: 'string', examples: ['NOT_FOUND'] },
        code: { type: 'integer', description: 'the HTTP status', examples: [404] },
        message: { type: 'string', description: 'what was wrong, for people' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              '@type': { const: 'ErrorInfo' },
              reason: { type: 'string', examples: ['BLOB_NOT_FOUND'] },
              domain: { type: 'string', examples: ['daemon.walrus.space'] },
            },
          },
        },
      },
    },
  },
};
