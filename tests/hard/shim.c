/* Stands between a program and the C library's file calls, for files under one folder.

   It writes down what was done to the disk, so that a test can rebuild the disk as a power cut may leave it,
   and it lets the n-th call of a kind fail. A helper of the tests: never part of the program.

   SHIM_DIR  the folder that is watched (shared memory of SQLite, "-shm", is not part of a disk)
   SHIM_LOG  where the record goes; without it nothing is recorded

   A record: 'S''H', kind, 0, length of the path, inode, offset, length of the data; then path, then data.
   Kinds: O opened, C made and opened, W written, T cut to a length, S synced, D folder synced,
   U name removed, L second name given (path, then the new name), R renamed (the same). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096

struct head {
    char mark[2], kind, none;
    uint32_t path_length;
    uint64_t inode, offset, length;
};

static char seen[MOST];  /* 1: a watched file, 2: a watched folder */
static char folder[PATH_MAX];
static size_t folder_length;
static int record_to = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_close)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_open)(const char *, int, ...), (*real_openat)(int, const char *, int, ...);
static int (*real_unlink)(const char *), (*real_rename)(const char *, const char *);
static int (*real_link)(const char *, const char *);

/* -- failing ------------------------------------------------------------------------------------------ */

static char fail_kind[16];
static long fail_at, fail_calls, fail_fired;
static int fail_errno, fail_sticky;

/* Let the n-th call of a kind fail from now on (n = 0: only count). Called through ctypes. */
void shim_arm(const char *kind, long n, int error, int sticky)
{
    pthread_mutex_lock(&lock);
    snprintf(fail_kind, sizeof fail_kind, "%s", kind);
    fail_at = n;
    fail_errno = error;
    fail_sticky = sticky;
    fail_calls = fail_fired = 0;
    pthread_mutex_unlock(&lock);
}

long shim_calls(void) { return fail_calls; }
long shim_fired(void) { return fail_fired; }

static int fails(const char *kind)
{
    int yes = 0;
    pthread_mutex_lock(&lock);
    if (strcmp(kind, fail_kind) == 0) {
        fail_calls++;
        yes = fail_at && (fail_calls == fail_at || (fail_sticky && fail_calls > fail_at));
        fail_fired += yes;
    }
    pthread_mutex_unlock(&lock);
    if (yes) errno = fail_errno;
    return yes;
}

/* -- recording ---------------------------------------------------------------------------------------- */

