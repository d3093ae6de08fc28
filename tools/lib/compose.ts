import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from './paths.ts';

const words = z.union([z.string(), z.array(z.string())]);
const environment = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

const service = z.strictObject({
  build: z.union([z.string(), z.strictObject({ context: z.string(), target: z.string().optional() })]).optional(),
  image: z.string().optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']).optional(),
  profiles: z.array(z.string()).optional(),
  entrypoint: words.optional(),
  command: words.optional(),
  environment: environment.optional(),
  volumes: z.array(z.string().regex(/^[\w./-]+:\/[\w./-]+(:ro)?$/)).optional(),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  tmpfs: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started']) }))
    .optional(),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.literal('CMD'), z.string()], z.string()),
      interval: z.string().regex(/^\d+s$/),
      retries: z.int().optional(),
      start_period: z
        .string()
        .regex(/^\d+s$/)
        .optional(),
    })
    .optional(),
});

/** What of Compose's format this project uses; anything else is a mistake, such as a string that YAML took for a map. */
const composeSchema = z.looseObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});
export type Compose = z.infer<typeof composeSchema>;

export const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');

/** @throws Error with where and why it is not a file that Compose takes */
export const readCompose = (text = readFileSync(COMPOSE_FILE, 'utf8')): Compose =>
  composeSchema.parse(parse(text, { merge: true }));

/** The variables that the file takes from its surroundings, and whether it asks for each. */
export const variablesOf = (text: string): ReadonlyMap<string, 'asked for' | 'taken'> => {
  const found = new Map<string, 'asked for' | 'taken'>();
  for (const [, name = '', mark = ''] of text.matchAll(/\$\{([A-Z_]+)(:?[?-])?[^}]*\}/g)) {
    if (mark.endsWith('?')) found.set(name, 'asked for');
    else if (!found.has(name)) found.set(name, 'taken');
  }
  return found;
};
