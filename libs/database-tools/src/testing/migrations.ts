import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './folders.ts';

/** The text of a migration file. */
export const migrationText = (up: string, down: string): string =>
  `-- What it is for.\n\n-- Up Migration\n\n${up}\n\n-- Down Migration\n\n${down}\n`;

/** A folder with these files. */
export const migrationsFolder = (files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

/** Three that use most of what a schema has. */
export const someMigrations: Readonly<Record<string, string>> = {
  '0000_things.sql': migrationText(
    `CREATE TYPE mood AS ENUM ('good', 'bad');
     CREATE TABLE things (
       id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT things_pkey PRIMARY KEY,
       user_id uuid NOT NULL, state mood NOT NULL DEFAULT 'good', name text COLLATE "C",
       CONSTRAINT things_name_check CHECK (name <> '')
     );
     CREATE INDEX things_good_idx ON things (user_id) WHERE state = 'good';
     ALTER TABLE things ENABLE ROW LEVEL SECURITY;
     ALTER TABLE things FORCE ROW LEVEL SECURITY;
     CREATE POLICY things_self ON things USING (user_id = nullif(current_setting('app.user_id', true), '')::uuid);`,
    `DROP TABLE things; DROP TYPE mood;`,
  ),
  '0001_count.sql': migrationText(
    `ALTER TABLE things ADD COLUMN note text DEFAULT 'none';
     CREATE FUNCTION count_things() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
       SET search_path TO 'pg_catalog', 'public' AS 'SELECT count(*) FROM things';
     CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note = 'touched'; RETURN NEW; END $$;
     CREATE TRIGGER things_touch BEFORE UPDATE ON things FOR EACH ROW EXECUTE FUNCTION touch();`,
    `DROP TRIGGER things_touch ON things; DROP FUNCTION touch(); DROP FUNCTION count_things();
     ALTER TABLE things DROP COLUMN note;`,
  ),
  '0002_views.sql': migrationText(
    `CREATE VIEW names WITH (security_invoker = true) AS SELECT name FROM things;
     CREATE SEQUENCE tickets INCREMENT BY 5;
     CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 10);`,
    `DROP DOMAIN short_text; DROP SEQUENCE tickets; DROP VIEW names;`,
  ),
};

export const someNames = ['0000_things', '0001_count', '0002_views'];