__attribute__((constructor)) static void begin(void)
{
    const char *dir = getenv("SHIM_DIR"), *log = getenv("SHIM_LOG");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_close = dlsym(RTLD_NEXT, "close");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_open = dlsym(RTLD_NEXT, "open64");
    real_openat = dlsym(RTLD_NEXT, "openat64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_link = dlsym(RTLD_NEXT, "link");
    if (dir) {
        snprintf(folder, sizeof folder, "%s", dir);
        folder_length = strlen(folder);
    }
    if (log) record_to = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int watched(const char *path)
{
    size_t length;
    if (!folder_length || !path || strncmp(path, folder, folder_length) != 0) return 0;
    if (path[folder_length] == 0) return 2;
    length = strlen(path);
    if (path[folder_length] != '/' || (length > 4 && strcmp(path + length - 4, "-shm") == 0)) return 0;
    return 1;
}

static int kind_of(int fd) { return fd >= 0 && fd < MOST ? seen[fd] : 0; }

static uint64_t inode_of(int fd)
{
    struct stat found;
    return fstat(fd, &found) == 0 ? (uint64_t)found.st_ino : 0;
}

static void note(char kind, const char *path, uint64_t inode, uint64_t offset, const void *data, size_t length)
{
    struct head head = {{'S', 'H'}, kind, 0, path ? (uint32_t)strlen(path) : 0, inode, offset, length};
    size_t whole = sizeof head + head.path_length + length;
    int kept = errno;
    char *all;
    if (record_to < 0 || !(all = malloc(whole))) return;
    memcpy(all, &head, sizeof head);
    if (path) memcpy(all + sizeof head, path, head.path_length);
    if (length) memcpy(all + sizeof head + head.path_length, data, length);
    pthread_mutex_lock(&lock);
    if (real_write(record_to, all, whole) != (ssize_t)whole) abort();
    pthread_mutex_unlock(&lock);
    free(all);
    errno = kept;
}

static int opened(int fd, const char *path, int flags, int fresh)
{
    int what = watched(path);
    struct stat found;
    if (fd < 0 || fd >= MOST) return fd;
    seen[fd] = (char)what;
    if (!what) return fd;
    if (fstat(fd, &found) == 0 && S_ISDIR(found.st_mode)) {
        seen[fd] = 2;
        return fd;
    }
    note(fresh ? 'C' : 'O', path, inode_of(fd), 0, NULL, 0);
    if ((flags & O_TRUNC) && !fresh) note('T', NULL, inode_of(fd), 0, NULL, 0);
    return fd;
}

#define MODE(last)                                                                                           \
    mode_t mode = 0;                                                                                         \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                     \
        va_list more;                                                                                        \
        va_start(more, last);                                                                                \
        mode = (mode_t)va_arg(more, int);                                                                    \
        va_end(more);                                                                                        \
    }                                                                                                        \
    if (watched(path) && fails("open")) return -1;                                                           \
    int fresh = (flags & O_CREAT) && watched(path) && access(path, F_OK) != 0

#define OPEN(name)                                                                                           \
    int name(const char *path, int flags, ...)                                                               \
    {                                                                                                        \
        MODE(flags);                                                                                         \
        return opened(real_open(path, flags, mode), path, flags, fresh);                                     \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                         \
    int name(int at, const char *path, int flags, ...)                                                       \
    {                                                                                                        \
        MODE(flags);                                                                                         \
        return opened(real_openat(at, path, flags, mode), path, flags, fresh);                               \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd)
{
    if (fd >= 0 && fd < MOST) seen[fd] = 0;
    return real_close(fd);
}

ssize_t write(int fd, const void *data, size_t length)
{
    off_t at;
    ssize_t done;
    if (!kind_of(fd)) return real_write(fd, data, length);
    if (fails("write")) return -1;
    done = real_write(fd, data, length);
    at = lseek(fd, 0, SEEK_CUR) - done; /* right for files opened to append as well */
    if (done > 0) note('W', NULL, inode_of(fd), (uint64_t)at, data, (size_t)done);
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t length, off_t at)
{
    ssize_t done;
    if (kind_of(fd) && fails("write")) return -1;
    done = real_pwrite(fd, data, length, at);
    if (kind_of(fd) && done > 0) note('W', NULL, inode_of(fd), (uint64_t)at, data, (size_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return write_at(fd, data, length, at); }

/* Ways to write that are not followed: nothing may use them unseen. */
static ssize_t unseen(int fd)
{
    if (kind_of(fd)) abort();
    errno = ENOSYS;
    return -1;
}
ssize_t writev(int fd, const struct iovec *parts, int count)
{
    static ssize_t (*real)(int, const struct iovec *, int);
    if (!real) real = dlsym(RTLD_NEXT, "writev");
    return kind_of(fd) ? unseen(fd) : real(fd, parts, count);
}

static int synced(int fd, int (*real)(int))
{
    int done;
    if (kind_of(fd) == 1 && fails("fsync")) return -1;
    done = real(fd);
    if (kind_of(fd) && done == 0) note(kind_of(fd) == 2 ? 'D' : 'S', NULL, inode_of(fd), 0, NULL, 0);
    return done;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

static int cut(int fd, off_t length)
{
    int done;
    if (kind_of(fd) && fails("ftruncate")) return -1;
    done = real_ftruncate(fd, length);
    if (kind_of(fd) && done == 0) note('T', NULL, inode_of(fd), (uint64_t)length, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off_t length) { return cut(fd, length); }

int unlink(const char *path)
{
    int done;
    if (watched(path) && fails("unlink")) return -1;
    done = real_unlink(path);
    if (done == 0 && watched(path)) note('U', path, 0, 0, NULL, 0);
    return done;
}

static int named(char kind, int (*real)(const char *, const char *), const char *old, const char *new)
{
    int done = real(old, new);
    if (done == 0 && (watched(old) || watched(new))) note(kind, old, 0, 0, new, strlen(new));
    return done;
}
int rename(const char *old, const char *new) { return named('R', real_rename, old, new); }
int link(const char *old, const char *new) { return named('L', real_link, old, new); }
