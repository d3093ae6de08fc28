import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtension,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { problemSchema, type RouteEntry } from '@pacekeeper/contracts';

/** Marks a route that needs no token in the OpenAPI document. */
export const PUBLIC_EXTENSION = 'x-public';

/** The generator reads schemas of parameters and bodies, too, which its types do not say. An empty name: one parameter a field. */
const described = (standardSchema: RouteEntry['body']) => ({ name: '', required: true, standardSchema });

const successOf = ({ answer, status: other, summary }: RouteEntry) => {
  const status = other ?? 200;
  if (!('streams' in answer)) return ApiResponse({ status, description: summary, standardSchema: answer });
  const { streams, schema, description = summary } = answer;
  return schema
    ? ApiResponse({ status, description, standardSchema: schema })
    : ApiResponse({ status, description, content: { [streams]: { schema: { type: 'string' } } } });
};

/** Puts a route of the table into the OpenAPI document. */
export const describeRoute = (route: RouteEntry): MethodDecorator =>
  applyDecorators(
    ApiTags(route.area),
    ApiBearerAuth(),
    ApiOperation({ summary: route.summary }),
    ...(route.access === 'public' ? [ApiExtension(PUBLIC_EXTENSION, true)] : []),
    ...(route.params ? [ApiParam(described(route.params))] : []),
    ...(route.query ? [ApiQuery(described(route.query))] : []),
    ...(route.body ? [ApiBody(described(route.body))] : []),
    successOf(route),
    ApiResponse({ status: 'default', description: 'A problem', standardSchema: problemSchema }),
  );
