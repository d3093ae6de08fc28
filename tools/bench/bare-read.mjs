// The yardstick: Fastify and pg alone, answering with the same row of the same table by its key. No guard, no policies.
import Fastify from 'fastify';
import pg from 'pg';

const { databaseUrl, userId } = JSON.parse(process.argv[2] ?? '{}');
const pool = new pg.Pool({ connectionString: databaseUrl, max: 12 });
const READ = {
  name: 'read',
  text: `SELECT id, username, email, role, is_active, must_change_password, two_factor_since, time_zone, created_at,
                last_login_at FROM users WHERE id = $1`,
};

const server = Fastify();
server.get('/me', async () => {
  const { rows } = await pool.query({ ...READ, values: [userId] });
  return { success: true, user: rows[0] };
});
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ address })}\n`);
process.stdin.resume().on('end', () => process.exit(0));
