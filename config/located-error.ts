/** A configuration that cannot be used: the sentence names the file, the line and what was expected there. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code: 'config/missing' | 'config/syntax' | 'config/invalid';
  constructor(code: ConfigError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
