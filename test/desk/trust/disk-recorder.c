/*
 * Records what a process does to the files below $QINGYU_RECORD_FOLDER: every create, write, truncate, sync, unlink and rename,
 * in order, appended to $QINGYU_RECORD_LOG with one write each. Loaded with LD_PRELOAD; read back by disk-recording.ts.
 *
 * A record is written after the call succeeded, under one lock, so a sync in the log covers exactly the writes before it.
 * SQLite's -shm file is left out: it is shared memory, and SQLite builds it anew from the log.
 *
 * Record, little-endian: u8 kind, u8 0, u16 bytes of path, u32 bytes of data, u64 offset, path, data.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FILES 4096
#define HEAD_BYTES 16

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *path_of[MOST_FILES];
static char folder[4096];
static size_t folder_bytes;
static int log_file = -1;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_close)(int);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_close = dlsym(RTLD_NEXT, "close");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  const char *below = getenv("QINGYU_RECORD_FOLDER"), *log = getenv("QINGYU_RECORD_LOG");
  if (below == NULL || log == NULL) return;
  folder_bytes = snprintf(folder, sizeof folder, "%s", below);
  log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) {
  if (log_file < 0 || path == NULL || strncmp(path, folder, folder_bytes) != 0) return 0;
  if (path[folder_bytes] != '/' && path[folder_bytes] != '\0') return 0;
  size_t bytes = strlen(path);
  return bytes < 4 || strcmp(path + bytes - 4, "-shm") != 0;
}

static const char *file_of(int fd) { return fd >= 0 && fd < MOST_FILES ? path_of[fd] : NULL; }

static void record(char kind, const char *path, uint64_t offset, const void *data, size_t bytes) {
  uint16_t path_bytes = strlen(path);
  uint32_t data_bytes = bytes;
  char *all = malloc(HEAD_BYTES + path_bytes + bytes);
  if (all == NULL) abort();
  all[0] = kind;
  all[1] = 0;
  memcpy(all + 2, &path_bytes, 2);
  memcpy(all + 4, &data_bytes, 4);
  memcpy(all + 8, &offset, 8);
  memcpy(all + HEAD_BYTES, path, path_bytes);
  if (bytes > 0) memcpy(all + HEAD_BYTES + path_bytes, data, bytes);
  size_t whole = HEAD_BYTES + path_bytes + bytes;
  /* A log with a hole would prove nothing. */
  if (syscall(SYS_write, log_file, all, whole) != (long)whole) abort();
  free(all);
}

static int opened(int fd, const char *path, int flags, int existed) {
  if (fd < 0 || fd >= MOST_FILES || !is_ours(path)) return fd;
  pthread_mutex_lock(&lock);
  free(path_of[fd]);
  path_of[fd] = strdup(path);
  if (!existed) record('C', path, 0, NULL, 0);
  else if (flags & O_TRUNC) record('T', path, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return fd;
}

static int open_recorded(int at, const char *path, int flags, mode_t mode) {
  struct stat found;
  int existed = !(flags & O_CREAT) || !is_ours(path) || stat(path, &found) == 0;
  return opened(syscall(SYS_openat, at, path, flags, mode), path, flags, existed);
}

#define MODE_ARGUMENT(last)                                     \
  mode_t mode = 0;                                              \
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) {  \
    va_list more;                                               \
    va_start(more, last);                                       \
    mode = va_arg(more, mode_t);                                \
    va_end(more);                                               \
  }

int open(const char *path, int flags, ...) {
  MODE_ARGUMENT(flags)
  return open_recorded(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE_ARGUMENT(flags)
  return open_recorded(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE_ARGUMENT(flags)
  return open_recorded(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE_ARGUMENT(flags)
  return open_recorded(at, path, flags, mode);
}

int close(int fd) {
  if (file_of(fd) == NULL) return real_close(fd);
  pthread_mutex_lock(&lock);
  free(path_of[fd]);
  path_of[fd] = NULL;
  int result = real_close(fd);
  pthread_mutex_unlock(&lock);
  return result;
}

ssize_t write(int fd, const void *data, size_t bytes) {
  if (file_of(fd) == NULL) return real_write(fd, data, bytes);
  pthread_mutex_lock(&lock);
  ssize_t written = real_write(fd, data, bytes);
  if (written > 0) record('W', path_of[fd], lseek64(fd, 0, SEEK_CUR) - written, data, written);
  pthread_mutex_unlock(&lock);
  return written;
}

ssize_t pwrite64(int fd, const void *data, size_t bytes, off64_t offset) {
  if (file_of(fd) == NULL) return real_pwrite(fd, data, bytes, offset);
  pthread_mutex_lock(&lock);
  ssize_t written = real_pwrite(fd, data, bytes, offset);
  if (written > 0) record('W', path_of[fd], offset, data, written);
  pthread_mutex_unlock(&lock);
  return written;
}

ssize_t pwrite(int fd, const void *data, size_t bytes, off_t offset) { return pwrite64(fd, data, bytes, offset); }

int ftruncate64(int fd, off64_t length) {
  if (file_of(fd) == NULL) return real_ftruncate(fd, length);
  pthread_mutex_lock(&lock);
  int result = real_ftruncate(fd, length);
  if (result == 0) record('T', path_of[fd], length, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*real)(int)) {
  if (file_of(fd) == NULL) return real(fd);
  pthread_mutex_lock(&lock);
  int result = real(fd);
  struct stat found;
  if (result == 0) record(fstat(fd, &found) == 0 && S_ISDIR(found.st_mode) ? 'D' : 'S', path_of[fd], 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int fd) { return synced(fd, real_fsync); }

int fdatasync(int fd) { return synced(fd, real_fdatasync); }

int unlink(const char *path) {
  if (!is_ours(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int result = real_unlink(path);
  if (result == 0) record('U', path, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

int rename(const char *from, const char *to) {
  if (!is_ours(from) && !is_ours(to)) return real_rename(from, to);
  pthread_mutex_lock(&lock);
  int result = real_rename(from, to);
  if (result == 0) record('R', from, 0, to, strlen(to));
  pthread_mutex_unlock(&lock);
  return result;
}
