import { Inject, Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { CONFIG, type Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';

interface Figures {
  readonly running_bots: string;
  readonly paused_bots: string;
  readonly valid_sessions: string;
  readonly open_jobs: string;
  readonly unknown_outcomes: string;
}

const HELP: Readonly<Record<keyof Figures, string>> = {
  running_bots: 'Bots that are started, paused ones among them',
  paused_bots: 'Bots that leave their account alone for a while: after Instagram objected, or since all are paused',
  valid_sessions: 'Instagram accounts with a valid session',
  open_jobs: 'Jobs that are queued, running or waiting',
  unknown_outcomes: 'Actions under way or whose outcome is still to be read back',
};

/** Figures in the text format of Prometheus: of the process, and of the fleet as the database has it. */
@Injectable()
export class MetricsService {
  readonly registry = new Registry();
  private readonly gauges: ReadonlyMap<keyof Figures, Gauge>;
  private readonly up: Gauge;
  private readonly fleetPaused: Gauge;

  constructor(
    private readonly db: Database,
    @Inject(CONFIG) config: Config,
  ) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry, prefix: 'pacekeeper_' });
    this.up = new Gauge({ name: 'pacekeeper_database_up', help: 'Whether the database answers', registers });
    this.fleetPaused = new Gauge({
      name: 'pacekeeper_fleet_paused',
      help: 'Whether all bots are paused together',
      registers,
    });
    this.gauges = new Map(
      (Object.keys(HELP) as Array<keyof Figures>).map((name) => [
        name,
        new Gauge({ name: `pacekeeper_${name}`, help: HELP[name], registers }),
      ]),
    );
    new Gauge({ name: 'pacekeeper_info', help: 'The version', labelNames: ['version'], registers }).set(
      { version: config.version },
      1,
    );
  }

  async read(): Promise<{ contentType: string; text: string }> {
    try {
      const [[figures], [fleet]] = await Promise.all([
        this.db.system<Figures & Record<string, unknown>>('fleet_figures'),
        this.db.system<{ paused_at: Date | null }>('fleet_now'),
      ]);
      for (const [name, gauge] of this.gauges) gauge.set(Number(figures?.[name] ?? 0));
      this.fleetPaused.set(fleet?.paused_at ? 1 : 0);
      this.up.set(1);
    } catch {
      // The figure itself says that the database is away.
      this.up.set(0);
    }
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
