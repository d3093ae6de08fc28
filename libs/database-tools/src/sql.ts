import pg from 'pg';

/** An identifier, always quoted, so that no name can end the statement that contains it. */
export const ident = (name: string): string => pg.escapeIdentifier(name);

/** `schema.name`, both quoted. */
export const qualified = (schema: string, name: string): string => `${ident(schema)}.${ident(name)}`;

/** A string constant. */
export const literal = (value: string): string => pg.escapeLiteral(value);
