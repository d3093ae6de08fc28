import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problemSchema } from '@pacekeeper/contracts';
import type { z } from 'zod';

/**
 * What a route answers, said once: the schema strips every undeclared key from the answer and describes it in the
 * OpenAPI document. Every route has one; a test fails for silence.
 */
export const Answers = (status: 200 | 201 | 202, schema: z.ZodType, summary: string) =>
  applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema }),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ApiResponse({ status, description: summary, standardSchema: schema }),
    ApiResponse({ status: 'default', description: 'A problem', standardSchema: problemSchema }),
  );
