import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './located-error.ts';
import { readYaml } from './read-yaml.ts';
import { type Phrases, phrasesSchema, type Rules, rulesSchemas } from './rules.ts';
import { type Config, configSchema } from './schema.ts';

/** Everything the desk knows as data: the configuration file, the rules and the phrases. */
export interface Settings {
  readonly config: Config;
  readonly rules: Rules;
  readonly phrases: Phrases;
}

/**
 * Reads and checks a configuration file and what it names. Paths in it are relative to the working directory.
 * @throws ConfigError naming file, line and expectation
 */
export function loadSettings(file: string): Settings {
  const config = readYaml(file, configSchema);
  const rulesFile = (room: keyof typeof rulesSchemas) => join(config.rules, `${room}.yaml`);
  return {
    config,
    rules: {
      attendance: readYaml(rulesFile('attendance'), rulesSchemas.attendance),
      broadcast: readYaml(rulesFile('broadcast'), rulesSchemas.broadcast),
      calendar: readYaml(rulesFile('calendar'), rulesSchemas.calendar),
      calls: readYaml(rulesFile('calls'), rulesSchemas.calls),
      emergency: readYaml(rulesFile('emergency'), rulesSchemas.emergency),
      forms: readYaml(rulesFile('forms'), rulesSchemas.forms),
      leave: readYaml(rulesFile('leave'), rulesSchemas.leave),
      live: readYaml(rulesFile('live'), rulesSchemas.live),
      loans: readYaml(rulesFile('loans'), rulesSchemas.loans),
      music: readYaml(rulesFile('music'), rulesSchemas.music),
      'post-room': readYaml(rulesFile('post-room'), rulesSchemas['post-room']),
      promotions: readYaml(rulesFile('promotions'), rulesSchemas.promotions),
      'proxy-audit': readYaml(rulesFile('proxy-audit'), rulesSchemas['proxy-audit']),
      retention: readYaml(rulesFile('retention'), rulesSchemas.retention),
      roster: readYaml(rulesFile('roster'), rulesSchemas.roster),
      schedule: readYaml(rulesFile('schedule'), rulesSchemas.schedule),
      services: readYaml(rulesFile('services'), rulesSchemas.services),
      staff: readYaml(rulesFile('staff'), rulesSchemas.staff),
      swaps: readYaml(rulesFile('swaps'), rulesSchemas.swaps),
    },
    phrases: readPhrases(config.phrases),
  };
}

function readPhrases(folder: string): Phrases {
  const files = namesIn(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return Object.assign({}, ...files.map((name) => readYaml(join(folder, name), phrasesSchema)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError('config/missing', `${folder}: the folder of the phrases cannot be read (${why})`);
  }
}
