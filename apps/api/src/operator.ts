// The process behind `npm run admin`: takes what to do and to whom, and the owner's connection from its environment.
import { createUserSchema } from '@pacekeeper/contracts';
import { operate } from './modules/users/index.ts';
import { ownerUrlFromEnvironment } from './platform/config/from-environment.ts';

const refuse = (line: string): never => {
  process.stderr.write(`${line}\n`);
  process.exit(1);
};

const [command, name = ''] = process.argv.slice(2);
if (command !== 'create' && command !== 'reset') refuse('npm run admin -- create | reset NAME');
const { data, error } = createUserSchema.shape.username.safeParse(name);
if (data === undefined) refuse(`The name ${error?.issues[0]?.message ?? 'is not valid'}.`);

const outcome = await operate(ownerUrlFromEnvironment(), command as 'create' | 'reset', data as string);
if (!outcome.done) refuse(outcome.why);
else process.stdout.write(`${outcome.username} / ${outcome.oneTimePassword}   (to be changed at the first sign-in)\n`);
