import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError } from '../errors/app-error.ts';
import { validationError } from '../errors/validation.ts';

/** Checks what came by the schema of its place, and names a parameter of the path that is wrong. */
@Injectable()
export class RequestPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => validationError(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      const { type, data } = metadata;
      const details = error instanceof AppError ? error.extras.details : undefined;
      if (type !== 'param' || !data || !details) throw error;
      throw validationError(details.map(({ message }) => ({ message, path: [data] })));
    }
  }
}
