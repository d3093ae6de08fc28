// Prints what each environment variable may be, as JSON: its default, bounds and values. The documents are held against it.
import { z } from 'zod';
import { variables } from './platform/config/variables.ts';

const { properties = {} } = z.toJSONSchema(variables, { io: 'input', unrepresentable: 'any' });
process.stdout.write(`${JSON.stringify(properties)}\n`);
