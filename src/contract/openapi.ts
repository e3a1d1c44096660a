import { z } from 'zod';
import { customerImportSchema, customerSchema } from './customer';
import { mostRows, resultSchema, resultsSchema } from './fields';
import { orderSchema } from './order';
import { problemSchema } from './problem';
import { productSchema } from './product';
import { timelineSchema } from './timeline';
import { touchesSchema } from './touch';

const bodies = { Order: orderSchema, Product: productSchema, CustomerImport: customerImportSchema };
const answers = {
  Customer: customerSchema,
  Timeline: timelineSchema,
  Touches: touchesSchema,
  Result: resultSchema,
  Results: resultsSchema,
  Problem: problemSchema,
};
type SchemaName = keyof typeof bodies | keyof typeof answers;

const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const json = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
const refusals = { 401: problem('no or wrong token'), 503: problem('the server has no API_TOKEN') };

const upsert = (summary: string, row: SchemaName) => ({
  post: {
    summary,
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { oneOf: [ref(row), { type: 'array', items: ref(row), maxItems: mostRows }] } },
      },
    },
    responses: {
      200: json('an array: what became of each row; an object: updated or unchanged', {
        oneOf: [ref('Results'), ref('Result')],
      }),
      201: json('an object: created', ref('Result')),
      400: problem('not JSON'),
      413: problem(`more than ${mostRows} rows, or 10 MB`),
      422: problem('an object that is refused, with its faults'),
      ...refusals,
    },
  },
});

const parameter = (name: string, where: 'path' | 'query', schema: object) => ({
  name,
  in: where,
  required: where === 'path',
  schema,
});
const customerId = parameter('externalUserId', 'path', { type: 'string' });
const paging = [
  parameter('cursor', 'query', { type: 'string' }),
  parameter('limit', 'query', { type: 'integer', minimum: 1, maximum: 200, default: 50 }),
];

const read = (summary: string, answer: SchemaName, parameters: object[]) => ({
  get: {
    summary,
    parameters,
    responses: { 200: json(summary, ref(answer)), 404: problem('no such customer'), ...refusals },
  },
});

function schemasOf(schemas: Record<string, z.ZodType>, io: 'input' | 'output') {
  return Object.entries(schemas).map(([name, schema]) => {
    const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io });
    return [name, rest] as const;
  });
}

/** OpenAPI 3.1 of everything under `/api/v1`. */
export function openApi(version: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Jiuban 久伴', version },
    security: [{ token: [] }],
    paths: {
      '/api/v1/orders': upsert('Upsert orders by orderNo', 'Order'),
      '/api/v1/products': upsert('Upsert products by sku', 'Product'),
      '/api/v1/customers/import': upsert('Upsert what is known of customers', 'CustomerImport'),
      '/api/v1/customers/{externalUserId}': read('A customer', 'Customer', [customerId]),
      '/api/v1/customers/{externalUserId}/timeline': read('Newest first', 'Timeline', [customerId, ...paging]),
      '/api/v1/customers/{externalUserId}/touches': read('Latest day first', 'Touches', [customerId, ...paging]),
      '/api/v1/openapi.json': {
        get: { summary: 'This document', security: [], responses: { 200: { description: 'OpenAPI 3.1' } } },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries([...schemasOf(bodies, 'input'), ...schemasOf(answers, 'output')]),
    },
  };
}
