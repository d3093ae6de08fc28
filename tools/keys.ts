// `npm run keys`: fresh secrets in the form of environment variables, for production.
import { randomBytes } from 'node:crypto';

const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
process.stdout.write(
  [
    '# Keep these where only the service can read them. Without ENCRYPTION_KEYS no stored Instagram session opens again.',
    `JWT_SECRET=${randomBytes(48).toString('base64url')}`,
    `ENCRYPTION_KEYS=k${day}:${randomBytes(32).toString('base64')}`,
    '',
  ].join('\n'),
);
