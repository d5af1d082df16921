-- What people at the desk taught a device: a number format, a sensor's polarity. It goes over the configuration file.
CREATE TABLE device_lessons (
  device    TEXT PRIMARY KEY,               -- id of the configuration
  model     TEXT NOT NULL,                  -- another model behind the same id begins anew
  lesson    TEXT NOT NULL,                  -- JSON
  taught_by TEXT NOT NULL,
  taught_at INTEGER NOT NULL
) STRICT;
