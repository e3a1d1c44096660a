import { z } from 'zod';
import { consoleBase, csrfHeader, type Endpoint } from './console/endpoint';
import { consoleEndpoints } from './console/endpoints';
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
    return [name, schemaOf(schema, io)] as const;
  });
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _draft, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

/** A route of the console as OpenAPI tells of it. */
function consoleOperation(name: string, each: Endpoint) {
  const { $schema: _draft, properties = {}, required = [] } = z.toJSONSchema(each.query, { io: 'input' });
  const inPath = [...each.path.matchAll(/:(\w+)/g)].map(([, param = '']) =>
    parameter(param, 'path', { type: 'string' }),
  );
  const inQuery = Object.entries(properties).map(([param, schema]) => ({
    ...parameter(param, 'query', schema as object),
    required: required.includes(param),
  }));
  const hasBody = each.method !== 'GET';
  const isOpen = each.permission === 'anyone';
  return {
    operationId: name,
    tags: ['console'],
    summary: isOpen || each.permission === 'signed-in' ? each.summary : `${each.summary} (${each.permission})`,
    security: isOpen ? [] : [hasBody ? { session: [], csrf: [] } : { session: [] }],
    parameters: [...inPath, ...inQuery],
    ...(hasBody ? { requestBody: { content: { 'application/json': { schema: schemaOf(each.body, 'input') } } } } : {}),
    responses: {
      200: json(each.summary, schemaOf(each.answer, 'output')),
      ...(isOpen ? {} : { 401: problem('no session'), 403: problem('not allowed, no CSRF token, or no fresh proof') }),
      422: problem('refused, with its faults'),
    },
  };
}

function consolePaths() {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, each] of Object.entries(consoleEndpoints)) {
    const path = `${consoleBase}${each.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: consoleOperation(name, each) };
  }
  return paths;
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
      ...consolePaths(),
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-jiuban_session' },
        csrf: { type: 'apiKey', in: 'header', name: csrfHeader },
      },
      schemas: Object.fromEntries([...schemasOf(bodies, 'input'), ...schemasOf(answers, 'output')]),
    },
  };
}
